"""GFM's autolink literals: bare URLs and mail addresses in the text.

Rules: GitHub Flavored Markdown Spec, section 6.9 (valid domain, balanced parentheses, trailing punctuation). Quotation
marks and the punctuation of Chinese and Japanese end an address as well, as they do in goldmark and markdown-it: where
no space follows a stop, the next sentence would else belong to the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern

#: what an address may hold
_SIGN = "[^ \t\n\r\f\v<“”„‘‚«»\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65]"
_CANDIDATE = lazy_pattern(
    rf"(?P<url>(?<![A-Za-z])https?://{_SIGN}+)"
    rf"|(?P<www>(?<![^\s(*_~\[\]])www\.{_SIGN}+)"
    r"|(?P<mail>(?<![\w.+/-])[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)",
    re.I,
)
_DOMAIN = lazy_pattern(r"[\w-]+(?:\.[\w-]+)*", re.UNICODE)
_TRAILING_ENTITY = lazy_pattern(r"&[A-Za-z0-9]+;$")


def find_urls(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and target of each bare URL or mail address in a piece of text."""
    if "://" not in text and "www." not in text and "WWW." not in text and "@" not in text:
        return
    for m in _CANDIDATE.finditer(text):
        found = m.group()
        if m.lastgroup == "mail":
            if found[-1] in "-_" or found.startswith("."):
                continue
            yield m.start(), m.end(), "mailto:" + found
            continue
        found = _trim(found)
        host = found.split("://", 1)[1] if m.lastgroup == "url" else found
        if _valid_domain(host, needs_dot=m.lastgroup == "www"):
            target = found if m.lastgroup == "url" else "http://" + found
            yield m.start(), m.start() + len(found), target


def _valid_domain(rest: str, *, needs_dot: bool) -> bool:
    domain = _DOMAIN.match(rest)
    if domain is None:
        return False
    segments = domain.group().split(".")
    if any("_" in segment for segment in segments[-2:]):
        return False
    return len(segments) > 1 or not needs_dot


def _trim(url: str) -> str:
    """Remove trailing punctuation, unbalanced closing parentheses and a trailing entity."""
    while url:
        last = url[-1]
        if (
            last in "?!.,:*_~'’\""
            or (last == ")" and url.count(")") > url.count("("))
            or (last == "]" and url.count("]") > url.count("["))
        ):
            url = url[:-1]
        elif last == ";" and (entity := _TRAILING_ENTITY.search(url)):
            url = url[: entity.start()]
        elif last == ";":
            url = url[:-1]
        else:
            break
    return url
