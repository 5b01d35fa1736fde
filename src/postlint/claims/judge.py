"""The order of the questions: attribution, then each quantity through the frames, then weak claims. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from postlint.claims import exceptions
from postlint.claims.attributions import Attribution, attribution
from postlint.claims.context import Context
from postlint.claims.magnitude import too_light
from postlint.claims.own_data import own_data
from postlint.claims.quantities import Quantity, quantities
from postlint.claims.tokens import Tokens

Frame = Callable[[Tokens, Quantity, Context], bool]

#: which class decides, in this order: the first predicate that holds
FRAMES: tuple[tuple[str, Frame], ...] = (
    ("common_opinion", exceptions.idiom),
    ("price", exceptions.price),
    ("product_fact", exceptions.product_fact),
    ("example", exceptions.example),
    ("quote", exceptions.quote),
    ("hypothetical", exceptions.question),
    ("math_definition", exceptions.definition),
    ("hypothetical", exceptions.hypothetical),
    ("goal_prediction", exceptions.goal),
    ("own_data", own_data),
    ("threshold_advice", exceptions.advice),
)


class Judgement(NamedTuple):
    """What a sentence is: `kind` of claim ("" for none), `reason` the class, and the tokens of its phrase."""

    kind: str
    reason: str
    first: int = 0
    last: int = 0
    attribution: Attribution | None = None
    quantity: Quantity | None = None


NOTHING = Judgement("", "no_claim")


def judge(words: Tokens, context: Callable[[], Context]) -> Judgement:
    """Whether a sentence asserts something that wants a source, and which class decided.

    `context` is called only if the sentence has a number or an attribution: most have none.
    """
    found = quantities(words)
    who = attribution(words, found)
    if who is None and not found:
        return _soft(words) or NOTHING
    around = context()
    if who is not None and not _suspended(words, who, found, around):
        return Judgement(who.kind, who.kind, who.first, who.last, who, found[0] if found else None)
    first = NOTHING
    for number in found:
        reason = reason_against(words, number, around)
        if not reason:
            return Judgement("stat", "stat", number.first, number.last, None, number)
        if first is NOTHING or (first.reason in _LIGHT and reason not in _LIGHT):
            first = Judgement("", reason, number.first, number.last, None, number)
    return (_soft(words) if first.reason in _LIGHT else None) or first


#: classes that say of a number only what it counts; any other tells more about the sentence
_LIGHT = frozenset(("no_claim", "duration_date", "count_structure", "number_other", "product_fact"))


def reason_against(words: Tokens, number: Quantity, context: Context) -> str:
    """The class that makes the quantity no claim; "" when it is one."""
    light = too_light(words, number, context)
    if light:
        return light
    for reason, holds in FRAMES:
        if holds(words, number, context):
            return reason
    return ""


_NO_FINDINGS = frozenset(
    ("common_opinion", "quote", "price", "product_fact", "count_structure", "duration_date", "number_other")
)


def _suspended(words: Tokens, who: Attribution, found: list[Quantity], context: Context) -> str:
    """Why an attribution reports no finding: it is asked, supposed, or sample wording."""
    if words.is_question and words.find("did_you_know") is None:
        return "hypothetical"
    if words.word(words.begin) in ("if", "suppose", "imagine") and who.first < words.begin + 8:
        return "hypothetical"
    if who.by_number and all(reason_against(words, number, context) in _NO_FINDINGS for number in found):
        return "quote"
    if words.has("survey_terms") and context.own_survey:
        return "own_data"
    place = Quantity("percent", who.first, who.last)
    return "example" if exceptions.example(words, place, context) else ""


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
