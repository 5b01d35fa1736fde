"""Severity by threshold: a finding gets the highest level whose options still find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from postlint.config.settings import ActiveRule
from postlint.engine.to_findings import Positions, findings_of
from postlint.results.findings import Finding
from postlint.results.hits import Hit

#: a function that runs a rule with its options and returns the hits
FindHits = Callable[[ActiveRule], Sequence[Hit]]


def findings_by_level(active: ActiveRule, find_hits: FindHits, source: Positions) -> list[Finding]:
    """The findings of a rule, each with the severity of its level if the rule has levels."""
    hits = find_hits(active)
    if not hits:  # most rules find nothing in most posts
        return []
    if not active.levels:
        return list(findings_of(active, hits, source))
    at_levels = _hits_by_level(active, hits, find_hits)
    return [finding for one, found in at_levels for finding in findings_of(one, found, source)]


def _hits_by_level(
    active: ActiveRule, hits: Sequence[Hit], find_hits: FindHits
) -> Iterator[tuple[ActiveRule, Sequence[Hit]]]:
    """The hits of a rule, each with the rule at the severity of the highest level that still finds it.

    Places and messages come from the rule's own options.
    """
    levels = [
        (replace(active, severity=severity), find_hits(replace(active, options={**active.options, **options})))
        for severity, options in active.levels
    ]
    for hit in hits:
        found_at = [active, *(one for one, others in levels if _is_among(hit, hits, others))]
        yield found_at[-1], [hit]


def _is_among(hit: Hit, hits: Sequence[Hit], others: Sequence[Hit]) -> bool:
    """Whether `others` holds the same hit: one with the same message that overlaps, or the only one of its message in
    both (the sixth link is too many, and with other options the eighth)."""
    alike = [other for other in others if other.message == hit.message]
    if len(alike) == 1 and sum(one.message == hit.message for one in hits) == 1:
        return True
    return any(other.span == hit.span or other.span.overlaps(hit.span) for other in alike)
