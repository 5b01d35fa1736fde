"""Maps offsets in a text to positions of the Language Server Protocol, and back.

A position is a line and a count of code units in it, both from 0. The client and the server agree on the unit: that of
UTF-16 unless the client offers another. Lines end with LF, CRLF or CR, and with no other character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.parse.source import BOM, Source

Json = dict[str, Any]

UTF_8, UTF_16, UTF_32 = "utf-8", "utf-16", "utf-32"
#: what the server prefers: code points need no conversion
ENCODINGS = (UTF_32, UTF_8, UTF_16)
_LINE_END = lazy_pattern(r"\r\n|\r|\n")
_LONE_CR = lazy_pattern(r"\r(?!\n)")
#: the first code point that is two code units in UTF-16
_ASTRAL = 0x10000


def chosen_encoding(offered: Iterable[str] | None) -> str:
    """The encoding for a client that offers some, the preferred first; UTF-16 for one that names none."""
    known = [name for name in offered or () if name in ENCODINGS]
    return next((name for name in ENCODINGS if name in known), UTF_16)


def units(text: str, encoding: str) -> int:
    """How many code units a text has."""
    if encoding == UTF_32 or text.isascii():
        return len(text)
    if encoding == UTF_8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(ord(char) >= _ASTRAL for char in text)


def code_points(line: str, count: int, encoding: str) -> int:
    """How many code points of a line are in its first `count` code units; those of one that is cut are left out."""
    if encoding == UTF_32 or line.isascii():
        return min(max(count, 0), len(line))
    at = taken = 0
    for char in line:
        taken += units(char, encoding)
        if taken > count:
            break
        at += 1
    return at


class Positions:
    """The positions in the text of a source. With `bom_shown`, the client's text begins with the byte order mark."""

    def __init__(self, source: Source, encoding: str, *, bom_shown: bool = False) -> None:
        self.source = source
        self._encoding = encoding
        self._before_first = units(BOM, encoding) if bom_shown else 0

    def position(self, offset: int) -> Json:
        """The position of an offset."""
        line, column = self.source.position(min(max(offset, 0), self.source.length))
        return self.at(line, column)

    def at(self, line: int, column: int) -> Json:
        """The position of a line and column of a report, both 1-based in code points."""
        if not 1 <= line <= len(self.source.line_starts):
            return self.position(self.source.length if line > 1 else 0)
        before = units(self.source.line(line)[: max(column, 1) - 1], self._encoding)
        return {"line": line - 1, "character": before + (self._before_first if line == 1 else 0)}

    def range(self, start: int, end: int) -> Json:
        """The range of a span."""
        return {"start": self.position(start), "end": self.position(end)}

    def offset(self, position: Mapping[str, Any]) -> int:
        """The offset of a position; the nearest one for a position outside of the text."""
        number = int(position["line"])
        starts = self.source.line_starts
        if number < 0 or number >= len(starts):
            return 0 if number < 0 else self.source.length
        count = int(position["character"]) - (self._before_first if number == 0 else 0)
        return starts[number] + code_points(self.source.line(number + 1), count, self._encoding)

    def span(self, place: Mapping[str, Any]) -> tuple[int, int]:
        """The offsets of a range."""
        return self.offset(place["start"]), self.offset(place["end"])


# -- edits of the client ----------------------------------------------------------------------------------


def edited(text: str, changes: Iterable[Mapping[str, Any]], encoding: str) -> str:
    """The client's text after its changes, in turn; a change without a range is the whole new text."""
    for change in changes:
        place = change.get("range")
        if place is None:
            text = str(change["text"])
            continue
        start = _raw_offset(text, place["start"], encoding)
        end = start if place["end"] == place["start"] else _raw_offset(text, place["end"], encoding)
        text = text[: min(start, end)] + str(change["text"]) + text[max(start, end) :]
    return text


def line_starts(text: str) -> list[int]:
    """The offsets at which the lines of a text with any line endings begin."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _raw_offset(text: str, position: Mapping[str, Any], encoding: str) -> int:
    """The offset of a position in a text with any line endings; a position after the end of a line is that end."""
    number = int(position["line"])
    if number < 0:
        return 0
    # each key that is pressed in a long text comes here, and `split` is the quickest way to a line
    lines = (_LONE_CR.sub("\n", text) if "\r" in text else text).split("\n", number + 1)
    if number >= len(lines):
        return len(text)
    after = len(lines[-1]) + 1 if len(lines) > number + 1 else 0
    start = len(text) - after - len(lines[number])
    return start + code_points(lines[number].removesuffix("\r"), int(position["character"]), encoding)
