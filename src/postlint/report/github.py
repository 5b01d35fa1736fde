"""The report as GitHub workflow commands, which show as annotations in a pull request."""

from __future__ import annotations

from postlint.report.terminal import visible
from postlint.results.findings import Finding, Report
from postlint.results.hits import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, *, level: Severity = Severity.INFO) -> str:
    """One command a line for each finding at or above `level`."""
    return "".join(_annotation(f) + "\n" for f in report.findings if f.severity >= level)


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "title": f"postlint {finding.rule}",
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(finding.message)}"


def _data(text: str) -> str:
    """Escaped as the runner unescapes it; other control characters become visible, so that nothing ends the line."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
