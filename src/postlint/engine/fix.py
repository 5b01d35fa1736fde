"""Apply fixes: which of them go together, and the text after them."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.findings import Edit, Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text after all fixes that go together: the earlier one wins where two touch, and a fix is never halved."""
    taken: list[Edit] = []
    for fix in sorted(fixes, key=lambda fix: min(fix.edits)):
        if not any(_touch(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
    for edit in sorted(taken, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _touch(one: Edit, other: Edit) -> bool:
    """Whether two edits overlap; insertions at one point touch, neighbours do not."""
    if one.span.start == one.span.end or other.span.start == other.span.end:
        return one.span.start <= other.span.end and other.span.start <= one.span.end
    return one.span.start < other.span.end and other.span.start < one.span.end
