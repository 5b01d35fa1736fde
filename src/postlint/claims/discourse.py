"""Whose numbers a post and a section give, softly: the shares of their sentences that speak of each kind of matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.claims.quantities import CURRENCIES
from postlint.claims.tokens import Tokens
from postlint.parse.nodes import Section
from postlint.prose.words import Sentence
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: what sentences may be about, each with the list of words that speak of it
MATTERS = ("own", "reader", "example", "market", "technical", "math", "gear")
#: how many sentences of the post a section's own are mixed with, and how many a heading counts for
_PRIOR, _HEADING = 3.0, 3.0
#: in how many sentences a name must stand to be that of the house
_HOUSE = 3
#: how many signs of a currency a post that gives prices has
_PRICES = 3
#: how often the same must be counted to be a sheet of results
_MANY = 4


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
        counts = Counter(matter for sentence in sentences for matter in self._matters_of(sentence.folded))
        headed = self._matters_of(heading)
        return {
            matter: (counts[matter] + (_HEADING * (matter in headed) + (_PRIOR * prior[matter] if prior else 0.0)))
            / total
            for matter in MATTERS
        }

    @cached_property
    def _lists(self) -> Mapping[str, frozenset[str]]:
        return {matter: self._lex["matter_" + matter] for matter in MATTERS}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset[str]().union(*self._lists.values())

    def _matters_of(self, words: Sequence[str]) -> list[str]:
        """The matters of which some words speak."""
        telling = self._words.intersection(words)
        return [matter for matter, known in self._lists.items() if not known.isdisjoint(telling)] if telling else []

    @cached_property
    def title(self) -> Tokens:
        """The title, or the first heading."""
        return Tokens(
            self._doc.string("title") or next((s.heading.text for s in self._doc.sections if s.heading), ""), self._lex
        )

    @cached_property
    def gives_prices(self) -> bool:
        """Whether the post gives prices: then a difference of costs is reckoned from them."""
        return sum(self._doc.text.count(sign) for sign in CURRENCIES) >= _PRICES

    @cached_property
    def _alike(self) -> Counter[str]:
        return Counter(match[1] for match in _counted().finditer(self._doc.text))

    def is_alike(self, text: str) -> bool:
        """Whether a sentence counts what many others of the post count: a sheet of results, line by line."""
        return any(self._alike[match[1]] >= _MANY for match in _counted().finditer(text))

    def names_house(self, words: Tokens) -> bool:
        """Whether a sentence has a name by which those who write the post call themselves."""
        return not self._house.isdisjoint(words.present)

    @cached_property
    def _house(self) -> frozenset[str]:
        """Names, lower case, that stand in a sentence with "we" or "our", and several times in the post."""
        own, no_names = self._lex["own_words"], self._lex["no_names"]
        beside, anywhere = set[str](), Counter[str]()
        for sentence in self._doc.sentences:
            if not own.isdisjoint(sentence.folded):
                beside.update(word.lower() for word in sentence.tokens[1:] if word[0].isupper())
        beside -= no_names
        for sentence in self._doc.sentences if beside else ():
            if not beside.isdisjoint(sentence.folded):
                anywhere.update({word.lower() for word in sentence.tokens if word[0].isupper()})
        return frozenset(name for name in beside if anywhere[name] >= _HOUSE)


@cache
def _counted() -> re.Pattern[str]:
    """What a percentage is of: the two words behind it."""
    return re.compile(r"%[\s*_]+(\w+\s\w+)")


def _folded(text: str) -> list[str]:
    return text.lower().replace("’", "'").split()
