"""Finds data among the paragraphs that are no prose: JSON-LD for search engines, and tables of Pandoc without lines."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Passage
from postlint.spans import Span

#: the line of a table in which dashes stand for columns, with the first row below it
_COLUMNS = lazy_pattern(r"(?m)^[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*\n(?=[^\n]*\S)")
_BEGINS = lazy_pattern(r"\s*[{\[]")
_CONTEXT = lazy_pattern(r"[\"“]@context[\"”]\s*:")
#: a string, or a bracket
_TOKEN = lazy_pattern(r"\"(?:\\.|[^\"\\])*\"|“[^”]*”|[{}\[\]]")


def pasted_data(text: str, passages: Iterable[Passage]) -> tuple[Span, ...]:
    """The spans of data among the paragraphs of a text: JSON-LD from its first bracket to the closing one, tables.

    They may contain blank lines and code blocks. Data with unmatched brackets end with their paragraph.
    """
    borders = {at for line in _COLUMNS.finditer(text) for at in line.span()} if "-- " in text else set()
    if "@context" not in text and not borders:
        return ()
    found: list[Span] = []
    for passage in passages:
        span = passage.block.span
        if found and span.start < found[-1].end:
            continue
        if passage.kind == "paragraph" and _BEGINS.match(passage.text):
            whole = Span(span.start, _closing(text, span.start) or span.end)
            if _CONTEXT.search(text, whole.start, whole.end):
                found.append(whole)
        elif passage.kind == "paragraph" and any(at in borders for at in (span.start, span.end, span.end + 1)):
            found.append(span)  # the rows above or below the line, which is a rule for CommonMark
    return tuple(found)


def _closing(text: str, start: int) -> int:
    """The end of the bracket that opens at `start`; 0 if it is never closed."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return 0
