"""The report as JSON, for scripts, editors and CI; `schemas/report.schema.json` describes it."""

from __future__ import annotations

import json
from typing import Any

from postlint.report.formats import Format, Rendering
from postlint.report.terminal import escaped_json
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity

#: increased by every incompatible change
REPORT_VERSION = 1


def render(report: Report, level: Severity = Severity.INFO) -> str:
    """The whole report, infos included, as one JSON document with a newline at the end.

    Findings below `level` are marked as hidden.
    """
    return dump(report_data(report, level))


def dump(data: Any) -> str:
    """JSON as postlint prints it: indented, keys in their given order, a newline at the end.

    Characters that steer a terminal or a CI system become JSON escapes, and so do lone surrogates (a file name that is
    not UTF-8), so that the text can always be encoded.
    """
    return escaped_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def report_data(report: Report, level: Severity = Severity.INFO) -> dict[str, Any]:
    """The report as plain values, in the structure of the schema."""
    return {
        "version": REPORT_VERSION,
        "tool": tool(),
        "files": [_file_data(file, level) for file in report.files],
        "summary": {
            "files": len(report.files),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "fixable": sum(finding.fix is not None for finding in report.findings),
            "suppressed": report.suppressed,
            **({"baselined": report.baselined} if report.baselined else {}),
        },
    }


def tool() -> dict[str, str]:
    """Name and version of the program."""
    from postlint.data.version import VERSION

    return {"name": "postlint", "version": VERSION}


def _file_data(file: FileReport, level: Severity) -> dict[str, Any]:
    return {"path": file.path, "findings": [finding_data(finding, level) for finding in file.findings]}


def finding_data(finding: Finding, level: Severity = Severity.INFO) -> dict[str, Any]:
    """One finding as plain values; `hidden`, `fix`, `related` and `url` only if they have a value."""
    data = finding.to_dict()
    del data["path"]
    if finding.severity < level:
        data["hidden"] = True
    return data


def _render(rendering: Rendering) -> list[str]:
    return [render(rendering.report, rendering.level)]


FORMAT = Format("everything, for programs; schemas/report.schema.json describes it", _render)
