"""Tells findings of one cause as one, at the first that is left: the last step before a report is shown.

Comments, the baseline, the lines of a change and fixes are about single findings: none of them hides a finding that it
does not mean, and each is counted. Errors are told one by one, and an editor marks each place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from postlint.results.findings import FileReport, Finding, Place, Report
from postlint.results.fingerprints import place_text
from postlint.results.hits import COUNT, Fix, Severity


def gathered(report: Report) -> Report:
    """The report with one finding for several of one cause."""
    causes: dict[Hashable, list[tuple[Finding, FileReport]]] = defaultdict(list)
    for file in report.files:
        for one in file.findings:
            if one.many is not None and one.severity < Severity.ERROR:
                causes[one.rule, one.severity, one.many.kind, one.many.cause or one.path].append((one, file))
    instead: dict[int, list[Finding]] = {}
    for alike in causes.values():
        if _is_told_once(alike):
            instead |= {id(one): [] for one, _ in alike}
            instead[id(alike[0][0])] = [_as_one(alike)]
    return replace(report, files=tuple(_with(file, instead) for file in report.files)) if instead else report


#: a cause that so few posts have is told in each
_FEW = 3


def _is_told_once(alike: Sequence[tuple[Finding, FileReport]]) -> bool:
    """Whether several findings of one cause are told as one: all those of a post, or those of more than a few."""
    posts = {one.path for one, _ in alike}
    return len(alike) > 1 and (len(posts) == 1 or len(posts) > _FEW)


def _with(file: FileReport, instead: Mapping[int, list[Finding]]) -> FileReport:
    """The report on a file with other findings instead of some, which are given by their identities."""
    if not any(id(one) in instead for one in file.findings):
        return file
    return replace(file, findings=tuple(left for one in file.findings for left in instead.get(id(one), [one])))


def _as_one(alike: Sequence[tuple[Finding, FileReport]]) -> Finding:
    """One finding for several, at the first: the others are related places, and their fixes are one fix."""
    (first, _), *others = alike
    # posts with the same mistake name each other
    places = [] if first.related else [_place(*other) for other in others]
    fixes = [one.fix for one, _ in alike if one.fix is not None and one.path == first.path]
    edits = tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))
    return first._replace(
        message=first.many.text.replace(COUNT, str(len(alike))) if first.many is not None else first.message,
        fix=Fix(edits, safe=all(fix.safe for fix in fixes)) if edits else None,
        related=(*first.related, *places),
    )


def _place(one: Finding, file: FileReport) -> Place:
    return Place(one.path, one.line, one.column, f"'{place_text(one, file.lines)}'")
