"""Attributions whose subject is a noun of evidence or of experts: "PwC research shows", "experts agree"."""

from __future__ import annotations

from typing import NamedTuple

from postlint.claims.reading import Reading

#: how many words before a noun may belong to it
_REACH = 9


class Attribution(NamedTuple):
    """`kind` is research_named or vague_authority; `first` and `last` are token indexes of the words that attribute.

    `anaphoric` marks "the study", "this survey": a source that was named before. `by_number` says that only a number
    makes it a finding ("Gallup says 30% …").
    """

    kind: str
    first: int
    last: int
    anaphoric: bool = False
    by_number: bool = False


class NounPhrase(NamedTuple):
    """The words that belong to a noun: where they begin, and whether they are own, named, anaphoric ("the"), plain."""

    first: int
    own: bool = False
    named: bool = False
    anaphoric: bool = False
    plain: bool = True


def evidence(r: Reading, strong: bool) -> Attribution | None:
    """As in "studies show", "PwC research shows", "one study found", "in the Pew survey of 2023, …"."""
    for at in r.places("study_nouns", "report_nouns"):
        found = _evidence_at(r, at, strong)
        if found is not None:
            return found
    return None


def _evidence_at(r: Reading, at: int, strong: bool) -> Attribution | None:
    verb = _verb_after(r, at)
    if verb is None and not (r.is_a(at, "cited_nouns") or r.word(at + 1) == ","):
        return None
    noun = noun_phrase(r, at)
    if noun.own or asks(r, noun.first) or _compiled(r, noun.first):
        return None
    if noun.anaphoric and r.word(at - 1) == "case":
        return None  # "these case studies prove": those that the post has told
    if verb is None:
        return _without_verb(r, at, noun, strong)
    if r.has("own_words", at + 1, verb) or not _is_weighty(r, at, verb, noun, strong):
        return None
    if noun.named or any(r.proper(i) for i in range(at + 1, verb)):
        return Attribution("research_named", noun.first, verb + 1)
    if not noun.anaphoric or r.is_a(at, "mass_evidence"):
        return Attribution("vague_authority", noun.first, verb + 1)
    if r.is_a(at, "cited_nouns"):
        return Attribution("research_named", noun.first, verb + 1, anaphoric=True)
    return None


def _without_verb(r: Reading, at: int, noun: NounPhrase, strong: bool) -> Attribution | None:
    """As in "In the Stack Overflow survey 2023, Next.js took 6th place", "In some studies, …"."""
    before = noun.first - 1
    opens = before == r.begin
    if noun.named:
        reports = strong or r.has("ranking_words", at + 1)
        if r.is_a(before, "source_prepositions") and r.is_a(at, "cited_nouns") and reports and (opens or strong):
            return Attribution("research_named", noun.first, at + 1)
        return None
    plural = r.is_a(at, "study_nouns") and r.low[at].endswith("s")
    if (
        plural
        and opens
        and r.word(before) in ("in", "across")
        and r.word(at + 1) == ","
        and noun.first < at
        and not noun.anaphoric
    ):
        return Attribution("vague_authority", before, at + 1)
    return None


def _is_weighty(r: Reading, at: int, verb: int, noun: NounPhrase, strong: bool) -> bool:
    """A study always reports findings; a report, an index or data only with a figure, "that" or a firm verb."""
    if r.is_a(at, "study_nouns") or strong or r.word(verb + 1) == "that":
        return True
    if r.is_a(verb, "strong_verbs") and (noun.plain or noun.named):
        return True
    if noun.named and r.is_a(verb, "report_verbs"):
        return True
    return noun.plain and not noun.anaphoric and r.is_a(at, "plural_reports")


def noun_phrase(r: Reading, at: int) -> NounPhrase:
    """The words before the noun at `at`: possessives, names, years, adjectives, determiners."""
    first, named, plain = at, False, True
    for i in range(at - 1, max(-1, at - _REACH - 1), -1):
        word = r.low[i]
        if word in r.lex["own_words"] or word == "own":
            return NounPhrase(i, own=True)
        if r.proper(i) or (i == r.begin and r.raw[i][:1].isupper() and _is_possessive(r, i)):
            named, first = True, i
        elif word == "&" or r.is_number(i) or (word == "of" and named and r.proper(i - 1)):
            first = i
        elif word in r.lex["anaphors"]:
            return NounPhrase(i, named=named, anaphoric=not named, plain=plain)
        elif word in r.lex["evidence_adjectives"]:
            first = i
        elif i == at - 1 and len(word) > 3 and word.isalpha() and not _is_verbal(r, i):
            first, plain = i, False
        else:
            break
    return NounPhrase(first, named=named, plain=plain)


