"""The keywords of a post, and the occurrences of each in a text.

The *focus keyword* is the search term for which the post is optimised: the (first) value of the logical field
`focus_keyword`. Lists of `keywords` and tags, which serve related posts and old search engines, do not name one. It
occurs in a text when all its content words do, in any order and form; in quotes ("…") it has to occur exactly.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from postlint.data.patterns import lazy_pattern
from postlint.prose import language_data as languages
from postlint.prose.fold import fold
from postlint.prose.word_forms import WordForms, WordIndex, is_glued, split_term, terms
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.parse.front_matter import Field

Pair = tuple[int, int]

_QUOTED = lazy_pattern(r'(?:"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«\s*([^»]+?)\s*»)')
#: an entry of a comma-separated list; commas within quotes belong to it
_ENTRY = lazy_pattern(r'(?:"[^"]*"|“[^”]*”|[^,;"“])+')
_WORD_CHARACTER = lazy_pattern(r"\w")
_INITIALS = lazy_pattern(r"\b[A-Z]{2,6}(?=s?\b)")
_HANGUL = lazy_pattern(r"[\uac00-\ud7a3]{4,}")


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

    def best_share(self, text: str) -> float:
        """The greatest share among the keyword and its synonyms."""
        return max(keyword.share(text) for keyword in (self, *self.synonyms))

    def missing(self, text: str) -> list[str]:
        """The content words that the text lacks, in order.

        A word is not missing if the text has a form of it, a word of the same root (validating, validation), or an
        abbreviation of it: MVP or AI for words of the keyword, or the words that an abbreviation in the keyword means.
        """
        lacking = [word for word, found in zip(self.words, self._places(text), strict=True) if not found]
        if not lacking:
            return []
        if self._patterns:
            return lacking if self.exact else [word for word in lacking if not _begins_alike(word, text)]
        present = [part.text for term in terms(text) for part in split_term(term.group(), self.language)]
        short = self._abbreviated(text)
        return [
            word
            for word in lacking
            if word not in short
            and not any(self.forms.same_root(word, other) for other in present if word not in self.capitals)
        ]

    def as_written(self, words: Collection[str]) -> list[str]:
        """Content words as the keyword has them, compounds whole: Vjosa-Narta."""
        found = []
        for term in terms(self.text):
            parts = split_term(term.group(), self.language)
            if any(part.text in words for part in parts):
                start, end = (parts[0].start, parts[0].end) if len(parts) == 1 else (0, None)
                found.append(term.group()[start:end])
        return list(dict.fromkeys(found)) or list(words)

    def _abbreviated(self, text: str) -> set[str]:
        """The words of the keyword that the text abbreviates or spells out: one text has the initials of the other.

        The initials of two words may change places, as they do between languages (AI, IA).
        """
        present = set(_INITIALS.findall(text))
        runs = self._runs(self.text) if present else ()
        found = {word for run in runs if _initials(run) & present for word in run}
        capitals = {short.lower(): short for short in _INITIALS.findall(self.text)}
        if capitals:
            spelled = {short for run in self._runs(text) for short in _initials(run)}
            found |= {word for word, short in capitals.items() if short in spelled}
        return found

    def _runs(self, text: str) -> Iterator[list[str]]:
        """Words in a row that may have an abbreviation: three or more, or two that are no function words."""
        words = [part.text for term in terms(text) for part in split_term(term.group(), self.language)]
        starts = range(len(words))
        yield from (words[start : start + size] for size in range(3, 7) for start in starts[: len(words) - size + 1])
        function_words = languages.load(self.language).function_words
        yield from ([*pair] for pair in pairwise(words) if function_words.isdisjoint(pair) and min(map(len, pair)) > 3)

    def covers(self, text: str, *, beside: int) -> bool:
        """Whether the text consists of the keyword: all its content words, and at most `beside` function words more."""
        if not self.stands_in(text):
            return False
        if self.exact:
            return len(self.find(text)[0].spans) == 1 and fold(text.strip()) == fold(self.text)
        function_words = languages.load(self.language).function_words
        parts = [p.text for t in terms(text) for p in split_term(t.group(), self.language) if not p.whole]
        more = [part for part in parts if not self._locate(part)]
        return len(more) <= beside and all(part in function_words for part in more)

    def _places(self, text: str) -> list[list[Pair]]:
        """For each content word its offsets in the text."""
        if self._patterns:
            plain = _fold_in_place(text)
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

    @cached_property
    def _word_index(self) -> WordIndex:
        return WordIndex(self.words, self.forms)

    @cached_property
    def _compound_index(self) -> WordIndex:
        return WordIndex((joined for joined, _ in self.compounds), self.forms)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """The search patterns of exact keywords and of scripts without spaces, where words are not compared."""
        if is_glued(self.text):
            return tuple(map(_glued_pattern, self.words))
        if not self.exact:
            return ()
        phrase = r"\s+".join(map(re.escape, _fold_in_place(self.text).split()))
        return (re.compile(rf"(?<!\w){phrase}(?!\w)"),)


def _initials(words: Sequence[str]) -> set[str]:
    """The initials of words as a word in capitals; of two words in either order."""
    short = "".join(word[0] for word in words).upper()
    return {short, short[::-1]} if len(words) == 2 else {short}


def _begins_alike(word: str, text: str) -> bool:
    """Whether a word of the text begins as a long Korean one does: particles and endings follow the first half."""
    half = word[: (len(word) + 1) // 2]
    return _HANGUL.fullmatch(word) is not None and re.search(rf"(?<!\w){half}", text) is not None


def _glued_pattern(word: str) -> re.Pattern[str]:
    """The pattern of a word; one in Latin letters not within another word (AI in "said")."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if word.isascii() else re.escape(word))


