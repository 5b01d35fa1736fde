"""Properties of a link's target that need no request: its host, its query, whether it leaves the site."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.document.damaged_targets import malformation
from postlint.document.document import Document
from postlint.parse.hosts import host_of
from postlint.parse.nodes import Link
from postlint.records import NamedTuple
from postlint.spans import Span


class Parameter(NamedTuple):
    """A parameter of a query: its offsets in the URL as written, its name and its value."""

    start: int
    end: int
    name: str
    value: str


@lru_cache(maxsize=4096)
def scheme_of(url: str) -> str:
    """The lower-case scheme: "https", "mailto"; "" for a relative target."""
    found = re.match(r"\s*([a-z][a-z0-9+.-]*):", url, re.I)
    return found[1].lower() if found else ""


#: a drive of Windows, and the folders that systems and programs make in the home folder of a user
_ON_DISK = lazy_pattern(
    r"[a-z]:[\\/]|/(?:home|Users)/[\w.-]+/(?:\.\w|(?:Desktop|Documents|Downloads|Dropbox|Library|Movies|Music|OneDrive|"
    r"Pictures|Videos)/)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_local(url: str) -> bool:
    """Whether a target is only reachable on one machine or network: a file, localhost, a private address."""
    if scheme_of(url) == "file" or _ON_DISK.match(url):
        return True
    host = host_of(url)
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    if not re.fullmatch(r"[0-9a-f.:\[\]]+", host):
        return False
    from ipaddress import ip_address  # few hosts are numbers

    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_private or address.is_loopback or address.is_unspecified


def is_reserved(host: str) -> bool:
    """Whether a host can never be a real one: example domains and test endings (RFC 2606, RFC 6761)."""
    return bool(re.search(r"(?:^|\.)example(?:\.(?:com|net|org))?$|\.(?:test|invalid)$", host))


def is_namespace(url: str) -> bool:
    """Whether a URL is the name of an XML or RDF vocabulary, not the address of a page."""
    names = r"http://(?:(?:www\.)?w3\.org/(?:\d{4}|ns)/|schemas?\.|purl\.org/|xmlns\.|ns\.|www\.sitemaps\.org/schemas/)"
    return bool(re.match(names, url, re.I))


def query_of(url: str) -> list[Parameter]:
    """The parameters of a URL as written, whether joined by ``&`` or, in HTML, by ``&amp;``."""
    start = url.find("?") + 1
    if not start:
        return []
    end = url.find("#", start)
    query = url[start:end] if end >= 0 else url[start:]
    found = re.finditer(r"(?:^|&amp;|&)([^&=]+)(?:=([^&]*))?", query)
    return [Parameter(start + m.start(1), start + m.end(), m[1], m[2] or "") for m in found]


def without_parameters(url: str, unwanted: list[Parameter]) -> str:
    """The URL without these parameters; without a ``?`` when none is left."""
    parameters = query_of(url)
    if not parameters:
        return url
    kept = [url[p.start : p.end] for p in parameters if p not in unwanted]
    joint = "&amp;" if "&amp;" in url else "&"
    query = "?" + joint.join(kept) if kept else ""
    return url[: parameters[0].start - 1] + query + url[parameters[-1].end :]


def is_templated(doc: Document, span: Span) -> bool:
    """Whether there is a shortcode, template tag or expression in the span, whose text only the generator makes."""
    at = bisect_left(doc.masks, span.end, key=lambda mask: mask.span.start)
    return at > 0 and doc.masks[at - 1].span.end > span.start


def leads_inside(doc: Document, link: Link) -> bool:
    """Whether a link leads to another page of the site.

    A target that the generator fills in ("{% post_url … %}") counts as one, as does a target on the host of the post's
    own canonical address; one that is damaged leads nowhere.
    """
    literal = doc.is_external(link.url) and "{" not in link.url
    if not literal and (is_templated(doc, link.url_span) or doc.is_internal(link.url)):
        return not malformation(link.url, link.url)[0]
    return bool(doc.own_host) and host_of(link.url).removeprefix("www.") == doc.own_host


def leads_outside(doc: Document, link: Link) -> bool:
    """Whether a link leads to another site."""
    return doc.is_external(link.url) and not leads_inside(doc, link)


def by_target(doc: Document) -> Iterator[Link]:
    """The links, but only the first of those with the same written target (a reference's definition)."""
    seen: set[Span] = set()
    for link in doc.links:
        if link.url_span not in seen:
            seen.add(link.url_span)
            yield link
