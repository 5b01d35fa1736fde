"""Targets that are damaged so that no browser follows them: malformed-link reports these, and broken-link does not."""

from __future__ import annotations

import re

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import OBJECT

#: how targets begin
TARGET = r"(?:https?://|www\.|mailto:|\.{0,2}/|#)"
BROKEN_SCHEME = lazy_pattern(
    r"https?//|https?:(?!//)|https?:///|https?://https?[:/]|https?;//|(?:htt?p?|htttps?|hhttps?|ttps?)://(?<!http://)",
    re.IGNORECASE,
)
#: a target in quotation marks, brackets or a link of its own, which Markdown makes a part of it
_WRAPPED = lazy_pattern(
    rf"[\"'“”‘’„«»]({TARGET}[^\"'“”‘’„«»\s{OBJECT}]*)[\"'“”‘’„«»]"
    rf"|(?:!?\[[^\]\n]*\])?\(({TARGET}[^()\s{OBJECT}]*)\)?|\[({TARGET}[^\[\]\s{OBJECT}]*)\]"
)
_HOST_ALONE = lazy_pattern(r"www\.\w", re.IGNORECASE)


def malformation(written: str, url: str) -> tuple[str, str]:
    """What is wrong with a target, given as written and as read, and the mended one if that is certain.

    The first is "wrapped" (quotation marks, brackets or a link around it), "scheme" (a damaged one), "no-scheme"
    (``www.`` first) or "".
    """
    if wrapped := _WRAPPED.fullmatch(written):
        return "wrapped", next(filter(None, wrapped.groups()))
    if BROKEN_SCHEME.match(url):
        return "scheme", ""
    return ("no-scheme", "") if _HOST_ALONE.match(url) else ("", "")
