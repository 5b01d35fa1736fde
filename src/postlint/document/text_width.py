"""The width of a text in the result list of a search engine, which sets titles in Arial and cuts them by width."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: CSS pixels; the size at which Google sets titles on a desktop
FONT_SIZE = 20


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """The width of a text in CSS pixels, in Arial of `size` pixels; kerning is left out, as in the font's metrics."""
    return sum(map(char_width, text)) * size / 1000


@cache
def char_width(char: str) -> int:
    """The advance width of a character in thousandths of an em.

    An accented letter is as wide as its base; a character that the table lacks is as wide as a digit, or, for East
    Asian wide characters and emoji, one em.
    """
    widths, narrow, wide = _table()
    if char in widths:
        return widths[char]
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    base = unicodedata.normalize("NFD", char)[0]
    if base in widths:
        return widths[base]
    return wide if unicodedata.east_asian_width(char) in ("W", "F") else narrow


@cache
def _table() -> tuple[Mapping[str, int], int, int]:
    data = json.loads(Path(__file__).with_name("arial.json").read_text(encoding="utf-8"))
    widths = {char: int(width) for width, chars in data["widths"].items() for char in chars}
    return widths, data["narrow"], data["wide"]
