"""Which script a text is in, and what that decides."""

from __future__ import annotations

import pytest

from postlint.document.document import Document
from postlint.prose.scripts import suits


@pytest.mark.parametrize(
    ("text", "language", "there"),
    [
        ("Flour and water.", "en", True),
        ("“Flour” – and water… 🍞", "en", True),
        ("Phở là một món ăn.", "vi", True),
        ("面粉和水。", "en", False),
        ("Мука и вода.", "en", False),
        ("Мука и вода.", "ru", True),
        ("Flour and water.", "ru", False),
        ("Flour and water.", "", True),
        ("面粉和水。", "", True),
        ("料理", "ja", True),
        ("Сайт на WordPress и Yoast SEO: плагин", "ru", True),
    ],
)
def test_suits(text: str, language: str, there: bool) -> None:
    assert suits(text, language) is there


def test_lengths_are_counted_in_passages_of_the_posts_script() -> None:
    chinese = "我们每天早上都要做面包，因为面包很好吃，而且做起来并不难，只需要面粉、水、盐和时间就可以了。" * 2
    doc = Document.from_text(f"---\nlang: en\n---\n\nWe bake bread each day. It is good.\n\n{chinese}\n", "post.md")
    assert [sentence.text for sentence in doc.own_sentences] == ["We bake bread each day.", "It is good."]
    assert doc.reading.word_count == 8
