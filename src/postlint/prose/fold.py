"""Folds text: removes case and accents before words are compared."""

from __future__ import annotations

from postlint.data.normal_forms import normalized
from postlint.data.patterns import lazy_pattern

#: accents of Latin, Greek and Cyrillic letters; marks of other scripts make other letters
_ACCENTS = lazy_pattern("[\u0300-\u036f]")
#: letters of their own that decompose into another one and a mark, and ligatures and letters that do not decompose
_KEPT = frozenset("йїў")
_PLAIN = str.maketrans({"’": "'", "œ": "oe", "æ": "ae", "ł": "l", "ø": "o", "đ": "d"})


def fold_case(text: str) -> str:
    """The text without case; the i of Turkish, with and without a dot, is one letter: ISI, ısı; İstanbul, istanbul."""
    if text.isascii():
        return text.lower()
    return normalized("NFC", text.casefold()).replace("i\u0307", "i").replace("ı", "i")


def fold(text: str) -> str:
    """The text without case and accents, apostrophes straight: café is cafe, İstanbul istanbul, cœur coeur."""
    if text.isascii():
        return text.lower()
    text = fold_case(text).translate(_PLAIN)
    if text.isascii():
        return text
    if not _KEPT.isdisjoint(text):
        return "".join(char if char in _KEPT else _bare(char) for char in text)
    return _bare(text)


def _bare(text: str) -> str:
    return normalized("NFC", _ACCENTS.sub("", normalized("NFKD", text)))
