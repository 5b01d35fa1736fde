"""Checks on links: their text, their target, and their number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import takewhile

from postlint.checks.links.generic_text import plain
from postlint.data.patterns import lazy_pattern
from postlint.document.alternatives import needs_no_alt
from postlint.document.document import Document
from postlint.document.embeds import embeds_of, is_inside
from postlint.document.urls import (
    by_target,
    is_local,
    is_namespace,
    is_reserved,
    is_templated,
    leads_inside,
    leads_outside,
    query_of,
    scheme_of,
    without_parameters,
)
from postlint.parse.hosts import host_of
from postlint.parse.nodes import OBJECT, Link
from postlint.results.hits import Edit, Fix, Hit, Related, Severity
from postlint.spans import Span

# -- the text of a link -----------------------------------------------------------------------------------

#: addresses that are shown to be copied, not followed
_FILE_TO_COPY = lazy_pattern(r"\.(?:js|mjs|css|git|zip|tar\.gz|tgz|whl|exe|dmg|deb|rpm|iso|sh)$", re.I)
_NO_TARGETS = ("", "#", "mailto:", "tel:", "sms:")
#: the attributes of an image that no script fills in
_PLAIN_IMAGE = frozenset(("src", "alt", "title", "width", "height", "class", "style", "align", "border"))
_DEFINITION = lazy_pattern(r" {0,3}\[[^\]]+\]:\s*$")


_MEDIA = lazy_pattern(r"<(?:video|audio|svg|canvas|iframe|object|embed|[A-Z]|[a-z]+-)")


def link_without_text(doc: Document) -> Iterator[Hit]:
    """Look for links that show nothing and have no accessible name either.

    A scheme that browsers do not support is a plugin's. Other rules report a missing target, and an image without a
    text. The code of embedded posts and pens is not the author's.
    """
    embeds = embeds_of(doc)
    for link in doc.links:
        if is_inside(link, embeds) or _is_unclosed(doc, link) or _has_component(doc, link):
            continue
        named = any(link.attrs.get(name) for name in ("aria-label", "aria-labelledby", "title"))
        if link.text.strip(f" \t\n{OBJECT}") or named or _has_code(doc, link) or is_templated(doc, link.span):
            continue
        if (
            not link.url.strip()
            or link.url.startswith("#")
            or scheme_of(link.url) not in ("", "http", "https", "mailto", "tel")
        ):
            continue
        if _MEDIA.search(doc.slice(link.text_span)):
            continue
        images = [image for image in doc.images if link.span.start <= image.span.start < link.span.end]
        if all(not (image.alt or "").strip() and needs_no_alt(image) for image in images):
            yield Hit(link.span, {"url": link.url}, message="image" if images else "default")


def _has_component(doc: Document, link: Link) -> bool:
    """Whether a custom element or a component is in a link, which may show a text: ``<a href="x"><my-icon/></a>``."""
    tags = doc.html_tags
    at = bisect_left(tags, link.span.start + 1, key=lambda tag: tag.span.start)
    inside = takewhile(lambda tag: tag.span.start < link.span.end, tags[at:])
    return any("-" in tag.name or tag.name[:1].isupper() for tag in inside)


def _is_unclosed(doc: Document, link: Link) -> bool:
    """Whether an HTML link lacks its end tag, so that its text goes on after it: ``<a href="x">text<a>``."""
    return link.kind == "html" and not doc.slice(link.span).rstrip().lower().endswith("</a>")


def _has_code(doc: Document, link: Link) -> bool:
    at = bisect_left(doc.code, link.text_span.start, key=lambda code: code.span.start)
    return at < len(doc.code) and doc.code[at].span.start < link.text_span.end


def bare_url(doc: Document, *, allow: Sequence[str]) -> Iterator[Hit]:
    """Look for links whose visible text is a URL; `allow` holds hosts that may be shown.

    Passed over are addresses on the reader's own machine, names of vocabularies, addresses of files to copy, a URL that
    is a paragraph of its own (many sites make a player or a card of it), URLs in code or template tags, the entries of
    footnotes and reference lists, embedded tweets, and URLs in ``(text)[URL]`` and ``[text] (URL)``, which are
    malformed links.
    """
    hosts = {host.lower() for host in allow}
    for link in doc.links:
        text = link.text.strip()
        if not re.match(r"https?://\S+$|www\.\S+/\S+$", text, re.I) or is_local(link.url) or is_namespace(text):
            continue
        misses_link = link.kind == "bare" and re.search(
            r"\)\[$|\] +\($", doc.text[max(0, link.span.start - 4) : link.span.start]
        )
        # an address in angle brackets is shown on purpose
        if link.kind == "autolink" or _FILE_TO_COPY.search(text) or _is_entry(doc, link):
            continue
        if (
            _is_alone(doc, link)
            or misses_link
            or host_of(link.url) in hosts
            or _has_code(doc, link)
            or is_templated(doc, link.span)
        ):
            continue
        if any(span.start < link.span.start < span.end for span in doc.code_elements):
            continue
        if link.block is None or not (link.block.kind == "footnote" or link.block.inside("footnote")):
            yield Hit(link.text_span, {"url": text}, fix=_in_brackets(doc, link))


def _is_alone(doc: Document, link: Link) -> bool:
    """Whether a bare URL is a paragraph of its own."""
    block = link.block
    return (
        link.kind == "bare"
        and block is not None
        and block.parent is doc.root
        and doc.slice(block.span).strip() == link.text
    )


def _in_brackets(doc: Document, link: Link) -> Fix | None:
    """A bare URL as ``<URL>``, in Markdown; not one that is a paragraph, of which sites make a player or a card."""
    written = doc.slice(link.span)
    alone = link.block is None or doc.slice(link.block.span).strip() == written
    if link.kind != "bare" or doc.dialect == "mdx" or alone or written != link.url:
        return None
    # a Chinese full stop may be part of the match
    if not re.fullmatch(r"[!-;=?-~]*[\w/=#-]", written, re.ASCII) or _is_in_other_markup(doc, link.span, written):
        return None
    return Fix((Edit(Span(link.span.start, link.span.start), "<"), Edit(Span(link.span.end, link.span.end), ">")))


def _is_in_other_markup(doc: Document, span: Span, url: str) -> bool:
    """Whether brackets around a bare URL could change more than how it is written."""
    line = doc.text[doc.text.rfind("\n", 0, span.start) + 1 : span.start]
    # after brackets another link is meant, after a prompt a command; a colon or a quote belongs to other markup
    if re.search(r"\](?:\(|:\s*)$", line) or line.lstrip().startswith("$ "):
        return True
    if line[-1:].isascii() and not re.match(r"[\s(*_~>]?$", line[-1:]):
        return True
    # not every parser resolves entities in angle brackets, and &quot; and &gt; end what was meant
    return doc.text[span.end : span.end + 1] in ('"', "'") or re.search(r"&[#\w]+;", url) is not None


def _is_entry(doc: Document, link: Link) -> bool:
    """Whether a URL is the entry of a note or of a definition broken by a template tag, or in an embedded tweet."""
    if link.block is None:
        return False
    line = doc.text[doc.text.rfind("\n", 0, link.span.start) + 1 : link.span.start]
    around = (link.block, *(block for block in link.block.ancestors() if block.kind == "quote"))
    tweet = any('class="twitter-tweet' in doc.slice(block.span) for block in around)
    return bool(_DEFINITION.match(line)) or doc.slice(link.block.span).startswith("<sup>") or tweet


def same_text_different_targets(doc: Document) -> Iterator[Hit]:
    """Compare the links that have the same text: all should lead to the first one's target."""
    seen: dict[str, Link] = {}
    for link in doc.links:
        text = plain(link.text)
        # numbers are citations; the text of a bare URL is its target
        if not re.search(r"[^\W\d_]{2}", text) or link.kind in ("bare", "autolink") or link.images:
            continue
        first = seen.setdefault(text, link)
        if _page(first.url) != _page(link.url):
            related = (Related(first.text_span, f"the first link with this text leads to {first.url}"),)
            yield Hit(link.text_span, {"text": link.text, "url": link.url, "first": first.url}, related=related)


