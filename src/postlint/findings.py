"""The values that travel between the rooms: spans, fixes, hits, findings, reports. Values only, no behaviour.

A *span* is the only coordinate inside postlint: half-open ``(start, end)`` offsets in code points of a
file's text with LF line endings and without byte order mark, front matter included. Lines and columns
appear only in a `Finding`, where they are 1-based and the end is exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from postlint.engine.suppress import Suppressions
    from postlint.site.facts import Facts


class Span(NamedTuple):
    """Half-open offsets ``[start, end)`` in code points."""

    start: int
    end: int


class Severity(IntEnum):
    """How much a finding matters; ordered, so that ``>=`` means "at least as bad"."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The lower-case word that users read and write: ``info``, ``warning`` or ``error``."""
        return self.name.lower()

    @classmethod
    def of(cls, label: str) -> Severity:
        """The severity with that label. Raises KeyError for any other word."""
        return cls[label.upper()]


class Edit(NamedTuple):
    """Replace the text of a span; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all are applied, or none. Edits of one fix never overlap."""

    edits: tuple[Edit, ...]
    safe: bool = False


class Related(NamedTuple):
    """Another place that explains a hit; in the same file unless `path` names another."""

    span: Span
    message: str
    path: str | None = None


class Hit(NamedTuple):
    """What a check yields: where, and the values for the card's message.

    `message` is the key of the card's `messages` (a card with a single `message:` has the key "default").
    `severity` overrides the card's default severity for this hit; a severity set by the user's
    configuration overrides both. `path` names the post when the check was given a whole site.
    """

    span: Span
    values: Mapping[str, Any] = MappingProxyType({})
    message: str = "default"
    severity: Severity | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    path: str | None = None


class Place(NamedTuple):
    """A related place as a reader sees it: path, 1-based line and column, and why it matters."""

    path: str
    line: int
    column: int
    message: str


class Finding(NamedTuple):
    """A hit with a name, a severity, a message, a line and a column: what users see.

    `start` and `end` are code points as in `Span`; `line`, `column`, `end_line` and `end_column` are
    1-based, `end_column` exclusive.
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


@dataclass(frozen=True, slots=True)
class FileReport:
    """All that one file's lint produced. `lines` maps a line number that a finding touches to its text.

    With `suppressions` the findings are not finished: those about images and the site are to come, then the
    suppressions are held against all of them. `facts` are for the rules about images and the site.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    suppressed: int = 0
    lines: Mapping[int, str] = field(default_factory=dict)
    #: how long each rule took, in seconds, with the times of the files after it in a batch; no part of the outcome
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    facts: Facts | None = field(default=None, repr=False)
    suppressions: Suppressions | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole run: files in path order, findings in place order."""

    files: tuple[FileReport, ...] = ()
    #: sentences for the person who runs postlint (a skipped rule, a symlink loop), not findings
    notes: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(f.severity is severity for file in self.files for f in file.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, in order."""
        return tuple(f for file in self.files for f in file.findings)

    @property
    def suppressed(self) -> int:
        """How many findings a comment or a front matter key silenced."""
        return sum(file.suppressed for file in self.files)
