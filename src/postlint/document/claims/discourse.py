"""Whose numbers a post and a section give, softly: shares of their sentences that speak of each kind of matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.document.claims.lexicon import Lexicon
from postlint.document.nodes import Section, Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document

#: what numbers may be about, each with the list of words that speak of it
MATTERS = ("own", "reader", "price", "law", "example", "science", "market", "technical")
#: sentences of the whole post that a section's own are mixed with
_PRIOR = 3.0
_HEADING = 3.0


class Discourse:
    """What a post and its sections are about."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex
        self._sections: dict[int, Mapping[str, float]] = {}

    @cached_property
    def _by_start(self) -> list[tuple[int, int, Section]]:
        return [(section.span.start, section.span.end, section) for section in self._doc.sections]

    @cached_property
    def post(self) -> Mapping[str, float]:
        """The share of each matter in the whole post."""
        title = self._doc.string("title").lower().replace("’", "'").split()
        return self._shares(self._doc.sentences, title, None)

    def section(self, at: int) -> Mapping[str, float]:
        """The share of each matter in the section that holds a place, mixed with those of the post."""
        for start, end, section in self._by_start:
            if start <= at < end:
                if start not in self._sections:
                    held = [s for s in self._doc.sentences if start <= s.passage.block.span.start < end]
                    head = section.heading.text.lower().replace("’", "'").split() if section.heading else []
                    self._sections[start] = self._shares(held, head, self.post)
                return self._sections[start]
        return self.post

    def _shares(
        self, sentences: Sequence[Sentence], heading: Sequence[str], prior: Mapping[str, float] | None
    ) -> Mapping[str, float]:
        counts = {}
        total = len(sentences) + (_HEADING if heading else 0) + (_PRIOR if prior else 1.0)
        for matter in MATTERS:
            words = self._lex["matter_" + matter]
            count = sum(not words.isdisjoint(sentence.folded) for sentence in sentences)
            count += _HEADING * (not words.isdisjoint(heading))
            counts[matter] = (count + (_PRIOR * prior[matter] if prior else 0.0)) / total
        return counts
