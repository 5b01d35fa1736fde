"""SARIF 2.1.0, the exchange format of static analysis that code scanning services and editors read.

Findings that are suppressed or in the baseline are included, marked as such. Columns count code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from postlint.catalog.rule import Rule
from postlint.data.version import VERSION
from postlint.report.edit_places import edit_places
from postlint.report.formats import Format, Rendering
from postlint.report.formats.json import dump
from postlint.results.findings import FileReport, Finding
from postlint.results.fingerprints import fingerprints
from postlint.results.hits import Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
PROJECT = "https://github.com/postlint/postlint"
#: the base of relative paths; the reader of the file resolves it
ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Data = dict[str, Any]


def render(rendering: Rendering) -> list[str]:
    """One run with all findings, whatever the level."""
    report = rendering.report
    rules = dict(rendering.rules())
    names = sorted({*rules, *(finding.rule for file in report.files for finding in file.with_hidden)})
    index = {name: number for number, name in enumerate(names)}
    used = {finding.rule: finding for file in report.files for finding in file.with_hidden}
    driver = {
        "name": "postlint",
        "version": VERSION,
        "semanticVersion": VERSION,
        "informationUri": PROJECT,
        "rules": [_rule(name, rules.get(name), used.get(name)) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _location(file.path)} for file in report.files],
        "results": [
            result for number, file in enumerate(report.files) for result in _results(file, number, index)
        ],
    }  # fmt: skip
    return [dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})]


def _rule(name: str, rule: Rule | None, finding: Finding | None) -> Data:
    """The rule by its card; for a rule without one (findings of a merge), by a finding."""
    data: Data = {"id": name, "name": "".join(word.title() for word in name.split("-"))}
    if rule is None:
        group, url = (finding.group, finding.url) if finding is not None else ("", "")
        return data | {"properties": {"tags": [group]}} | ({"helpUri": url} if url else {})
    why = " ".join(str(rule.card.get("why", "")).split())
    text = f"{rule.summary}\n\n{why}" if why else rule.summary
    data |= {
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": why or rule.summary},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": list(dict.fromkeys([rule.group, *rule.tags]))},
    }
    return data | ({"helpUri": rule.url} if rule.url else {})


def _results(file: FileReport, number: int, index: Mapping[str, int]) -> Iterator[Data]:
    suppressed, baselined = set(map(id, file.suppressed_findings)), set(map(id, file.baselined))
    for finding, fingerprint in fingerprints(file):
        result: Data = {
            "ruleId": finding.rule,
            "ruleIndex": index[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding.message or finding.rule)},
            "locations": [_place(finding, number)],
            "partialFingerprints": {"primaryLocationLineHash": fingerprint, "postlint/v1": fingerprint},
            # an empty list means "not suppressed"; a missing one would mean "unknown"
            "suppressions": [{"kind": "inSource"}] if id(finding) in suppressed else [],
            "baselineState": "unchanged" if id(finding) in baselined else "new",
        }
        if id(finding) in baselined:
            result["suppressions"] = [{"kind": "external", "justification": "recorded in the baseline of postlint"}]
        if finding.related:
            result["relatedLocations"] = [
                {
                    "message": {"text": _message(place.message)},
                    "physicalLocation": {
                        "artifactLocation": _location(place.path),
                        "region": {"startLine": place.line, "startColumn": place.column},
                    },
                }
                for place in finding.related
            ]
        if fix := _fix(finding, file):
            result["fixes"] = [fix]
        yield result


def _place(finding: Finding, number: int) -> Data:
    region: Data = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {**_location(finding.path), "index": number}, "region": region}}


def _fix(finding: Finding, file: FileReport) -> Data | None:
    """The fix, where its lines are known."""
    places = edit_places(finding, file.lines)
    if not places or finding.fix is None:
        return None
    replacements = [
        {
            "deletedRegion": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
            "insertedContent": {"text": place.text},
        }
        for place in places
    ]
    kind = "safe fix" if finding.fix.safe else "unsafe fix"
    return {
        "description": {"text": f"{kind} for {finding.rule}"},
        "artifactChanges": [{"artifactLocation": _location(file.path), "replacements": replacements}],
    }


def _message(text: str) -> str:
    """A plain message: brackets are escaped, so that no text of a post becomes a link."""
    return re.sub(r"[\\\[\]]", lambda match: f"\\{match.group()}", text)


def _location(path: str) -> Data:
    """A path as a URI, relative to the root of the sources unless it is absolute."""
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": f"file://{_quoted(pure.as_posix())}"}
    return {"uri": _quoted(pure.as_posix()), "uriBaseId": ROOT}


def _quoted(path: str) -> str:
    # a colon in the first part of a relative path would be read as the end of a scheme
    return quote(path.encode("utf-8", "surrogateescape" if _escaped(path) else "surrogatepass"), safe="/")


def _escaped(path: str) -> bool:
    """Whether the surrogates of a path are bytes of a file name that is no UTF-8."""
    return all("\udc80" <= character <= "\udcff" for character in path if "\ud800" <= character <= "\udfff")


FORMAT = Format("SARIF 2.1.0, for code scanning and editors", render)
