"""Targets that are damaged so that no browser follows them: malformed-link reports these, and broken-link does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postlint.data.patterns import lazy_pattern
from postlint.parse.bare_hosts import begins_with_host
from postlint.parse.nodes import OBJECT, Link

if TYPE_CHECKING:
    from postlint.document.document import Document

#: how targets begin
TARGET = r"(?:https?://|www\.|mailto:|\.{0,2}/|#)"
#: "http" with a letter lost, doubled or moved is a scheme of its letters alone, with a strange one still begins so; no
#: other that is in use is one of these with a t
BROKEN_SCHEME = lazy_pattern(
    r"://(?=\w)|https?//|https?:(?!//)|https?:///|https?://https?[:/]|https?;//|(?!https?:)(?=[hps]*t)[htps]{2,7}://"
    r"|http(?:s?[a-rt-z]|[a-rt-z]s)://",
    re.IGNORECASE,
)
#: a target in quotation marks, brackets or a link of its own, which Markdown makes a part of it
_WRAPPED = lazy_pattern(
    rf"[\"'“”‘’„«»]({TARGET}[^\"'“”‘’„«»\s{OBJECT}]*)[\"'“”‘’„«»]"
    rf"|(?:!?\[[^\]\n]*\])?\(({TARGET}[^()\s{OBJECT}]*)\)?|\[({TARGET}[^\[\]\s{OBJECT}]*)\]"
)
#: a quotation mark as addresses have it
_CODED_MARK = lazy_pattern(r"^%(?:22|C2%AB|C2%BB|E2%80%9[89C-E])|%(?:22|C2%AB|C2%BB|E2%80%9[89C-E])$", re.IGNORECASE)
#: a text in typographic quotation marks
_QUOTED = lazy_pattern(r"[“„«][^“”„«»]*[”“»]")
_OPENING = tuple("\"'“”‘’„«»([!")
#: no name of a file: ``oven@2x.png``
_MAIL_ALONE = lazy_pattern(
    r"[\w.+-]+@[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}(?:\?(?:subject|body|cc|bcc)=.*)?", re.IGNORECASE
)
#: no template: ``https://#{host}/``
_NO_HOST = lazy_pattern(r"https?:(?:/{0,3}$|//(?:#[\w/!.-]*$|\?\w))", re.IGNORECASE)
#: an address right behind another one; one that a service gets stands behind a slash or in the query, and what a
#: bookmarklet runs or a data address holds is text
_JOINED = lazy_pattern(r"(?!(?:javascript|data):)[^?#]*[^\W_]https?://", re.IGNORECASE)
#: how git names a repository of a host, which browsers do not read
_OF_GIT = lazy_pattern(r"git@([a-z\d-]+(?:\.[a-z\d-]+)+):(?!\d+/)([\w.~-]+(?:/[\w.~-]+)+)/?", re.IGNORECASE)
_DOI = lazy_pattern(r"10\.\d{4,9}/[^\s{}]+")
#: what programs that convert texts print where they know no target
_NO_VALUES = frozenset(("undefined", "null", "NaN", "[object Object]"))


def malformation(written: str, url: str) -> tuple[str, str]:
    """What is wrong with a target, given as written and as read, and the mended one if that is certain.

    The first is "wrapped" (quotation marks, brackets or a link around it), "scheme" (a damaged one), "no-scheme"
    (a host first), "doi" (one without its host), "mail" (an address without ``mailto:``), "git" (one for git),
    "unknown" (what a program prints for no value), "quoted" (a title), "no-host" (a scheme without one), "joined" (two
    in one) or "".
    """
    written = _CODED_MARK.sub(lambda mark: unquote(mark[0]), written)
    if written.startswith(_OPENING) and (wrapped := _WRAPPED.fullmatch(written)):
        return "wrapped", next(filter(None, wrapped.groups()))
    if _NO_HOST.match(url):
        return "no-host", ""
    if BROKEN_SCHEME.match(url):
        return "scheme", ""
    if _JOINED.match(url):
        return "joined", ""
    if _DOI.fullmatch(url):
        return "doi", f"https://doi.org/{url}"
    if url in _NO_VALUES:
        return "unknown", ""
    if _QUOTED.fullmatch(url):
        return "quoted", ""
    if "@" in url and _MAIL_ALONE.fullmatch(url):
        return "mail", f"mailto:{url}"
    if url.startswith("git@") and (repository := _OF_GIT.fullmatch(url)):
        return "git", f"https://{repository[1]}/{repository[2].removesuffix('.git')}"
    return ("no-scheme", f"https://{url}") if begins_with_host(url) else ("", "")


#: an address, and a word or two that are no target
_ADDRESS = lazy_pattern(r"https?://\S+\.\S+")
WORDS = r"[^\W\d_][^()\[\]\n/:#.?={}<>]*"
_WORDS = lazy_pattern(WORDS)


def turned_links(doc: Document) -> list[Link]:
    """The links whose text and target stand in each other's place: ``[https://mill.example](Mill)``."""
    return [
        one
        for one in doc.links
        if one.kind == "inline" and _WORDS.fullmatch(one.url) and _ADDRESS.fullmatch(doc.slice(one.text_span))
    ]


def empty_anchors(doc: Document) -> list[Link]:
    """The links of headings to a place of their own post that show nothing: ``## [](#rye)Rye``.

    Programs that convert pages leave them, where a page of a forge has the mark of a permanent link.
    """
    inside = [heading.span for heading in doc.markdown_headings] if "[](#" in doc.text else []
    return [
        one
        for one in (doc.links if inside else ())
        if one.kind == "inline"
        and one.url.startswith("#")
        and not doc.slice(one.text_span).strip()
        and any(start <= one.span.start < end for start, end in inside)
    ]


#: the label of a definition, which is no path
_LABEL = lazy_pattern(r"[\w-]+")


def links_to_labels(doc: Document) -> list[Link]:
    """The links whose target is the label of a definition that nothing refers to, and no address."""
    unused = {one.label for one in doc.definitions if not (one.used or one.footnote or one.duplicate)}
    return [one for one in doc.links if one.kind == "inline" and one.url in unused and _LABEL.fullmatch(one.url)]
