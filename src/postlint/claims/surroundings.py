"""What stands around the units of a document, handed out as a `Context`; nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.claims.author import Author
from postlint.claims.carry_over import Said
from postlint.claims.context import Context
from postlint.claims.first_person import tone
from postlint.claims.judge import Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.tokens import Tokens, kept
from postlint.claims.units import Unit, lead_in, previous_block
from postlint.parse.nodes import Block
from postlint.prose.words import Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document


class Surroundings:
    """Goes along with a pass over a document: the nearest heading, what was said, lead-ins, who the author is."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self.lex, self.markers = doc, lex, markers
        self.nearest: Unit | None = None
        self.said, self.above = Said(), Said()
        self.author = Author(doc, lex)
        self._leads: dict[int, tuple[Tokens | None, str]] = {}

    def enter(self, group: Sequence[Sentence | Unit]) -> None:
        """Go on to the next passage."""
        self.above, self.said = self.said, Said(group)
        first = group[0]
        if first.passage.kind == "heading":
            self.nearest, self.above, self.said = Unit.of(first, self.lex), Said(), Said()

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index of the passage was judged."""
        if unit.kind != "heading":
            self.said.add(at, unit, judgement)

    def of(self, at: int, unit: Unit) -> Context:
        """What stands around the sentence at an index of the passage."""
        return _Around(self, at, unit)

    # -- lead-ins ------------------------------------------------------------------------------------------

    def lead(self, unit: Unit) -> tuple[Tokens | None, str]:
        """The lead-in of a list item, or what stands before a table with its head row; and the tone of it."""
        block = unit.passage.block
        if unit.kind == "item":
            return self._read(lead_in(block), "")
        row = block.parent
        if unit.kind == "row" and row is not None and row.parent is not None:
            return self._read(previous_block(row.parent), self._doc.slice(row.parent.children[0].span))
        return None, ""

    def _read(self, block: Block | None, head: str) -> tuple[Tokens | None, str]:
        shown = block if block is not None and block.kind in ("paragraph", "heading") else None
        if shown is None and not head:
            return None, ""
        key = block.span.start if block is not None else -1
        if key not in self._leads:
            text = self._doc.slice(shown.span) if shown is not None else ""
            words = Tokens(f"{text} : {head}".replace("*", "") if head else text.replace("*", ""), self.lex)
            mood = tone(words)
            if mood == "hypothetical" and words.word(words.begin) == "if" and not any(map(str.isdigit, text)):
                mood = ""  # "If you hire them, they bring:": what follows is told as a fact
            self._leads[key] = words, mood
        return self._leads[key]


class _Around(Context):
    """A context that looks when it is asked: what most numbers are can be told without."""

    def __init__(self, place: Surroundings, at: int, unit: Unit) -> None:
        self._place, self._at, self._unit = place, at, unit
        self.kind = "cell" if unit.kind == "row" else unit.kind
        self.opens = unit.index == 0
        self.markers, self.author = place.markers, place.author

    @kept
    def led(self) -> tuple[Tokens | None, str]:
        return self._place.lead(self._unit)

    @property
    def heading(self) -> Tokens | None:
        nearest = self._place.nearest
        return nearest.tokens if nearest is not None and self.kind != "heading" else None

    @kept
    def before(self) -> str:
        return self._place.said.before(self._at, self._place.lex)

    @kept
    def carried(self) -> str:
        return "" if self.kind in ("cell", "heading") else self._place.above.last(self._place.lex)
