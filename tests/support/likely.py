"""Sentences that are claims with a probability wanted by a test, whatever the weights are that were fitted last."""

from __future__ import annotations

from itertools import product

from postlint.claims.candidates import CandidateOptions, candidates
from postlint.document.document import Document

_BEGINNINGS = ("", "About ", "In some towns, ", "In each town, about ", "Nearly ", "In the north, ")
_FIGURES = ("48%", "50%", "64%", "40 to 60%")
_ENDS = (
    "rent a bike each week", "of shops close by May", "of mills share their data", "of adults skip breakfast",
    "of mills share all of their data with the mills in town", "of the shops in our towns close early on a day in May",
    "more bread is eaten in the towns of the north",
)  # fmt: skip


def sentence_likely(least: float, most: float) -> str:
    """A sentence that is a claim with a probability from `least` to `most`, alone in its post."""
    for end, beginning, number in product(_ENDS, _BEGINNINGS, _FIGURES):
        sentence = f"{beginning}{number} {end}."
        found = candidates(Document.from_text(f"{sentence}\n", "a.md"), CandidateOptions())
        if len(found) == 1 and least <= found[0].likely <= most:
            return sentence
    raise AssertionError(f"no sentence is likely by {least} to {most}")
