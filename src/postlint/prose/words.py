"""Words and sentences as values, each with its place in its passage."""

from __future__ import annotations

from dataclasses import dataclass

from postlint.parse.nodes import Passage
from postlint.records import NamedTuple, kept
from postlint.spans import Span


class Word(NamedTuple):
    """A word of a sentence: its text and its offsets in the passage's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage: its text, its offsets in the passage's text, and its words as written."""

    text: str
    start: int
    end: int
    tokens: tuple[str, ...]
    passage: Passage
    #: position of the passage in `Document.passages`, and of the sentence in its passage
    passage_index: int = 0
    index: int = 0

    @kept
    def words(self) -> tuple[Word, ...]:
        """The words with their offsets in the passage's text; few rules need them, so they are computed on demand."""
        from postlint.prose.sentences import words_of

        return tuple(words_of(self.passage.text, self.start, self.end))

    @kept
    def folded(self) -> tuple[str, ...]:
        """The words in lower case and with straight apostrophes, as word lists have them."""
        text = " ".join(self.tokens).lower()
        return tuple((text.replace("’", "'") if "’" in text else text).split(" "))

    @property
    def span(self) -> Span:
        """The span of the sentence in the source."""
        return self.passage.span(self.start, self.end)

    def span_of(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]`` of this sentence."""
        return self.passage.span(self.start + start, self.start + end)
