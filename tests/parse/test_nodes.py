"""The nodes of a parsed post: what is read from them."""

from __future__ import annotations

import pytest

from postlint.document.document import Document


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**Rye.** It is dark.", "Rye."),
        ("__Rye__", "Rye"),
        ("***Rye*** is dark.", "Rye"),
        ("*__Rye__ is* dark.", "Rye"),
        ("**Rye *of* `x` the [mill](m.md)** is dark.", "Rye of  the mill"),
        ("Is <b>Rye</b> dark?", ""),
        ("<b>Rye <i>bread</i></b> is dark.", "Rye bread"),
        ('<strong class="a">Rye</strong> is dark.', "Rye"),
        ("<br> **Rye**", ""),
        ("*Rye* is **dark**.", ""),
        ("It is **dark**.", ""),
        ("- **Rye**: dark", "Rye"),
    ],
)
def test_a_passage_knows_the_bold_text_that_it_begins_with(text: str, bold: str) -> None:
    (passage,) = Document.from_text(text, "post.md").all_passages
    assert passage.bold_start == bold
