"""What stands around a sentence: its heading, and whether the author spoke of themselves before it.

Nothing is read before it is asked for: what most numbers are can be decided without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postlint.claims.owners import Voice
from postlint.claims.subjects import is_own
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit
from postlint.prose.words import Sentence
from postlint.records import kept

if TYPE_CHECKING:
    from postlint.document.document import Document

#: how many sentences before one may tell whose numbers it gives
_NEAR = 8

Group = Sequence[Sentence | Unit]


class Context:
    """Goes along with a pass over a document. `markers` are the user's words for own data, lower case."""

    def __init__(self, doc: Document, voice: Voice, markers: tuple[str, ...]) -> None:
        self._doc, self._voice, self._lex, self.markers = doc, voice, voice.lex, markers
        self._heading: Unit | None = None
        self._here: Group = ()
        self._above: Group = ()

    @kept
    def has_code(self) -> bool:
        """Whether the post shows code."""
        return any(block.kind == "code" for block in self._doc.blocks)

    def enter(self, group: Group) -> None:
        """Go on to the next passage."""
        self._above, self._here = self._here, group
        if group[0].passage.kind == "heading":
            self._heading = Unit.of(group[0], self._voice)
            self._above = self._here = ()

    def heading(self, unit: Unit) -> Tokens | None:
        """The nearest heading; none for a heading itself."""
        return self._heading.tokens if self._heading is not None and unit.kind != "heading" else None

    def own_before(self, at: int) -> bool:
        """Whether the sentences before one in its passage speak of the author."""
        return self._is_own(self._here[max(0, at - _NEAR) : at])

    def own_above(self, unit: Unit) -> bool:
        """Whether the passage before ends with the author, who then may speak on in this one."""
        return unit.kind not in ("row", "heading") and self._is_own(self._above[-_NEAR:])

    def _is_own(self, group: Group) -> bool:
        said = (one for one in group if not self._lex["first_person"].isdisjoint(one.folded))
        return any(is_own(Unit.of(one, self._voice).tokens) for one in said)
