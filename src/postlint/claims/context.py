"""What stands around a sentence: the title, its heading, and what earlier sentences of the passage carry on.

Nothing is read before it is asked for: what most numbers are can be decided without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.claims.judgement import Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.subjects import is_own
from postlint.claims.tokens import Tokens, kept
from postlint.claims.units import Unit
from postlint.prose.words import Sentence

if TYPE_CHECKING:
    from postlint.document.document import Document

#: the class of a number of the author's own
OWN = "own_data"
#: how many sentences before one may tell whose numbers it gives
_NEAR = 8

Group = Sequence[Sentence | Unit]
#: the sentences of a passage by index, and how those were judged that have a number or an attribution
_Judged = dict[int, tuple[Unit, Judgement]]


class Context:
    """Goes along with a pass over a document. `markers` are the user's words for own data, lower case."""

    def __init__(self, doc: Document, lex: Lexicon, markers: tuple[str, ...]) -> None:
        self._doc, self._lex, self.markers = doc, lex, markers
        self._heading: Unit | None = None
        self._here: tuple[Group, _Judged] = (), {}
        self._above: tuple[Group, _Judged] = (), {}

    def enter(self, group: Group) -> None:
        """Go on to the next passage."""
        self._above, self._here = self._here, (group, {})
        if group[0].passage.kind == "heading":
            self._heading = Unit.of(group[0], self._lex)
            self._above = self._here = (), {}

    def add(self, at: int, unit: Unit, judgement: Judgement) -> None:
        """Remember how the sentence at an index of the passage was judged."""
        self._here[1][at] = unit, judgement

    @kept
    def title(self) -> Tokens:
        """The title, or the first heading."""
        headings = (section.heading.text for section in self._doc.sections if section.heading is not None)
        return Tokens(self._doc.string("title") or next(headings, ""), self._lex)

    def heading(self, unit: Unit) -> Tokens | None:
        """The nearest heading; none for a heading itself."""
        return self._heading.tokens if self._heading is not None and unit.kind != "heading" else None

    def own_before(self, at: int) -> bool:
        """Whether the sentences before one in its passage speak of the author."""
        return self._is_own(*self._here, at)

    def own_above(self, unit: Unit) -> bool:
        """Whether the passage before ends with the author, who then may speak on in this one."""
        return unit.kind not in ("row", "heading") and self._is_own(*self._above, len(self._above[0]))

    def _is_own(self, group: Group, judged: _Judged, end: int) -> bool:
        """Whether the author speaks of what they did or have, and no claim of another kind stands in between."""
        for at in range(end - 1, max(-1, end - 1 - _NEAR), -1):
            sentence: Sentence | Unit = group[at]
            if at in judged:
                sentence, judgement = judged[at]
                if judgement.kind:
                    return judgement.reason == OWN
            if not self._lex["first_person"].isdisjoint(sentence.folded) and is_own(
                Unit.of(sentence, self._lex).tokens
            ):
                return True
        return False
