"""To whom a sentence attributes a finding: a named body ("according to Gallup") or vague authority ("studies show").

Most attributions are clauses (`finding_clauses`). The other forms are few: "according to", a passive ("has been shown
to"), a set phrase ("the science is clear").
"""

from __future__ import annotations

from postlint.claims import finding_clauses
from postlint.claims.finding_clauses import is_asked, is_possessive
from postlint.claims.judgement import Attribution
from postlint.claims.quantities import Quantity
from postlint.claims.tokens import Tokens

_STRONG = frozenset(("percent", "share", "multiple"))


def attribution(words: Tokens, found: list[Quantity]) -> Attribution | None:
    """The first attribution of a sentence, if it reports a finding."""
    if words.lex.attribution_words.isdisjoint(words.present):
        return None
    strong = any(quantity.kind in _STRONG or quantity.scaled for quantity in found)
    for finder in _FINDERS:
        result = finder(words, strong)
        if result is not None and words.quote_around(result.first) is None:
            return result
    return None


def _according_to(words: Tokens, strong: bool) -> Attribution | None:
    """As in "according to" a name or evidence; not "according to severity", not the documentation of a product."""
    for at in words.all_of("according"):
        begin = at + 2
        end = _phrase_end(words, begin)
        if words.word(at + 1) != "to" or begin == end or words.has("first_person", begin, begin + 4):
            continue
        head = next((i for i in range(begin, end) if _is_evidence(words, i)), None)
        name = next((i for i in range(begin, end) if words.proper(i)), None)
        if name is not None and is_possessive(words, name) and words.low[name] in words.low[end:]:
            continue  # "According to Preact's site, Preact's size is 3 kB": it speaks of itself
        if head is None and not (strong or _opens_clause(words, at)):
            continue  # "created according to the Job's template": how, not who says so
        if name is not None:
            return Attribution("research_named", at, max(name + 1, min(end, at + 8)), "according")
        if head is None:
            continue
        anaphoric = words.is_a(begin, "anaphors") and end - begin <= 3
        return Attribution(
            "research_named" if anaphoric else "vague_authority", at, head + 1, "according", -1, anaphoric
        )
    return None


def _opens_clause(words: Tokens, at: int) -> bool:
    """Whether only a sign, or "at least" and the like, stands before the token at `at` in its clause."""
    while words.is_a(at - 1, "hedges"):
        at -= 1
    return at <= words.begin or not words.low[at - 1][0].isalnum()


def _phrase_end(words: Tokens, at: int) -> int:
    """Where the words after "according to" end: at a sign other than & or a hyphen, or after 12 words."""
    end = at
    while end < min(len(words), at + 12) and (
        words.low[end][0].isalnum() or words.low[end] in "&-’'" or "." in words.low[end - 1][1:-1]
    ):
        end += 1  # the stop of "U.S." ends nothing
    return end


def _is_evidence(words: Tokens, at: int) -> bool:
    return words.is_a(at, "study_nouns") or words.is_a(at, "report_nouns") or words.is_a(at, "expert_nouns")


def _passive(words: Tokens, strong: bool) -> Attribution | None:
    """As in "has been shown to", "have been linked to", "is proven to", "as measured by Firefox Telemetry"."""
    for at in words.places("shown_verbs", "find_verbs", "noun_links"):
        after = words.word(at + 1)
        if after == "by" and strong:
            name = next((i for i in range(at + 2, min(len(words), at + 6)) if words.proper(i)), None)
            if name is not None and not words.has("first_person", at + 2, name):
                return Attribution("research_named", at, name + 1, "passive", at)
        if at < 2 or not words.is_a(at, "shown_verbs") or not words.is_a(at + 1, "shown_links"):
            continue
        if words.word(at + 1) == "with" and words.low[at] != "associated":
            continue  # "has been proven with orders"
        start = at - 1
        while start > 0 and words.is_adverb(start):
            start -= 1
        if not _is_shown(words, start, at) or words.has("first_person", 0, at) or "by" in words.low[at + 1 : at + 7]:
            continue
        perfect = words.is_a(start, "been_words")
        form = "passive" if perfect else "link"
        if not (perfect or strong):
            continue  # "is linked to": mostly of programs, and a weak claim at best
        return Attribution("vague_authority", max(0, start - perfect), at + 2, form, at)
    return None


def _is_shown(words: Tokens, start: int, at: int) -> bool:
    """Whether the auxiliary and the participle make a finding: "been linked to", "is consistently associated with"."""
    return words.is_a(start, "been_words") or (words.is_a(start, "present_be") and words.is_a(at, "linked_participles"))


def _phrase(words: Tokens, strong: bool) -> Attribution | None:
    """As in "the science is clear: rye keeps"; "The science is clear." alone names no finding."""
    place = words.find("well_known")
    if place is None or is_asked(words, place[0]) or (place[0] <= words.begin and _is_last(words, place[1])):
        return None
    return Attribution("vague_authority", *place, "phrase")


def _is_last(words: Tokens, at: int) -> bool:
    """Whether at most an adjective, a participle and "not" follow, up to the end of the sentence."""
    rest = [word for word in words.low[at:] if word[0].isalnum()]
    return len(rest) <= 2 and ":" not in words.low[at:]


_FINDERS = (
    _according_to,
    finding_clauses.evidence,
    finding_clauses.experts,
    _passive,
    _phrase,
    finding_clauses.name,
)
