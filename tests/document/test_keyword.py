"""Keywords: their words, and where they occur in a text."""

from __future__ import annotations

import pytest
from tests.support.keywords import keyword


@pytest.mark.parametrize(
    ("written", "text", "count"),
    [
        ("ai certifications", "An AI certification is a certification in AI for AI people.", 2),
        ("ai certifications", "AI is hard. Certified people know.", 0),
        ("the best ai certifications", "A certification in AI is the best.", 1),
        ("site speed", "Site-speed matters, and the speed of a site is site speed.", 3),
        ("site-speed", "Site speed matters.", 1),
        ("email", "Send an e-mail or two e-mails.", 2),
        ("e-mail", "Send an email.", 1),
        ("front-end", "Frontend or front end or front-end?", 3),
        ("frontend", "A front-end is a frontend.", 2),
        ("CI/CD", "CI and CD, or CI/CD.", 2),
        ("writers' block", "A writer’s block.", 1),
        ("café crème", "Cafe creme, CAFÉ CRÈME", 2),
        ("C++", "C is not C++ and not C#.", 1),
        ('"out of office"', "Out of  office, out of the office, out of officers.", 1),
        ("“how we work”", "This is how we work, and we know how to work.", 1),
        ("機械学習", "機械学習とは何か。機械学習の基礎。", 2),
        ("how we work", "We worked.", 1),
        ("node.js", "Node.js, NodeJS, or nodejs.", 3),
        ("highlight filter", "Ask `CanHighlight` before images.Filter.", 1),
    ],
)
def test_counting(written: str, text: str, count: int) -> None:
    assert len(keyword(written).find(text)) == count


def test_place_of_an_occurrence_is_that_of_its_words() -> None:
    text = "A certification, some say, in AI: AI certifications."
    found = keyword("ai certifications").find(text)
    assert [[text[a:b] for a, b in occurrence.spans] for occurrence in found] == [
        ["certification", "AI"],
        ["AI certifications"],
    ]


def test_mail_addresses_do_not_count() -> None:
    assert keyword("community").find("Write to community@community.org, or to @community.")[0].start == 41
    assert len(keyword("community").find("Write to community@community.org, or to @community.")) == 1


@pytest.mark.slow
def test_many_occurrences_in_one_sentence_are_counted_in_one_walk() -> None:
    assert len(keyword("rye bread").find("rye bread and " * 50_000)) == 50_000


def test_a_keyword_of_thousands_of_words_takes_no_longer_than_its_length() -> None:
    text = " ".join(f"word{number}" for number in range(5000))
    assert len(keyword(text).find(text)) == 1
