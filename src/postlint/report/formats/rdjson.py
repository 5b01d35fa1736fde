"""reviewdog's diagnostic format as one JSON document; columns count bytes of UTF-8."""

from __future__ import annotations

from typing import Any

from postlint.report.edit_places import edit_places, utf8_column
from postlint.report.formats import Format, Rendering
from postlint.report.formats.json import dump
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Severity

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(rendering: Rendering) -> list[str]:
    """The findings at or above the level."""
    found = [
        _diagnostic(finding, file)
        for file in rendering.report.files
        for finding in file.findings
        if finding.severity >= rendering.level
    ]
    source = {"name": "postlint", "url": "https://github.com/postlint/postlint"}
    return [dump({"source": source, "diagnostics": found})]


def _diagnostic(finding: Finding, file: FileReport) -> dict[str, Any]:
    code = {"value": finding.rule, **({"url": finding.url} if finding.url else {})}
    place = (finding.line, finding.column, finding.end_line, finding.end_column)
    data: dict[str, Any] = {
        "message": finding.message,
        "location": {"path": finding.path, "range": _range(file, *place)},
        "severity": _SEVERITIES[finding.severity],
        "code": code,
    }
    edits = edit_places(finding, file.lines)
    if len(edits) == 1:  # several suggestions would be alternatives, but the edits of a fix belong together
        line, column, end_line, end_column, text = edits[0]
        data["suggestions"] = [{"range": _range(file, line, column, end_line, end_column), "text": text}]
    if finding.related:
        data["relatedLocations"] = [
            {
                "message": place.message,
                "location": {"path": place.path, "range": {"start": {"line": place.line}}},
            }
            for place in finding.related
        ]
    return data


def _range(file: FileReport, line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    """A range with columns where the texts of its lines are known; else with lines only."""
    start: dict[str, int] = {"line": line}
    end: dict[str, int] = {"line": end_line}
    if line in file.lines and (end_line in file.lines or end_column == 1):
        start["column"] = utf8_column(file.lines[line], column)
        end["column"] = utf8_column(file.lines.get(end_line, ""), end_column)
    return {"start": start, "end": end}


FORMAT = Format("reviewdog's rdjson", render)
