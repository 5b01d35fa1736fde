"""Counts and locates the focus keyword in the text of a post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postlint.document.keyword import Keyword, Occurrence
from postlint.parse.nodes import Block
from postlint.prose.sentences import split_sentences
from postlint.prose.words import Sentence
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document


@dataclass(frozen=True)
class KeywordUse:
    """The occurrences of the focus keyword in the text of a post, headings included.

    `found` has for each of the `sentences` the occurrences in it. `words` counts the words of all sentences.
    """

    keyword: Keyword
    sentences: tuple[Sentence, ...]
    found: tuple[tuple[Occurrence, ...], ...]
    words: int

    @property
    def count(self) -> int:
        """How often the keyword occurs in the text."""
        return sum(map(len, self.found))

    @property
    def density(self) -> float:
        """Occurrences per hundred words."""
        return 100 * self.count / self.words if self.words else 0.0

    @property
    def weight(self) -> float:
        """The weight of one occurrence: long keywords cannot occur as often.

        0.7 + n/3 for n content words: `keyphraseLengthFactor` of yoastseo 3.6.0.
        """
        return 0.7 + len(self.keyword.words) / 3

    @property
    def spans(self) -> list[Span]:
        """The spans of the occurrences in the source, each from its first word to its last."""
        return [
            sentence.span_of(occurrence.start, occurrence.end)
            for sentence, occurrences in zip(self.sentences, self.found, strict=True)
            for occurrence in occurrences
        ]

    def words_apart(self) -> bool:
        """Whether all content words occur in the text, though perhaps never together."""
        return len(self.keyword.words) > 1 and self.keyword.stands_in("\n".join(text.text for text in self.sentences))

    def units(self) -> list[tuple[Span, bool]]:
        """The sentences, a list or table as one, each with whether it has a word of the keyword or of a synonym."""
        units: list[tuple[Span, bool]] = []
        last: Block | None = None
        for sentence, found in zip(self.sentences, self.found, strict=True):
            there = bool(found) or self.keyword.touches(sentence.text)
            around = _list_or_table(sentence.passage.block)
            span = sentence.span
            if around is not None and around is last:
                before = units.pop()
                span, there = Span(before[0].start, max(before[0].end, span.end)), there or before[1]
            last = around
            units.append((span, there))
        return units


def _list_or_table(block: Block) -> Block | None:
    """The outermost list or table around a block."""
    found = [around for around in block.ancestors() if around.kind in ("list", "table")]
    return found[-1] if found else None


def read_keyword_use(doc: Document, keyword: Keyword) -> KeywordUse:
    """Look for the keyword in every sentence and heading of the post."""
    sentences = tuple(_all_sentences(doc))
    return KeywordUse(
        keyword=keyword,
        sentences=sentences,
        found=tuple(tuple(keyword.find(sentence.text)) for sentence in sentences),
        words=sum(len(sentence.tokens) for sentence in sentences),
    )


def _all_sentences(doc: Document) -> Iterator[Sentence]:
    """The sentences of the post and its headings, in document order."""
    by_passage: dict[int, list[Sentence]] = {}
    for sentence in doc.sentences:
        by_passage.setdefault(id(sentence.passage), []).append(sentence)
    for passage in doc.all_passages:
        if passage.kind == "heading":
            yield from split_sentences(passage, -1, doc.language)
        else:
            yield from by_passage.get(id(passage), ())
