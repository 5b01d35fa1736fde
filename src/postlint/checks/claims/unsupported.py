"""Questions about claims: which figures, findings and superlatives stand in a post without their source.

What a claim is and what counts as support is found by `postlint.claims`; here each rule takes its share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from postlint.claims.candidates import Settings, candidates
from postlint.claims.sources import ClaimOptions
from postlint.document.document import Document
from postlint.results.hits import Hit, Severity

#: from this probability on a claim whose only source is a homepage is worth a word
_POSSIBLE = 0.25


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
        for claim in candidates(doc, _settings(own_data, source_hosts, not_source_hosts, citations)):
            if claim.kind != kind or claim.verdict != "flag" or claim.likely < min(possible, confidence):
                continue
            if (claim.unit == "heading" and not headings) or (claim.unit == "row" and not tables):
                continue
            if claim.quoted and not quotes:
                continue
            sure = claim.likely >= confidence and not claim.is_light
            message = claim.near_miss or ("default" if sure else "possible")
            yield Hit(
                claim.phrase, {"phrase": _shown(claim.words)}, message=message, severity=None if sure else Severity.INFO
            )

    check.__doc__ = about
    return check


unsupported_statistic = _expects_source("stat", "Expect a source beside each quantity that is asserted of the world.")
unlinked_research = _expects_source(
    "research_named", "Expect a link beside each finding of a named body, person, survey or report."
)
vague_authority = _expects_source(
    "vague_authority", "Expect a source beside each finding that is attributed to nobody in particular."
)


def weak_source(
    doc: Document,
    *,
    own_data: Sequence[str],
    source_hosts: Sequence[str],
    not_source_hosts: Sequence[str],
    citations: Sequence[str],
) -> Iterator[Hit]:
    """Look for claims whose only source is the address of a homepage."""
    for claim in candidates(doc, _settings(own_data, source_hosts, not_source_hosts, citations)):
        if claim.verdict == "weak" and claim.likely >= _POSSIBLE:
            yield Hit(claim.phrase, {"phrase": _shown(claim.words), "url": claim.support.url})


def stale_statistic(doc: Document, *, max_age: int) -> Iterator[Hit]:
    """Compare the latest year in a sentence with a statistic with the year of the post; ages are in years."""
    written = _year(doc.string("updated")) or _year(doc.string("date"))
    if not written:
        return
    for claim in candidates(doc, Settings()):
        if claim.kind not in ("stat", "research_named", "vague_authority") or not claim.years:
            continue
        if not claim.support and claim.likely < _POSSIBLE:
            continue
        age = written - max(claim.years)
        if age > max_age:
            values = {"phrase": _shown(claim.words), "year": max(claim.years), "age": age, "max": max_age}
            yield Hit(claim.phrase, values)


def bare_superlative(doc: Document) -> Iterator[Hit]:
    """Look for superlatives of rank ("the most popular") without a source."""
    yield from _soft(doc, "superlative_soft")


def vague_quantity(doc: Document) -> Iterator[Hit]:
    """Look for "most companies" and the like without number and source."""
    yield from _soft(doc, "quantifier_soft")


def _settings(
    own_data: Sequence[str], source_hosts: Sequence[str], not_source_hosts: Sequence[str], citations: Sequence[str]
) -> Settings:
    return Settings(
        ClaimOptions(
            frozenset(host.lower() for host in source_hosts),
            frozenset(host.lower() for host in not_source_hosts),
            frozenset(name.lower() for name in citations),
        ),
        tuple(marker.lower() for marker in own_data),
    )


def _soft(doc: Document, kind: str) -> Iterator[Hit]:
    for claim in candidates(doc, Settings()):
        if claim.kind == kind and not claim.support:
            yield Hit(claim.phrase, {"phrase": _shown(claim.words)})


def _shown(words: str) -> str:
    """The phrase as a message quotes it: on one line, at most 60 characters."""
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"


def _year(text: str) -> int:
    match = re.match(r"\s*(\d{4})\b", text)
    return int(match[1]) if match else 0
