"""Tables of GFM and kramdown with the span of every cell; rows may be shorter or longer than the header, as GFM allows.

kramdown makes a table of any lines with pipes between blank lines; a line of dashes may stand anywhere, or nowhere.
Here each of its lines must begin with a pipe: one inside of a line is seldom meant as the border of a cell.
"""

from __future__ import annotations

import re
from typing import Any

from mistune import BlockParser
from mistune.core import BlockState

from postlint.data.patterns import lazy_pattern

Token = dict[str, Any]

_DELIMITER_ROW = r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*"
#: a line with a pipe, then a delimiter row, whose first character tells at once that most lines begin no table
TABLE_START = r"^ {0,3}(?=[^\s][^\n]*\n {0,3}[|:-])(?=[^\n|]*\|)[^\n]*\n" + _DELIMITER_ROW + r"(?:\n|$)"
#: a line of a table of kramdown
KRAMDOWN_TABLE = r"^ {0,3}\|[^\n]*(?:\n|$)"
#: a line between the rows of one, and a list of attributes below it
_SEPARATOR, _ATTRIBUTES = lazy_pattern(r" {0,3}\|[-=+:| \t]*[-=][-=+:| \t]*$"), lazy_pattern(r" {0,3}\{:")
_PIPE = lazy_pattern(r"(?<!\\)(?:\\\\)*\|")
_BREAKS = ["fenced_code", "atx_heading", "thematic_break", "block_quote", "list", "block_html", "fenced_directive"]


def parse_table(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    """Read a table at the cursor; None when header and delimiter row differ in their number of cells."""
    header_end = state.find_line_end_at(m.start())
    header = _cells(state.src, m.start(), header_end)
    if len(header) != len(_cells(state.src, header_end, m.end())):
        return None
    rows = [_row(state, header, m.start(), header_end, head=True)]
    breaks = block.compile_sc(_BREAKS)
    at = m.end()
    while at < state.cursor_max:
        end = state.find_line_end_at(at)
        if not state.src[at:end].strip() or breaks.match(state.src, at):
            break
        rows.append(_row(state, _cells(state.src, at, end)[: len(header)], at, end, head=False))
        at = end
    state.append_token({"type": "table", "children": rows})
    return at


def parse_kramdown_table(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    """Read a table of kramdown at the cursor; None below other text, or when another line comes before a blank one."""
    src, at = state.src, m.start()
    above = src.rfind("\n", 0, max(0, at - 1)) + 1
    if src[above:at].strip():
        return None
    rows: list[Token] = []
    has_head = False
    while at < state.cursor_max:
        end = state.find_line_end_at(at)
        line = src[at:end].rstrip("\n")
        if not line.strip() or _ATTRIBUTES.match(line):
            break
        if not line.lstrip(" ").startswith("|"):
            return None
        if not _SEPARATOR.match(line):
            rows.append(_row(state, _cells(src, at, end), at, end, head=False))
        elif rows and not has_head:
            has_head = True
            for row in rows:
                row["head"] = True
        at = end
    if all(len(row["children"]) < _CELLS for row in rows):
        return None
    state.append_token({"type": "table", "children": rows})
    return at


#: the fewest cells of a row
_CELLS = 2


def _cells(src: str, start: int, end: int) -> list[tuple[int, int]]:
    """The offsets of the text of each cell of a row, without white space."""
    line = src[start:end].rstrip(" \t\n")
    first = len(line) - len(line.lstrip(" \t"))
    if line[first : first + 1] == "|":
        first += 1
    borders = [m.end() - 1 for m in _PIPE.finditer(line, first)]
    if not borders or borders[-1] != len(line) - 1:
        borders.append(len(line))
    cells = []
    for border in borders:
        text = line[first:border]
        begin = first + len(text) - len(text.lstrip(" \t"))
        cells.append((start + begin, start + max(begin, first + len(text.rstrip(" \t")))))
        first = border + 1
    return cells


def _row(state: Any, cells: list[tuple[int, int]], start: int, end: int, *, head: bool) -> Token:
    row_start, row_end = state.place(start, end)
    children = []
    for begin, stop in cells:
        at, to = state.map.start(begin), state.map.end(stop) if stop > begin else state.map.start(begin)
        cell = {
            "type": "cell",
            "text": state.src[begin:stop],
            "at": begin,
            "state": state,
            "start": at,
            "end": to,
        }
        children.append(cell)
    return {"type": "row", "head": head, "children": children, "start": row_start, "end": row_end}
