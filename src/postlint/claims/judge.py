"""What a sentence asserts that may want a source: an attribution, else the quantity that says most.

Whether it does is for `features` and `weighing` to say: only what means little by itself is left out here.
"""

from __future__ import annotations

from postlint.claims.attributions import VAGUE, attribution
from postlint.claims.context import Context
from postlint.claims.figures import exception, is_typical, shape_of, too_light
from postlint.claims.judgement import NOTHING, OWN, Attribution, Judgement
from postlint.claims.quantities import Quantity, quantities
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit

#: the kind of a finding of a named body
NAMED = "research_named"
#: the most characters of one behind the stop of a sentence
_BEHIND = 60
#: names of so many letters are places: "(US)"
_SHORT = 2
#: the name of the pattern of superlatives
_SUPERLATIVE = "soft: superlative"


def judge(unit: Unit, at: int, context: Context) -> Judgement:
    """What a sentence, the one at an index of its passage, asserts that may want a source."""
    words = unit.tokens
    found = quantities(words)
    who = attribution(words, found)
    if who is not None:
        if who.kind == OWN or ((who.anaphoric or who.kind != NAMED) and context.tells_own_study(words)):
            return Judgement("", OWN, who.first, who.last)
        if who.kind == VAGUE and context.has_code and _is_done_here(words, who):
            return Judgement("", OWN, who.first, who.last)
        return Judgement(who.kind, who.kind, who.first, who.last, who, found[0] if found else None)
    if not found:
        return NOTHING
    if any(marker in words.text.lower() for marker in context.markers):
        return _of("", OWN, found[0])
    if (
        context.is_report
        or context.tells_own_study(words)
        or (words.has("survey_terms") and (context.own_before(at) or context.own_above(unit)))
    ):
        return _of("", OWN, found[0])  # "61% of respondents …" behind a sentence about the author's own survey
    light = [too_light(words, number) for number in found]
    if not all(light):
        weighty = (_asserted(words, number) for number, reason in zip(found, light, strict=True) if not reason)
        best = min(weighty, key=lambda one: (one.is_exception, len(one.looks)))  # of equals the first
        return best._replace(kind=NAMED, reason=NAMED) if best.kind == best.reason and _is_named(unit) else best
    usual = next((number for number in found if is_typical(words, number)), None)
    if usual is not None:
        return _of("stat", "stat", usual, ("typical",))
    return _of("", light[0], found[0])


def _of(kind: str, reason: str, number: Quantity, looks: tuple[str, ...] = ()) -> Judgement:
    return Judgement(kind, reason, number.first, number.last, None, number, looks)


def _asserted(words: Tokens, number: Quantity) -> Judgement:
    reason = exception(words, number)
    return _of("stat", reason or "stat", number, (reason,) if reason else ())


def _is_done_here(words: Tokens, who: Attribution) -> bool:
    """Whether what shows something is what a post does, and nobody else's: "benchmarks for rye showed"."""
    head = who.first + words.is_a(who.first, "one_words")
    return words.is_a(head, "doings")


def _is_named(unit: Unit) -> bool:
    """Whether a name in brackets, in the sentence or right behind it, says whose figure it gives.

    A name alone does so only at the end, and not where it is short for the words before it: "a delivery network (CDN)".
    """
    _, passage, at, length = unit.pieces[-1]
    bracketed = unit.tokens.lex.bracketed_names
    behind = bracketed.match(passage.text[at + length : at + length + _BEHIND].lstrip())
    for found in (*bracketed.finditer(unit.text), *filter(None, [behind])):
        label, name, year, end = found.groups()
        initials = "".join(word[0] for word in found.string[: found.start()].split())
        is_last = end is not None or found is behind
        if label or year or (is_last and len(name) > _SHORT and not initials.lower().endswith(name.lower())):
            return True
    return False


def soft(words: Tokens) -> Judgement | None:
    """A weak claim: a superlative, "most companies"."""
    shape = shape_of(words, None)
    for name, pattern in words.lex.figure_features:
        if name == _SUPERLATIVE and (match := pattern.search(shape)):
            return Judgement("superlative_soft", "superlative_soft", *match.span())
    for at in words.places("soft_quantifiers"):
        if words.is_a(at, "sure_quantifiers") or (
            any(at < group < at + 4 for group in words.groups) and not words.is_a(at - 1, "no_quantifiers")
        ):
            return Judgement("quantifier_soft", "quantifier_soft", at, at + 1)
    return None
