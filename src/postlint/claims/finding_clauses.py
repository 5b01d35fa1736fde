"""Findings as clauses: a noun of evidence, experts or a name is the subject of a finite verb of finding or advice.

As in "studies show", "researchers at Stanford found", "Gartner predicts that"; or evidence without such a verb but with
a place: "In the Pew survey of 2023, …".
"""

from __future__ import annotations

from typing import NamedTuple

from postlint.claims.judgement import Attribution
from postlint.claims.tokens import Tokens

#: how many words before a noun may belong to it, how many may stand between a subject's noun and its verb
_REACH, _GAP = 9, 18
#: the endings of adjectives that may stand before a noun of evidence
_ADJECTIVE = ("al", "ent", "ary", "ed", "able", "ous")


class NounPhrase(NamedTuple):
    """The words that belong to a noun: where they begin, and whether they are own, named, anaphoric ("the"), plain."""

    first: int
    own: bool = False
    named: bool = False
    anaphoric: bool = False
    plain: bool = True


# -- evidence and experts -------------------------------------------------------------------------------------


def evidence(words: Tokens, strong: bool) -> Attribution | None:
    """As in "studies show", "PwC research shows", "data showing that", "in the Pew survey of 2023, …"."""
    for at in words.places("study_nouns", "report_nouns"):
        verb = _verb_of(words, at, "find_verbs")
        noun = noun_phrase(words, at)
        if noun.own or is_asked(words, noun.first) or _is_gathered(words, noun.first):
            continue
        if _is_part(words, noun.first) or words.has("thought_nouns", noun.first, at):
            continue  # "the lack of evidence", "the Law of Large Numbers"
        if verb is None:
            found = _by_place(words, at, noun, strong)
            if found is not None:
                return found
        elif not words.has("first_person", at + 1, verb) and _is_weighty(words, at, verb, noun, strong):
            found = _of_subject(words, at, verb, noun, "evidence")
            if found is not None:
                return found
    return None


def experts(words: Tokens, strong: bool) -> Attribution | None:
    """As in "experts agree", "researchers at Stanford found"."""
    for at in words.places("expert_nouns"):
        verb = _verb_of(words, at, "expert_verbs")
        if verb is None:
            continue
        noun = noun_phrase(words, at)
        if noun.own or is_asked(words, noun.first):
            continue
        found = _of_subject(words, at, verb, noun, "experts")
        if found is not None:
            return found
    return None


def _of_subject(words: Tokens, at: int, verb: int, noun: NounPhrase, form: str) -> Attribution | None:
    if noun.named or any(words.proper(i) for i in range(at + 1, verb)):
        return Attribution("research_named", noun.first, verb + 1, form, verb)
    if not noun.anaphoric or words.is_a(at, "mass_evidence"):
        return Attribution("vague_authority", noun.first, verb + 1, form, verb)
    if words.is_a(at, "cited_nouns") and words.word(at - 1) != "case":  # "this case study": the one told here
        return Attribution("research_named", noun.first, verb + 1, form, verb, anaphoric=True)
    return None


def _verb_of(words: Tokens, at: int, verbs: str) -> int | None:
    """The finite verb of the list `verbs` whose subject is the noun at `at`: "surveys of nurses consistently show"."""
    i, stop, gap = at + 1, min(len(words), at + _GAP), False
    if words.is_a(i, "finding_gerunds"):  # "data showing that …", not "have no evidence showing"
        had = words.has("having_words", i - 4, at)
        return i if words.word(i + 1)[:1].isalnum() and not had else None
    while i < stop:
        word = words.low[i]
        if word in ",(":
            close = next((k for k in range(i + 1, min(len(words), i + 12)) if words.low[k] in ",)"), None)
            if close is None or (word == "," and close - i <= 2):
                return None  # a list: "surveys, reviews and support"
            i, gap = close + 1, False
            continue
        if words.low[i] == "to" and not words.is_number(i + 1):
            return None  # "reviews from sellers to identify trends": an infinitive
        if words.is_a(i, verbs) and gap and words.word(i - 1) == "and":
            return None  # "keep evidence of tests and show it": the verb of another clause
        if words.is_a(i, verbs) and not (gap and _is_noun(words, i)):
            return i if _is_finding(words, at, i) else None
        if words.is_a(i, "noun_links"):
            gap = True
        elif words.is_a(i, "relatives"):
            if not _states(words, i + 1):
                return None  # "data that supports the plan" only defines which data
        elif not (gap or words.is_adverb(i) or words.is_number(i)):
            return None
        i += 1
    return None


