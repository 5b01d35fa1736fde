"""Apply fixes: all edits of a fix or none, and no two fixes that touch each other in one pass."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from postlint.results.hits import Edit, Fix
from postlint.spans import Span


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text after one pass: of fixes that touch each other the first is applied, the rest wait for the next pass.

    Fixes that begin at the same place keep the order in which they are given.
    """
    parts = []
    at = 0
    for span, replacement in sorted(edit for fix in compose(fixes) for edit in fix.edits):
        parts += [text[at : span.start], replacement]
        at = span.end
    return "".join([*parts, text[at:]])


def compose(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be applied together, by place."""
    taken: list[Span] = []
    chosen = []
    for fix in sorted((fix for fix in fixes if fix.edits), key=lambda fix: min(fix.edits).span):
        if not any(_touches(edit, taken) for edit in fix.edits):
            for edit in fix.edits:
                insort(taken, edit.span)
            chosen.append(fix)
    return chosen


def _touches(edit: Edit, taken: list[Span]) -> bool:
    """Whether an edit overlaps or meets a taken span: two insertions at one point would depend on their order."""
    at = bisect_left(taken, edit.span)
    return any(span.start <= edit.span.end and edit.span.start <= span.end for span in taken[max(0, at - 1) : at + 1])
