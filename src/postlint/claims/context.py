"""What stands around a sentence: its heading and lead-in, and what earlier sentences of the passage carry on.

Nothing is read before it is asked for: what most numbers are can be decided without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.claims.judgement import Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.subjects import is_own
from postlint.claims.tokens import Tokens, kept
from postlint.claims.units import Unit, lead_in, previous_block
from postlint.parse.nodes import Block
from postlint.prose.words import Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document


#: what a sentence hands on in which the author speaks of what they did
OWN = "own_data"


class CarryOver:
    """The sentences of a passage and how some of them were judged; the class that they hand on to later ones.

    A sentence is read when a later one asks for it.
    """

    def __init__(self, sentences: Sequence[Sentence | Unit] = ()) -> None:
        self._sentences = sentences
        self._judged: dict[int, tuple[Unit, Judgement]] = {}
        self._read, self._last = 0, ""

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index was judged."""
        self._judged[at] = unit, judgement

    def before(self, at: int, lex: Lexicon) -> str:
        """The last class that a sentence before the one at an index handed on, "" for none. Indexes only rise."""
        for earlier in range(at - 1, self._read - 1, -1):
            found = self._handed_on(earlier, lex)
            if found:
                self._last = found
                break
        self._read = at
        return self._last

    def last(self, lex: Lexicon) -> str:
        """The last class that the passage hands on."""
        return self.before(len(self._sentences), lex)

    def _handed_on(self, at: int, lex: Lexicon) -> str:
        """A claim hands on its kind; any other sentence "own_data" if the author speaks in it of what they did."""
        sentence: Sentence | Unit = self._sentences[at]
        if at in self._judged:
            sentence, judgement = self._judged[at]
            if judgement.kind:
                return judgement.reason
        if lex["first_person"].isdisjoint(sentence.folded):
            return ""
        return OWN if is_own(Unit.of(sentence, lex).tokens) else ""


#: the sentences of no passage
_NOTHING: Sequence[Sentence | Unit] = ()


class Surroundings:
    """Goes along with a pass over a document: the nearest heading, what is carried over, lead-ins, the author."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self.lex, self.markers = doc, lex, markers
        self.nearest: Unit | None = None
        self._here: CarryOver | Sequence[Sentence | Unit] = _NOTHING
        self._above: CarryOver | Sequence[Sentence | Unit] = _NOTHING
        self._leads: dict[int, Tokens | None] = {}

    def enter(self, group: Sequence[Sentence | Unit]) -> None:
        """Go on to the next passage."""
        self._above, self._here = self._here, group
        first = group[0]
        if first.passage.kind == "heading":
            self.nearest = Unit.of(first, self.lex)
            self._above = self._here = _NOTHING

    @property
    def here(self) -> CarryOver:
        """The sentences of the passage."""
        if not isinstance(self._here, CarryOver):
            self._here = CarryOver(self._here)
        return self._here

    @property
    def above(self) -> CarryOver:
        """The sentences of the passage before."""
        if not isinstance(self._above, CarryOver):
            self._above = CarryOver(self._above)
        return self._above

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index of the passage was judged."""
        if unit.kind != "heading":
            self.here.add(at, unit, judgement)

    def lead(self, unit: Unit) -> Tokens | None:
        """The lead-in of a list item, or what stands before a table with its head row."""
        block = unit.passage.block
        if unit.kind == "item":
            return self._read(lead_in(block), "")
        row = block.parent
        if unit.kind == "row" and row is not None and row.parent is not None:
            return self._read(previous_block(row.parent), self._doc.slice(row.parent.children[0].span))
        return None

    def _read(self, block: Block | None, head: str) -> Tokens | None:
        shown = block if block is not None and block.kind in ("paragraph", "heading") else None
        if shown is None and not head:
            return None
        key = block.span.start if block is not None else -1
        if key not in self._leads:
            text = self._doc.slice(shown.span) if shown is not None else ""
            self._leads[key] = Tokens((f"{text} : {head}" if head else text).replace("*", ""), self.lex)
        return self._leads[key]


class Context:
    """What stands around one sentence.

    `kind` is paragraph, item, cell (a table row) or heading; `opens`: it is the passage's first sentence; `markers`
    are the user's words for own data, lower case.
    """

    def __init__(self, place: Surroundings, at: int, unit: Unit) -> None:
        self._place, self._at, self._unit = place, at, unit
        self.kind = "cell" if unit.kind == "row" else unit.kind
        self.opens = unit.index == 0
        self.markers = place.markers

    @kept
    def lead(self) -> Tokens | None:
        """The lead-in of a list, or what stands before a table with its head row."""
        return self._place.lead(self._unit)

    @property
    def heading(self) -> Tokens | None:
        """The nearest heading."""
        nearest = self._place.nearest
        return nearest.tokens if nearest is not None and self.kind != "heading" else None

    @kept
    def before(self) -> str:
        """The class that decided the sentences before in the same passage, "" for none."""
        return self._place.here.before(self._at, self._place.lex)

    @kept
    def carried(self) -> str:
        """The class that decided the passage before, "" for none."""
        return "" if self.kind in ("cell", "heading") else self._place.above.last(self._place.lex)
