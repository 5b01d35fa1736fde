"""Turns findings into diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from postlint.records import NamedTuple
from postlint.results.findings import Finding
from postlint.results.hits import Severity
from postlint.server.configurations import Mistake
from postlint.server.open_texts import uri_of
from postlint.server.positions import Json, Positions

SOURCE = "postlint"
#: how the protocol numbers severities and tags
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3}
_UNNECESSARY, _DEPRECATED = 1, 2
#: rules about words that are understood, but out of use
_OUTDATED = frozenset({"outdated-term"})


class Shown(NamedTuple):
    """What the client understands of a diagnostic, and the least severity that it is sent."""

    level: Severity = Severity.INFO
    related: bool = True
    tags: bool = True
    descriptions: bool = True


#: a function that returns the positions in a file, None for one that cannot be read
PositionsOf = Callable[[str], Positions | None]


def diagnostics(
    findings: Iterable[Finding], positions: Positions, positions_of: PositionsOf, shown: Shown
) -> list[Json]:
    """The diagnostics for the findings in a text."""
    return [diagnostic(one, positions, positions_of, shown) for one in findings if one.severity >= shown.level]


def diagnostic(finding: Finding, positions: Positions, positions_of: PositionsOf, shown: Shown) -> Json:
    """The diagnostic for one finding."""
    made: Json = {
        "range": positions.range(finding.start, finding.end),
        "severity": _SEVERITIES[finding.severity],
        "code": finding.rule,
        "source": SOURCE,
        "message": finding.message,
    }
    if finding.url and shown.descriptions:
        made["codeDescription"] = {"href": finding.url}
    tags = [*([_UNNECESSARY] if is_removed(finding) else []), *([_DEPRECATED] if finding.rule in _OUTDATED else [])]
    if tags and shown.tags:
        made["tags"] = tags
    related = list(_related(finding, positions, positions_of)) if shown.related else []
    if related:
        made["relatedInformation"] = related
    return made


def is_removed(finding: Finding) -> bool:
    """Whether the fix of a finding only takes its place out: what stands there is unnecessary."""
    edits = finding.fix.edits if finding.fix is not None else ()
    inside = all(edit.span.start <= finding.start and finding.end <= edit.span.end for edit in edits)
    return bool(edits) and inside and not any(edit.text.strip() for edit in edits)


def _related(finding: Finding, positions: Positions, positions_of: PositionsOf) -> Iterable[Json]:
    for place in finding.related:
        there = positions if place.path == finding.path else positions_of(place.path)
        if there is not None:
            at = there.at(place.line, place.column)
            location = {"uri": uri_of(place.path), "range": {"start": at, "end": at}}
            yield {"location": location, "message": place.message}


def of_mistakes(mistakes: Iterable[Mistake], positions: Positions | None) -> list[Json]:
    """The diagnostics for the mistakes in a configuration."""
    found = []
    for mistake in mistakes:
        at = {"line": mistake.line - 1, "character": mistake.column - 1}
        if positions is not None:
            at = positions.at(mistake.line, mistake.column)
        found.append({"range": {"start": at, "end": at}, "severity": 1, "source": SOURCE, "message": mistake.sentence})
    return found
