"""What the sentences of a passage hand on to those after them: the class that decided them, or their tone."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.claims.first_person import tone
from postlint.claims.judge import Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.units import Unit
from postlint.prose.words import Sentence


class Said:
    """The sentences of a passage and how some of them were judged. A tone is read when a later sentence asks for it."""

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
