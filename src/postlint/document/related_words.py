"""Finds the words of a keyword that a text shows in another way than by a form of them.

By a word of the same root (validating, validation), by one that is written together or apart (home office, homeoffice),
by a compound (Handwerkerwebsite), by an abbreviation or what it stands for (MVP), by a word with Korean endings,
or by the words of a Chinese or Japanese one, apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.prose import language_data as languages
from postlint.prose.word_forms import is_glued, plain_words, split_term, terms

if TYPE_CHECKING:
    from postlint.document.keyword import Keyword

_INITIALS = lazy_pattern(r"\b[A-Z]{2,6}(?=s?\b)")
_HAN = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff]{4,}")
_HANGUL = lazy_pattern(r"[\uac00-\ud7a3]{4,}")


def related_words(keyword: Keyword, text: str) -> set[str]:
    """The content words that the text shows in such a way; words that it has a form of may be among them."""
    if is_glued(keyword.text):
        return {word for word in keyword.words if _begins_alike(word, text) or _apart(word, text)}
    parts = [part for term in terms(text) for part in split_term(term.group(), keyword.language)]
    found = _abbreviated(keyword, text)
    for part in parts:
        found |= keyword.related_to(part.text)
    plain = [part.text for part in parts if not part.whole]
    for one, other in pairwise(plain):
        for base in (one, *keyword.forms.bases(one)):  # "rolling out" shows "rollout"
            place = keyword.position(base + other)
            if place is not None:
                found.add(keyword.words[place])
    return found


def _abbreviated(keyword: Keyword, text: str) -> set[str]:
    """The words of the keyword that the text abbreviates or spells out: one text has the initials of the other.

    The initials of two words may change places, as they do between languages (AI, IA).
    """
    present = set(_INITIALS.findall(text))
    runs = _runs(keyword.text, keyword.language) if present else ()
    found = {word for run in runs if _initials(run) & present for word in run}
    capitals = {short.lower(): short for short in _INITIALS.findall(keyword.text)}
    if capitals:
        spelled = {short for run in _runs(text, keyword.language) for short in _initials(run)}
        found |= {word for word, short in capitals.items() if short in spelled}
    return found


def _runs(text: str, language: str) -> Iterator[list[str]]:
    """Words in a row that may have an abbreviation: three or more, or two that are no function words."""
    words = plain_words(text, language)
    starts = range(len(words))
    yield from (words[start : start + size] for size in range(3, 7) for start in starts[: len(words) - size + 1])
    function_words = languages.load(language).function_words
    yield from ([*pair] for pair in pairwise(words) if function_words.isdisjoint(pair) and min(map(len, pair)) > 3)


def _initials(words: Sequence[str]) -> set[str]:
    """The initials of words as a word in capitals; of two words in either order."""
    short = "".join(word[0] for word in words).upper()
    return {short, short[::-1]} if len(words) == 2 else {short}


def _begins_alike(word: str, text: str) -> bool:
    """Whether a word of the text begins as a long Korean one does: particles and endings follow the first half."""
    half = word[: (len(word) + 1) // 2]
    return _HANGUL.fullmatch(word) is not None and re.search(rf"(?<!\w){half}", text) is not None


def _apart(word: str, text: str) -> bool:
    """Whether the text has all parts of a run of Chinese or Japanese words: 时代套利, "时代的套利机会"."""
    if _HAN.fullmatch(word) is None:
        return False
    ends = {0}
    for end in range(2, len(word) + 1):
        if any(start + 2 <= end and word[start:end] in text for start in ends):
            ends.add(end)
    return len(word) in ends
