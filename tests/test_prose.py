"""Sentences and words: where they begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postlint.document.nodes import OBJECT, Block, Passage, Sentence
from postlint.document.prose import split_sentences
from postlint.document.source import OffsetMap
from postlint.findings import Span

TABLE = Path(__file__).parent / "prose" / "sentences.txt"


def passage_of(text: str) -> Passage:
    """A passage that stands at offset 100 of a source."""
    offsets = OffsetMap()
    offsets.add(0, len(text), 100)
    return Passage(text, "paragraph", Block("paragraph", Span(100, 100 + len(text))), offsets)


def sentences_of(text: str, language: str = "en") -> list[Sentence]:
    return split_sentences(passage_of(text), 0, language)


def words_of(text: str, language: str = "en") -> list[str]:
    return [word.text for sentence in sentences_of(text, language) for word in sentence.words]


def table() -> Iterator[tuple[str, str]]:
    language = "en"
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and len(line) == 4:
            language = line[1:-1]
        elif line and not line.startswith("#"):
            yield language, line.replace("\\n", "\n").replace("□", OBJECT)


@pytest.mark.parametrize(("language", "marked"), list(table()))
def test_sentence_ends(language: str, marked: str) -> None:
    found = sentences_of(marked.replace("|", ""), language)
    parts = [part.strip() for part in marked.split("|")]
    assert [s.text for s in found] == parts