def _page(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.casefold()).rstrip("/")


# -- the target of a link ---------------------------------------------------------------------------------


def link_without_target(doc: Document) -> Iterator[Hit]:
    """Look for targets that are empty or ``#``, and for images without a source.

    An HTML anchor without href is an anchor, no link; one that leads to a script, or to ``#`` in HTML, is a button. An
    image whose source a script fills in has other attributes.
    """
    for link in doc.links:
        if link.kind == "html" and "href" not in link.attrs:
            continue
        url = link.url.strip()
        if url.lower() in _NO_TARGETS:
            # used as a button, with a script of the page
            if link.kind == "html" and (url == "#" or link.attrs.get("role") == "button" or "onclick" in link.attrs):
                continue
            message, severity = ("default", Severity.INFO) if url else ("empty", None)
            yield Hit(link.span, {"url": url, "text": link.text}, message, severity)
    for image in doc.images:
        empty = "src" in image.attrs and len(image.attrs.keys() - _PLAIN_IMAGE) == 0
        if not image.url.strip() and (image.kind != "html" or empty) and not is_templated(doc, image.url_span):
            yield Hit(image.span, {"text": image.alt or ""}, "image")


def insecure_link(doc: Document, *, allow: Sequence[str], https_only: Sequence[str], known_only: bool) -> Iterator[Hit]:
    """Look for ``http://``; `allow` holds host names (``*.example.org``) that have no https.

    `https_only` holds those that serve https only, for which changing the scheme is a safe fix; with `known_only` other
    hosts are passed over.

    Hosts of the reader's own machine, reserved example domains and onion services are passed over.
    """
    for link in by_target(doc):
        host = host_of(link.url)
        if scheme_of(link.url) != "http" or not host or is_local(link.url) or is_reserved(host):
            continue
        if host.endswith(".onion") or is_namespace(link.url) or _is_among(host, allow):
            continue
        known = _is_among(host, https_only)
        if known_only and not known:
            continue
        start = link.url_span.start
        scheme = Span(start, start + len("http"))
        fix = Fix((Edit(scheme, "https"),)) if doc.slice(scheme).lower() == "http" else None
        yield Hit(link.url_span, {"url": link.url, "host": host}, "known" if known else "default", fix=fix)


