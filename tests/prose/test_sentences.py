"""Sentences and words: where they begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postlint.document.document import Document
from postlint.parse.nodes import OBJECT
from postlint.parse.source import Source
from postlint.prose import sentences as prose
from postlint.spans import Span
from support.sentences import sentences_of

TABLE = Path(__file__).parent / "sentences.txt"

#: what might make a careless pattern slow, when repeated
SLOW = [
    *(".", ". ", ".)", '."', "a. ", "A. ", "1. ", "a.\u00a0", "\n", "a\n", ".\n", ". . ", ".[1", "[1]", "。", "？"),
    *("(", "“", "« ", " »", "-", "a-", "'", "a'", "1,", "a, 1. ", "www.", "https://", " ", "あ", "e\u0301"),
    *("🎉", "a 🎉 ", ". 🎉", OBJECT, f"{OBJECT}. "),
]


def words_of(text: str, language: str = "en") -> list[str]:
    return [word.text for sentence in sentences_of(text, language) for word in sentence.words]


def table() -> Iterator[tuple[str, str]]:
    language = "en"
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and len(line) == 4:
            language = line[1:-1]
        elif line and not line.startswith("#"):
            yield language, line.replace("\\n", "\n").replace("□", OBJECT)


@pytest.mark.parametrize("language", sorted({language for language, _ in table()}))
def test_sentence_ends(language: str) -> None:
    rows = [marked for one, marked in table() if one == language]
    found = [[sentence.text for sentence in sentences_of(row.replace("|", ""), language)] for row in rows]
    assert found == [[part.strip() for part in row.split("|")] for row in rows]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop at John's well-known writers' club.", "Don’t stop at John's well-known writers club"),
        ("It's 3.5 or 1,000 at 10:30 on 24/12.", "It's 3.5 or 1,000 at 10:30 on 24/12"),
        ("Node.js and example.com, v1.2.3; R&D and AT&T", "Node.js and example.com v1.2.3 R&D and AT&T"),
        ("The U.S. and e.g. the U.K.", "The U.S. and e.g. the U.K."),
        ("C++, C# and F#", "C++ C# and F#"),
        ("and/or snake_case and me@example.com", "and or snake_case and me@example.com"),
        ("see https://example.com/a-b?c=d or www.example.com/x now", "see or now"),
        ("a – b — c -- d • e * f", "a b c d e f"),
        (f"call {OBJECT} or {OBJECT}.", "call or"),
        ("naïve café Straße Ångström", "naïve café Straße Ångström"),
        ("cafe\u0301 is one", "cafe\u0301 is one"),
        ("über-cool l'été d’accord", "über-cool l'été d’accord"),
        ("50% of $3 #1 @me .NET", "50 of 3 1 me NET"),
        ("हिन्दी में", "हिन्दी में"),
        ("مرحبًا بكم", "مرحبًا بكم"),
        ("私は元気", "私 は 元 気"),
        ("Python入門", "Python 入 門"),
        ("한국어 문장", "한국어 문장"),
        ("… !? —", ""),
    ],
)  # fmt: skip
def test_words(text: str, words: str) -> None:
    assert words_of(text) == words.split()


def test_places() -> None:
    text = "  One two.  Three, four! "
    first, second = sentences_of(text)
    assert (first.text, first.start, first.end, first.index) == ("One two.", 2, 10, 0)
    assert (second.text, second.start, second.end, second.index) == ("Three, four!", 12, 24, 1)
    assert second.span == Span(112, 124)
    assert [(word.text, text[word.start : word.end]) for word in second.words] == [("Three",) * 2, ("four",) * 2]
    assert second.span_of(7, 11) == Span(119, 123)


@pytest.mark.parametrize("piece", SLOW, ids=repr)
@pytest.mark.slow
def test_takes_linear_time(piece: str) -> None:
    """A reader that is not linear would not be done with this before CI gives up."""
    assert sentences_of(f"a {piece * 20_000} b")


def test_every_word_belongs_to_one_sentence() -> None:
    for language, marked in table():
        text = marked.replace("|", "")
        assert [word.text for word in prose.words_of(text)] == words_of(text, language)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Everything works. **npm** installs it. *pip* does so too. See below. [curl](https://example.com).", 5),
        ("Everything works. kneads* installs it, approx. **five** times, and e.g. *twice*.", 1),
        ("Everything works... **yeast** too!", 1),
        ("> Everything works.\n> **npm** installs it.", 2),
    ],
)
def test_markup_begins_a_sentence_in_lower_case(text: str, number: int) -> None:
    assert len(Document(Source(text), language="en").sentences) == number