def _is_noun(words: Tokens, at: int) -> bool:
    """As in "data from clinical notes", "about the link": a preposition, "the" or an adjective makes it a noun."""
    return words.is_a(at - 1, "noun_links") or words.is_a(at - 1, "anaphors") or _is_adjective(words, at - 1)


def _is_adjective(words: Tokens, at: int) -> bool:
    word = words.low[at]
    return word in words.lex["evidence_adjectives"] or word.endswith(_ADJECTIVE) or "-" in word[1:]


def _states(words: Tokens, verb: int) -> bool:
    """As in "a study that found that …": the relative clause itself states the finding."""
    while words.is_a(verb, "find_adverbs"):
        verb += 1
    return words.word(verb + 1) == "that" or words.is_number(verb + 1)


def _is_finding(words: Tokens, at: int, verb: int) -> bool:
    """Whether the verb states a finding: not "shows up", "the data found in …", "survey report", "what it shows"."""
    word, after = words.low[verb], words.word(verb + 1)
    if after in ("", ".") and "," in words.low[max(0, at - 3) : at]:
        return True  # "…, research suggests."
    if words.is_a(verb, "bare_participles") and not words.is_adverb(verb - 1):
        return False  # "the evidence shown to each group"
    if words.is_a(verb - 1, "present_be") or (words.is_a(verb, "compound_heads") and not _has_object(words, at, verb)):
        return False  # "an analysis can be found there"; "data points", "research projects on soil"
    if not (after[:1].isalnum() or after in (",", ":", "“", '"', "‘")) or words.is_a(verb + 1, "question_words"):
        return False
    if words.is_a(verb + 1, "own_objects") and words.is_a(verb + 2, "question_words"):
        return False  # "science tells us what is"
    if words.has("meta_nouns", verb + 1, verb + 6) and "that" not in words.low[verb + 1 : verb + 4]:
        return False  # "these figures paint a picture"
    is_bare = f"{word}s" in words.lex["find_verbs"]  # "survey report": a singular noun has no verb without an s
    return not (is_bare and verb == at + 1 and not words.low[at].endswith(("s", "data")))


def _has_object(words: Tokens, at: int, verb: int) -> bool:
    """As in "data points to a rise", "studies project that …": what may be a noun is a verb before such a word."""
    after = words.word(verb + 1)
    if after == "that":
        return words.low[at].endswith("s")  # not "research projects that …"
    return after in ("to", "a", "an") or words.is_number(verb + 1) or words.is_a(verb + 1, "anaphors")


def _by_place(words: Tokens, at: int, noun: NounPhrase, strong: bool) -> Attribution | None:
    """As in "In the Stack Overflow survey 2023, Next.js took 6th place"."""
    reports = noun.named and (strong or words.has("ranking_words", at + 1))
    placed = words.is_a(noun.first - 1, "source_prepositions") and words.is_a(at, "cited_nouns")
    return Attribution("research_named", noun.first, at + 1, "place") if placed and reports else None


def _is_weighty(words: Tokens, at: int, verb: int, noun: NounPhrase, strong: bool) -> bool:
    """A study always reports findings; a report, an index or data only with a figure, "that" or a firm verb."""
    if strong or words.word(verb + 1) == "that":
        return True
    if words.is_a(at, "study_nouns"):
        return True
    if words.is_a(verb, "strong_verbs") and (noun.plain or noun.named):
        return True
    return noun.plain and not noun.anaphoric and words.is_a(at, "plural_reports")


def noun_phrase(words: Tokens, at: int) -> NounPhrase:
    """The words before the noun at `at`: possessives, names, years, adjectives, determiners."""
    first, named, plain = at, False, True
    for i in range(at - 1, max(-1, at - _REACH - 1), -1):
        word = words.low[i]
        if word in words.lex["first_person"] or word == "own":
            return NounPhrase(i, own=True)
        if words.proper(i) or (i == words.begin and words.raw[i][:1].isupper() and is_possessive(words, i)):
            named, first = True, i
        elif word == "&" or words.is_number(i) or (word == "of" and named and words.proper(i - 1)):
            first = i
        elif word in words.lex["anaphors"]:
            return NounPhrase(i, named=named, anaphoric=not named, plain=plain)
        elif _is_adjective(words, i):
            first = i
        elif i == at - 1 and len(word) > 3 and word.isalpha() and not _is_verbal(words, i):
            first, plain = i, False
        else:
            break
    return NounPhrase(first, named=named, plain=plain)


