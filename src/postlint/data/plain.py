"""ASCII text, as English is but for a few marks: cut into words by `str.translate`, in C and without a pattern."""

from __future__ import annotations

#: quotation marks, dashes and spaces that stand in English text, and are parts of no word
_MARKS = "’‘“”–—…\u00a0"


def plain(text: str) -> str:
    """The text, if it is not ASCII with a space for each quotation mark and dash; that is ASCII, mostly."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text


def separating(kept: str) -> dict[int, str]:
    """The table of `str.translate` with a space for each ASCII character that is no letter, digit or in `kept`.

    Letters become small ones.
    """
    characters = map(chr, range(128))
    return {ord(one): one.lower() if one.isalnum() or one in kept else " " for one in characters}
