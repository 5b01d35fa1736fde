"""Counts the syllables of a word by rules and exceptions of its language, without a dictionary.

The rules are regular expressions in the language's `language.yaml`: matches of `nucleus` (vowels that make one
syllable) less those of `silent` plus those of `split`. For English, `syllables.txt` has the words for which the
rules disagree with the CMU Pronouncing Dictionary, so that the counts are the dictionary's for its 126,000 words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.prose import language_data as languages
from postlint.prose.language_data import Language

_PART = lazy_pattern(r"[^\W_]+(?:'[^\W_]+)*")
_SIBILANT = lazy_pattern(r"(?:[sxz]|[cs]h|[cgs]e)$")


@lru_cache(maxsize=1 << 16)
def count_syllables(word: str, code: str) -> int:
    """Syllables of a word in the language with that primary tag; 0 if the language has no rules.

    The parts of a compound are counted one by one. A part without letters counts one, as does any other without
    vowels. Capitals are spelled out if there are two or three of them ("API"), or more without a vowel ("HTML").
    """
    language = languages.load(code)
    if not language.syllables:
        return 0
    if word.isalpha():
        return _count_part(word, language)
    parts = _PART.findall(word.replace("’", "'"))
    return sum(_count_part(part, language) for part in parts if not part.isdigit()) or 1


def count_by_rules(word: str, language: Language) -> int:
    """Syllables of a lower-case word by the rules alone, at least 1."""
    nucleus, silent, split = _patterns(language.code)
    count = len(nucleus.findall(word))
    if silent:
        count -= len(silent.findall(word))
    if split:
        count += len(split.findall(word))
    return max(count, 1)


def _count_part(part: str, language: Language) -> int:
    word = part.lower()
    if part.isupper() and _is_spelled(word, language):
        return sum(3 if letter == "w" else 1 for letter in word)
    exceptions = _exceptions(language.code)
    if (known := exceptions.get(word)) is not None:
        return known
    if word.endswith("'s"):
        owner = word[:-2]
        ending = 1 if _SIBILANT.search(owner) else 0
        return exceptions.get(owner, 0) + ending if owner in exceptions else count_by_rules(owner, language) + ending
    return count_by_rules(word, language)


def _is_spelled(word: str, language: Language) -> bool:
    """Whether capitals are read letter by letter."""
    if not word.isalpha() or not 1 < len(word) < 6:
        return False
    if len(word) < 4:
        return word not in language.function_words
    return _patterns(language.code)[0].search(word) is None


@lru_cache(maxsize=16)
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]:
    rules = languages.load(code).syllables
    silent, split = ("|".join(rules.get(kind, ())) for kind in ("silent", "split"))
    return (
        re.compile(rules["nucleus"]),
        re.compile(silent) if silent else None,
        re.compile(split) if split else None,
    )


@lru_cache(maxsize=16)
def _exceptions(code: str) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for entry in languages.load(code).words("syllables"):
        count, _, words = entry.partition(" ")
        counts.update(dict.fromkeys(words.split(), int(count)))
    return counts
