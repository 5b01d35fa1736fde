"""Maps the characters of a value to those of the file, through escapes, folds and indentation.

Each decoder reads a scalar as its language defines it and records where every character came from. The map is used only
if the decoded text equals the value of the real parser; else there is none.
Definitions: YAML 1.2.2 chapters 7 and 8, TOML 1.0 "String", RFC 8259 section 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from postlint.parse.source import OffsetMap
from postlint.spans import Span

#: (text, offset in the written scalar, length there)
Piece = tuple[str, int, int]

_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def scalar_map(source: str, span: Span, style: str, value: str) -> OffsetMap | None:
    """The map from offsets in `value` to offsets in `source`, or None where there is none."""
    decode = _DECODERS.get(style)
    if decode is None:
        return None
    written = source[span.start : span.end]
    skip = _properties_length(written) if style in _YAML_STYLES else 0
    for pieces in _readings(decode, written[skip:]):
        offsets, at = OffsetMap(), 0
        for text, here, length in pieces:
            if text != value[at : at + len(text)]:
                break
            if text:
                offsets.add(at, len(text), span.start + skip + here, None if length == len(text) else length)
                at += len(text)
        else:
            if at == len(value):
                return offsets
    return None


def _readings(decode: Callable[[str], Iterator[Piece]], written: str) -> Iterator[Iterator[Piece]]:
    """The possible readings of a scalar: one, or several for a block with an indentation indicator.

    The indicator counts from the parent's indentation, which the scalar does not show, so that some of the spaces
    before each line may belong to the text.
    """
    yield decode(written)
    if decode in (_literal, _folded) and _pattern(r"[1-9]").search(written.partition("\n")[0].partition("#")[0]):
        yield from (decode(written, spare) for spare in range(1, 10))


def _properties_length(written: str) -> int:
    """How many characters an anchor and a tag take before a YAML scalar."""
    match = _pattern(r"(?:[&!][^\s,\[\]{}]*\s+)*").match(written)
    return match.end() if match else 0


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)


def _fold(breaks: str) -> str:
    """The folded form of white space with line breaks: one break is a space, n breaks are n - 1."""
    count = breaks.count("\n")
    return " " if count == 1 else "\n" * (count - 1)


def _pieces(written: str, start: int, end: int, pattern: str, decode: Callable[[str], str]) -> Iterator[Piece]:
    """The text between `start` and `end`, each match of `pattern` decoded."""
    at = start
    for match in _pattern(pattern).finditer(written, start, end):
        yield written[at : match.start()], at, match.start() - at
        yield decode(match[0]), match.start(), match.end() - match.start()
        at = match.end()
    yield written[at:end], at, end - at


def _plain(written: str) -> Iterator[Piece]:
    return _pieces(written, 0, len(written), r"(?<![ \t])[ \t]*\n[ \t\n]*", _fold)


def _line(written: str) -> Iterator[Piece]:
    return _pieces(written, 0, len(written), r"\n[ \t]*", lambda _: "\n")


def _single(written: str) -> Iterator[Piece]:
    def decode(match: str) -> str:
        return "'" if match == "''" else _fold(match)

    return _pieces(written, 1, len(written) - 1, r"''|(?<![ \t])[ \t]*\n[ \t\n]*", decode)


def _double(written: str) -> Iterator[Piece]:
    def decode(match: str) -> str:
        if not match.startswith("\\"):
            return _fold(match)
        if "\n" in match:
            return "\n" * (match.count("\n") - 1)
        return _unescape(match)

    escapes = r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\\n[ \t\n]*|\\."
    return _pieces(written, 1, len(written) - 1, escapes + r"|(?:(?<![ \t])|(?<=\\[ \t]))[ \t]*\n[ \t\n]*", decode)


def _unescape(escape: str) -> str:
    if escape[1] in "xuU" and len(escape) > 2:
        return chr(int(escape[2:], 16))
    return _ESCAPES.get(escape[1], escape[1])


def _json(written: str) -> Iterator[Piece]:
    def decode(match: str) -> str:
        if len(match) == 12:  # a surrogate pair is one character
            return chr(0x10000 + ((int(match[2:6], 16) & 0x3FF) << 10) + (int(match[8:], 16) & 0x3FF))
        return _unescape(match)

    pair = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    return _pieces(written, 1, len(written) - 1, pair + r"|\\u[0-9a-fA-F]{4}|\\.", decode)


_TOML_ESCAPE = r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}"


def _basic(written: str) -> Iterator[Piece]:
    return _pieces(written, 1, len(written) - 1, _TOML_ESCAPE + r"|\\.", _unescape)


def _raw(written: str) -> Iterator[Piece]:
    yield written[1:-1], 1, len(written) - 2


def _basic_block(written: str) -> Iterator[Piece]:
    def decode(match: str) -> str:
        return "" if match[1:].isspace() else _unescape(match)

    start = 4 if written[3:4] == "\n" else 3
    return _pieces(written, start, len(written) - 3, _TOML_ESCAPE + r"|\\[ \t]*\n[ \t\n]*|\\.", decode)


def _raw_block(written: str) -> Iterator[Piece]:
    start = 4 if written[3:4] == "\n" else 3
    yield written[start:-3], start, len(written) - 3 - start


def _block_lines(written: str, spare: int) -> tuple[str, list[tuple[int, str]]]:
    """The indicator of a block scalar and, for each line, the offset and the text after the indentation.

    `spare` is the number of spaces before each line that belong to the text.
    """
    indicator, _, rest = written.partition("\n")
    digit = re.search(r"[1-9]", indicator.partition("#")[0])
    lines = rest.split("\n")
    if rest.endswith("\n"):
        lines.pop()
    filled = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")]
    indent = (min(filled) - spare if digit else filled[0]) if filled else max(map(len, lines), default=0)
    placed, at = [], len(indicator) + 1
    for line in lines:
        cut = max(min(indent, len(line)), 0)
        placed.append((at + cut, line[cut:]))
        at += len(line) + 1
    return indicator, placed


def _chomped(indicator: str, lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], int, int]:
    """The lines up to the last with text, how many line breaks end the value, and their offset."""
    filled = [index for index, (_, text) in enumerate(lines) if text]
    if not filled:
        return [], (len(lines) if "+" in indicator else 0), lines[0][0] if lines else 0
    last = filled[-1]
    ends = lines[last][0] + len(lines[last][1])
    indicators = indicator.partition("#")[0]
    breaks = 0 if "-" in indicators else (len(lines) - last) if "+" in indicators else 1
    return lines[: last + 1], breaks, ends


def _literal(written: str, spare: int = 0) -> Iterator[Piece]:
    lines, breaks, ends = _chomped(*_block_lines(written, spare))
    for index, (at, text) in enumerate(lines):
        yield text, at, len(text)
        if index < len(lines) - 1:
            yield "\n", at + len(text), lines[index + 1][0] - at - len(text)
    yield "\n" * breaks, ends, 1


def _folded(written: str, spare: int = 0) -> Iterator[Piece]:
    lines, breaks, ends = _chomped(*_block_lines(written, spare))
    index = 0
    while index < len(lines):
        at, text = lines[index]
        yield text, at, len(text)
        follow = index + 1
        while follow < len(lines) and not lines[follow][1]:
            follow += 1
        if follow < len(lines):
            empty, end = follow - index - 1, at + len(text)
            # a break between two lines that start at the indentation folds; next to an indented line it stays
            folds = text[:1] not in ("", " ", "\t") and lines[follow][1][:1] not in (" ", "\t")
            glue = (" " if not empty else "\n" * empty) if folds else "\n" * (empty + 1)
            yield glue, end, lines[follow][0] - end
        index = follow
    yield "\n" * breaks, ends, 1


_YAML_STYLES = frozenset({"plain", "single", "double", "literal", "folded"})
_DECODERS: dict[str, Callable[[str], Iterator[Piece]]] = {
    "plain": _plain, "single": _single, "double": _double, "literal": _literal, "folded": _folded,
    "json": _json, "basic": _basic, "raw": _raw, "basic-block": _basic_block, "raw-block": _raw_block,
    "line": _line,
}  # fmt: skip