def _is_possessive(r: Reading, at: int) -> bool:
    return r.low[at].endswith("'s") and not r.is_a(at, "contractions")


def _is_verbal(r: Reading, at: int) -> bool:
    return r.low[at].endswith("ing") or r.is_a(at, "no_modifiers") or r.is_a(at, "question_words")


def asks(r: Reading, first: int) -> bool:
    """As in "what the research says", "whether studies show": no finding is stated."""
    return r.is_a(first - 1, "question_words") or r.is_a(first - 2, "question_words")


def _compiled(r: Reading, first: int) -> bool:
    """As in "I've compiled case studies that show …", "we ran a survey": the author's own collection."""
    before = r.low[max(0, first - 5) : first]
    return not r.lex["own_subjects"].isdisjoint(before) and not {",", ";", ":", "—"} & set(before)


def _verb_after(r: Reading, at: int) -> int | None:
    """The verb of finding whose subject is the noun at `at`: "surveys of nurses consistently show"."""
    i, limit, gap = at + 1, min(len(r), at + 16), False
    while i < limit:
        word = r.low[i]
        if word in ",(":
            close = next((k for k in range(i + 1, min(len(r), i + 12)) if r.low[k] in ",)"), None)
            if close is None:
                return None
            i, limit, gap = close + 1, min(len(r), close + 6), False
            continue
        if word in r.lex["find_verbs"] and not (gap and word in r.lex["noun_verbs"]):
            return i if _finds(r, at, i) or _closes(r, at, i) else None
        if word in r.lex["noun_links"]:
            gap = True
        elif not (gap or word in r.lex["find_adverbs"] or r.is_number(i)):
            return None
        i += 1
    return None


def _closes(r: Reading, at: int, verb: int) -> bool:
    """As in "…, research suggests.": the attribution follows what was found."""
    return verb == at + 1 and r.word(verb + 1) in ("", ".") and "," in r.low[max(0, at - 3) : at]


def _finds(r: Reading, at: int, verb: int) -> bool:
    """Whether the verb states a finding: not "shows up", "the data found in …", "survey report"."""
    word, after = r.low[verb], r.word(verb + 1)
    if not (after[:1].isalnum() or after in (",", ":", "“", '"', "‘")):
        return False
    if r.is_a(verb + 1, "question_words") or (
        r.has("meta_nouns", verb + 1, verb + 6) and not r.has("that_words", verb + 1, verb + 4)
    ):
        return False  # "the data shows what nobody tells you", "these figures paint a picture"
    if word in ("point", "points") and after not in ("to", "toward", "towards", "out", "in"):
        return False
    if word in ("show", "shows") and r.is_a(verb + 1, "show_particles"):
        return False
    if verb == at + 1 and word in r.lex["noun_verbs"] and not r.low[at].endswith("s"):
        return False
    return not (word in r.lex["participles"] and r.is_a(verb + 1, "participle_links"))


def experts(r: Reading, strong: bool) -> Attribution | None:
    """As in "experts agree", "researchers at Stanford found"."""
    for at in r.places("expert_nouns"):
        noun = noun_phrase(r, at)
        verb = _expert_verb(r, at)
        if verb is None or noun.own or asks(r, noun.first) or r.word(noun.first - 1) in ("if", "ask", "let"):
            continue
        if r.is_a(at, "loose_experts") and not strong and not r.is_a(verb, "advising_verbs"):
            continue
        if noun.named or any(r.proper(i) for i in range(at + 1, verb)):
            return Attribution("research_named", noun.first, verb + 1)
        if not noun.anaphoric:
            return Attribution("vague_authority", noun.first, verb + 1)
        if r.is_a(at, "cited_nouns"):
            return Attribution("research_named", noun.first, verb + 1, anaphoric=True)
    return None


def _expert_verb(r: Reading, at: int) -> int | None:
    """The verb of the experts at `at`: next to them, or after "at the University of Leeds"."""
    placed = False
    for i in range(at + 1, min(len(r), at + 9)):
        if r.is_a(i, "expert_verbs"):
            return i
        if not r.low[i][0].isalnum() or r.is_a(i, "expert_stops"):
            return None
        placed = placed or r.is_a(i, "noun_links")
        if not (placed or r.is_a(i, "find_adverbs")):
            return None
    return None
