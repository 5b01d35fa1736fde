"""Decides whether a doubled word is a mistake or correct grammar, by the language's file `doubled-words.txt`.

A doubled function word is a mistake unless the file allows it. Other words may be doubled for emphasis, as names and as
terms: only long ones and verbs with an ending, which are seldom doubled on purpose, count as mistakes, and not where
the pair is all that its clause says ("surprise surprise, it rose"). In a language without such a file, short words may
be two that sound alike, such as Czech "se" (oneself) and "se" (with), or a subject and its predicate: "je to to".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.prose import language_data as languages
from postlint.prose.sentences import SYLLABIC
from postlint.records import NamedTuple

#: from so many letters on, a content word is not doubled for emphasis
_LONG = 8
#: and a verb with an ending from so many on
_VERB_LETTERS = 5
#: an adverb has so many letters before its ending, which "only" has not
_STEM = 4
#: in a language whose grammar is not described, words of up to so many letters may stand twice
_SHORT = 4
#: what a writer puts behind a slip that is meant
_SIC = lazy_pattern(r"\s*[(\[]\W*sic\b", re.IGNORECASE)
#: how many words before the pair a noun clause may begin ("what the answer to that is is easy")
_CLAUSE = 7
#: how far before the pair the verb of a particle may be ("logged him in in June")
_VERB = 3
#: from so many different words on, a sentence has a function word; from fewer on, one with a long word twice
_SENTENCE, _SHORT_SENTENCE = 6, 4
#: of so many words and more around a pair, at least this share is function words
_TEXT, _TEXT_SHARE = 30, 0.15
#: where a sentence or a clause ends, roughly
SENTENCE_END = lazy_pattern(r"[.!?…;:]\s")
_CLAUSE_END = lazy_pattern(r"[,;:.!?…()“”„«»\"]|\s[-–]\s|—")
_WORD = lazy_pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
#: what may stand before the third of three
_AND_AGAIN = lazy_pattern(r"^,\s+(?:and\s+)?")


class _Excuse(NamedTuple):
    """A context in which a doubled word is correct: any, one given by a sign, words before it (-) or after it (+)."""

    sign: str = ""
    before: frozenset[str] = frozenset()
    behind: tuple[str, ...] = ()


class Grammar(NamedTuple):
    """The rules of a language for doubled words."""

    function_words: frozenset[str]
    #: the commonest of them, which nobody says three times
    commonest: frozenset[str]
    excuses: Mapping[str, Sequence[_Excuse]]
    namers: frozenset[str]
    adverb: str
    verb_endings: tuple[str, ...]
    described: bool

    def is_slip(self, word: str, before: str, behind: str) -> bool:
        """Whether a doubled word is a mistake; `before` and `behind` are the text around the pair."""
        low = word.lower().replace("’", "'")
        ends_clause = not behind.strip() or _CLAUSE_END.match(behind) is not None
        if low not in self.function_words and not self._is_seldom_doubled(low, ends_clause=ends_clause):
            return False
        if self.adverb and low.endswith(self.adverb) and len(low) >= len(self.adverb) + _STEM:
            return False  # "it is finally finally hot"
        words = [found.lower() for found in _WORD.findall(before)]
        if self._is_foreign(low, words, behind) or _SIC.match(behind) or behind.lstrip().startswith("="):
            return False  # "Loaf loaf = new Loaf()"
        if _first_word(_AND_AGAIN.sub("", behind, count=1)) == low:
            return low in self.commonest and low not in self.excuses  # three times is emphasis: "more more, and more"
        if behind[:1] in ("!", "！") and _is_all(before, behind):
            return False  # a call: "Up up!"
        excuses = self.excuses.get(low, ())
        if any(self._holds(excuse, words, before, behind) for excuse in excuses if excuse.sign != "^"):
            return False
        if word[0].isupper() and any(excuse.sign == "^" for excuse in excuses):
            return False  # "Will will bake"
        if low in self.function_words:
            return self.described or len(low) > _SHORT
        return not _is_all(before, behind)

    def _is_seldom_doubled(self, word: str, *, ends_clause: bool) -> bool:
        """Whether a content word is not doubled for emphasis, as a name or as a term.

        At the end of a clause, a short one with the ending of a verb may be an adjective that is: "I was tired tired."
        """
        if len(word) >= _LONG:
            return not (self.adverb and word.endswith(self.adverb))
        return len(word) >= _VERB_LETTERS and word.endswith(self.verb_endings) and not ends_clause

    def _is_foreign(self, word: str, before: Sequence[str], behind: str) -> bool:
        """Whether the sentence of a doubled word is not of the language (code, lorem ipsum) or a list of names.

        Then it has several other words, and none of them is a function word; or few of many words around it are.
        """
        around = [*before, *(found.lower() for found in _WORD.findall(behind))]
        if len(around) >= _TEXT and sum(map(self.function_words.__contains__, around)) < _TEXT_SHARE * len(around):
            return True
        others = {found for found in before if found != word}
        if not others.isdisjoint(self.function_words):
            return False
        others.update(found.lower() for found in _WORD.findall(SENTENCE_END.split(behind, maxsplit=1)[0]))
        others.discard(word)
        least = _SENTENCE if word in self.function_words else _SHORT_SENTENCE
        return len(others) >= least and others.isdisjoint(self.function_words)

    def _holds(self, excuse: _Excuse, words: Sequence[str], before: str, behind: str) -> bool:
        if excuse.sign == "~":
            stranded = not excuse.before or not excuse.before.isdisjoint(words[-_VERB:])
            return stranded and not self.namers.isdisjoint(words[-_CLAUSE:-1])
        if excuse.sign == ".":
            return not behind.strip() or _CLAUSE_END.match(behind) is not None
        if excuse.sign == "<":
            return bool(words) and words[-1] not in self.function_words
        if excuse.sign == ",":
            return bool(re.search(r",\s*(?:\w+\s+)?$", before))
        if excuse.sign == ">":
            clause = _WORD.findall(_CLAUSE_END.split(behind)[0])
            if len(clause) < 2 or not clause[-1].islower() or not words:
                return False
            return words[-1] in excuse.before if excuse.before else words[-1] not in self.function_words
        if excuse.before and not excuse.before.isdisjoint(words[-_VERB:]):
            return True
        if excuse.behind:
            following = _first_word(behind)
            return any(following.endswith(one[1:]) if one[0] == "*" else following == one for one in excuse.behind)
        return not excuse.before


def _first_word(text: str) -> str:
    """The word that a text begins with, in lower case; "" when it begins with none."""
    found = _WORD.match(text.lstrip())
    return found[0].lower() if found else ""


def _is_all(before: str, behind: str) -> bool:
    """Whether a clause has no other words than the pair between the text before it and the text behind it."""
    return not _WORD.search(_CLAUSE_END.split(before)[-1]) and not _WORD.search(_CLAUSE_END.split(behind)[0])


@lru_cache(maxsize=16)
def grammar(code: str) -> Grammar:
    """The grammar of the language with that primary tag; that of English when the language is unknown ("")."""
    language = languages.load(code or "en")
    excuses: dict[str, list[_Excuse]] = {}
    namers: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    for line in language.words("doubled-words"):
        parts = line.split()
        if parts[0] == "~":
            namers = frozenset(parts[1:])
            continue
        if parts[0] == "*":
            endings = tuple(parts[1:])
            continue
        excuse = _Excuse(
            sign=next((part for part in parts if part in ("~", "<", ",", ">", ".", "^")), ""),
            before=frozenset(part[1:] for part in parts if part[0] == "-" and len(part) > 1),
            behind=tuple(part[1:] for part in parts if part[0] == "+"),
        )
        for part in parts:
            if part[0] not in "~<>,.^-+":
                excuses.setdefault(part, []).append(excuse)
    little = language.function_words | languages.common_words(code or "en")
    return Grammar(
        frozenset() if code in SYLLABIC else little,  # Vietnamese "người người": everybody
        languages.common_words(code or "en"),
        excuses,
        namers,
        adverb=str(language.passive.get("adverb", "")),
        verb_endings=endings,
        described=bool(excuses),
    )
