"""Checks on claims: figures, findings and superlatives without their source.

`postlint.claims` finds claims and their support; each check here selects those of its rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from postlint.claims.candidates import HARD, Candidate, CandidateOptions, candidates
from postlint.claims.lexicon import lexicon
from postlint.claims.sources import ClaimOptions
from postlint.claims.weighing import log_odds
from postlint.document.document import Document
from postlint.results.hits import Hit, Severity, Weight

#: more rows of a table than this are one finding
_MANY_ROWS = 5


def _expects_source(kind: str, about: str) -> Callable[..., Iterator[Hit]]:
    """The check that expects a source beside each claim of a kind; the rules of all kinds have the same options."""

    def check(
        doc: Document,
        *,
        own_data: Sequence[str],
        source_hosts: Sequence[str],
        not_source_hosts: Sequence[str],
        citations: Sequence[str],
        headings: bool,
        tables: bool,
        quotes: bool,
        confidence: float,
        possible: float,
    ) -> Iterator[Hit]:
        rows: dict[int, list[Hit]] = {}
        for claim in candidates(doc, _options(own_data, source_hosts, not_source_hosts, citations)):
            if claim.kind != kind or claim.verdict != "flag":
                continue
            sure = claim.likely >= confidence and not claim.is_mild
            if not sure and claim.likely < possible:
                continue
            if (claim.unit == "heading" and not headings) or (claim.unit == "row" and not tables):
                continue
            if claim.quoted and not quotes:
                continue
            severity = None if sure else Severity.INFO
            weight = _weight(claim, confidence, possible)
            hit = Hit(
                claim.phrase, {"phrase": _shown(claim.words)}, claim.near_miss or "default", severity, weight=weight
            )
            if claim.unit != "row" or kind != "stat":
                yield hit
            else:
                rows.setdefault(_table_of(doc, claim.span.start), []).append(hit)
        for hits in rows.values():
            yield from hits if len(hits) <= _MANY_ROWS else [_of_table(hits)]

    check.__doc__ = about
    return check


def _weight(claim: Candidate, confidence: float, possible: float) -> Weight:
    """By how much a claim is likely, and possible; what is never a warning is not nearly one."""
    here = log_odds(claim.likely)
    limits = (log_odds(1.0 if claim.is_mild else confidence), log_odds(possible))
    return Weight(claim.likely, *(round(here - limit, 3) for limit in limits))


def _table_of(doc: Document, start: int) -> int:
    """Where the table begins that a row at `start` belongs to."""
    return next((table.span.start for table in reversed(doc.tables) if table.span.start <= start), start)


def _of_table(hits: Sequence[Hit]) -> Hit:
    """One hit for many rows of a table, at the first: a table has one source."""
    levels = [hit.severity for hit in hits]
    severity = None if None in levels else Severity.INFO
    weights = [hit.weight for hit in hits if hit.weight is not None]
    weight = Weight(*map(max, zip(*weights, strict=True)))
    values = {**hits[0].values, "count": len(hits)}
    return hits[0]._replace(values=values, message="table", severity=severity, weight=weight)


unsupported_statistic = _expects_source("stat", "Expect a source beside each quantity that is asserted of the world.")
unlinked_research = _expects_source(
    "research_named", "Expect a link beside each finding of a named body, person, survey or report."
)
vague_authority = _expects_source(
    "vague_authority", "Expect a source beside each finding that is attributed to an unnamed authority."
)


def weak_source(
    doc: Document,
    *,
    own_data: Sequence[str],
    source_hosts: Sequence[str],
    not_source_hosts: Sequence[str],
    citations: Sequence[str],
    possible: float,
) -> Iterator[Hit]:
    """Look for claims whose only source is the address of a homepage."""
    for claim in candidates(doc, _options(own_data, source_hosts, not_source_hosts, citations)):
        if claim.verdict == "weak" and claim.likely >= possible:
            values = {"phrase": _shown(claim.words), "url": claim.support.url}
            yield Hit(claim.phrase, values, weight=_weight(claim, 1.0, possible))


def stale_statistic(doc: Document, *, max_age: int, possible: float) -> Iterator[Hit]:
    """Compare the year of a study that a figure is from with the year of the post; ages are in years.

    A figure of a year is history ("In 2016, 39 % used it") unless it is told as that of a study ("a 2016 survey") or as
    the state of things ("as of 2016").
    """
    written = _year(doc.string("updated")) or _year(doc.string("date"))
    cues = lexicon(doc.language) if written else None
    if cues is None:
        return
    for claim in candidates(doc, CandidateOptions()):
        if claim.kind not in HARD or claim.verdict == "ok" or not claim.years:
            continue
        if not claim.support and claim.likely < possible:
            continue
        year = max(claim.years)
        if written - year > max_age and _dates_study(year, cues["study_nouns"] | cues["report_nouns"], claim.text):
            values = {"phrase": _shown(claim.words), "year": year, "age": written - year, "max": max_age}
            yield Hit(claim.phrase, values)


def _dates_study(year: int, nouns: frozenset[str], sentence: str) -> bool:
    """Whether the year stands beside a study or report of that year, or behind "as of"."""
    noun = "|".join(map(re.escape, sorted(nouns)))
    beside = rf"\b{year}\W+(?:\w+\W+){{0,3}}?(?:{noun})\b|\b(?:{noun})(?:\W+\w+){{0,5}}?\W+{year}\b"
    return re.search(rf"{beside}|\bas of\W+(?:\w+\W+)?{year}\b", sentence, re.IGNORECASE) is not None


def bare_superlative(doc: Document) -> Iterator[Hit]:
    """Look for superlatives of rank ("the most popular") without a source."""
    yield from _soft(doc, "superlative_soft")


def vague_quantity(doc: Document) -> Iterator[Hit]:
    """Look for "most companies" and the like without number and source."""
    yield from _soft(doc, "quantifier_soft")


def _options(
    own_data: Sequence[str], source_hosts: Sequence[str], not_source_hosts: Sequence[str], citations: Sequence[str]
) -> CandidateOptions:
    return CandidateOptions(
        ClaimOptions(
            frozenset(host.lower() for host in source_hosts),
            frozenset(host.lower() for host in not_source_hosts),
            frozenset(name.lower() for name in citations),
        ),
        tuple(marker.lower() for marker in own_data),
    )


def _soft(doc: Document, kind: str) -> Iterator[Hit]:
    for claim in candidates(doc, CandidateOptions(), every=True):
        if claim.kind == kind and not claim.support:
            yield Hit(claim.phrase, {"phrase": _shown(claim.words)})


def _shown(words: str) -> str:
    """The phrase as quoted in a message: on one line, at most 60 characters."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _year(text: str) -> int:
    match = re.match(r"\s*(\d{4})\b", text)
    return int(match[1]) if match else 0
