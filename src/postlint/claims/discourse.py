"""Whose numbers a post and a section give, softly: the shares of their sentences that speak of each kind of matter."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.claims.lexicon import MATTERS, Lexicon
from postlint.claims.tokens import Tokens

if TYPE_CHECKING:
    from postlint.document.document import Document

#: how many sentences of the post a section's own are mixed with, and how many a heading counts for
_PRIOR, _HEADING = 3.0, 3.0
#: from which share of sentences on that tell of answers a post is all about a survey of the author's own, inverted
_TELLING = 8.0
#: from which share of its characters on a post is all about code, inverted
_CODE = 4.0
_NOTHING: Set[str] = frozenset()


class Discourse:
    """What a post and its sections are about."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex
        self._shares: dict[int, Mapping[str, float]] = {}
        self._starts = [section.span.start for section in doc.sections] or [0]

    @cached_property
    def post(self) -> Mapping[str, float]:
        """The share of each matter in the whole post."""
        title = self._doc.string("title")
        return self._share([*range(len(self._starts))], title, dict.fromkeys(MATTERS, 0.0), 1.0)

    def section(self, at: int) -> Mapping[str, float]:
        """The share of each matter in the section that holds a place, mixed with those of the post."""
        index = self._index(at)
        if index not in self._shares:
            section = self._doc.sections[index] if self._doc.sections else None
            heading = section.heading.text if section is not None and section.heading is not None else ""
            self._shares[index] = self._share([index], heading, self.post, _PRIOR)
        return self._shares[index]

    def _share(
        self, sections: Sequence[int], heading: str, prior: Mapping[str, float], weight: float
    ) -> Mapping[str, float]:
        headed = self._matters_of(heading.lower().replace("’", "'").split())
        found = {matter: _HEADING * (matter in headed) + weight * prior[matter] for matter in MATTERS}
        total = weight + _HEADING * bool(heading)
        for index in sections:
            size, counts = self._counts[index]
            total += size
            for matter in counts:
                found[matter] += counts[matter]
        return {matter: count / total for matter, count in found.items()}

    def _index(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    @cached_property
    def _counts(self) -> Mapping[int, tuple[int, Counter[str]]]:
        """How many sentences each section has, and how many of them speak of each matter; each is read once."""
        sizes, counts = Counter[int](), defaultdict[int, Counter[str]](Counter)
        for sentence in self._doc.sentences:
            index = self._index(sentence.passage.block.span.start)
            sizes[index] += 1
            matters = self._matters_of(sentence.folded)
            if matters:
                counts[index].update(matters)
        return {index: (sizes[index], counts[index]) for index in range(len(self._starts))}

    def _matters_of(self, words: Sequence[str]) -> Set[str]:
        """The matters of which some words speak; the author and a survey together are about its answers."""
        matters = self._lex.matters
        known = self._lex.matter_words.intersection(words)
        if not known:
            return _NOTHING
        found = {matter for word in known for matter in matters[word]}
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
        headings = (section.heading.text for section in self._doc.sections if section.heading is not None)
        return Tokens(self._doc.string("title") or next(headings, ""), self._lex)
