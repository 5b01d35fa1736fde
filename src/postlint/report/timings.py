"""Renders `--timings`: how long each rule took."""

from __future__ import annotations

from collections import Counter

from postlint.report.terminal import escaped
from postlint.results.findings import Report


def render(report: Report) -> str:
    """A table, slowest first. The time of a view of the document counts for the first rule that reads it."""
    seconds: Counter[str] = Counter()
    for file in report.files:
        seconds.update(file.seconds)
    total = sum(seconds.values())
    rows = [
        f"{1000 * spent:10.1f} ms {100 * spent / total if total else 0:5.1f} %  {escaped(name)}"
        for name, spent in seconds.most_common()
    ]
    return "\n".join([*rows, f"{1000 * total:10.1f} ms in all, of {len(report.files)} files"])
