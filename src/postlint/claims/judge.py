"""The order of the questions: attribution, then each quantity through the frames, then weak claims. Pure functions."""

from __future__ import annotations

from collections.abc import Callable

from postlint.claims import exceptions
from postlint.claims.attributions import attribution
from postlint.claims.context import Context
from postlint.claims.judgement import NOTHING, Attribution, Judgement
from postlint.claims.magnitude import too_light
from postlint.claims.quantities import Quantity, quantities
from postlint.claims.tokens import Tokens

Reason = Callable[[Tokens, Quantity, Context], bool]

#: what makes a number no claim, whatever else speaks for it
VETOES: tuple[tuple[str, Reason], ...] = (
    ("common_opinion", exceptions.idiom),
    ("price", exceptions.price),
    ("product_fact", exceptions.product_fact),
    ("hypothetical", exceptions.question),
    ("quote", exceptions.quote),
    ("math_definition", exceptions.definition),
    ("hypothetical", exceptions.hypothetical),
    ("goal_prediction", exceptions.goal),
    ("own_data", exceptions.own_data),
)
#: what a number looks like that may be a claim all the same: evidence against it
LOOKS: tuple[tuple[str, Reason], ...] = (("threshold_advice", exceptions.advice),)


def judge(words: Tokens, context: Callable[[], Context]) -> Judgement:
    """What a sentence asserts that may want a source.

    `context` is called only if the sentence has a number or an attribution: most have none.
    """
    found = quantities(words)
    who = attribution(words, found)
    if who is None and not found:
        return _soft(words) or NOTHING
    around = context()
    if who is not None and _reports(words, who, found, around):
        looks: tuple[str, ...] = ("own_data",) if words.has("survey_terms") and around.author.own_survey else ()
        return Judgement(who.kind, who.kind, who.first, who.last, who, found[0] if found else None, looks)
    best = light = NOTHING
    for number in found:
        reason = too_light(words, number, around)
        if reason and _is_typical(words, number):
            if best is NOTHING:
                best = Judgement("stat", reason, number.first, number.last, None, number, ("typical",))
            continue
        reason = reason or _veto(words, number, around)
        if reason:
            light = light if light.quantity else Judgement("", reason, number.first, number.last, None, number)
            continue
        looks = tuple(look for look, holds in LOOKS if holds(words, number, around))
        if best is NOTHING or len(looks) < len(best.looks):
            reason = looks[0] if looks else "stat"
            best = Judgement("stat", reason, number.first, number.last, None, number, looks)
    return best if best is not NOTHING else _soft(words) or light


def _reports(words: Tokens, who: Attribution, found: list[Quantity], context: Context) -> bool:
    """Whether an attribution is more than a question or a saying about no number of the world."""
    if words.is_question and not words.starts_with("rhetorical_questions"):
        return False
    return not who.by_number or any(
        not (too_light(words, number, context) or _veto(words, number, context)) for number in found
    )


def _veto(words: Tokens, number: Quantity, context: Context) -> str:
    return next((veto for veto, holds in VETOES if holds(words, number, context)), "")


def _is_typical(words: Tokens, number: Quantity) -> bool:
    """Whether a light number speaks of the usual case: "usually ranges from £80,000", "$120-$400 per missed call"."""
    if number.unit in words.lex["short_units"] or number.value < 3:
        return False
    if number.kind == "money" and words.has("matter_price", 0, number.first):
        return False
    if number.kind == "money" and words.is_a(number.last, "per_words") and number.last - number.first > 3:
        return True
    return words.has("typical_words", 0, number.first)


def _soft(words: Tokens) -> Judgement | None:
    place = words.find("superlatives")
    if place is not None:
        return Judgement("superlative_soft", "superlative_soft", *place)
    groups = words.lex["group_quantifiers"]
    for at in words.places("soft_quantifiers"):
        if words.low[at] == "majority" or (
            any(word in groups for word in words.low[at + 1 : at + 4])
            and words.word(at - 1) not in ("the", "for", "as", "so", "too", "how")
        ):
            return Judgement("quantifier_soft", "quantifier_soft", at, at + 1)
    return None
