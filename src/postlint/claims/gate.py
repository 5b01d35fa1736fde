"""Which sentences are worth a closer look: most are no claims, which a few of their words tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from postlint.claims.lexicon import Lexicon
from postlint.claims.units import Unit
from postlint.data.patterns import lazy_pattern
from postlint.prose.words import Sentence

_DIGIT = lazy_pattern(r"\d")
#: a number that may be a claim without further words: "5%", "3x", "40M", "1,000,000"
_HEAVY = lazy_pattern(r"%|\d-per|\d\s?[xX×]|\d(?:[kKMBb]|[bmt]n)\b|,\d{3},|\d{7}|\d/\d")
#: two numbers that may be one with a word for rates between them: "1 in 5", "$5 for every $1"
_RATE = lazy_pattern(r"\d((?: [^\W\d]+){1,3}) [^\w\s]?\d")
#: how far apart two counts of a share ("one in every three") and two words of an attribution stand at most
_CLOSE = 3


def may_assert(sentence: Sentence | Unit, lex: Lexicon) -> bool:
    """Whether a number that weighs, or evidence and a verb, stand in a sentence."""
    has_digit = _DIGIT.search(sentence.text) is not None
    if has_digit and (_HEAVY.search(sentence.text) or _may_be_rate(sentence.text, lex)):
        return True
    if isinstance(sentence, Sentence) and lex.written_cues.isdisjoint(sentence.tokens):
        return False  # mostly so, and known without the words in lower case
    cues = lex["cues"].intersection(sentence.folded)
    if not lex["sure_words"].isdisjoint(cues):
        return True
    if not has_digit and cues <= lex["usual_words"]:
        return False
    return _may_count(sentence.folded, cues, lex, has_digit=has_digit) or _may_attribute(sentence.folded, cues, lex)


def _may_be_rate(text: str, lex: Lexicon) -> bool:
    rates = lex["rate_words"]
    return any(not rates.isdisjoint(match[1].split()) for match in _RATE.finditer(text))


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