def _is_among(host: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(host, pattern.lower()) for pattern in patterns)


def local_link(doc: Document) -> Iterator[Hit]:
    """Look for targets that exist only on the writer's machine or network.

    A link that shows its local host is an instruction to the reader ("open http://localhost:3000") and passed over, and
    so is each link of a post with code, or that names the host elsewhere, unless its path is like that of a post.
    """
    hidden = [link for link in doc.links if is_local(link.url) and not _shows_host(link)]
    for link in hidden:
        host = host_of(link.url)
        if not host or not _is_of_readers(doc, link.url, hidden):
            yield Hit(link.url_span, {"url": link.url}, fix=_on_own_site(doc, link.url_span))


def _shows_host(link: Link) -> bool:
    host = host_of(link.url)
    return link.kind in ("bare", "autolink") or bool(host and host in link.text)


#: a path as posts have them: with a year, or with a name of several words
_LIKE_A_POST = lazy_pattern(r"/(?:19|20)\d\d(?:/|-\d\d)|/[a-z\d]+(?:-[a-z\d]+){2,}/?(?:[?#]|$)", re.IGNORECASE)


def _is_of_readers(doc: Document, url: str, links: Sequence[Link]) -> bool:
    """Whether a local address may be that of a server that the text tells its readers to run."""
    if _LIKE_A_POST.search(url) or scheme_of(url) not in ("http", "https"):
        return False
    return bool(doc.code) or _mentions(doc, host_of(url), links)


def _mentions(doc: Document, host: str, links: Sequence[Link]) -> bool:
    """Whether a host occurs in the source outside of the targets of these links."""
    in_targets = sum(doc.slice(link.url_span).count(host) for link in links)
    return doc.text.count(host) > in_targets


