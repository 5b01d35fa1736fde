"""A keyword, and its occurrences in a text.

It occurs in a text when all its content words do, in any order and form; in quotes ("…") it has to occur exactly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from postlint.data.patterns import lazy_pattern
from postlint.document.related_words import related_words
from postlint.prose import language_data as languages
from postlint.prose.fold import fold
from postlint.prose.word_forms import WordForms, WordIndex, is_glued, plain_words, split_term, terms
from postlint.records import NamedTuple, kept
from postlint.spans import Span

Pair = tuple[int, int]

_WORD_CHARACTER = lazy_pattern(r"\w")


class Occurrence(NamedTuple):
    """One place of a keyword in a text: the offsets of its words, neighbours joined, in order."""

    spans: tuple[Pair, ...]

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.spans[-1][1]


@dataclass(frozen=True)
class Keyword:
    """A keyword: as written, its place in the front matter, and its content words.

    `words` are lower case, without function words (unless there are no others) and without repeats. An `exact`
    keyword is always one word. `empty`: all words are function words.
    `compounds` maps the joined form of a hyphenated compound to the positions of its words in `words`. `capitals` are
    the words that are function words when they are not written in capitals (English AI, Italian "ai").
    """

    text: str
    span: Span
    words: tuple[str, ...]
    forms: WordForms
    language: str = ""
    exact: bool = False
    empty: bool = False
    synonyms: tuple[Keyword, ...] = ()
    compounds: tuple[tuple[str, tuple[int, ...]], ...] = ()
    capitals: frozenset[str] = frozenset()
    _known: dict[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict, repr=False, compare=False)
    _related: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def language_known(self) -> bool:
        """Whether the function words of its language are known, so that `words` are content words."""
        return bool(languages.load(self.language).function_words)

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters, so that a slug can hold it."""
        return all(fold(word).isascii() for word in self.words)

    def find(self, text: str) -> list[Occurrence]:
        """Each occurrence of all content words in the text; no word is used twice.

        The number is that of the least frequent word, as in yoastseo 3.6.0 (`keyphraseCount`) within a sentence.
        """
        places = self._places(text)
        if not all(places):
            return []
        return [Occurrence(_joined(text, spans)) for spans in _groups(places)]

    def share(self, text: str) -> float:
        """The share of the content words (0 to 1) that are not `missing` in the text."""
        return 1 - len(self.missing(text)) / len(self.words)

    def stands_in(self, text: str) -> bool:
        """Whether a form of each content word is in the text."""
        return all(self._places(text))

    def touches(self, text: str) -> bool:
        """Whether the text has any of the content words, or of a synonym's."""
        return any(any(keyword._places(text)) for keyword in (self, *self.synonyms)) or self.best_share(text) > 0

    def best_share(self, text: str) -> float:
        """The greatest share among the keyword and its synonyms."""
        return max(keyword.share(text) for keyword in (self, *self.synonyms))

    def missing(self, text: str) -> list[str]:
        """The content words that the text lacks, in order.

        A word is not missing if the text has a form of it, or shows it in another way (`related_words`).
        """
        lacking = [word for word, found in zip(self.words, self._places(text), strict=True) if not found]
        if not lacking or self.exact:
            return lacking
        related = related_words(self, text)
        return [word for word in lacking if word not in related]

    def related_to(self, other: str) -> frozenset[str]:
        """The content words that share the root of another word, or are parts of it as a compound."""
        found = self._related.get(other)
        if found is None:
            first = fold(other)[:1]
            found = self._related[other] = frozenset(
                word
                for word, starts in self._starts.items()
                if (first in starts and self.forms.same_root(word, other)) or self.forms.in_compound(word, other)
            )
        return found

    def position(self, word: str) -> int | None:
        """The position of the content word that a word is a form of."""
        return self._word_index.find(word)

    def as_written(self, words: Collection[str]) -> list[str]:
        """Content words as the keyword has them, compounds whole: Vjosa-Narta."""
        found = []
        for term in terms(self.text):
            parts = split_term(term.group(), self.language)
            if any(part.text in words for part in parts):
                start, end = (parts[0].start, parts[0].end) if len(parts) == 1 else (0, None)
                found.append(term.group()[start:end])
        return list(dict.fromkeys(found)) or list(words)

    def covers(self, text: str, *, beside: int) -> bool:
        """Whether the text consists of the keyword: all its content words, and at most `beside` function words more."""
        if not self.stands_in(text):
            return False
        if self.exact:
            return len(self.find(text)[0].spans) == 1 and fold(text.strip()) == fold(self.text)
        function_words = languages.load(self.language).function_words
        parts = plain_words(text, self.language)
        more = [part for part in parts if not self._locate(part)]
        return len(more) <= beside and all(part in function_words for part in more)

    def _places(self, text: str) -> list[list[Pair]]:
        """For each content word its offsets in the text."""
        if self._patterns:
            plain = fold_in_place(text)
            return [[found.span() for found in pattern.finditer(plain)] for pattern in self._patterns]
        places: list[list[Pair]] = [[] for _ in self.words]
        known = self._known
        for term in terms(text):
            written = term.group()
            found = known.get(written)
            if found is None:
                found = known[written] = self._locate(written)
            for index, start, end in found:
                places[index].append((term.start() + start, term.start() + end))
        return places

    def _locate(self, term: str) -> tuple[tuple[int, int, int], ...]:
        """The content words in a term: position in `words`, and offsets in the term."""
        found: list[tuple[int, int, int]] = []
        for part in split_term(term, self.language, names=True):
            word = self._word_index.find(part.text)
            if word is not None and (part.text not in self.capitals or term[part.start : part.end].isupper()):
                found.append((word, part.start, part.end))
            compound = None if part.whole else self._compound_index.find(part.text)
            if compound is not None:
                found.extend((index, part.start, part.end) for index in self.compounds[compound][1])
        return tuple(found)

    @kept
    def _starts(self) -> dict[str, set[str]]:
        """The first letters of the forms of each word that may have related words: a cheap first test."""
        return {word: self.forms.starts(word) for word in self.words if word not in self.capitals}

    @kept
    def _word_index(self) -> WordIndex:
        return WordIndex(self.words, self.forms)

    @kept
    def _compound_index(self) -> WordIndex:
        return WordIndex((joined for joined, _ in self.compounds), self.forms)

    @kept
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """The search patterns of exact keywords and of scripts without spaces, where words are not compared."""
        if is_glued(self.text):
            return tuple(map(_glued_pattern, self.words))
        if not self.exact:
            return ()
        phrase = r"\s+".join(map(re.escape, fold_in_place(self.text).split()))
        return (re.compile(rf"(?<!\w){phrase}(?!\w)"),)


