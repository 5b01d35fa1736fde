"""The counts that readability formulas need, and the values of the formulas for a post.

Running text is counted: paragraphs, list items and quotations, in the sentences of `Document.sentences`. Headings,
table cells, code, URLs and all else that is no prose are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from postlint.prose.formulas import FORMULAS, is_made_for
from postlint.prose.sentences import SPACELESS
from postlint.prose.syllables import count_syllables
from postlint.prose.words import Sentence
from postlint.records import NamedTuple, kept


class Counts(NamedTuple):
    """The counts of a text.

    `letters` are letters and digits. `monosyllables` have one syllable, `polysyllables` three or more, `long_words`
    more than six letters.
    """

    sentences: int
    words: int
    syllables: int
    letters: int
    monosyllables: int
    polysyllables: int
    long_words: int

    @property
    def words_per_sentence(self) -> float:
        """Words a sentence; 0.0 without sentences."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def syllables_per_word(self) -> float:
        """Syllables a word; 0.0 without words."""
        return self.syllables / self.words if self.words else 0.0

    def percent(self, count: int) -> float:
        """`count` in percent of the words; 0.0 without words."""
        return 100 * count / self.words if self.words else 0.0


class Reading:
    """A text for readability formulas: its counts, and the value of each formula."""

    def __init__(self, sentences: Sequence[Sentence], language: str) -> None:
        self.sentences = tuple(sentences)
        self.language = language

    @kept
    def words(self) -> tuple[str, ...]:
        """All words as they are written, in order."""
        return tuple(chain.from_iterable(sentence.tokens for sentence in self.sentences))

    @property
    def word_count(self) -> int:
        """How many words there are."""
        return len(self.words)

    @kept
    def counts(self) -> Counts:
        """The counts of the whole text."""
        return count_words(self.words, len(self.sentences), self.language)

    @kept
    def opening(self) -> Counts:
        """The counts of the first hundred words, and of the sentences that they are in."""
        taken = sentences = 0
        for sentence in self.sentences:
            if taken >= 100:
                break
            taken += len(sentence.tokens)
            sentences += 1
        return count_words(self.words[:100], sentences, self.language)

    def ease(self, formula: str = "flesch") -> float | None:
        """The value of a formula of `formulas.EASE`; None if it is not made for the language, or without text."""
        return self._value(formula)

    def grade(self, formula: str = "flesch-kincaid") -> float | None:
        """The value of a formula of `formulas.GRADE`; None if it is not made for the language, or without text."""
        return self._value(formula)

    def _value(self, formula: str) -> float | None:
        if not self.words or self.language in SPACELESS or not is_made_for(formula, self.language):
            return None
        return FORMULAS[formula](self)

    def polysyllables(self, sentence: Sentence) -> int:
        """Words of a sentence with three or more syllables."""
        return sum(count_syllables(word, self.language) > 2 for word in sentence.tokens)

    def difficult_words(self, syllables: int) -> int:
        """Words with at least so many syllables that are not in textstat's list of easy words (Dale and Chall)."""
        easy = easy_words(self.language)
        return sum(
            not _is_easy(word, easy)
            for word in self.words
            if syllables < 2 or count_syllables(word, self.language) >= syllables
        )


def count_words(words: Sequence[str], sentences: int, language: str) -> Counts:
    """Count syllables and letters of words; each distinct word is measured once."""
    syllables = letters = monosyllables = polysyllables = long_words = 0
    for word, times in Counter(words).items():
        parts, size = _word_size(word, language)
        syllables += times * parts
        letters += times * size
        if parts > 2:
            polysyllables += times
        elif parts == 1:
            monosyllables += times
        if size > 6:
            long_words += times
    return Counts(
        sentences=sentences,
        words=len(words),
        syllables=syllables,
        letters=letters,
        monosyllables=monosyllables,
        polysyllables=polysyllables,
        long_words=long_words,
    )


@lru_cache(maxsize=1 << 16)
def _word_size(word: str, language: str) -> tuple[int, int]:
    """The syllables of a word, and its letters and digits."""
    size = len(word) if word.isalnum() else sum(map(str.isalnum, word))
    return count_syllables(word, language), size


def _is_easy(word: str, easy: frozenset[str]) -> bool:
    plain = word.lower().replace("’", "'")
    return plain in easy or plain.replace("'", "") in easy


@lru_cache(maxsize=4)
def easy_words(language: str) -> frozenset[str]:
    """textstat's list of easy words, for "en" and "es"; read without importing textstat."""
    spec = find_spec("textstat")
    if spec is None or spec.origin is None:
        return frozenset()
    path = Path(spec.origin).parent / "resources" / language / "easy_words.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()
