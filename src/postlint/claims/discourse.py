"""Whose numbers a post and a section give, softly: the shares of their sentences that speak of each kind of matter."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.claims.tokens import Tokens
from postlint.parse.nodes import Section
from postlint.prose.words import Sentence
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: what sentences may be about, each with the list of words that speak of it
MATTERS = ("own", "reader", "price", "law", "example", "science", "market", "technical")
#: how many sentences of the post a section's own are mixed with, and how many a heading counts for
_PRIOR, _HEADING = 3.0, 3.0
#: how often a name stands in a post beside "we" or "our" to be that of the house
_HOUSE = 2


class House(frozenset[str]):
    """The names, lower case, by which those who write a post call themselves."""

    def intersects(self, words: Tokens) -> bool:
        """Whether a sentence names the house."""
        return not self.isdisjoint(words.present)


class Discourse:
    """What a post and its sections are about."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex
        self._shares: dict[int, Mapping[str, float]] = {}

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [section.span.start for section in self._doc.sections]

    def _index(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def section_span(self, at: int) -> Span:
        """The section that holds a place."""
        return self._doc.sections[self._index(at)].span if self._starts else Span(0, len(self._doc.text))

    @cached_property
    def post(self) -> Mapping[str, float]:
        """The share of each matter in the whole post."""
        return self._share(self._doc.sentences, _folded(self._doc.string("title")), None)

    def section(self, at: int) -> Mapping[str, float]:
        """The share of each matter in the section that holds a place, mixed with those of the post."""
        if not self._starts:
            return self.post
        index = self._index(at)
        if index not in self._shares:
            section: Section = self._doc.sections[index]
            heading = _folded(section.heading.text) if section.heading is not None else []
            self._shares[index] = self._share(self._by_section.get(index, ()), heading, self.post)
        return self._shares[index]

    @cached_property
    def _by_section(self) -> Mapping[int, Sequence[Sentence]]:
        held: dict[int, list[Sentence]] = {}
        for sentence in self._doc.sentences:
            held.setdefault(self._index(sentence.passage.block.span.start), []).append(sentence)
        return held

    def _share(
        self, sentences: Sequence[Sentence], heading: Sequence[str], prior: Mapping[str, float] | None
    ) -> Mapping[str, float]:
        total = len(sentences) + (_HEADING if heading else 0.0) + (_PRIOR if prior else 1.0)
        shares = {}
        for matter in MATTERS:
            words = self._lex["matter_" + matter]
            count = float(sum(not words.isdisjoint(sentence.folded) for sentence in sentences))
            count += _HEADING * (not words.isdisjoint(heading)) + (_PRIOR * prior[matter] if prior else 0.0)
            shares[matter] = count / total
        return shares

    @cached_property
    def house(self) -> House:
        """Names that stand in several sentences with "we" or "our", and more often so than without."""
        own, no_names = self._lex["house_words"], self._lex["no_names"]
        beside, alone = Counter[str](), Counter[str]()
        for sentence in self._doc.sentences:
            names = {word for word in sentence.tokens[1:] if word[:1].isupper() and word.lower() not in no_names}
            (alone if own.isdisjoint(sentence.folded) else beside).update(name.lower() for name in names)
        return House(name for name, count in beside.items() if count >= _HOUSE and count * 2 > alone[name])


def _folded(text: str) -> list[str]:
    return text.lower().replace("’", "'").split()
