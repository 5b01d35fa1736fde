"""Passages and sentences of a text, for tests of several rooms."""

from __future__ import annotations

from postlint.parse.nodes import Block, Passage
from postlint.parse.source import OffsetMap
from postlint.prose.sentences import split_sentences
from postlint.prose.words import Sentence
from postlint.spans import Span


def passage_of(text: str) -> Passage:
    """A passage that stands at offset 100 of a source."""
    offsets = OffsetMap()
    offsets.add(0, len(text), 100)
    return Passage(text, "paragraph", Block("paragraph", Span(100, 100 + len(text))), offsets)


def sentences_of(text: str, language: str = "en") -> list[Sentence]:
    return split_sentences(passage_of(text), 0, language)
