"""Finds the passive of a sentence by word lists: an auxiliary, and a participle that belongs to it.

In languages of the order "adjacent" (English, Romance) nothing but adverbs stands between the two; in those of the
order "clause" (German, Dutch) the participle stands anywhere behind the auxiliary, or right before it, in the same
clause. An adjectival participle, which describes a state and no action ("is interested", "was not unexpected"), makes
no passive, unless an agent follows ("was surprised by").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from postlint.prose import language_data as languages
from postlint.prose.language_data import Language
from postlint.prose.words import Sentence

#: punctuation between clauses
_PARTING = frozenset(",;:–—")
#: in the order "clause": how many words may stand between auxiliary and participle
_REACH = 25


def find_passive(sentence: Sentence, language: Language) -> tuple[int, int] | None:
    """The indexes of auxiliary and participle in `sentence.words`; None if the sentence is not passive."""
    if not language.passive:
        return None
    auxiliaries = language.word_set("passive-auxiliaries")
    words = sentence.folded
    if auxiliaries.isdisjoint(words):
        return None
    adjacent = language.passive["order"] == "adjacent"
    if adjacent and not any(map(_form_test(language.code), words[1:])):
        return None  # quick exit for most sentences
    clause = _Clauses(sentence, words, language)
    find = clause.behind if adjacent else clause.in_clause
    for index, word in enumerate(words):
        if word in auxiliaries and (found := find(index)) is not None:
            return index, found
    return None


@lru_cache(maxsize=16)
def _exceptions(code_words: tuple[str, ...]) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """The entries of not-participles.txt: word -> the words after it that make a passive all the same, or do not."""
    table = {}
    for entry in code_words:
        word, *marks = entry.split()
        but = frozenset(mark[1:] for mark in marks if mark[0] == "+")
        only = frozenset(mark[1:] for mark in marks if mark[0] == "-")
        table[word] = (but, only)
    return table


@lru_cache(maxsize=16)
def _first_words(entries: frozenset[str]) -> frozenset[str]:
    """The first words of the entries that have more than one."""
    return frozenset(entry.partition(" ")[0] for entry in entries if " " in entry)


@lru_cache(maxsize=16)
def _form_test(code: str) -> Callable[[str], bool]:
    """A cached function that decides whether a word of the language has the form of a participle."""
    language = languages.load(code)
    irregular = language.word_set("participles")
    ending, base = language.passive.get("lemma", ("$", ""))
    regular, lemma = re.compile(language.passive["participle"]), re.compile(ending)

    @lru_cache(maxsize=1 << 15)
    def has_form(word: str) -> bool:
        known = word in irregular or lemma.sub(base, word, count=1) in irregular
        return known or regular.fullmatch(word) is not None

    return has_form


class _Clauses:
    """The words of a sentence, in lower case, and the search for a participle among them."""

    def __init__(self, sentence: Sentence, words: Sequence[str], language: Language) -> None:
        self.sentence = sentence
        self.words = words
        self.language = language
        self.rules = language.passive
        self.list = language.word_set
        self._form_test = _form_test(language.code)

    def gap(self, index: int) -> str:
        """The text between a word and the next, without spaces and quotes; a stop after the last."""
        words = self.sentence.words
        if index + 1 >= len(words):
            return "."
        return self.sentence.passage.text[words[index].end : words[index + 1].start].strip(" \n\u00a0\"'“”‘’")

    def next(self, index: int) -> str:
        """The word after `index`; "" at the end of the sentence or before punctuation."""
        return self.words[index + 1] if index + 1 < len(self.words) and not self.gap(index) else ""

    # -- order "adjacent" ---------------------------------------------------------------------------------

    def behind(self, auxiliary: int) -> int | None:
        """The participle after an auxiliary, with only adverbs between them."""
        if auxiliary > 0 and self.words[auxiliary - 1] in self.rules.get("reflexives", ()):
            return None
        at = self._behind_subject(auxiliary)
        while at + 1 < len(self.words) and self.gap(at) in ("", ","):
            at += 1
            if self._has_form(at) and self._is_verbal(auxiliary, at):
                return at
            if not self._is_adverb(at):
                return None
        return None

    def _behind_subject(self, auxiliary: int) -> int:
        """Where a question has its subject ("Was it built?"): the subject's last word, else the auxiliary."""
        question = self.rules.get("question", {})
        has_question_word = self.words[0] in question.get("words", ())
        begins = auxiliary == 0 or (has_question_word and auxiliary == 1)
        # "How often is it done?"
        if not begins and not (has_question_word and auxiliary == 2 and self.sentence.text.endswith("?")):
            return auxiliary
        word = self.next(auxiliary)
        if word in question.get("pronouns", ()):
            return auxiliary + 1
        if word in question.get("determiners", ()):
            found = self.next(auxiliary + 1) and not self._has_form(auxiliary + 2)
            return auxiliary + 2 if found else auxiliary
        return self._behind_bare_subject(auxiliary)

    def _behind_bare_subject(self, auxiliary: int) -> int:
        """The same for nouns alone ("Why were old posts deleted?"): all words but the last, which ends the question."""
        last = len(self.words) - 1
        inside = self.words[auxiliary + 1 : last]
        if not (1 <= len(inside) <= 3 and self.sentence.text.endswith("?") and self._has_form(last)):
            return auxiliary
        plain = all(word not in self.language.function_words for word in inside) and not any(
            self.gap(index) for index in range(auxiliary, last)
        )
        return last - 1 if plain and not self._is_adverb(auxiliary + 1) else auxiliary

    def _is_adverb(self, index: int) -> bool:
        word = self.words[index]
        ending = self.rules.get("adverb")
        adverbs = self.list("passive-adverbs")
        if word in adverbs or (ending and word.endswith(ending) and len(word) > 4):
            return True
        return word in _first_words(adverbs) and f"{word} {self.next(index)}" in adverbs  # "no longer"

    def _has_form(self, index: int) -> bool:
        """Whether a word has the form of a participle; compounds ("cloud-based") describe."""
        return self._form_test(self.words[index])

    def _lemma(self, word: str) -> str:
        """A participle in the form that the word lists have: masculine singular, where forms differ."""
        ending, base = self.rules.get("lemma", ("$", ""))
        return re.sub(ending, base, word, count=1)

    def _is_verbal(self, auxiliary: int, index: int) -> bool:
        """Whether a participle names an action: it is not adjectival, and no part of an idiom."""
        word, following = self.words[index], self.next(index)
        if following in self.rules.get("agents", ()) and self.next(index + 1) not in self.list("no-agents"):
            return True
        known = _exceptions(self.language.words("not-participles"))
        if (entry := word if word in known else self._lemma(word)) in known:
            but, only = known[entry]
            if (only and not self._is_habit(following, index, only)) or following in but:
                return not self._is_idiom(auxiliary, word)
            return False
        prefix = self.rules.get("describing_prefix")
        if prefix and word.startswith(prefix) and word not in self.list("verbal-participles"):
            return False
        if index - auxiliary > 1 and self.words[index - 1] in self.list("degree-adverbs"):
            return False
        return not (self._is_idiom(auxiliary, word) or self._is_attribute(auxiliary, index))

    def _is_habit(self, following: str, index: int, only: frozenset[str]) -> bool:
        """Whether "used to" is followed by a noun or gerund ("used to it", "used to waiting") and so describes."""
        if following not in only:
            return False
        thing = self.next(index + 1)
        return not thing or thing in self.language.function_words or thing.endswith(self.rules.get("gerund", "\0"))

    def _is_idiom(self, auxiliary: int, participle: str) -> bool:
        """Whether auxiliary and participle are an idiom: "get started", "it's taken"."""
        word = self.words[auxiliary]
        forms = {word, "'" + word.rpartition("'")[2]} if "'" in word else {word}
        return any(f"{form} {participle}" in self.list("passive-idioms") for form in forms)

    def _is_attribute(self, auxiliary: int, index: int) -> bool:
        """Whether the participle is an attribute of a noun after it: "These are required fields"."""
        subjects = self.list("attribute-subjects")
        subject = self.words[auxiliary].partition("'")[0] if "'" in self.words[auxiliary] else ""
        if subject not in subjects and auxiliary > 0:
            subject = self.words[auxiliary - 1]
        if subject not in subjects or self.words[index] in self.list("complement-verbs"):
            return False
        noun = self.next(index)
        if not noun.isalpha() or self.sentence.words[index + 1].text[0].isupper():
            return False
        is_noun = noun not in self.language.function_words and not self._is_adverb(index + 1)
        return is_noun and not noun.endswith(self.rules.get("gerund", "\0"))

    # -- order "clause" -----------------------------------------------------------------------------------

    def in_clause(self, auxiliary: int) -> int | None:
        """The participle of an auxiliary in the same clause: directly before it, or anywhere after it."""
        if auxiliary > 0 and not self.gap(auxiliary - 1) and self._is_past(auxiliary - 1):
            return auxiliary - 1
        last = None
        for index in range(auxiliary + 1, min(auxiliary + 1 + _REACH, len(self.words))):
            if not _PARTING.isdisjoint(self.gap(index - 1)) or self.words[index] in self.list("clause-starts"):
                break
            if self.words[index] in self.rules.get("reflexives", ()):
                return None  # "würden sich frustriert abwenden"
            if self._is_past(index):
                last = index if self.next(index) not in self.rules.get("perfect", ()) else None
        return last

    def _is_past(self, index: int) -> bool:
        """Whether a word is a participle: without the capital of a noun, and no adjective of that form."""
        if not self._has_form(index) or self.words[index] in self.list("not-participles"):
            return False
        return not (self.language.nouns_have_capitals and index > 0 and self.sentence.words[index].text[0].isupper())
