"""Which sentences are worth a closer look: most are no claims, which a few of their words tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from postlint.claims.lexicon import Lexicon
from postlint.claims.units import Unit
from postlint.data.patterns import lazy_pattern
from postlint.prose.words import Sentence

_DIGIT = lazy_pattern(r"\d")
#: how far apart two counts of a share ("one in every three") and two words of an attribution stand at most
_CLOSE = 3


def may_assert(sentence: Sentence | Unit, lex: Lexicon) -> bool:
    """Whether a number that weighs, or evidence and a verb, stand in a sentence."""
    has_digit = _DIGIT.search(sentence.text) is not None
    if has_digit and lex.heavy_numbers.search(sentence.text):
        return True
    if isinstance(sentence, Sentence) and lex.written_cues.isdisjoint(sentence.tokens):
        return False  # mostly so, and known without the words in lower case
    cues = lex["cues"].intersection(sentence.folded)
    if not lex["sure_words"].isdisjoint(cues):
        return True
    if not has_digit and cues <= lex["usual_words"]:
        return False
    return _may_count(sentence.folded, cues, lex, has_digit=has_digit) or _may_attribute(sentence.folded, cues, lex)


def _may_count(words: Sequence[str], cues: frozenset[str], lex: Lexicon, *, has_digit: bool) -> bool:
    """Whether there may be a share or multiple in words, or a sum or count that is told of a group."""
    counted = len(lex["counted_words"] & cues) + has_digit
    if counted and not lex["typical_words" if has_digit else "average_words"].isdisjoint(cues):
        return True
    if has_digit and not lex["spend_verbs"].isdisjoint(cues) and any(map(lex.is_group, words)):
        return True
    if counted < 2:
        return False
    places = (at for at, word in enumerate(words) if word in lex["counted_words"] or word[0].isdigit())
    return any(last - first <= _CLOSE for first, last in pairwise(places))


def _may_attribute(words: Sequence[str], cues: frozenset[str], lex: Lexicon) -> bool:
    """Whether there may be a finding: "found that", "has been shown", a noun of evidence before a verb."""

    def follows(first: str, second: str, most: int = _CLOSE) -> bool:
        one, other = lex[first], lex[second]
        return any(word in one and not other.isdisjoint(words[at + 1 : at + 1 + most]) for at, word in enumerate(words))

    if not lex["strong_verbs"].isdisjoint(cues) and follows("strong_verbs", "clause_words"):
        return True
    if not lex["shown_verbs"].isdisjoint(cues) and follows("passive_words", "shown_verbs"):
        return True
    if lex["evidence_words"].isdisjoint(cues):
        return False
    opens = words[0] in lex["source_prepositions"]  # "In some studies, …"
    return opens or follows("evidence_words", "evidence_verbs", len(words))