def _on_own_site(doc: Document, span: Span) -> Fix | None:
    """The path alone, for an address of the preview that generators serve on the writer's machine."""
    host = re.match(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?(?=/|$)", doc.slice(span), re.I)
    if host is None:
        return None
    rest = "" if span.start + host.end() < span.end else "/"
    return Fix((Edit(Span(span.start, span.start + host.end()), rest),))


_ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.today")


def tracking_parameter(
    doc: Document, *, parameters: Sequence[str], chatbots: Sequence[str], campaigns: bool
) -> Iterator[Hit]:
    """Look for query parameters that only track the visitor; a fix removes them.

    `parameters` are names, in which ``*`` matches any characters. A ``utm_source`` with the name of one of the
    `chatbots` shows where the text came from. Passed over are embedded posts of social networks, archived pages, a
    ``utm_source`` that names the post's own site or that of the link, whose owner has set it on purpose, and
    ``utm_medium=referral``, which sites demand of those who credit them; ``utm_…`` alone, which tracks no person, is
    reported with `campaigns` only.
    """
    embeds = embeds_of(doc)
    own = {host.removeprefix("www.").split(".")[0] for host in (*doc.site_hosts, doc.own_host) if host}
    for link in by_target(doc):
        if is_inside(link, embeds):
            continue
        written = doc.slice(link.url_span)
        found = [p for p in query_of(written) if any(fnmatchcase(p.name.lower(), name) for name in parameters)]
        if not found:
            continue
        base = link.url_span.start
        sources = [p.value.lower() for p in found if p.name.lower() == "utm_source"]
        credit = any((p.name.lower(), p.value.lower()) == ("utm_medium", "referral") for p in found)
        if credit or host_of(link.url) in _ARCHIVES:
            continue
        own_or_theirs = own | {host_of(link.url).removeprefix("www.").split(".")[0]} - {""}
        if any(name in source for name in own_or_theirs for source in sources):
            continue
        chatbot = next((bot for bot in chatbots if any(bot in source for source in sources)), "")
        campaign = not chatbot and all(p.name.lower().startswith("utm_") for p in found)
        if campaign and not campaigns:
            continue
        yield Hit(
            Span(base + found[0].start, base + found[-1].end),
            {"parameters": ", ".join(p.name for p in found), "chatbot": chatbot},
            "chatbot" if chatbot else "default",
            Severity.INFO if campaign else None,
            fix=Fix((Edit(link.url_span, without_parameters(written, found)),)),
        )


# -- the number of links ----------------------------------------------------------------------------------


def too_few_internal_links(doc: Document, *, min: int, min_words: int) -> Iterator[Hit]:
    """Count the links to other pages of the site, in a post of at least `min_words` words.

    While the site's host is unknown, absolute links may be internal, and a post with some is not checked.
    """
    if not (doc.site_hosts or doc.own_host) and any(doc.is_external(link.url) for link in doc.links):
        return
    count = sum(leads_inside(doc, link) for link in doc.links) + _templated_targets(doc)
    if count < min and doc.word_count >= min_words:
        yield Hit(doc.top, {"count": count, "min": min}, message="default" if count else "none")


def _templated_targets(doc: Document) -> int:
    """How many targets ``[text]({{ … }})`` there are, which only the generator can read; no links without a preset."""
    linked = [link.url_span for link in doc.links]
    tags = [mask.span for mask in doc.masks if mask.kind in ("shortcode", "template")]
    loose = [tag for tag in tags if not any(span.start <= tag.start < span.end for span in linked)]
    return sum(doc.text[tag.start - 2 : tag.start] in ("](", ": ") for tag in loose)


def too_few_external_links(doc: Document, *, min: int, min_words: int) -> Iterator[Hit]:
    """Count the links to other sites, in a post of at least `min_words` words."""
    count = sum(leads_outside(doc, link) for link in doc.links)
    if count < min and doc.word_count >= min_words:
        yield Hit(doc.top, {"count": count, "min": min})


def too_many_links(doc: Document, *, max: int, max_internal: int | None, max_external: int | None) -> Iterator[Hit]:
    """Count all links, and those to the same site and to others; None sets no limit. The first surplus link is the
    place."""
    inside = [link for link in doc.links if leads_inside(doc, link)]
    outside = [link for link in doc.links if leads_outside(doc, link)]
    for links, limit, message in (
        (doc.links, max, "default"),
        (inside, max_internal, "internal"),
        (outside, max_external, "external"),
    ):
        if limit is not None and len(links) > limit:
            yield Hit(links[limit].span, {"count": len(links), "max": limit}, message=message)
