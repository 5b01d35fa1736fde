"""Whether a run has failed, and why: `fail_on` and the limits of warnings, applied to a report."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.records import NamedTuple
from postlint.results.findings import FileReport, Report
from postlint.results.hits import Severity


class Verdict(NamedTuple):
    """The conditions under which a run fails.

    `fail_on` is the lowest severity that fails it; None: no severity does. A limit allows that number of warnings,
    `max_warnings` in the whole run, `max_warnings_per_post` in each post. With `by_part`, each configuration was
    applied to its own posts before, and `Report.failures` has the result.
    """

    fail_on: Severity | None = Severity.WARNING
    max_warnings: int | None = None
    max_warnings_per_post: int | None = None
    by_part: bool = False

    def reasons(self, report: Report) -> list[str]:
        """Why the run has failed, as phrases for a message ("2 errors"); empty when it has passed."""
        return [
            *(_many(report.count(severity), severity.label) for severity in self.failing(report)),
            *self.others(report),
        ]

    def others(self, report: Report) -> list[str]:
        """The reasons other than a failing severity: exceeded limits, and the failures that the report has."""
        reasons = []
        warnings = report.count(Severity.WARNING)
        if self.fail_on is not None and self.max_warnings is not None and warnings > self.max_warnings:
            reasons.append(f"{_many(warnings, 'warning')} ({self.max_warnings} allowed)")
        if self.fail_on is not None and self.max_warnings_per_post is not None:
            limit = self.max_warnings_per_post
            most = max((_warnings(file) for file in report.files), default=0)
            if most > limit:
                where = "" if len(report.files) == 1 else " in a post"
                reasons.append(f"{_many(most, 'warning')}{where} ({limit} allowed)")
        return [*reasons, *report.failures]

    def failing(self, report: Report) -> Iterator[Severity]:
        """The severities that fail the run and that the report has, highest first."""
        limited = self.max_warnings is not None or self.max_warnings_per_post is not None
        for severity in reversed(Severity):
            enough = self.fail_on is not None and severity >= self.fail_on
            if enough and not (limited and severity is Severity.WARNING) and report.count(severity):
                yield severity


def _warnings(file: FileReport) -> int:
    return sum(finding.severity is Severity.WARNING for finding in file.findings)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
