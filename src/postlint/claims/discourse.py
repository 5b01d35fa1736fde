"""Whose numbers a post gives: whether it tells of a survey of the author's own, and what its title says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.claims.tokens import Tokens

if TYPE_CHECKING:
    from postlint.document.document import Document

#: as how many sentences a title counts, and how many sentences that tell nothing are added
_TITLE, _SILENT = 3, 1
#: from which share of sentences on that tell of answers a post is all about a survey of the author's own, inverted
_TELLING = 8.0


class Discourse:
    """What a post is about."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self._lex = doc, lex

    @cached_property
    def own_survey(self) -> float:
        """How much the post tells of a survey of the author's own: who answered it, and what the author asked."""
        title = self._doc.string("title").lower().replace("’", "'").split()
        telling = sum(self._tells(sentence.folded) for sentence in self._doc.sentences) + _TITLE * self._tells(title)
        total = len(self._doc.sentences) + _SILENT + _TITLE * bool(title)
        return min(1.0, _TELLING * telling / total)

    def _tells(self, words: Sequence[str]) -> bool:
        """Whether words tell of the answers to a survey, or of the author and a survey."""
        lex = self._lex
        if not lex["matter_answers"].isdisjoint(words):
            return True
        return not lex["matter_survey"].isdisjoint(words) and not lex["matter_own"].isdisjoint(words)

    @cached_property
    def title(self) -> Tokens:
        """The title, or the first heading."""
        headings = (section.heading.text for section in self._doc.sections if section.heading is not None)
        return Tokens(self._doc.string("title") or next(headings, ""), self._lex)
