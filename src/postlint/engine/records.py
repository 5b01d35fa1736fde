"""Reports and facts as plain values for JSON, and back: what the cache and the files of shards hold.

Reading never runs anything, and what was not written here raises TypeError, ValueError, KeyError or IndexError.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from postlint.engine.suppress import Directive, Name, Suppressions
from postlint.findings import Edit, FileReport, Finding, Fix, Hit, Place, Severity, Span

Record = dict[str, Any]


def report_record(report: FileReport) -> Record:
    """A report without its facts and timings."""
    record: Record = {"path": report.path, "findings": [finding_record(one) for one in report.findings]}
    if report.suppressed:
        record["suppressed"] = report.suppressed
    if report.lines:
        record["lines"] = {str(line): text for line, text in report.lines.items()}
    if report.suppressions is not None:
        record["suppressions"] = _suppressions_record(report.suppressions)
    return record


def read_report(record: Mapping[str, Any]) -> FileReport:
    """The report that a record holds."""
    suppressions = record.get("suppressions")
    return FileReport(
        path=_text(record["path"]),
        findings=tuple(read_finding(_text(record["path"]), one) for one in record["findings"]),
        suppressed=int(record.get("suppressed", 0)),
        lines={int(line): _text(text) for line, text in record.get("lines", {}).items()},
        suppressions=_read_suppressions(suppressions) if suppressions is not None else None,
    )


def finding_record(finding: Finding) -> list[Any]:
    """A finding without its path."""
    place = [finding.start, finding.end, finding.line, finding.column, finding.end_line, finding.end_column]
    record: list[Any] = [finding.rule, finding.group, finding.severity.label, finding.message, place, finding.url]
    if finding.fix is not None or finding.related:
        fix = finding.fix
        record.append(None if fix is None else [fix.safe, [[*edit.span, edit.text] for edit in fix.edits]])
        record.append([[place.path, place.line, place.column, place.message] for place in finding.related])
    return record


def read_finding(path: str, record: list[Any]) -> Finding:
    """The finding that a record holds."""
    rule, group, severity, message, place, url, *rest = record
    start, end, line, column, end_line, end_column = map(_number, place)
    fix, related = rest or (None, [])
    return Finding(
        path=path,
        rule=_text(rule),
        group=_text(group),
        severity=Severity.of(severity),
        message=_text(message),
        start=start,
        end=end,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        fix=None if fix is None else Fix(tuple(_read_edit(edit) for edit in fix[1]), bool(fix[0])),
        related=tuple(Place(_text(p), _number(at), _number(col), _text(said)) for p, at, col, said in related),
        url=_text(url),
    )


def _read_edit(record: list[Any]) -> Edit:
    start, end, text = record
    return Edit(Span(_number(start), _number(end)), _text(text))


def _suppressions_record(suppressions: Suppressions) -> Record:
    return {
        "directives": [
            [one.action, [[name.text, *name.span] for name in one.names], one.line] for one in suppressions.directives
        ],
        "mistakes": [[*hit.span, dict(hit.values), hit.message] for hit in suppressions.mistakes],
    }


def _read_suppressions(record: Mapping[str, Any]) -> Suppressions:
    return Suppressions(
        tuple(
            Directive(_text(action), tuple(Name(_text(text), Span(start, end)) for text, start, end in names), line)
            for action, names, line in record["directives"]
        ),
        tuple(
            Hit(Span(start, end), {str(key): _text(value) for key, value in values.items()}, _text(message))
            for start, end, values, message in record["mistakes"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError("a number expected")
    return value
