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


#: the class of a number of the author's own
OWN = "own_data"
#: how many sentences before one may tell whose numbers it gives
_NEAR = 8


class _Group:
    """The sentences of a passage, and how those were judged that have a number or an attribution."""

    def __init__(self, sentences: Sequence[Sentence | Unit] = ()) -> None:
        self.sentences = sentences
        self.judged: dict[int, tuple[Unit, Judgement]] = {}

    def is_own_before(self, end: int, lex: Lexicon) -> bool:
        """Whether the author speaks of what they did or have, and no claim of another kind stands in between."""
        for at in range(end - 1, max(-1, end - 1 - _NEAR), -1):
            sentence: Sentence | Unit = self.sentences[at]
            if at in self.judged:
                sentence, judgement = self.judged[at]
                if judgement.kind:
                    return judgement.reason == OWN
            if not lex["first_person"].isdisjoint(sentence.folded) and is_own(Unit.of(sentence, lex).tokens):
                return True
        return False


class Surroundings:
    """Goes along with a pass over a document: the nearest heading, this passage and the one above, lead-ins."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self.lex, self.markers = doc, lex, markers
        self.heading: Tokens | None = None
        self.here = self.above = _Group()
        self._leads: dict[int, Tokens | None] = {}

    def enter(self, group: Sequence[Sentence | Unit]) -> None:
        """Go on to the next passage."""
        self.above, self.here = self.here, _Group(group)
        first = group[0]
        if first.passage.kind == "heading":
            self.heading = Unit.of(first, self.lex).tokens
            self.above = self.here = _Group()

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index of the passage was judged."""
        self.here.judged[at] = unit, judgement

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
    are the user's words for own data, lower case; `heading` is the nearest one, None for a heading itself.
    """

    def __init__(self, place: Surroundings, at: int, unit: Unit) -> None:
        self._place, self._at, self._unit = place, at, unit
        self.kind = "cell" if unit.kind == "row" else unit.kind
        self.opens = unit.index == 0
        self.markers = place.markers
        self.heading = place.heading if unit.kind != "heading" else None

    @kept
    def lead(self) -> Tokens | None:
        """The lead-in of a list, or what stands before a table with its head row."""
        return self._place.lead(self._unit)

    @kept
    def own_before(self) -> bool:
        """Whether the sentences before it in its passage speak of the author."""
        return self._place.here.is_own_before(self._at, self._place.lex)

    @kept
    def own_above(self) -> bool:
        """Whether the passage before ends with the author, who then may speak on in this one."""
        above = self._place.above
        return self.kind not in ("cell", "heading") and above.is_own_before(len(above.sentences), self._place.lex)
