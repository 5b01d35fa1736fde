"""Who writes: whether a post tells of its author's own work, reports their own survey, announces what they made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postlint.claims.first_person import tone
from postlint.claims.lexicon import Lexicon
from postlint.claims.tokens import Tokens, kept

if TYPE_CHECKING:
    from postlint.document.document import Document


class Author:
    """What a post says of its author; each question is answered when it is first asked."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex

    @kept
    def title(self) -> Tokens:
        """The title of the post."""
        return Tokens(self._doc.string("title"), self._lex)

    @kept
    def own_post(self) -> bool:
        """Whether the title tells of the author's own work."""
        return tone(self.title) == "own_data"

    @kept
    def own_survey(self) -> bool:
        """Whether the post reports the author's own survey."""
        return self._tells("own_survey")

    @property
    def own_report(self) -> bool:
        """Whether the post is about nothing but that survey."""
        return self.title.has("survey_marks") and self.own_survey

    @kept
    def announces(self) -> bool:
        """Whether the post announces the author's own work."""
        return self._tells("announcements")

    def _tells(self, name: str) -> bool:
        """Whether a sentence of the post holds one of the phrases of a list."""
        anchors = self._lex.phrases(name).anchors
        hits = [sentence for sentence in self._doc.sentences if not anchors.isdisjoint(sentence.folded)]
        return any(Tokens(sentence.text, self._lex).find(name) is not None for sentence in hits)
