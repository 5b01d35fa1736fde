"""Whose numbers a post and a section give, softly: the shares of their sentences that speak of each kind of matter."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.claims.tokens import Tokens
from postlint.parse.nodes import Section

if TYPE_CHECKING:
    from postlint.document.document import Document

#: what sentences may be about, each with the list of words that speak of it
MATTERS = ("own", "reader", "math", "survey", "answers", "technical")
#: how many sentences of the post a section's own are mixed with, and how many a heading counts for
_PRIOR, _HEADING = 3.0, 3.0
#: from which share of sentences on that tell of answers a post is all about a survey of the author's own, inverted
_TELLING = 8.0
#: from which share of its characters on a post is all about code, inverted
_CODE = 4.0
#: under what all sentences are counted
_ALL = ""
_NOTHING: frozenset[str] = frozenset()


class Discourse:
    """What a post and its sections are about."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex
        self._shares: dict[int, Mapping[str, float]] = {}

    @cached_property
    def post(self) -> Mapping[str, float]:
        """The share of each matter in the whole post."""
        total: Counter[str] = sum(self._counts.values(), Counter())
        return self._share(total, _folded(self._doc.string("title")), None)

    def section(self, at: int) -> Mapping[str, float]:
        """The share of each matter in the section that holds a place, mixed with those of the post."""
        if not self._starts:
            return self.post
        index = self._index(at)
        if index not in self._shares:
            section: Section = self._doc.sections[index]
            heading = _folded(section.heading.text) if section.heading is not None else []
            self._shares[index] = self._share(self._counts.get(index, Counter()), heading, self.post)
        return self._shares[index]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [section.span.start for section in self._doc.sections]

    def _index(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    @cached_property
    def _counts(self) -> Mapping[int, Counter[str]]:
        """How many sentences each section has, and how many of them speak of each matter; each is read once."""
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        for sentence in self._doc.sentences:
            here = counts[self._index(sentence.passage.block.span.start)]
            here[_ALL] += 1
            for matter in self._matters_of(sentence.folded):
                here[matter] += 1
        return counts

    def _share(
        self, counts: Counter[str], heading: Sequence[str], prior: Mapping[str, float] | None
    ) -> Mapping[str, float]:
        total = counts[_ALL] + (_HEADING if heading else 0.0) + (_PRIOR if prior else 1.0)
        headed = self._matters_of(heading)
        return {
            matter: (counts[matter] + (_HEADING * (matter in headed) + (_PRIOR * prior[matter] if prior else 0.0)))
            / total
            for matter in MATTERS
        }

    @cached_property
    def _telling(self) -> Mapping[str, Sequence[str]]:
        """The matters of which each word speaks."""
        found: dict[str, list[str]] = {}
        for matter in MATTERS:
            for word in self._lex["matter_" + matter]:
                found.setdefault(word, []).append(matter)
        return found

    def _matters_of(self, words: Sequence[str]) -> Set[str]:
        """The matters of which some words speak; the author and a survey together are about its answers."""
        telling = self._telling
        if telling.keys().isdisjoint(words):
            return _NOTHING
        found = {matter for word in telling.keys() & words for matter in telling[word]}
        return found | {"answers"} if "own" in found and "survey" in found else found

    @cached_property
    def own_survey(self) -> float:
        """How much the post tells of a survey of the author's own: who answered it, and what the author asked."""
        return min(1.0, _TELLING * self.post["answers"])

    @cached_property
    def code(self) -> float:
        """How much the post is about code: 1 if a quarter of its text is."""
        characters = sum(code.span.end - code.span.start for code in self._doc.code)
        return min(1.0, _CODE * characters / max(1, len(self._doc.text)))

    @cached_property
    def title(self) -> Tokens:
        """The title, or the first heading."""
        return Tokens(
            self._doc.string("title") or next((s.heading.text for s in self._doc.sections if s.heading), ""), self._lex
        )


def _folded(text: str) -> list[str]:
    return text.lower().replace("’", "'").split()
