"""The report as JSON, for scripts, editors and CI; `schemas/report.schema.json` describes it."""

from __future__ import annotations

import json
from typing import Any

from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity

#: raised by a change that breaks a reader
REPORT_VERSION = 1


def render(report: Report) -> str:
    """The whole report, infos included, as one JSON document with a newline at the end."""
    return dump(report_data(report))


def dump(data: Any) -> str:
    """JSON as postlint prints it: indented, keys in the order of the contract, a newline at the end.

    Lone surrogates (a file name that is not UTF-8) become JSON escapes, so that the text can always be encoded.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain values, in the shape of the contract."""
    from postlint import __version__

    return {
        "version": REPORT_VERSION,
        "tool": {"name": "postlint", "version": __version__},
        "files": [_file_data(file) for file in report.files],
        "summary": {
            "files": len(report.files),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "fixable": sum(finding.fix is not None for finding in report.findings),
            "suppressed": report.suppressed,
        },
    }


def _file_data(file: FileReport) -> dict[str, Any]:
    return {"path": file.path, "findings": [finding_data(finding) for finding in file.findings]}


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding as plain values; `fix`, `related` and `url` only where there are any."""
    data: dict[str, Any] = {
        "rule": finding.rule,
        "group": finding.group,
        "severity": finding.severity.label,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
    }
    if finding.fix is not None:
        edits = [{"start": e.span.start, "end": e.span.end, "text": e.text} for e in finding.fix.edits]
        data["fix"] = {"safe": finding.fix.safe, "edits": edits}
    if finding.related:
        data["related"] = [
            {"path": place.path, "line": place.line, "column": place.column, "message": place.message}
            for place in finding.related
        ]
    if finding.url:
        data["url"] = finding.url
    return data
