"""The history of a site: a line of JSON for each run, with the numbers of findings and the mean scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from postlint.results.findings import Report

#: more findings than any site has
_MOST = 10**9
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Entry:
    """One run: its time (ISO, UTC), the commit ("" outside of git), and what it found.

    `seo` and `readability` are mean scores from 0 to 100; None where no post has one.
    """

    date: str
    commit: str = ""
    posts: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    groups: Mapping[str, int] = field(default_factory=dict)
    seo: float | None = None
    readability: float | None = None

    def to_line(self) -> str:
        """The entry as a line of JSON, without its end."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @property
    def findings(self) -> int:
        """The number of errors and warnings."""
        return self.errors + self.warnings


def entry_of(report: Report, date: str, commit: str) -> Entry:
    """The entry of a run."""
    from postlint.engine.score import mean_scores
    from postlint.results.hits import Severity

    seo, readability = mean_scores([file.findings for file in report.files])
    return Entry(
        date=date,
        commit=commit,
        posts=len(report.files),
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        infos=report.count(Severity.INFO),
        groups=dict(sorted(Counter(finding.group for finding in report.findings).items())),
        seo=seo,
        readability=readability,
    )


def read_entries(text: str) -> list[Entry]:
    """The entries of a file, the oldest first; a line that is none is passed over."""
    found = [entry for line in text.splitlines() if (entry := _entry(line)) is not None]
    return sorted(found, key=lambda entry: entry.date)


def _entry(line: str) -> Entry | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("date"), str):
        return None
    groups = data.get("groups")
    counts = {name: _count(data.get(name)) for name in ("posts", "errors", "warnings", "infos")}
    return Entry(
        date=data["date"],
        commit=str(data.get("commit") or ""),
        groups={str(name): _count(value) for name, value in groups.items()} if isinstance(groups, dict) else {},
        seo=_score(data.get("seo")),
        readability=_score(data.get("readability")),
        **counts,
    )


def _count(value: Any) -> int:
    return min(max(0, value), _MOST) if isinstance(value, int) else 0


def _score(value: Any) -> float | None:
    is_number = isinstance(value, (int, float)) and value == value  # NaN is no score
    return float(min(max(value, 0), 100)) if is_number else None


def sparkline(values: Sequence[float]) -> str:
    """The values as bars of one character, the least as the lowest."""
    if not values:
        return ""
    least, most = min(values), max(values)
    step = (most - least) / (len(_BARS) - 1) or 1
    return "".join(_BARS[round((value - least) / step)] for value in values)
