"""The kind `length`: parts of a post that are too short or too long, in characters or words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from postlint.checks.kinds.scopes import Piece, pieces
from postlint.document.document import Document
from postlint.prose.sentences import words_of
from postlint.results.hits import Hit

#: the measured parts, by the singular of their scope in `in`
_SCOPES: Mapping[str, str] = {
    "title": "title",
    "description": "description",
    "heading": "headings",
    "cell": "cells",
    "alt": "alt",
    "link-text": "link-text",
}


def length(doc: Document, *, of: str, unit: str, min: int, max: int | None) -> Iterator[Hit]:
    """A hit on a text that is too short, or on the surplus of one that is too long.

    Code and images in a text count as no words, and as one character each.
    """
    for piece in _measured(doc, of):
        size = len(words_of(piece.text)) if unit == "words" else len(piece.text)
        surplus = 0 if max is None else size - max
        values = {"length": size, "min": min, "max": max, "text": piece.text}
        values |= {"missing": min - size, "surplus": surplus}
        if size < min:
            yield Hit(piece.span(0, len(piece.text)), values, message="min")
        elif max is not None and surplus > 0:
            start = words_of(piece.text)[max].start if unit == "words" else max
            yield Hit(piece.span(start, len(piece.text)), values, message="max")


def _measured(doc: Document, of: str) -> Iterator[Piece]:
    if of == "sentence":
        yield from (Piece(s.text, s.span_of, s.passage) for s in doc.sentences)
    elif of in ("paragraph", "lead"):
        paragraphs = (Piece(p.text, p.span, p) for p in doc.passages if p.kind == "paragraph")
        yield from islice((p for p in paragraphs if words_of(p.text)), 1) if of == "lead" else paragraphs
    else:
        yield from pieces(doc, _SCOPES[of])