def _glued_pattern(word: str) -> re.Pattern[str]:
    """The pattern of a word; one in Latin letters not within another word (AI in "said")."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word))


def fold_in_place(text: str) -> str:
    """Folded text in which each character keeps its offset."""
    if text.isascii():
        return text.lower()
    return "".join(folded if len(folded := fold(char)) == 1 else char for char in text)


def _groups(places: list[list[Pair]]) -> Iterator[list[Pair]]:
    """One group for each place of the rarest word: that place, and the nearest of each other word, in order."""
    rarest = min(places, key=len)
    columns = [rarest if spans is rarest else _nearest(rarest, spans) for spans in places]
    for group in zip(*columns, strict=True):
        yield sorted(group)


def _nearest(anchors: list[Pair], spans: list[Pair]) -> list[Pair]:
    """For each anchor a span near it, each used once; both are in order, so that one pass is enough."""
    found = []
    at = 0
    for index, anchor in enumerate(anchors):
        last = len(spans) - (len(anchors) - index)
        while at < last and abs(spans[at + 1][0] - anchor[0]) <= abs(spans[at][0] - anchor[0]):
            at += 1
        found.append(spans[at])
        at += 1
    return found


def _joined(text: str, spans: list[Pair]) -> tuple[Pair, ...]:
    """The spans; those without a letter or digit between them are joined."""
    joined = [spans[0]]
    for start, end in spans[1:]:
        last = joined[-1]
        if start <= last[1] or not _WORD_CHARACTER.search(text, last[1], start):
            joined[-1] = (last[0], max(last[1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
