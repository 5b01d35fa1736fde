"""Findings, and the reports that hold them: what users see of a run. Values only.

Lines and columns are 1-based, and the end is exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from postlint.records import NamedTuple
from postlint.results.hits import Fix, Many, Severity, Weight


class Place(NamedTuple):
    """A related place as shown to users: path, 1-based line and column, and why it matters."""

    path: str
    line: int
    column: int
    message: str


class Finding(NamedTuple):
    """A hit with the name of its rule, a severity, a message, a line and a column: what users see.

    `start` and `end` are code points as in `Span`; `line`, `column`, `end_line` and `end_column` are
    1-based, `end_column` exclusive. For `once`, `weight` and `many`, see `Hit`.
    """

    path: str
    rule: str
    group: str
    severity: Severity
    message: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    fix: Fix | None = None
    related: tuple[Place, ...] = ()
    url: str = ""
    once: bool = False
    weight: Weight | None = None
    many: Many | None = None

    def renamed(self, name: Callable[[str], str]) -> Finding:
        """The finding with other names for its files, as a function makes them of the present ones."""
        related = tuple(place._replace(path=name(place.path)) for place in self.related)
        return self._replace(path=name(self.path), related=related)

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain values, as `--format json` has it: `fix`, `related` and `url` may be missing."""
        data: dict[str, Any] = {
            "path": self.path,
            "rule": self.rule,
            "group": self.group,
            "severity": self.severity.label,
            "message": self.message,
            "start": self.start,
            "end": self.end,
            "line": self.line,
            "column": self.column,
            "end_line": self.end_line,
            "end_column": self.end_column,
        }
        if self.fix is not None:
            data["fix"] = self.fix.to_dict()
        if self.related:
            data["related"] = [place._asdict() for place in self.related]
        if self.url:
            data["url"] = self.url
        return data


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings of one file. `lines` maps a line number that a finding touches to its text."""

    path: str
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    lines: Mapping[int, str] = field(default_factory=dict)
    #: seconds that each rule took (the first report of a batch has the times of the whole batch); not compared
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    #: the findings that comments and the front matter suppressed
    suppressed_findings: tuple[Finding, ...] = ()
    #: the findings that the baseline already holds
    baselined: tuple[Finding, ...] = ()

    @property
    def with_hidden(self) -> tuple[Finding, ...]:
        """All findings, with those that are suppressed or in the baseline."""
        return (*self.findings, *self.suppressed_findings, *self.baselined)

    def renamed(self, name: Callable[[str], str]) -> FileReport:
        """The report with other names for the files, as a function makes them of the present ones."""

        def moved(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
            return tuple(finding.renamed(name) for finding in findings)

        return replace(
            self,
            path=name(self.path),
            findings=moved(self.findings),
            suppressed_findings=moved(self.suppressed_findings),
            baselined=moved(self.baselined),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """The whole run: files in path order, findings in place order."""

    files: tuple[FileReport, ...] = ()
    #: sentences for the person who runs postlint (a skipped rule, a symlink loop), not findings
    notes: tuple[str, ...] = ()
    #: reasons why the run has failed regardless of its findings, each a phrase that may follow "Failed:"
    failures: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(f.severity is severity for file in self.files for f in file.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, in order."""
        return tuple(f for file in self.files for f in file.findings)

    def renamed(self, name: Callable[[str], str]) -> Report:
        """The report with other names for its files, as a function makes them of the present ones."""
        return replace(self, files=tuple(file.renamed(name) for file in self.files))

    @property
    def suppressed(self) -> int:
        """How many findings a comment or a front matter key suppressed."""
        return sum(file.suppressed for file in self.files)

    @property
    def baselined(self) -> int:
        """How many findings are in the baseline."""
        return sum(len(file.baselined) for file in self.files)
