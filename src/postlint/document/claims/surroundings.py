"""What stands around the units of a document, handed out as a `Context`; nothing is read before it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from postlint.document.claims.context import Context
from postlint.document.claims.judge import NOTHING, Judgement, tone
from postlint.document.claims.lexicon import Lexicon
from postlint.document.claims.reading import Reading
from postlint.document.claims.units import Unit, lead_in, previous_block
from postlint.document.nodes import Block, Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document

#: the classes that units hand on, and those units whose tone nobody has asked for yet
Said = list[Sentence | Unit | str]


class Surroundings:
    """Goes along with a pass over a document: the nearest heading, what was said, lead-ins, who the author is."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self._lex, self._markers = doc, lex, markers
        self._heading: Unit | None = None
        self._said: Said = []
        self._above: Said = []
        self._leads: dict[int, tuple[Reading | None, str]] = {}

    def enter(self, first: Sentence | Unit) -> None:
        """Go on to the passage that begins with that unit."""
        self._above, self._said = self._said, []
        if first.passage.kind == "heading":
            self._heading, self._above = Unit.of(first, self._lex), []

    def add(self, unit: Sentence | Unit, judgement: Judgement = NOTHING) -> None:
        """Remember what a unit hands on to those after it: its tone unless it is a claim, else what decided it."""
        if unit.passage.kind == "heading":
            return
        if judgement is not NOTHING and judgement.reason in self._lex["carried_classes"]:
            self._said.append(judgement.reason)
        if not judgement.kind:
            self._said.append(unit)

    def of(self, unit: Unit) -> Context:
        """What stands around a unit of the passage that was entered last."""
        lead, lead_reason = self._lead(unit)
        row, heading = unit.kind == "row", unit.kind == "heading"
        return self._author._replace(
            kind="cell" if row else unit.kind,
            opens=unit.index == 0,
            lead=lead,
            lead_reason=lead_reason,
            heading=self._heading.reading if self._heading is not None and not heading else None,
            before=self._last(self._said),
            carried="" if row or heading else self._last(self._above),
        )

    def _last(self, said: Said) -> str:
        """The last class that was handed on; what hands on none is forgotten."""
        while said:
            last = said[-1]
            if not isinstance(last, str):
                last = said[-1] = self._tone(last)
            if last:
                return last
            said.pop()
        return ""

    def _tone(self, unit: Sentence | Unit) -> str:
        return "" if self._lex["tone_words"].isdisjoint(unit.folded) else tone(Unit.of(unit, self._lex).reading)

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

    # -- the author ----------------------------------------------------------------------------------------

    @cached_property
    def _author(self) -> Context:
        """What holds for every unit of the post: whether the author tells of their own work."""
        title = Reading(self._doc.string("title"), self._lex)
        survey = self._tells("own_survey")
        return Context(
            own_post=tone(title) == "own_data",
            own_survey=survey,
            own_report=survey and title.has("survey_marks"),
            own_names=title.words if self._tells("announcements") else frozenset(),
            markers=self._markers,
        )

    def _tells(self, name: str) -> bool:
        """Whether a sentence of the post holds one of the phrases of a list."""
        anchors = self._lex.phrases(name).anchors
        hits = [sentence for sentence in self._doc.sentences if not anchors.isdisjoint(sentence.folded)]
        return any(Reading(sentence.text, self._lex).find(name) is not None for sentence in hits)
