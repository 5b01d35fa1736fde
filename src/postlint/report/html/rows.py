"""The rows that a text is shown as: pieces of markup of our own, and runs of text with their places in the source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from postlint.data.patterns import lazy_pattern
from postlint.spans import Span


class Run(NamedTuple):
    """A text as shown, and its place in the source.

    Where both are equally long, each character has its own place (`text`); else the whole text has the whole place. A
    `chip` stands for something that is no text: an image, a shortcode, HTML.
    """

    text: str
    start: int
    end: int
    kind: str = "text"

    @property
    def is_verbatim(self) -> bool:
        """Whether each character has its own place."""
        return self.kind == "text" and self.end - self.start == len(self.text)

    @property
    def markup(self) -> str:
        """The text, escaped for HTML."""
        text = escape(self.text)
        return f'<span class="chip">{text}</span>' if self.kind == "chip" else text


#: markup of our own (tags without any text of the post), or a run
Piece = str | Run


class Row(NamedTuple):
    """A block at the top of the article; `is_hidden` is one that readers do not see (definitions, scripts).

    `plain` is the markup of the row without any mark.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    plain: str
    is_hidden: bool = False


def row_of(span: Span, pieces: Sequence[Piece], *, is_hidden: bool = False) -> Row:
    """A row of pieces."""
    plain = "".join(piece if isinstance(piece, str) else piece.markup for piece in pieces)
    return Row(span.start, span.end, tuple(pieces), plain, is_hidden)


#: characters that reorder or hide text, and control characters: a page shows them, as a terminal does
_DANGEROUS = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with a replacement character for each that steers the browser; as long as before."""
    return _DANGEROUS.sub("\ufffd", text) if not text.isprintable() else text