def _fold_in_place(text: str) -> str:
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


# -- reading ------------------------------------------------------------------------------------------


def make_keyword(written: str, language: str, span: Span = Span(0, 0)) -> Keyword | None:
    """The keyword of that text; None when it has no letter or digit."""
    quoted = _QUOTED.fullmatch(written.strip())
    text = next(filter(None, quoted.groups())) if quoted else written.strip()
    forms = WordForms(language)
    words, compounds = _words(text, forms, language)
    if not words:
        return None
    function_words = languages.load(language).function_words
    capitals = _in_capitals(text) & function_words
    content = [word for word in words if word not in function_words or word in capitals]
    kept = content or words
    positions = {word: position for position, word in enumerate(kept)}
    return Keyword(
        text=text,
        span=span,
        words=(text,) if quoted else tuple(kept),
        forms=forms,
        language=language,
        exact=bool(quoted),
        empty=not content and not quoted and len(words) > 1,  # alone it is meant: Italian "stato", German "Sein"
        capitals=capitals,
        compounds=tuple(
            (joined, tuple(positions[word] for word in parts if word in positions)) for joined, parts in compounds
        ),
    )


def _in_capitals(text: str) -> frozenset[str]:
    """The words of a keyword that are set off by capitals, in lower case: "AI" in "AI e lavoro"."""
    written = [term.group() for term in terms(text)]
    if len(written) > 1 and text.isupper():
        return frozenset()
    return frozenset(word.lower() for word in written if len(word) > 1 and word.isupper())


def _words(text: str, forms: WordForms, language: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The distinct words of a keyword, and its compounds: joined form and parts."""
    if is_glued(text):
        return _fold_in_place(text).split(), []
    known: dict[str, str] = {}
    compounds = []
    for term in terms(text):
        parts: list[str] = []
        for part in split_term(term.group(), language):
            if part.whole:
                compounds.append((part.text, parts))
            else:
                parts.append(known.setdefault(forms.key(part.text), part.text))
    return list(known.values()), compounds


def read_keywords(doc: Document) -> tuple[Keyword, ...]:
    """All keywords of a post that has a focus keyword: that one first, with the post's synonyms."""
    found = _read_field(doc, "focus_keyword")
    if not found:
        return ()
    found += _read_field(doc, "keywords")
    return (replace(found[0], synonyms=tuple(_read_field(doc, "synonyms"))), *found[1:])


def _read_field(doc: Document, name: str) -> list[Keyword]:
    """The keywords of a logical field: a list, or a string with commas."""
    field = doc.field(name)
    if field is None:
        return []
    found = (
        make_keyword(entry.group(), doc.language, _entry_span(item, entry))
        for item in doc.front_matter.items(*field.path)
        for entry in _ENTRY.finditer(item.as_text())
    )
    return [keyword for keyword in found if keyword is not None]


def _entry_span(item: Field, entry: re.Match[str]) -> Span:
    """The span of an entry of a front matter value, without the spaces around it."""
    text = entry.group()
    start = entry.start() + len(text) - len(text.lstrip())
    return item.part(start, start + len(text.strip()))
