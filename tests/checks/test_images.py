"""What the cards of images cannot say: places where the alt text is not written as it reads."""

from __future__ import annotations

from postlint.checks.images.alt_texts import alt_too_long
from postlint.document.document import Document


def test_an_alt_text_with_an_entity_is_marked_as_a_whole() -> None:
    doc = Document.from_text("![Rye &amp; oats, dark](rye.png)\n")
    (hit,) = alt_too_long(doc, max=5)
    assert doc.slice(hit.span) == "Rye &amp; oats, dark"
    assert hit.values["surplus"] == len("Rye & oats, dark") - 5
