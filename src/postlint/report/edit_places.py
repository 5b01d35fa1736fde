"""The edits of a fix as lines and columns, which formats for other programs need instead of offsets."""

from __future__ import annotations

from collections.abc import Mapping

from postlint.records import NamedTuple
from postlint.results.findings import Finding


class EditPlace(NamedTuple):
    """An edit: 1-based lines and columns in code points, the end exclusive; the new text."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def edit_places(finding: Finding, lines: Mapping[int, str]) -> list[EditPlace]:
    """The edits of a finding's fix; none when one of them is not on the line that the finding begins on.

    The report holds only lines that findings touch: the place of an edit on another line is unknown.
    """
    if finding.fix is None or finding.fix.bytes or finding.line not in lines:
        return []
    line = lines[finding.line]
    start = finding.start - (finding.column - 1)
    places = []
    for edit in sorted(finding.fix.edits):
        first, last = edit.span.start - start, edit.span.end - start
        if first < 0 or first > len(line) or last > len(line) + 1:
            return []
        end = (finding.line, last + 1) if last <= len(line) else (finding.line + 1, 1)
        places.append(EditPlace(finding.line, first + 1, *end, edit.text))
    return places


def utf8_column(line: str, column: int) -> int:
    """A 1-based column in code points, converted to bytes of UTF-8."""
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1
