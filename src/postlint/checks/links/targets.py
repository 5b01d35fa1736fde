"""Checks on the target of links: missing, insecure, only on one machine, or with tracking parameters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from postlint.data.globs import is_like_any
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.embeds import embeds_of, is_inside
from postlint.document.page_kinds import is_among_drafts, samples
from postlint.document.urls import (
    Parameter,
    by_target,
    is_local,
    is_namespace,
    is_reserved,
    is_templated,
    query_of,
    scheme_of,
    without_parameters,
)
from postlint.parse.hosts import host_of
from postlint.parse.masks import covered
from postlint.parse.nodes import Image, Link
from postlint.results.hits import Edit, Fix, Hit, Severity, of_one_cause
from postlint.spans import Span

#: the attributes of HTML that no script finds an element by
_PLAIN = frozenset(("href", "src", "alt", "title", "width", "height", "style", "align", "border", "target", "rel"))
#: the list of attributes behind a link, with an id or a class: pandoc's and Python-Markdown's, kramdown's
_ATTRIBUTES = lazy_pattern(r"\{:? {0,3}(?:[#.]\w|id=)")
_NO_TARGETS = ("", "#", "#_", "#0", "#!", "mailto:", "tel:", "sms:", "http://", "https://")


def link_without_target(doc: Document) -> Iterator[Hit]:
    """Look for targets that are empty or ``#``, and for images without a source.

    An HTML anchor without href is an anchor, no link; one with other attributes may get its target from a script, and
    one that leads to ``#`` is a button. A text that shows what text looks like may have such links. A draft may have
    placeholders: the first one is reported, as a warning. Headings that look like links have one cause.
    """
    draft = doc.is_draft() or is_among_drafts(doc.posix_path)
    if doc.posix_path.name.lower() == "summary.md":
        return  # the list of a book's chapters, of which some are to be written
    hits = list(of_one_cause(list(_without_target(doc)), _EACH_EMPTY, of="heading"))
    shown = samples(doc) if hits else ()
    starts = [one.start for one in shown]
    for hit in hits:
        if hit.severity == Severity.INFO or covered(shown, hit.span.start, starts):
            yield hit._replace(severity=Severity.INFO)
        elif not draft:
            yield hit
        else:
            yield hit._replace(severity=Severity.WARNING)
            break


#: so many headings of a post that look like links are reported one by one
_EACH_EMPTY = 3
#: the marks of bold text, italics, struck text and code
_MARKS = tuple(map(lazy_pattern, (r"\*\*[^*]+\*\*|__[^_]+__", r"(?<!\*)\*[^*]+\*(?!\*)", r"~~[^~]+~~", r"`[^`]+`")))
#: so many kinds of them beside a link show what text looks like
_ALL_MARKS = 3


def _without_target(doc: Document) -> Iterator[Hit]:
    for link in doc.links:
        url, in_html = link.url.strip(), link.kind == "html"
        if url.lower() not in _NO_TARGETS or (in_html and (url[:1] == "#" or not _is_plain(link, "href"))):
            continue
        if url[:1] == "#" and (not any(map(str.isalnum, link.text)) or any(map(_points_up, link.text))):
            continue  # a button of a map or a menu, by its sign, or a way to the top of the page
        if not link.text.strip() and _ATTRIBUTES.match(doc.text, link.span.end):
            continue  # an anchor: []{#rye}, written as an empty link
        values = {"url": url, "text": link.text}
        if not url and not link.text.strip() and not any(link.span.overlaps(image.span) for image in doc.images):
            yield Hit(link.span, values, "nothing", Severity.INFO)  # left by an editor, and seen by nobody
            continue
        mild = Severity.WARNING if url.endswith("//") else Severity.INFO if url or in_html else _as_written(doc, link)
        message = "default" if url else "heading" if mild == Severity.WARNING else "empty"
        yield Hit(link.span, values, message, mild)
    for image in doc.images:
        in_html = image.kind == "html"
        if image.url.strip() or (in_html and not _is_plain(image, "src")) or is_templated(doc, image.url_span):
            continue
        told = in_html or (image.alt or "").strip()  # its text is all that readers see: it may say that it is lost
        yield Hit(image.span, {"text": image.alt or ""}, "image", Severity.WARNING if told else None)


def _points_up(char: str) -> bool:
    """Whether a character is an arrow or a triangle that points up, by its name in Unicode."""
    return not char.isascii() and re.search(r"\bUP(?:WARDS|-POINTING)\b", unicodedata.name(char, "")) is not None


def _as_written(doc: Document, link: Link) -> Severity | None:
    """The severity of an empty target: an info beside all kinds of marks, and a warning where the link is a heading.

    That is, alone in its line, in bold type: its writer likes the look of links, and no target is missing.
    """
    start, end = doc.text.rfind("\n", 0, link.span.start) + 1, doc.text.find("\n", link.span.end)
    line = doc.text[start : end if end >= 0 else None]
    if sum(mark.search(line) is not None for mark in _MARKS) >= _ALL_MARKS:
        return Severity.INFO
    around = line.replace(doc.slice(link.span), "", 1).strip()
    return Severity.WARNING if around in ("****", "____", "******") else None


def _is_plain(node: Link | Image, target: str) -> bool:
    """Whether an element of HTML has the attribute of its target, and none by which a script would find it."""
    return target in node.attrs and node.attrs.keys() <= _PLAIN


#: so many links of a post to hosts with https are reported one by one
_EACH_INSECURE = 3


def insecure_link(doc: Document, *, allow: Sequence[str], https_only: Sequence[str], known_only: bool) -> Iterator[Hit]:
    """Look for ``http://``; `allow` holds host names (``*.example.org``) that have no https.

    `https_only` holds those that serve https only, for which changing the scheme is a safe fix; with `known_only` other
    hosts are passed over.

    Hosts of the reader's own machine, reserved example domains, blanks for a name and onion services are passed over.
    """
    hits = list(_insecure(doc, allow, https_only, known_only=known_only))
    yield from of_one_cause(hits, _EACH_INSECURE, of="known")


def _insecure(doc: Document, allow: Sequence[str], https_only: Sequence[str], *, known_only: bool) -> Iterator[Hit]:
    for link in by_target(doc):
        host = host_of(link.url)
        if scheme_of(link.url) != "http" or not host or is_local(link.url) or is_reserved(host):
            continue
        if host.endswith(".onion") or is_namespace(link.url) or _is_among(host, allow):
            continue
        known = _is_among(host, https_only)
        start = link.url_span.start
        scheme = Span(start, start + len("http"))
        # not every generator makes a link of "www.", whose scheme is none of the writer's
        if (known_only and not known) or _BLANK_HOST.match(host) or doc.slice(scheme).lower() != "http":
            continue
        values = {"url": link.url, "host": host, "text": link.url}
        yield Hit(link.url_span, values, "known" if known else "default", fix=Fix((Edit(scheme, "https"),)))


#: a name that readers replace by their own: ``your-name.github.io``
_BLANK_HOST = lazy_pattern(r"[\w-]*(?:your|user-?name)")


def _is_among(host: str, patterns: Sequence[str]) -> bool:
    return is_like_any(host, map(str.lower, patterns))


def local_link(doc: Document) -> Iterator[Hit]:
    """Look for targets and images that exist only on the writer's machine or network.

    A link that shows its local host is an instruction to the reader ("open http://localhost:3000") and passed over, and
    so is each link of a post with code, or that names the host elsewhere, unless its path is like that of a post. One
    to a device or a program that readers may have, too, is an info.
    """
    hidden = [link for link in doc.links if is_local(link.url) and not _shows_host(link)]
    for link in hidden:
        host = host_of(link.url)
        if not host or not _is_of_readers(doc, link.url, hidden):
            if _is_of_device(link.url):
                severity = Severity.WARNING if _has_path(link.url) else Severity.INFO
                yield Hit(link.url_span, {"url": link.url}, severity=severity)
            else:
                yield Hit(link.url_span, {"url": link.url}, fix=_on_own_site(doc, link.url_span))
    shown = [(image.url, image.url_span) for image in doc.images]
    if (cover := doc.field("image")) is not None:
        shown.append((cover.as_text(), cover.text_span))
    for url, span in shown:
        if is_local(url):
            yield Hit(span, {"url": url}, "image", fix=_on_own_site(doc, span))


def _shows_host(link: Link) -> bool:
    shown = host_of(link.url) or link.url.partition(":")[2].lstrip("/")
    text = link.text.replace("\\", "/")  # a path of Windows
    return link.kind in ("bare", "autolink") or bool(shown and shown.rstrip("/") in text)


#: a path as posts have them: with a year, or with a name of several words
_LIKE_A_POST = lazy_pattern(r"/(?:19|20)\d\d(?:/|-\d\d)|/[a-z\d]+(?:-[a-z\d]+){2,}/?(?:[?#]|$)", re.IGNORECASE)
#: a part of a path with capitals inside, which no slug function makes: the id of an object of a program
_ID_IN_PATH = lazy_pattern(r"//[^/]+/(?:[^?#]*/)?[^/?#]*[a-z\d][A-Z][^/?#]*/")


def _is_like_a_post(url: str) -> bool:
    """Whether an address has the path of a post."""
    return _LIKE_A_POST.search(url) is not None and _ID_IN_PATH.search(url) is None


def _is_of_readers(doc: Document, url: str, links: Sequence[Link]) -> bool:
    """Whether a local address may be that of a server that readers of the text are to run.

    One like that of a post is, if the text shows an address above it: ``localhost:1337/admin``.
    """
    if scheme_of(url) not in ("http", "https"):
        return False
    if _is_like_a_post(url):
        above = _PART_OF_SERVER.match(url)
        return above is not None and _mentions(doc, above[1], links)
    return bool(doc.code) or _mentions(doc, host_of(url), links)


#: an address with the first part of its path, and more behind it
_PART_OF_SERVER = lazy_pattern(r"https?://([^/?#]+/[^/?#]+)/[^?#]")
#: ports at which generators, their servers and builders of pages show a site to its writer
_PREVIEW = lazy_pattern(r"|80|443|1111|1234|1313|2368|30\d\d|3333|400\d|4200|4321|5000|517\d|5500|80[08]\d|8888|9000")
_PLACE = lazy_pattern(r"https?://(?P<host>\[[^\]]*\]|[^/?#:]*)(?::(?P<port>\d*))?", re.IGNORECASE)


def _is_of_device(url: str) -> bool:
    """Whether a local address is that of a device or program that readers have, too, unless it is like that of a post.

    That is a router, a device that tells the network its name, or a program with a port of its own.
    """
    place = _PLACE.match(url)
    if place is None or _is_like_a_post(url):
        return False
    is_device = place["host"].lower().endswith(".local") or re.fullmatch(r"(?:10|172|192)\.[\d.]+\.1", place["host"])
    return bool(is_device) or _PREVIEW.fullmatch(place["port"] or "") is None


def _has_path(url: str) -> bool:
    """Whether an address is that of a page of a server, and not of the server itself."""
    place = _PLACE.match(url)
    return place is not None and url[place.end() :].strip("/#") != ""


def _mentions(doc: Document, name: str, links: Sequence[Link]) -> bool:
    """Whether a name (a host, a parameter) occurs in the source outside of the targets of these links."""
    name = name.lower()
    in_targets = sum(doc.slice(span).lower().count(name) for span in {link.url_span for link in links})
    return doc.text.lower().count(name) > in_targets


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
    mentions = cache(lambda name: _mentions(doc, name, doc.links))
    for link in by_target(doc):
        if is_inside(link, embeds):
            continue
        written = doc.slice(link.url_span)
        found = [p for p in query_of(written) if is_like_any(p.name.lower(), parameters)]
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
            fix=_untracked(doc, link, found, mentions),
        )


#: an address, and the value of a parameter in it that ends with the parameter for sure
_ADDRESS, _VALUE = lazy_pattern(r"[\w.~:/?#\[\]@!$&'()*+,;=%-]+"), lazy_pattern(r"[\w.~%+:|*!-]*")


def _untracked(doc: Document, link: Link, found: list[Parameter], mentions: Callable[[str], bool]) -> Fix | None:
    """The target without these parameters; None where it is no address. Not safe where it is shown, or talked about.

    `mentions` says whether a name occurs elsewhere in the post.
    """
    written = doc.slice(link.url_span)
    if not _ADDRESS.fullmatch(written.replace("&amp;", "&")) or not all(_VALUE.fullmatch(one.value) for one in found):
        return None
    names = {one.name.partition("_")[0] if one.name.lower().startswith("utm_") else one.name for one in found}
    told = link.kind in ("bare", "autolink") or any(map(mentions, names))
    return Fix((Edit(link.url_span, without_parameters(written, found)),), safe=not told)
