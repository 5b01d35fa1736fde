"""The scopes of a kind: parts of a post as text with a map to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from postlint.data.patterns import lazy_pattern
from postlint.data.plain import plain, separating
from postlint.document.document import Document
from postlint.parse.nodes import Passage
from postlint.records import NamedTuple, kept
from postlint.spans import Span

#: a value of `in:`
Scope = str


class Piece(NamedTuple):
    """A piece of text, and `span`, which turns offsets in it into a source span.

    `passage` is the passage of the text, if it is from one.
    """

    text: str
    span: Callable[[int, int], Span]
    passage: Passage | None = None


@dataclass(frozen=True)
class ScopeText:
    """The pieces of a scope as one text, so that a pattern is searched once and not once for each passage.

    Two pieces are separated by BORDER, which no word, phrase or white space matches across. `parts` are the texts of
    the single scopes, if there are several.
    """

    text: str
    starts: Sequence[int]
    pieces: Sequence[Piece]
    parts: Sequence[ScopeText] = ()

    @kept
    def folded(self) -> str:
        """The text in lower case; where a letter becomes two (İ), offsets differ."""
        return self.text.lower()

    @kept
    def words(self) -> Sequence[str]:
        """The runs of letters and digits of the folded text, in order."""
        if self.parts:
            return [word for part in self.parts for word in part.words]
        return _runs(self.folded)

    @kept
    def word_set(self) -> frozenset[str]:
        """The distinct `words`, and "", for phrases without a word."""
        if self.parts:
            return frozenset().union(*(part.word_set for part in self.parts))
        return frozenset(("", *self.words))

    def among(self, words: Set[str]) -> Set[str]:
        """Those of some words that the text has."""
        if self.parts:
            return set().union(*(part.among(words) for part in self.parts))
        # `&` goes through all words of the text, however few are asked for
        few, many = sorted((words, self.word_set), key=len)
        return {word for word in few if word in many}

    def span(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``, which must be inside of one piece."""
        piece, offset = self.piece_at(start)
        return piece.span(offset, offset + end - start)

    def piece_at(self, start: int) -> tuple[Piece, int]:
        """The piece at an offset, and the offset in that piece."""
        index = bisect_right(self.starts, start) - 1
        return self.pieces[index], start - self.starts[index]


#: a line of its own, so that ``^`` and ``$`` of a pattern match at the ends of a piece
BORDER = "\n\0\n"
WORD = lazy_pattern(r"[^\W_]+")


_ASCII = separating("")
#: so many different characters between words are put out one by one
_FEW = 100


def _runs(text: str) -> list[str]:
    """What WORD finds in a text in small letters, in less than half of its time."""
    ascii_text = plain(text)
    if ascii_text.isascii():
        return ascii_text.translate(_ASCII).split()
    between = [character for character in set(text) if not character.isalnum()]
    if len(between) > _FEW:
        return WORD.findall(text)
    for character in between:
        text = text.replace(character, " ")
    return text.split()


def scope_text(doc: Document, scopes: Scope | Sequence[Scope]) -> ScopeText:
    """The text of one or more scopes; cached, as many rules use the same ones."""
    names = (scopes,) if isinstance(scopes, str) else tuple(scopes)
    known: dict[tuple[Scope, ...], ScopeText] = doc.check_cache.setdefault(scope_text, {})
    if names not in known:
        found = _joined([scope_text(doc, name) for name in names]) if len(names) > 1 else _single(doc, names[0])
        known[names] = found
    return known[names]


def _single(doc: Document, scope: Scope) -> ScopeText:
    found = list(pieces(doc, scope))
    texts = [piece.text for piece in found]
    starts = [0, *accumulate(len(text) + len(BORDER) for text in texts)][: len(texts)]
    return ScopeText(BORDER.join(texts), starts, found)


def _joined(parts: Sequence[ScopeText]) -> ScopeText:
    filled = [part for part in parts if part.pieces]
    offsets = [0, *accumulate(len(part.text) + len(BORDER) for part in filled)]
    starts = [at + start for at, part in zip(offsets, filled, strict=False) for start in part.starts]
    found = [piece for part in filled for piece in part.pieces]
    return ScopeText(BORDER.join(part.text for part in filled), starts, found, parts)


def pieces(doc: Document, scope: Scope) -> Iterator[Piece]:
    """The pieces of a scope, in document order."""
    return _SCOPES[scope](doc)


def _of_passages(passages: Sequence[Passage]) -> Iterator[Piece]:
    for passage in passages:
        yield Piece(passage.text, passage.span, passage)


def _prose(doc: Document) -> Iterator[Piece]:
    return _of_passages(doc.passages)


def _headings(doc: Document) -> Iterator[Piece]:
    return _of_passages([passage for passage in doc.all_passages if passage.kind == "heading"])


def _cells(doc: Document) -> Iterator[Piece]:
    return _of_passages([passage for passage in doc.passages if passage.kind == "cell"])


def _quotes(doc: Document) -> Iterator[Piece]:
    return _of_passages([passage for passage in doc.passages if passage.quoted])


def _title(doc: Document) -> Iterator[Piece]:
    return _field(doc, "title")


def _description(doc: Document) -> Iterator[Piece]:
    return _field(doc, "description")


def _field(doc: Document, name: str) -> Iterator[Piece]:
    field = doc.field(name)
    if field is not None and field.as_text():
        yield written(doc, field.as_text(), field.text_span)


def _alt(doc: Document) -> Iterator[Piece]:
    for image in doc.images:
        if image.alt:
            yield written(doc, image.alt, image.alt_span)


def _link_text(doc: Document) -> Iterator[Piece]:
    for link in doc.links:
        if link.text and link.kind not in ("bare", "autolink"):  # these show only their address
            yield written(doc, link.text, link.text_span)


def _source(doc: Document) -> Iterator[Piece]:
    yield Piece(doc.text, Span)


def written(doc: Document, text: str, around: Span) -> Piece:
    """The piece of a text within `around`, perhaps over several lines.

    Where the text is not verbatim in the source (escapes, entities), every offset maps to the whole of `around`.
    """
    at = doc.slice(around).replace("\n", " ").find(text)
    if at < 0:
        return Piece(text, lambda start, end: around)
    return Piece(text, lambda start, end: Span(around.start + at + start, around.start + at + end))


_SCOPES: dict[Scope, Callable[[Document], Iterator[Piece]]] = {
    "prose": _prose,
    "headings": _headings,
    "cells": _cells,
    "quotes": _quotes,
    "title": _title,
    "description": _description,
    "alt": _alt,
    "link-text": _link_text,
    "source": _source,
}
