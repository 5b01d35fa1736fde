"""Finds data for search engines (JSON-LD) that were pasted into the text, and are no prose."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Passage
from postlint.spans import Span

_BEGINS = lazy_pattern(r"\s*[{\[]")
_CONTEXT = lazy_pattern(r"[\"“]@context[\"”]\s*:")
#: a string, or a bracket
_TOKEN = lazy_pattern(r"\"(?:\\.|[^\"\\])*\"|“[^”]*”|[{}\[\]]")


def pasted_data(text: str, passages: Iterable[Passage]) -> tuple[Span, ...]:
    """The spans of JSON-LD among the paragraphs of a text, each from its first bracket to the closing one.

    They may contain blank lines and code blocks. Data with unmatched brackets end with their paragraph.
    """
    if "@context" not in text:
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
    return tuple(found)


def _closing(text: str, start: int) -> int:
    """The end of the bracket that opens at `start`; 0 if it is never closed."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return 0
