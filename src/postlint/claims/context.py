"""What stands around a sentence: its heading, and whether the author spoke of themselves before it.

Nothing is read before it is asked for: what most numbers are can be decided without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.claims.owners import Voice
from postlint.claims.subjects import is_own
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit, next_block, previous_block
from postlint.data.patterns import lazy_pattern
from postlint.prose.words import Sentence
from postlint.records import kept

if TYPE_CHECKING:
    from postlint.document.document import Document

#: how many sentences before one may tell whose numbers it gives
_NEAR = 8
#: how many words before a study may say whose it is
_OWNED = 3
#: how many in a sentence that tells of it by its name
_NAMED = 6
_WORD = lazy_pattern(r"[^\W_]+")

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
        """Whether the post shows code or formulas."""
        is_code = (block.kind == "code" for block in self._doc.blocks)
        return any(is_code) or any(mask.kind == "math" for mask in self._doc.masks)

    @kept
    def own_share(self) -> float:
        """In which share of the sentences of the post its author speaks of themselves."""
        own = [not self._lex["first_person"].isdisjoint(sentence.folded) for sentence in self._doc.sentences]
        return sum(own) / max(1, len(own))

    def is_called(self, name: str) -> bool:
        """Whether a word of the list `name` stands in the title or the path of the post."""
        return not self._lex[name].isdisjoint(self._called)

    @kept
    def _called(self) -> Sequence[str]:
        return _WORD.findall(f"{self._doc.string('title')} {self._doc.posix_path.as_posix()}".lower())

    def is_beside_picture(self, unit: Unit) -> bool:
        """Whether a paragraph without a sentence, which shows something, is next to the block or list of a unit."""
        block = unit.passage.block
        while block.parent is not None and block.parent.kind in ("item", "list"):
            block = block.parent
        near = (one for one in (previous_block(block), next_block(block)) if one is not None)
        return any(one.kind == "paragraph" and one.span.start not in self._written for one in near)

    @kept
    def _written(self) -> frozenset[int]:
        """Where the blocks with sentences begin."""
        return frozenset(sentence.passage.block.span.start for sentence in self._doc.sentences)

    def enter(self, group: Group) -> None:
        """Go on to the next passage."""
        self._above, self._here = self._here, group
        if group[0].passage.kind == "heading":
            self._heading = Unit.of(group[0], self._voice)
            self._above = self._here = ()

    def heading(self, unit: Unit) -> Tokens | None:
        """The nearest heading; none for a heading itself."""
        return self._heading.tokens if self._heading is not None and unit.kind != "heading" else None

    @kept
    def _own_studies(self) -> frozenset[str]:
        """What the post calls studies of its author's own: "survey" in "our survey", "a survey that we ran".

        Nouns such as "research" do not tell one from others.
        """
        texts = (self._title, *(sentence.folded for sentence in self._doc.sentences))
        found = {noun for words in texts for noun in self._owned(words)}
        return frozenset(noun.removesuffix("s") for noun in found - self._lex["mass_nouns"])

    @property
    def _title(self) -> Sequence[str]:
        return self._doc.string("title").lower().replace("’", "'").split()

    def _owned(self, words: Sequence[str], near: int = _OWNED) -> Iterator[str]:
        lex, own = self._lex, self._voice.own
        if lex["evidence_nouns"].isdisjoint(words) or (own.isdisjoint(words) and lex["first_person"].isdisjoint(words)):
            return
        for at, word in enumerate(words):
            behind = [one for one in words[at + 1 : at + 3] if one not in lex["relatives"]][:1]
            if word in lex["evidence_nouns"] and (
                not lex["own_possessives"].isdisjoint(words[max(0, at - near) : at])
                or not own.isdisjoint(words[max(0, at - 1) : at])
                or not lex["own_subjects"].isdisjoint(behind)
            ):
                yield word

    def tells_own_study(self, words: Tokens) -> bool:
        """Whether a sentence tells of such a study: of "the survey", of "respondents"."""
        if any(self._owned(words.low, _NAMED)):
            return True  # "our 2024 State of Rye report"
        if not self._own_studies:
            return False
        if words.has("survey_terms"):
            return True
        return any(
            word.removesuffix("s") in self._own_studies and words.has("anaphors", at - _OWNED, at)
            for at, word in enumerate(words.low)
        )

    @kept
    def is_report(self) -> bool:
        """Whether the title names such a study, of which the post then tells; data and reports may be of anything."""
        nouns = self._lex["study_nouns"].intersection(self._title)
        return not self._own_studies.isdisjoint(noun.removesuffix("s") for noun in nouns)

    def names_speaker(self, at: int) -> bool:
        """Whether the sentence behind one tells what somebody with a name says, whom "experts" may mean."""
        behind = next((Unit.of(one, self._voice).tokens for one in self._here[at + 1 : at + 2]), None)
        if behind is None or not any(map(behind.has, ("weak_verbs", "strong_verbs"))):
            return False
        return any(map(behind.proper, range(behind.size)))

    def own_before(self, at: int) -> bool:
        """Whether the sentences before one in its passage speak of the author."""
        return self._is_own(self._here[max(0, at - _NEAR) : at])

    def own_above(self, unit: Unit) -> bool:
        """Whether the passage before ends with the author, who then may speak on in this one."""
        return unit.kind not in ("row", "heading") and self._is_own(self._above[-_NEAR:])

    def _is_own(self, group: Group) -> bool:
        said = (one for one in group if not self._lex["first_person"].isdisjoint(one.folded))
        return any(is_own(Unit.of(one, self._voice).tokens) for one in said)
