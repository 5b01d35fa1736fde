"""Passive sentences, told from those that only look so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postlint.prose.grammar import has_passive_rules, passive_span
from support.sentences import sentences_of

TABLE = Path(__file__).parent / "passive.txt"


def table() -> Iterator[tuple[str, bool, str]]:
    language = "en"
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language = line[1:-1]
        elif line[:2] in ("+ ", "- "):
            yield language, line[0] == "+", line[2:]


@pytest.mark.parametrize("language", sorted({language for language, _, _ in table()}))
def test_passive(language: str) -> None:
    rows = [(passive, text) for one, passive, text in table() if one == language]
    found = [(any(passive_span(one, language) for one in sentences_of(text, language)), text) for _, text in rows]
    assert found == rows


def test_place() -> None:
    text = "We know it. The house was carefully rebuilt in May."
    [_, second] = sentences_of(text)
    span = passive_span(second, "en")
    assert span is not None
    # the passage of these tests stands at offset 100 of its source
    assert text[span.start - 100 : span.end - 100] == "was carefully rebuilt"


def test_code_between_breaks_the_passive() -> None:
    [sentence] = sentences_of("The name is \ufffc rebuilt from scratch.")
    assert passive_span(sentence, "en") is None


def test_other_languages_have_none() -> None:
    assert not has_passive_rules("xx")
    [sentence] = sentences_of("Huset byggdes.", "xx")
    assert passive_span(sentence, "xx") is None
