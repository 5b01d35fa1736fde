"""Renders `postlint inspect --claims`: each sentence that may be a claim, its verdict, its class and its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from postlint.claims.candidates import Candidate, CandidateOptions, candidates
from postlint.claims.weighing import weigh, weights_of
from postlint.document.document import Document
from postlint.report.terminal import escaped

_WIDTH = 100
#: how many terms of the sum are shown
_SHOWN = 6


def claims(doc: Document) -> dict[str, Any]:
    """One file of `postlint inspect --claims --format json`; places are code points, lines and columns 1-based."""
    return {
        "path": doc.path,
        "claims": [_as_data(doc, claim) for claim in candidates(doc, CandidateOptions(), every=True)],
    }


def _as_data(doc: Document, claim: Candidate) -> dict[str, Any]:
    line, column = doc.source.position(claim.phrase.start)
    return {
        "line": line,
        "column": column,
        "start": claim.phrase.start,
        "end": claim.phrase.end,
        "phrase": claim.words,
        "sentence": claim.text,
        "unit": claim.unit,
        "verdict": claim.verdict,
        "class": claim.reason,
        "support": claim.support.form,
        "source": claim.support.url,
        "likely": round(claim.likely, 3),
        "evidence": [
            {"feature": name, "weight": round(weight, 2)}
            for name, weight in sorted(weigh(claim.features, weights_of(doc.language)), key=_size)[:_SHOWN]
            if claim.features
        ],
    }


def _size(term: tuple[str, float]) -> float:
    return -abs(term[1])


def render(file: Mapping[str, Any]) -> str:
    """The candidates of one file as lines: place, verdict, class, support, and the sentence with its phrase marked."""
    lines = [escaped(file["path"])]
    for claim in file["claims"]:
        place = f"{claim['line']}:{claim['column']}"
        support = f" {claim['support']}" if claim["support"] else ""
        head = f"  {place:>8}  {claim['verdict']:<9} {claim['class']}{support}"
        lines += [head, f"            {escaped(_marked(claim['sentence'], claim['phrase']))}"]
        if claim["evidence"]:
            terms = ", ".join(f"{term['feature']} {term['weight']:+.2f}" for term in claim["evidence"])
            lines.append(f"            {claim['likely']:.0%} likely: {terms}")
    if not file["claims"]:
        lines.append("  no sentence here may be a claim")
    return "\n".join(lines)


def _marked(sentence: str, phrase: str) -> str:
    """The sentence on one line, cut around the phrase, the phrase in brackets."""
    before, _, after = sentence.partition(phrase)
    room = max(10, (_WIDTH - len(phrase)) // 2)
    before = before if len(before) <= room else "…" + before[-room:]
    after = after if len(after) <= room else after[:room] + "…"
    return " ".join(f"{before}[{phrase}]{after}".split())
