"""Spans, the only coordinates inside postlint, and how they are merged.

A *span* is a pair of half-open ``(start, end)`` offsets in code points of a file's text with LF line endings and
without byte order mark, front matter included.
"""

from __future__ import annotations

from collections.abc import Sequence

from postlint.records import NamedTuple


class Span(NamedTuple):
    """Half-open offsets ``[start, end)`` in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the spans have a code point in common, or one of them is empty and inside the other."""
        return self.start < other.end and other.start < self.end


def merge_spans(spans: Sequence[Span]) -> list[Span]:
    """Sort spans and join those that touch or overlap."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
