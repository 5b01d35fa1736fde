"""Text for terminals: escaped control characters, widths, windows on long lines, colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from postlint.data.patterns import lazy_pattern

_COLOURS = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_TAB = "    "
#: Characters that do more than show: that move the cursor, change colours, reorder or hide text, and commands of CI
#: systems that work anywhere in a line (``##vso[``, ``##teamcity[``, ``##[``). Joiners of emoji are none of these.
_DANGEROUS = lazy_pattern(
    r"(?<=#)#(?=(?:vso|teamcity)?\[)|"
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_COMMAND = lazy_pattern(r"(?m)^([ \t]*):(?=:)")
_LETTERS = "\u00c0-\u02ff\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
#: Latin, Greek and Cyrillic letters, digits, and the usual punctuation: nearly all text.
_PLAIN = lazy_pattern(f"[ -~\u00a1-\u00ac\u00ae-\u00bf{_LETTERS}\u2010-\u2027\u2030-\u205e\u20ac]*")


def escaped(text: str) -> str:
    r"""The text with each control character as a visible escape (``\x1b``, ``\u202e``) without effect."""
    # quick for plain texts, which nearly all are
    return text if is_plain(text) else _DANGEROUS.sub(lambda match: _escape(match.group()), text)


def without_commands(text: str) -> str:
    r"""Escaped lines such that none begins with ``::``, as a command of GitHub's runner does, also after spaces."""
    return _COMMAND.sub(r"\1\\x3a", text)


def escaped_json(text: str) -> str:
    r"""JSON text with the same characters as JSON escapes (``\u001b``, ``\u0023``), which readers undo.

    Line feeds stay: in JSON they are only layout.
    """
    return _DANGEROUS.sub(lambda match: match[0] if match[0] == "\n" else _json_escape(match[0]), text)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def place_of(path: str, line: int, column: int) -> str:
    """``path:line:column``; a path that starts with a colon gets ``./``, as CI systems read ``::`` as a command."""
    shown = escaped(path)
    return f"{'./' if shown.startswith(':') else ''}{shown}:{line}:{column}"


def is_plain(text: str) -> bool:
    """Whether each character of the text takes one column and has no other effect."""
    return "##" not in text and _has_plain_characters(text)


def _has_plain_characters(text: str) -> bool:
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None


def _escape(character: str) -> str:
    return "\\x23" if character == "#" else character.encode("unicode_escape").decode("ascii")


def paint(text: str, *styles: str, colour: bool) -> str:
    """The text in ANSI colours, or as it is."""
    if not colour or not text:
        return text
    codes = ";".join(_COLOURS[style] for style in styles)
    return f"\x1b[{codes}m{text}\x1b[0m"


def width(text: str) -> int:
    """How many columns of a terminal the text takes: two for wide characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def window(line: str, start: int, end: int, columns: int) -> tuple[str, str]:
    """A part of the line of at most about `columns` around ``line[start:end]``, and a line of carets under that.

    `start` and `end` count code points. An ellipsis marks where the line is cut off.
    """
    end = max(end, start)
    plain = is_plain(line[max(0, start - columns) : end + columns])
    drawn, columns_of = (str, len) if plain else (_drawn, _columns_of)
    first, last = _cut(line, start, end, columns, columns_of)
    before = ("…" if first else "") + drawn(line[first:start])
    inside = drawn(line[start : min(end, last)])
    after = drawn(line[min(end, last) : last]) + ("…" if last < len(line) else "")
    carets = "^" * max(1, columns_of(inside))
    # parts that are harmless alone may together be a command of a CI
    return escaped(before + inside + after).rstrip(), " " * width(before) + carets


def _drawn(text: str) -> str:
    return escaped(text.replace("\t", _TAB))


def _cut(line: str, start: int, end: int, columns: int, columns_of: Callable[[str], int]) -> tuple[int, int]:
    """The code points to show: the span, and as much around it as fits, evenly if both sides are long."""
    if columns_of is len and len(line) <= columns:
        return 0, len(line)
    room = columns - columns_of(line[start : min(end, start + columns)])
    if room <= 0:
        return start, start + _reach(line[start : start + columns], columns, columns_of)
    before, after = line[max(0, start - columns) : start][::-1], line[end : end + columns]
    left, right = _reach(before, room, columns_of), _reach(after, room, columns_of)
    left_columns, right_columns = columns_of(before[:left]), columns_of(after[:right])
    if left_columns + right_columns > room:
        left_room = max(room // 2, room - right_columns)
        left = _reach(before, left_room, columns_of)
        right = _reach(after, room - min(left_columns, left_room), columns_of)
    return start - left, end + right


def _columns_of(text: str) -> int:
    return len(text) if is_plain(text) else width(_drawn(text))


def _reach(characters: str, room: int, columns_of: Callable[[str], int]) -> int:
    """How many of the characters fit into `room` columns."""
    if columns_of is len or is_plain(characters):
        return min(len(characters), room)
    count = 0
    for character in characters:
        room -= columns_of(character)
        if room < 0:
            break
        count += 1
    return count
