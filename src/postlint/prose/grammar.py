"""Finds passive sentences, and sentences with a transition from the one before.

There is no tagger: both are found by word lists of the language (`languages/<code>/`). A language without such lists
has no passive sentences and no transitions here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from postlint.prose import language_data as languages
from postlint.prose.passive import find_passive
from postlint.prose.words import Sentence
from postlint.records import NamedTuple
from postlint.spans import Span


def has_passive_rules(code: str) -> bool:
    """Whether passives can be found in the language with that primary tag."""
    return bool(languages.load(code).passive)


def has_transition_words(code: str) -> bool:
    """Whether transitions can be found in the language with that primary tag."""
    return bool(languages.load(code).transition_words)


def passive_phrase(sentence: Sentence, code: str) -> tuple[int, int] | None:
    """The offsets in the passage's text of the first passive of a sentence: auxiliary to participle; None without."""
    found = find_passive(sentence, languages.load(code))
    if found is None:
        return None
    ends = [sentence.words[index] for index in found]
    return min(word.start for word in ends), max(word.end for word in ends)


def passive_span(sentence: Sentence, code: str) -> Span | None:
    """The source span of the first passive of a sentence; None if there is none."""
    phrase = passive_phrase(sentence, code)
    return sentence.passage.span(*phrase) if phrase else None


def has_transition(sentence: Sentence, code: str) -> bool:
    """Whether a sentence has a transition word, phrase or pair."""
    words = sentence.folded
    transitions = _transitions(code)
    if words[0] in transitions.first or not transitions.words.isdisjoint(words):
        return True
    phrases = transitions.phrases
    if not phrases.keys().isdisjoint(words):
        for index, word in enumerate(words, 1):
            if word in phrases and _goes_on(phrases[word], words, index):
                return True
    start = transitions.first_phrases.get(words[0])
    if start is not None and _goes_on(start, words, 1):
        return True
    return any(first[0] in words and _has_pair(words, first, second) for first, second in _pairs(code))


def _goes_on(seconds: Mapping[str, Sequence[tuple[str, ...]]], words: tuple[str, ...], behind: int) -> bool:
    """Whether one of the transitions that begin with a word continues with the words from `behind` on."""
    rests = seconds.get(words[behind]) if behind < len(words) else None
    return rests is not None and any(words[behind + 1 : behind + 1 + len(rest)] == rest for rest in rests)


#: the rests of phrases by their first word, and by their second
_Phrases = Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]


class _Transitions(NamedTuple):
    """The transitions of a language: words and phrases, and those that stand only first in a sentence."""

    words: frozenset[str]
    phrases: _Phrases
    first: frozenset[str]
    first_phrases: _Phrases


@lru_cache(maxsize=16)
def _transitions(code: str) -> _Transitions:
    listed = languages.load(code).transition_words
    anywhere = [phrase.split() for phrase in listed if not phrase.startswith("^")]
    only_first = [phrase[1:].split() for phrase in listed if phrase.startswith("^")]
    return _Transitions(*_sorted_out(anywhere), *_sorted_out(only_first))


def _sorted_out(phrases: Sequence[Sequence[str]]) -> tuple[frozenset[str], _Phrases]:
    words = {phrase[0] for phrase in phrases if len(phrase) == 1}
    longer: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for first, *rest in phrases:
        if first not in words:
            longer.setdefault(first, {}).setdefault(rest[0], []).append(tuple(rest[1:]))
    return frozenset(words), longer


@lru_cache(maxsize=16)
def _pairs(code: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (tuple(first.split()), tuple(second.split())) for first, second in languages.load(code).transition_pairs
    )


def _has_pair(words: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    at = _find(words, first, 0)
    return at >= 0 and _find(words, second, at + len(first)) >= 0


def _find(words: tuple[str, ...], phrase: tuple[str, ...], start: int) -> int:
    """The index of a run of words at or behind `start`; -1 if it is not there."""
    size = len(phrase)
    for index in range(start, len(words) - size + 1):
        if words[index] == phrase[0] and words[index : index + size] == phrase:
            return index
    return -1
