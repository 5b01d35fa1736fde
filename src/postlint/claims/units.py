"""The units that can be claims: sentences, headings and table rows, each with what stands around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import TYPE_CHECKING

from postlint.claims.owners import Voice
from postlint.claims.tokens import Tokens
from postlint.parse.nodes import Block, Passage
from postlint.prose.words import Sentence
from postlint.records import kept
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

CELL_GAP = " | "

#: offset in the unit's text, passage, offset in the passage's text, length
Piece = tuple[int, Passage, int, int]


class Unit:
    """A sentence of a passage, a heading, or a table row with its cells joined by a bar.

    `pieces` lead back to the passages; `folded` are the words of the text in lower case with straight apostrophes;
    `index` counts the sentences of the passage.
    """

    def __init__(
        self, text: str, kind: str, pieces: Sequence[Piece], voice: Voice, folded: Sequence[str] = (), index: int = 0
    ) -> None:
        self.text, self.kind, self.pieces, self.index = text, kind, pieces, index
        self._voice = voice
        self.folded: Sequence[str] = folded or text.lower().replace("’", "'").split()

    @classmethod
    def of(cls, sentence: Sentence | Unit, voice: Voice) -> Unit:
        """The unit that a sentence is."""
        if isinstance(sentence, Unit):
            return sentence
        piece = (0, sentence.passage, sentence.start, sentence.end - sentence.start)
        return cls(sentence.text, sentence.passage.kind, (piece,), voice, sentence.folded, sentence.index)

    @kept
    def tokens(self) -> Tokens:
        """The tokens; few units need them."""
        return Tokens(self.text, self._voice.lex, self._voice.own)

    @property
    def passage(self) -> Passage:
        """The passage that holds the unit; of a row, its first cell."""
        return self.pieces[0][1]

    @kept
    def span(self) -> Span:
        """Where the unit stands in the source."""
        if self.kind == "row":
            row = self.passage.block.parent
            return row.span if row is not None else self.passage.block.span
        return self.span_of(0, len(self.text))

    def span_of(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``, cut off where its first cell ends."""
        for offset, passage, at, length in self.pieces:
            if offset <= start < offset + length:
                stop = min(end, offset + length)
                return passage.span(at + start - offset, at + stop - offset)
        return self.passage.span(0, len(self.passage.text))


def units(doc: Document, voice: Voice) -> Iterator[Sequence[Sentence | Unit]]:
    """The units of each passage, or of each table row, in document order. Footnotes are notes, not prose.

    Most sentences are no claims: `Unit.of` makes a unit of one that is worth a closer look.
    """
    sentences: dict[int, list[Sentence]] = {}
    for sentence in doc.sentences:
        sentences.setdefault(sentence.passage_index, []).append(sentence)
    has_notes = any(definition.footnote for definition in doc.definitions)
    prose = count()  # how `Sentence.passage_index` counts
    for row, group in groupby(doc.all_passages, key=_row):
        if row is not None:
            cells = [(cell, sentences.get(next(prose), ())) for cell in group]
            if not row.attrs.get("head"):
                yield (_row_unit(cells, voice),)
            continue
        for passage in group:
            if passage.kind == "heading":
                yield (Unit(passage.text, "heading", ((0, passage, 0, len(passage.text)),), voice),)
                continue
            held = sentences.get(next(prose))
            if held and not (has_notes and passage.block.inside("footnote")):
                yield held


def _row(passage: Passage) -> Block | None:
    return passage.block.parent if passage.kind == "cell" else None


def _row_unit(cells: Iterable[tuple[Passage, Sequence[Sentence]]], voice: Voice) -> Unit:
    pieces, text, words = [], "", list[str]()
    for cell, sentences in cells:
        if text:
            text += CELL_GAP
        pieces.append((len(text), cell, 0, len(cell.text)))
        text += cell.text
        for sentence in sentences:
            words += sentence.folded
    return Unit(text, "row", pieces, voice, words)


def lead_in(block: Block) -> Block | None:
    """The block that introduces a list item (the paragraph before the list, the parent item's text) or a quotation."""
    inner: Block | None = block
    while inner is not None and inner.kind != "list":
        inner = inner.parent
    if inner is None or inner.parent is None:
        return None
    return previous_block(inner)


def previous_block(block: Block) -> Block | None:
    """The block directly before `block` under the same parent."""
    return _neighbour(block, -1)


def next_block(block: Block) -> Block | None:
    """The block directly after `block` under the same parent."""
    return _neighbour(block, 1)


def _neighbour(block: Block, step: int) -> Block | None:
    siblings = block.parent.children if block.parent is not None else [block]
    at = bisect_left(siblings, block.span.start, key=lambda sibling: sibling.span.start) + step
    return siblings[at] if 0 <= at < len(siblings) else None
