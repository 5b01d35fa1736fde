"""Decides which words count as the same: case, accents, apostrophes, hyphens, compounds, and the forms of a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from math import ceil

from postlint.data.patterns import lazy_pattern
from postlint.prose.fold import fold
from postlint.prose.inflection import bases_of, load_inflection
from postlint.records import NamedTuple

#: a letter or digit, with the vowel signs of the scripts that have them
_SIGN = "[^\\W_][\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u0dff\u0e31-\u0e4e]*"
#: a run of them with characters allowed inside a word, and the signs of "C++" and "C#"
_TERM = lazy_pattern(rf"(?:{_SIGN})+(?:[.'’&/\-‐‑](?:{_SIGN})+)*[+#]*")
#: the characters of Korean, Japanese and Chinese, and the boundary between these and a Latin word (GPT를)
_EAST = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_SEAM = rf"(?<=[A-Za-z0-9])(?={_EAST})|(?<={_EAST})(?=[A-Za-z0-9])"
_CONNECTOR = lazy_pattern(rf"[&/\-‐‑]|{_SEAM}")
#: also splits names: a stop between letters (images.Filter), a capital after a small letter (CanHighlight)
_NAME_CONNECTOR = lazy_pattern(rf"[&/\-‐‑]|{_SEAM}|(?<=[^\W\d_])\.(?=[^\W\d_])|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_POSSESSIVE = lazy_pattern(r"['’]s$", re.IGNORECASE)
_GLUED = lazy_pattern(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Part(NamedTuple):
    """One word of a term: its lower-case text and offsets in the term. `whole` joins the parts of a compound."""

    text: str
    start: int
    end: int
    whole: bool = False


def is_glued(text: str) -> bool:
    """Whether the text is in a script without spaces between words (Thai), or between words and particles (Korean)."""
    return _GLUED.search(text) is not None


def terms(text: str) -> Iterator[re.Match[str]]:
    """The terms of a text: words, with compounds ("e-mail", "CI/CD", "node.js") whole; mail addresses have none."""
    found = _TERM.finditer(text)
    if "@" not in text:
        return found
    return (term for term in found if not _is_of_address(text, *term.span()))


def _is_of_address(text: str, start: int, end: int) -> bool:
    """Whether a term is beside the @ of a mail address ("hello@example.org")."""
    before = text[end : end + 1] == "@" and text[end + 1 : end + 2].isalnum()
    return before or (start > 1 and text[start - 1] == "@" and text[start - 2].isalnum())


@lru_cache(maxsize=16384)
def split_term(term: str, language: str = "", *, names: bool = False) -> tuple[Part, ...]:
    """The words of a term in lower case; of a compound also the joined parts.

    "site-speed" gives site, speed and sitespeed. Two parts of which one is a letter are one word: e-mail is email,
    A/B is ab, Q&A is qa. With `names` also names of code are compounds: images.Filter, CanHighlight.
    """
    if term.isascii() and term.isalnum() and (not names or term[1:].islower()):
        return (Part(term.lower(), 0, len(term)),)
    parts = []
    at = 0
    for gap in (_NAME_CONNECTOR if names else _CONNECTOR).finditer(term):
        parts.append(_trim(term[at : gap.start()], at, language))
        at = gap.end()
    parts.append(_trim(term[at:], at, language))
    if len(parts) == 1:
        return tuple(parts)
    joined = Part("".join(part.text for part in parts), 0, len(term), whole=True)
    if len(parts) == 2 and any(part.text.isascii() and len(part.text) == 1 for part in parts):
        return (joined._replace(whole=False),)
    return (*parts, joined)


def plain_words(text: str, language: str) -> list[str]:
    """The words of a text's terms in lower case, without the joined parts of compounds."""
    return [part.text for term in terms(text) for part in split_term(term.group(), language) if not part.whole]


def _trim(piece: str, at: int, language: str) -> Part:
    """The piece without a possessive ending or an elided article."""
    start, end = 0, len(piece)
    if found := _POSSESSIVE.search(piece):
        end = found.start()
    elif ("'" in piece or "’" in piece) and load_inflection(language).elides:
        start = max(piece.rfind("'"), piece.rfind("’")) + 1
    return Part(piece[start:end].lower().replace("’", "'"), at + start, at + end)


