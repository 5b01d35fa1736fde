"""What stands around a sentence: its author, heading and lead-in, and what earlier sentences of the passage carry on.

Nothing is read before it is asked for: what most numbers are can be decided without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.claims.judgement import Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.subjects import tone
from postlint.claims.tokens import Tokens, kept
from postlint.claims.units import Unit, lead_in, previous_block
from postlint.parse.nodes import Block
from postlint.prose.words import Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document


class Author:
    """What a post shows of its author: own work in the title, an own survey, an announcement of what they made."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex

    @kept
    def title(self) -> Tokens:
        """The title of the post."""
        return Tokens(self._doc.string("title"), self._lex)

    @kept
    def own_post(self) -> bool:
        """Whether the title is about the author's own work."""
        return tone(self.title) == "own_data"

    @kept
    def own_survey(self) -> bool:
        """Whether the post reports the author's own survey."""
        return self._has("own_survey")

    @kept
    def announces(self) -> bool:
        """Whether the post announces the author's own work."""
        return self._has("announcements")

    def _has(self, name: str) -> bool:
        """Whether a sentence of the post holds one of the phrases of a list."""
        anchors = self._lex.phrases(name).anchors
        hits = [sentence for sentence in self._doc.sentences if not anchors.isdisjoint(sentence.folded)]
        return any(Tokens(sentence.text, self._lex).find(name) is not None for sentence in hits)


class CarryOver:
    """The sentences of a passage and how some of them were judged; the class that they hand on to later ones.

    A tone is read when a later sentence asks for it.
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
        """A claim hands on its class; any other sentence its tone, else the class that decided it."""
        sentence: Sentence | Unit = self._sentences[at]
        decided = ""
        if at in self._judged:
            sentence, judgement = self._judged[at]
            decided = judgement.reason if judgement.reason in lex["carried_classes"] else ""
            if judgement.kind:
                return decided
        mood = "" if lex["tone_words"].isdisjoint(sentence.folded) else tone(Unit.of(sentence, lex).tokens)
        return mood or decided


class Surroundings:
    """Goes along with a pass over a document: the nearest heading, what is carried over, lead-ins, the author."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self.lex, self.markers = doc, lex, markers
        self.nearest: Unit | None = None
        self.here, self.above = CarryOver(), CarryOver()
        self.author = Author(doc, lex)
        self._leads: dict[int, tuple[Tokens | None, str]] = {}

    def enter(self, group: Sequence[Sentence | Unit]) -> None:
        """Go on to the next passage."""
        self.above, self.here = self.here, CarryOver(group)
        first = group[0]
        if first.passage.kind == "heading":
            self.nearest, self.above, self.here = Unit.of(first, self.lex), CarryOver(), CarryOver()

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index of the passage was judged."""
        if unit.kind != "heading":
            self.here.add(at, unit, judgement)

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
                mood = ""  # "If you hire them, they bring:": what follows is given as a fact
            self._leads[key] = words, mood
        return self._leads[key]


class Context:
    """What stands around one sentence.

    `kind` is paragraph, item, cell (a table row) or heading; `opens`: it is the passage's first sentence; `markers`
    are the user's words for own data, lower case; `author` is what the post shows of its author.
    """

    def __init__(self, place: Surroundings, at: int, unit: Unit) -> None:
        self._place, self._at, self._unit = place, at, unit
        self.kind = "cell" if unit.kind == "row" else unit.kind
        self.opens = unit.index == 0
        self.markers, self.author = place.markers, place.author

    @kept
    def _led(self) -> tuple[Tokens | None, str]:
        return self._place.lead(self._unit)

    @property
    def lead(self) -> Tokens | None:
        """The lead-in of a list, or what stands before a table with its head row."""
        return self._led[0]

    @property
    def lead_reason(self) -> str:
        """The class of the lead-in."""
        return self._led[1]

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

    @property
    def listed(self) -> bool:
        """Whether the sentence is one of a list or a table."""
        return self.kind in ("item", "cell")
