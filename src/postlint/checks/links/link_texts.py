"""Checks on the text of links: missing, a bare URL, or equal for different targets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from postlint.checks.links.generic_text import plain
from postlint.data.patterns import lazy_pattern
from postlint.document.alternatives import has_other_name, needs_no_alt
from postlint.document.damaged_targets import empty_anchors
from postlint.document.document import Document
from postlint.document.embeds import embeds_of, is_inside
from postlint.document.urls import (
    is_local,
    is_namespace,
    is_templated,
    scheme_of,
)
from postlint.generators.post_files import IMAGE_ENDINGS
from postlint.parse.hosts import host_of
from postlint.parse.nodes import OBJECT, Link
from postlint.results.hits import Edit, Fix, Hit, Related, Severity, of_one_cause
from postlint.spans import Span

#: addresses that are shown to be copied, not followed
_FILE_TO_COPY = lazy_pattern(r"\.(?:js|mjs|css|git|zip|tar\.gz|tgz|whl|exe|dmg|deb|rpm|iso|sh)$", re.I)
_DEFINITION = lazy_pattern(r" {0,3}\[[^\]]+\]:\s*$")


#: an empty element that a font or a style sheet fills
_ICON = lazy_pattern(r"<(?:i|span)\s[^>]*\bclass")
_MEDIA = lazy_pattern(r"<(?:video|audio|svg|canvas|iframe|object|embed|[A-Z]|[a-z]+-)")


def link_without_text(doc: Document) -> Iterator[Hit]:
    """Look for links that show nothing and have no accessible name either.

    A scheme that browsers do not support is a plugin's. Other rules report a missing target, and an image without a
    text. The code of embedded posts and pens is not the author's. Some generators take the text from the target. A link
    that says to programs who the author is, or what the post answers, shows nothing on purpose.
    """
    embeds, filled = embeds_of(doc), doc.preset.data.get("fills_link_texts")
    if not filled:
        anchors = [Hit(one.span, {"url": one.url}, "anchor", Severity.INFO) for one in empty_anchors(doc)]
        yield from of_one_cause(anchors, 1, "anchors")
    for link in doc.links:
        if is_inside(link, embeds) or _is_unclosed(doc, link) or _has_component(doc, link):
            continue
        if filled and link.kind == "inline" and not doc.slice(link.text_span).strip():
            continue
        # one with "name" is a place, whatever target an editor has given it
        named = any(link.attrs.get(name) for name in ("aria-label", "aria-labelledby", "title", "name"))
        named = named or link.attrs.get("aria-hidden") == "true"
        if link.text.strip(f" \t\n{OBJECT}") or named or _has_code(doc, link) or is_templated(doc, link.span):
            continue
        if "me" in link.rel or _FOR_PROGRAMS.search(link.attrs.get("class") or ""):
            continue
        if (
            not link.url.strip()
            or link.url.startswith("#")
            or scheme_of(link.url) not in ("", "http", "https", "mailto", "tel")
        ):
            continue
        if _MEDIA.search(doc.slice(link.text_span)) or _is_overlay(doc, link) or _is_filled(doc, link):
            continue
        images = [image for image in doc.images if link.span.start <= image.span.start < link.span.end]
        if not all(not (image.alt or "").strip() and needs_no_alt(image) for image in images):
            continue
        if any(map(has_other_name, images)):
            continue
        if not images and "<img" in doc.slice(link.text_span).lower():
            continue  # today's reader leaves it out, but the post may be older than that
        icon = not images and _is_icon(doc, link)
        kind = "image" if images else "icon" if icon else _lost(doc, link)
        text = doc.slice(link.span if kind == "swapped" else link.text_span)
        values = {"url": link.url, "text": text.strip("[] \n")}
        mild = icon or (not images and _is_beside_twin(doc, link))
        yield Hit(link.span, values, message=kind, severity=Severity.INFO if mild else None)


def _is_beside_twin(doc: Document, link: Link) -> bool:
    """Whether a link with the same target touches an empty one, which is a remainder: readers miss nothing."""
    twins = (one.span for one in doc.links if one.url == link.url and one.span != link.span)
    return any(twin.end == link.span.start or twin.start == link.span.end for twin in twins)


def _is_icon(doc: Document, link: Link) -> bool:
    """Whether a font or a style sheet shows an icon in the link: in an empty element, or by a class of its own."""
    return bool(_ICON.search(doc.slice(link.text_span)) or _ICON_CLASS.search(link.attrs.get("class") or ""))


#: a class of the fonts of icons: Font Awesome, Bootstrap, Material, Remix, Ionicons, and any that says so
_ICON_CLASS = lazy_pattern(r"(?i)(?:^|[\s_-])icon|icons?(?:[\s_-]|$)|(?:^|\s)(?:fa[bdlrs]?(?:-|\s)|(?:bi|mdi|ri|ion)-)")


def _lost(doc: Document, link: Link) -> str:
    """The message for a link without a text in Markdown: what the author meant is mostly told by the target."""
    if link.kind == "inline" and doc.slice(link.span).startswith("[]("):
        return "picture" if link.url.partition("?")[0].lower().endswith(IMAGE_ENDINGS) else "default"
    written = doc.slice(link.span)
    if link.kind != "html" and _TAG.fullmatch(doc.slice(link.text_span)) is not None:
        return "tag"
    # a number would be no text
    return "swapped" if link.kind == "reference" and re.match(r"\[\]\[[^\d\]]", written) else "default"


#: what reads as a tag without anything more: the name of an element or of a type
_TAG = lazy_pattern(r"\s*</?[A-Za-z]\w*>\s*")


#: a class that says to programs what a link is: the properties of microformats that are addresses
_FOR_PROGRAMS = lazy_pattern(
    r"(?:^|\s)u-(?:url|uid|photo|logo|featured|video|audio|email|key|impp|sound|syndication|category|author|comment|mention"
    r"|in-reply-to|(?:mention|like|repost|bookmark|tag|quotation|translation|listen|watch|read|follow)-of|checkin|location)(?=\s|$)"
)


def _has_component(doc: Document, link: Link) -> bool:
    """Whether a custom element or a component is in a link, which may show a text: ``<a href="x"><my-icon/></a>``."""
    tags = doc.html_tags
    at = bisect_left(tags, link.span.start + 1, key=lambda tag: tag.span.start)
    inside = takewhile(lambda tag: tag.span.start < link.span.end, tags[at:])
    return any("-" in tag.name or tag.name[:1].isupper() for tag in inside)


def _is_overlay(doc: Document, link: Link) -> bool:
    """Whether a link is the data of a gallery, whose picture lies beside it: ``<a href="x" itemprop="y"></a>``."""
    return not doc.slice(link.text_span).strip() and "itemprop" in link.attrs


def _is_filled(doc: Document, link: Link) -> bool:
    """Whether a script may make something of an empty link, by its data: ``<a href="x" data-card="rye"></a>``."""
    has_data = link.kind == "html" and any(name.startswith("data-") for name in link.attrs)
    return has_data and not doc.slice(link.text_span).strip()


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
        if not re.match(r"https?://\S+$|www\.[^\s/]+/\S+$", text, re.I) or is_local(link.url) or is_namespace(text):
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
    """A bare URL as ``<URL>``, in Markdown; not one that is a paragraph, of which sites make a player or a card.

    Several lines with a line of dashes below them are a heading, and were most likely meant as a header.
    """
    written = doc.slice(link.span)
    around = doc.slice(link.block.span).strip() if link.block is not None else written
    if link.kind != "bare" or doc.dialect == "mdx" or around == written or written != link.url:
        return None
    if link.block is not None and link.block.kind == "heading" and "\n" in around.rpartition("\n")[0]:
        return None
    if link.block is not None and doc.text.count("`", link.block.span.start, link.span.start) % 2:
        return None  # code that a bar of the table ends, or that nothing ends
    # a Chinese full stop may be part of the match
    if not re.fullmatch(r"[!-;=?-~]*[\w/=#-]", written, re.ASCII) or _is_in_other_markup(doc, link.span, written):
        return None
    # elsewhere it is no link, perhaps on purpose; of an address in a line of its own, some sites make a card
    line = doc.source.line(doc.source.position(link.span.start)[0])
    safe = bool(doc.preset.data.get("links_bare_urls")) and line.strip(" \t>") != written
    edits = (Edit(Span(link.span.start, link.span.start), "<"), Edit(Span(link.span.end, link.span.end), ">"))
    return Fix(edits, safe=safe)


#: so much of a line before a URL is looked at, for it may have very many
_NEAR = 100
#: the prompt of a shell at the beginning of a line
_PROMPT = lazy_pattern(r"[ \t]*\$ ")


#: marks of emphasis or code, a template or a tag, and the rest of an address
_GOES_ON = lazy_pattern(r"[*_~`]*[{<\[A-Za-z\d]")


def _is_in_other_markup(doc: Document, span: Span, url: str) -> bool:
    """Whether brackets around a bare URL could change more than how it is written."""
    begin = doc.text.rfind("\n", 0, span.start) + 1
    line = doc.text[max(begin, span.start - _NEAR) : span.start]
    # after brackets another link is meant, after a prompt a command; a colon or a quote belongs to other markup
    if re.search(r"[\])](?:\(|:\s*)$", line) or _PROMPT.match(doc.text, begin, span.start):
        return True
    if line[-1:].isascii() and not re.match(r"[\s(*_~>]?$", line[-1:]):
        return True
    if _GOES_ON.match(doc.text, span.end):
        return True  # "https://v2-*minor*.example.org"
    # not every parser resolves entities in angle brackets; &quot; and &gt; end what was meant, a backslash continues it
    return doc.text[span.end : span.end + 1] in ('"', "'", "\\") or re.search(r"&[#\w]+;", url) is not None


def _is_entry(doc: Document, link: Link) -> bool:
    """Whether a URL is the entry of a note or of a definition broken by a template tag, or in an embedded tweet."""
    if link.block is None:
        return False
    begin = doc.text.rfind("\n", 0, link.span.start) + 1
    around = (link.block, *(block for block in link.block.ancestors() if block.kind == "quote"))
    tweet = any('class="twitter-tweet' in doc.slice(block.span) for block in around)
    is_note = doc.text.startswith("<sup>", link.block.span.start)
    return is_note or tweet or _DEFINITION.match(doc.text, begin, link.span.start) is not None


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
