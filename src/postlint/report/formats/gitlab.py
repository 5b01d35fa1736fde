"""GitLab's Code Quality report, which shows in a merge request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postlint.report.formats import Format, Rendering
from postlint.report.formats.json import dump
from postlint.results.findings import FileReport, Finding
from postlint.results.fingerprints import fingerprints
from postlint.results.hits import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(rendering: Rendering) -> list[str]:
    """The findings at or above the level."""
    return [
        dump(
            [
                _issue(finding, fingerprint)
                for file in rendering.report.files
                for finding, fingerprint in _shown(file)
                if finding.severity >= rendering.level
            ]
        )
    ]


def _shown(file: FileReport) -> Iterator[tuple[Finding, str]]:
    """The findings that are neither suppressed nor in the baseline, with their fingerprints."""
    shown = set(map(id, file.findings))
    return ((finding, fingerprint) for finding, fingerprint in fingerprints(file) if id(finding) in shown)


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": f"{finding.rule}: {finding.message}",
        "categories": ["Style"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": fingerprint,
        "location": {
            "path": finding.path,
            "positions": {
                "begin": {"line": finding.line, "column": finding.column},
                "end": {"line": finding.end_line, "column": finding.end_column},
            },
            "lines": {"begin": finding.line, "end": finding.end_line},
        },
    }


FORMAT = Format("GitLab Code Quality", render)
