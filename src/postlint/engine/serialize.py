"""Reports as plain values for JSON, and back: the format of the cache and of the files of shards.

Reading runs no code. A value of another shape raises TypeError, ValueError, KeyError or IndexError.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from postlint.engine.linted import Linted
from postlint.results.findings import FileReport, Finding, Place
from postlint.results.hits import Edit, Fix, Hit, Many, Severity, Weight
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.engine.suppress import Name, Suppressions

Record = dict[str, Any]

_SEVERITIES = {int(severity): severity for severity in Severity}
#: the types of the first values in the record of a finding, and of those in the record of a place
_FINDING, _PLACE = (int, int, str, int, int, int, int, int, int), (str, int, int, str)


def report_record(report: FileReport) -> Record:
    """A report without its timings."""
    record: Record = {"path": report.path, **_findings_record(report.findings)}
    if report.suppressed:
        record["suppressed"] = report.suppressed
        record["silenced"] = _findings_record(report.suppressed_findings)
    if report.lines:
        record["lines"] = {str(line): text for line, text in report.lines.items()}
    return record


def linted_record(linted: Linted) -> Record:
    """The report of a linted post and its suppressions, without its facts."""
    record = report_record(linted.report)
    if linted.suppressions is not None:
        record["suppressions"] = _suppressions_record(linted.suppressions)
    return record


def read_report(record: Mapping[str, Any]) -> FileReport:
    """The report of a record."""
    suppressed = int(record.get("suppressed", 0))
    return FileReport(
        path=_text(record["path"]),
        findings=tuple(_read_findings(_text(record["path"]), record)),
        suppressed=suppressed,
        lines={int(line): _text(text) for line, text in record.get("lines", {}).items()},
        suppressed_findings=tuple(_read_findings(_text(record["path"]), record["silenced"])) if suppressed else (),
    )


def read_linted(record: Mapping[str, Any]) -> Linted:
    """The linted post of a record, without facts."""
    suppressions = record.get("suppressions")
    read = _read_suppressions(suppressions) if suppressions is not None else None
    return Linted(read_report(record), suppressions=read)


def _findings_record(findings: Iterable[Finding]) -> Record:
    """Findings without their path; what findings of one rule share is stored once, under `rules`."""
    rules: dict[tuple[str, str, str], int] = {}
    records: list[list[Any]] = []
    for one in findings:
        rule = rules.setdefault((one.rule, one.group, one.url), len(rules))
        place = (one.start, one.end, one.line, one.column, one.end_line, one.end_column)
        record = [rule, int(one.severity), one.message, *place]
        more = (one.once, one.weight, one.many)
        if one.fix is not None or one.related or any(more):
            record += [_fix_record(one.fix), [list(place) for place in one.related], *more]
        records.append(record)
    return {"rules": list(rules), "findings": records}


def _read_findings(path: str, record: Mapping[str, Any]) -> Iterator[Finding]:
    """The findings of a record."""
    rules = [tuple(map(_text, rule)) for rule in record["rules"]]
    for one in record["findings"]:
        _expect(_FINDING, one[:9])
        rule, severity, message, *place = one[:9]
        if min(place) < 0:
            raise ValueError("a place before the text")
        name, group, url = rules[rule]
        fix, related, once, weight, many = one[9:] or (None, (), False, None, None)
        fix = _read_fix(fix) if fix is not None else None
        related = tuple(map(_read_place, related)) if related else ()
        known = Weight(*map(float, weight)) if weight is not None else None
        alike = Many(*map(_text, many)) if many is not None else None
        values = (path, name, group, _SEVERITIES[severity], message, *place, fix, related, url, bool(once), known)
        yield Finding._make((*values, alike))


def _fix_record(fix: Fix | None) -> list[Any] | None:
    return None if fix is None else [fix.safe, [[*edit.span, edit.text] for edit in fix.edits], fix.bytes]


def _read_fix(record: list[Any]) -> Fix:
    safe, edits, stored = record
    return Fix(tuple(map(_read_edit, edits)), bool(safe), _text(stored))


def _read_place(record: list[Any]) -> Place:
    _expect(_PLACE, record)
    return Place._make(record)


def _read_edit(record: list[Any]) -> Edit:
    start, end, text = record
    return Edit(Span(_number(start), _number(end)), _text(text))


def _suppressions_record(suppressions: Suppressions) -> Record:
    return {
        "directives": [
            [one.action, [[name.text, *name.span, name.removal] for name in one.names], one.line]
            for one in suppressions.directives
        ],
        "mistakes": [[*hit.span, dict(hit.values), hit.message, _fix_record(hit.fix)] for hit in suppressions.mistakes],
    }


def _read_name(record: list[Any]) -> Name:
    from postlint.engine.suppress import Name

    text, start, end, removal = record
    gone = Span(*map(_number, removal)) if removal is not None else None
    return Name(_text(text), Span(_number(start), _number(end)), gone)


def _read_suppressions(record: Mapping[str, Any]) -> Suppressions:
    from postlint.engine.suppress import Directive, Suppressions

    return Suppressions(
        tuple(
            Directive(_text(action), tuple(map(_read_name, names)), line)
            for action, names, line in record["directives"]
        ),
        tuple(
            Hit(
                Span(start, end),
                {str(key): _text(value) for key, value in values.items()},
                _text(message),
                fix=_read_fix(fix) if fix is not None else None,
            )
            for start, end, values, message, fix in record["mistakes"]
        ),
    )


def _expect(types: tuple[type, ...], values: list[Any]) -> None:
    if tuple(map(type, values)) != types:
        raise TypeError("other values expected")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError("a number expected")
    return value