def is_possessive(words: Tokens, at: int) -> bool:
    return words.low[at].endswith("'s")


def _is_verbal(words: Tokens, at: int) -> bool:
    return words.low[at].endswith("ing") or words.is_a(at, "question_words")


def is_asked(words: Tokens, first: int) -> bool:
    """As in "what the research says", "if studies show", "ask experts": no finding is stated."""
    return words.is_a(first - 1, "question_words") or words.is_a(first - 2, "question_words")


def _is_part(words: Tokens, first: int) -> bool:
    """As in "assignments of data points", "the lack of evidence": another noun is the subject."""
    whole = first - 2
    if words.word(first - 1) != "of" or whole < 0 or words.is_number(whole):
        return False
    kinds = ("study_nouns", "report_nouns", "evidence_adjectives", "soft_quantifiers")
    return not any(words.is_a(whole, kind) for kind in kinds)


def _is_gathered(words: Tokens, first: int) -> bool:
    """As in "I've compiled case studies that show …", "we ran a survey": the author's own collection."""
    before = words.low[max(0, first - 6) : first]
    return not words.lex["own_subjects"].isdisjoint(before) and not {",", ";", ":", "—"} & set(before)


# -- names ----------------------------------------------------------------------------------------------------


def name(words: Tokens, strong: bool) -> Attribution | None:
    """As in "Gartner predicts that", "Milgram discovered that": a name as the subject of a verb of finding."""
    if not (words.has("strong_verbs") or words.has("weak_verbs")):
        return None
    for at in words.places("strong_verbs", "weak_verbs"):
        if at == 0 or words.raw[at][0].isupper() or words.quote_around(at):
            continue
        that = words.word(at + 1) == "that" or (
            words.is_a(at + 1, "source_prepositions") and "that" in words.low[at + 2 : at + 5]
        )  # "discovered in 1885 that …", not "has found a shape that works"
        advises = words.is_a(at, "recommending_verbs")
        firm = that and words.is_a(at, "strong_verbs")
        if not (strong or advises or firm):
            continue
        first = _subject_name(words, at, strong)
        if first is not None and (strong or not advises or _is_body(words, first, at)):
            return Attribution("research_named", first, at + 1, "name", at, by_number=strong and not that)
    return None


def _is_body(words: Tokens, first: int, verb: int) -> bool:
    """Whether the name is that of a body that advises: "The WHO recommends 75 minutes", "The AAP advises against"."""
    return any(len(word) > 2 and word.isupper() for word in words.raw[first:verb])


def _subject_name(words: Tokens, verb: int, strong: bool) -> int | None:
    """Where the name begins that is the subject of the verb at `verb`; None if the subject is no name."""
    last = verb - 1
    while last > 0 and words.is_adverb(last):
        last -= 1
    if words.low[last] == ")":
        last = next((k - 1 for k in range(last, 0, -1) if words.low[k] == "("), last)
    if words.word(last) == "others" and words.word(last - 1) == "and":
        last -= 2  # "Amazon and others have long reported that …"
    if last < 0 or (words.is_a(last, "no_subjects") and not (len(words.raw[last]) > 1 and words.raw[last].isupper())):
        return None  # the WHO is a name
    if words.is_a(last, "study_nouns") and not words.proper(last - 1):
        return None  # "Research projects that …"
    opens = (last == words.begin or words.word(last - 1) == ":") and words.raw[last][:1].isupper()
    that = words.word(verb + 1) == "that"
    if not words.proper(last) and not (opens and _singular(words, last, verb) and (strong or that)):
        return None
    first = last
    while first > 0 and (
        words.proper(first - 1)
        or (words.low[first - 1] in ("of", "&", "the", "for", "and") and words.proper(first - 2))
    ):
        first -= 1
    if words.has("thought_nouns", first, verb):
        return None  # "Goodhart's Law predicts that …"
    before = first - 2 if words.word(first - 1) == "the" else first - 1
    return None if words.is_a(before, "prepositions") else first


def _singular(words: Tokens, subject: int, verb: int) -> bool:
    """Whether "Gallup finds" may be a name and its verb: "Results show" and "Testing revealed" are not."""
    is_verb = words.low[verb].endswith(("s", "ed")) or words.low[verb] in ("found", "forecast")
    return is_verb and not words.low[subject].endswith(("s", "ing"))
