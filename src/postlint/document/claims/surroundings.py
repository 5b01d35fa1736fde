"""What stands around the units of a document, handed out as a `Context`; nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.document.claims.author import Author
from postlint.document.claims.context import Context
from postlint.document.claims.judge import Judgement
from postlint.document.claims.lexicon import Lexicon
from postlint.document.claims.reading import Reading
from postlint.document.claims.said import Said
from postlint.document.claims.units import Unit, lead_in, previous_block
from postlint.document.claims.voice import tone
from postlint.document.nodes import Block, Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document


class Surroundings:
    """Goes along with a pass over a document: the nearest heading, what was said, lead-ins, who the author is."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self._lex, self._markers = doc, lex, markers
        self._heading: Unit | None = None
        self._said, self._above = Said(), Said()
        self._author = Author(doc, lex)
        self._leads: dict[int, tuple[Reading | None, str]] = {}

    def enter(self, group: Sequence[Sentence | Unit]) -> None:
        """Go on to the next passage."""
        self._above, self._said = self._said, Said(group)
        first = group[0]
        if first.passage.kind == "heading":
            self._heading, self._above, self._said = Unit.of(first, self._lex), Said(), Said()

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index of the passage was judged."""
        if unit.kind != "heading":
            self._said.add(at, unit, judgement)

    def of(self, at: int, unit: Unit) -> Context:
        """What stands around the sentence at an index of the passage."""
        lead, lead_reason = self._lead(unit)
        row, heading = unit.kind == "row", unit.kind == "heading"
        return Context(
            kind="cell" if row else unit.kind,
            opens=unit.index == 0,
            lead=lead,
            lead_reason=lead_reason,
            heading=self._heading.reading if self._heading is not None and not heading else None,
            before=self._said.before(at, self._lex),
            carried="" if row or heading else self._above.last(self._lex),
            author=self._author,
            markers=self._markers,
        )

    # -- lead-ins ------------------------------------------------------------------------------------------

    def _lead(self, unit: Unit) -> tuple[Reading | None, str]:
        """The lead-in of a list item, or what stands before a table with its head row; and the tone of it."""
        block = unit.passage.block
        if unit.kind == "item":
            return self._read(lead_in(block), "")
        row = block.parent
        if unit.kind == "row" and row is not None and row.parent is not None:
            return self._read(previous_block(row.parent), self._doc.slice(row.parent.children[0].span))
        return None, ""

    def _read(self, block: Block | None, head: str) -> tuple[Reading | None, str]:
        shown = block if block is not None and block.kind in ("paragraph", "heading") else None
        if shown is None and not head:
            return None, ""
        key = block.span.start if block is not None else -1
        if key not in self._leads:
            text = self._doc.slice(shown.span) if shown is not None else ""
            reading = Reading(f"{text} : {head}".replace("*", "") if head else text.replace("*", ""), self._lex)
            mood = tone(reading)
            if mood == "hypothetical" and reading.word(reading.begin) == "if" and not any(map(str.isdigit, text)):
                mood = ""  # "If you hire them, they bring:": what follows is told as a fact
            self._leads[key] = reading, mood
        return self._leads[key]
