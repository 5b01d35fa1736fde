"""Moves findings about the site to where their places are after an edit, until the rules about the site run again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from postlint.parse.source import Source
from postlint.results.findings import Finding


def shifted(findings: Iterable[Finding], before: Source, after: Source) -> Iterator[Finding]:
    """The findings in an earlier text at their places in the present one; those in what was edited are left out.

    Their fixes are left out, too.
    """
    old, new = before.text, after.text
    if old == new:
        yield from findings
        return
    head = _alike(old, new)
    most = min(len(old), len(new)) - head
    tail = _alike(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    for finding in findings:
        if finding.end <= head:
            by = 0
        elif finding.start >= len(old) - tail:
            by = len(new) - len(old)
        else:
            continue
        start, end = finding.start + by, finding.end + by
        line, column = after.position(start)
        end_line, end_column = after.position(end)
        yield finding._replace(
            start=start, end=end, line=line, column=column, end_line=end_line, end_column=end_column, fix=None
        )


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning, by halving: comparing slices is quick."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
