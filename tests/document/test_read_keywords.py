"""Reading keywords: their content words, and the keys of the front matter."""

from __future__ import annotations

import pytest
from tests.support.keywords import keyword

from postlint.document.document import Document
from postlint.document.read_keywords import make_keyword


def test_content_words() -> None:
    assert keyword("how to pass the AWS exam").words == ("pass", "aws", "exam")
    assert keyword("what is it").empty
    assert not keyword('"what is it"').empty
    assert keyword("test tests testing").words == ("test",)
    assert keyword("i limiti dell'AI", "it").words == ("limiti", "ai")
    assert keyword("viaggio ad Atene", "it").words == ("viaggio", "atene")
    assert make_keyword(" - ", "en") is None


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("keyphrase: [rye bread, oven]", ["rye bread", "oven"]),
        ("keyphrase: rye bread, oven", ["rye bread", "oven"]),
        ("keyphrase:\n  - rye bread\n  - oven", ["rye bread", "oven"]),
        ("focus_keyword: rye bread\nkeywords: [oven]", ["rye bread", "oven"]),
        ("focusKeyword: ['\"rye, bread\"']", ["rye, bread"]),
        ("keyphrase: '\"rye, bread\", oven'", ["rye, bread", "oven"]),
        ("keyword: rye bread", ["rye bread"]),
        ("keyword: rye, bread, oven", []),
        ("keyphrase: []", []),
        ("keyphrase:", []),
        ("tags: [rye]", []),
    ],
)
def test_keywords_of_a_post(header: str, texts: list[str]) -> None:
    doc = Document.from_text(f"---\n{header}\n---\n\nFlour and water.\n")
    assert [keyword.text for keyword in doc.keywords] == texts
    for found in doc.keywords:
        assert doc.slice(found.span).strip("'\"") == found.text
