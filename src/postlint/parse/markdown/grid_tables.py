"""Grid tables of Pandoc, which Quarto reads: cells are drawn with lines and may go over several of them.

    +-------+---------+
    | Name  | Use     |
    +=======+=========+
    | Mug   | Coffee, |
    |       | tea     |
    +-------+---------+

The text of a cell is read as one line.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from postlint.data.patterns import lazy_pattern

if TYPE_CHECKING:
    from postlint.parse.markdown.block_state import SpanBlockState
    from postlint.parse.markdown.blocks import SpanBlockParser

Token = dict[str, Any]

GRID_TABLE = r"^ {0,3}\+(?:[-=:]{3,}\+)+[ \t]*\n(?= {0,3}\|)"
_BORDER = lazy_pattern(r" {0,3}\+(?:[-=:]+\+)+[ \t]*$")


def parse_grid_table(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """A table from its first border to its last; None when there is no other one.

    Lines behind the last border are text: were all of it text, the next border would be read as a first one again.
    """
    first = state.src[m.start() : m.end() - 1]
    columns = [at for at, character in enumerate(first) if character == "+"]
    rows: list[Token] = []
    lines: list[int] = []
    head, at, end = False, m.end(), 0
    while at < state.cursor_max:
        line = state.get_line(at).rstrip("\n")
        if _BORDER.match(line):
            if lines:
                rows.append(_row(state, lines, columns))
            head = head or (len(rows) == 1 and "=" in line)
            lines, end = [], state.find_line_end_at(at)
        elif line.lstrip(" ").startswith("|") and line.rstrip().endswith("|"):
            lines.append(at)
        else:
            break
        at = state.find_line_end_at(at)
    if not rows:
        return None
    rows[0]["head"] = head
    state.append_token({"type": "table", "children": rows})
    return end


def _row(state: SpanBlockState, lines: list[int], columns: list[int]) -> Token:
    """A row of the lines that begin at these offsets."""
    start, end = state.place(lines[0], state.find_line_end_at(lines[-1]))
    cells = [_cell(state, lines, left + 1, right) for left, right in pairwise(columns)]
    return {"type": "row", "head": False, "children": cells, "start": start, "end": end}


def _cell(state: SpanBlockState, lines: list[int], left: int, right: int) -> Token:
    """The text between two columns, line by line, in a state of its own that maps each line to the source."""
    own = type(state)(state)
    parts: list[str] = []
    here = 0
    for at in lines:
        written = state.get_line(at).rstrip("\n")[left:right]
        text = written.strip()
        if not text:
            continue
        if parts:
            parts.append("\n")
            own.map.add(here, 1, own.map.end(here), 0)
            here += 1
        place = state.map.start(at + left + len(written) - len(written.lstrip()))
        own.map.add(here, len(text), place)
        parts.append(text)
        here += len(text)
    own.process("".join(parts))
    start = own.map.start(0) if here else state.map.start(lines[0] + left)
    return {
        "type": "cell",
        "text": own.src,
        "at": 0,
        "state": own,
        "start": start,
        "end": own.map.end(here) if here else start,
    }