#: words of one root share at least so many first letters, and this share of the longer word or so many letters
_ROOT, _ROOT_SHARE, _ROOT_ENOUGH = 5, 0.6, 7
#: so many first letters are the same before the rest is compared
_SAME_START = 3
#: the least number of letters of a word within a compound, and of the rest of the compound
_PART, _OTHER_PART = 4, 3
#: a stressed diphthong, which a longer word of the root has as one vowel: explain, explanation
_DIPHTHONG = lazy_pattern(r"([aeiou]{2})(?=[^aeiou]+$)")


class WordForms:
    """Decides whether two words are forms of one word, in the language with that primary tag."""

    def __init__(self, language: str) -> None:
        self._language = language

    def same(self, one: str, other: str) -> bool:
        """Whether two words are forms of one word."""
        return not self.bases(one).isdisjoint(self.bases(other))

    def same_root(self, one: str, other: str) -> bool:
        """Whether two words seem to share a root (managing, management): no forms, but not missing either."""
        bases = self._roots(one)
        starts = {base[:_SAME_START] for base in bases}
        likely = [base for base in self._roots(other) if base[:_SAME_START] in starts]
        return any(_begin_alike(base, rest) for rest in likely for base in bases)

    def _roots(self, word: str) -> Collection[str]:
        """The possible bases of a word, those of its vowels as one that change within a root: Polish o, a."""
        vowels = load_inflection(self._language).alternating
        if not vowels:
            return self.bases(word)
        return {base.translate(dict.fromkeys(map(ord, vowels), vowels[0])) for base in self.bases(word)}

    def in_compound(self, word: str, longer: str) -> bool:
        """Whether a longer word begins or ends with the word, in a language that joins words: Handwerkerwebsite."""
        if not load_inflection(self._language).joins:
            return False
        parts = [base for base in self.bases(word) if len(base) >= _PART]
        return any(
            len(whole) >= len(part) + _OTHER_PART and (whole.startswith(part) or whole.endswith(part))
            for whole in self.bases(longer)
            for part in parts
        )

    def bases(self, word: str) -> frozenset[str]:
        """The possible bases of a word; forms of one word share one."""
        return bases_of(fold(word), self._language)

    def starts(self, word: str) -> set[str]:
        """The letters that the forms of a word may begin with: a cheap first test."""
        return load_inflection(self._language).starts(fold(word))

    def key(self, word: str) -> str:
        """One of the possible bases, mostly the same for all forms of a word: the shortest."""
        return min(self.bases(word), key=lambda base: (len(base), base))


def _begin_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _ROOT and longer.startswith(shorter):  # clima, climatico
        return True
    head, diphthong, tail = _DIPHTHONG.split(shorter) if _DIPHTHONG.search(shorter) else (shorter, "", "")
    if diphthong and len(head + tail) >= _ROOT and longer.startswith(head) and longer.startswith(tail, len(head) + 1):
        return True
    least = max(_ROOT, min(ceil(_ROOT_SHARE * len(longer)), _ROOT_ENOUGH))
    return min(len(one), len(other)) >= least and one[:least] == other[:least]


class WordIndex:
    """Finds which of some words a word is a form of."""

    def __init__(self, words: Iterable[str], forms: WordForms) -> None:
        self._forms = forms
        self._positions: dict[str, int] = {}
        self._starts: set[str] = set()
        for position, word in enumerate(words):
            for base in (fold(word), *forms.bases(word)):
                self._positions.setdefault(base, position)
            self._starts.update({fold(word)[:1]}, forms.starts(word))

    def find(self, word: str) -> int | None:
        """The position of the first word that the given one is a form of."""
        folded = fold(word)
        if folded[:1] not in self._starts:
            return None
        if (position := self._positions.get(folded)) is not None:
            return position
        positions = (self._positions[base] for base in self._forms.bases(word) if base in self._positions)
        return min(positions, default=None)


def spelled_in_addresses(slug: str, language: str) -> str:
    """The words of a slug as a text to look for words in: also neighbours joined, and spellings undone.

    "e-mail-fuer-anfaenger" also gives email, and in German fur and anfanger.
    """
    words = re.split(r"[-_./\s]+", slug.lower())
    texts = [*words, *map("".join, pairwise(words))]
    respelled = slug.lower()
    for written, folded in load_inflection(language).spellings.items():
        respelled = respelled.replace(written, folded)
    return " ".join([*texts, *re.split(r"[-_./\s]+", respelled)])
