"""The order of the questions: attribution, then each quantity through the frames, then weak claims. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from postlint.document.claims import frames
from postlint.document.claims.attributions import Attribution, attribution
from postlint.document.claims.context import Context
from postlint.document.claims.own_data import own_data
from postlint.document.claims.quantities import Quantity, quantities
from postlint.document.claims.reading import Reading
from postlint.document.claims.weights import too_light

Frame = Callable[[Reading, Quantity, Context], bool]

#: which class decides, in this order: the first predicate that holds
FRAMES: tuple[tuple[str, Frame], ...] = (
    ("common_opinion", frames.idiom),
    ("price", frames.price),
    ("product_fact", frames.product_fact),
    ("example", frames.example),
    ("quote", frames.quote),
    ("hypothetical", frames.question),
    ("math_definition", frames.definition),
    ("hypothetical", frames.hypothetical),
    ("goal_prediction", frames.goal),
    ("own_data", own_data),
    ("threshold_advice", frames.advice),
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


def judge(r: Reading, context: Callable[[], Context]) -> Judgement:
    """Whether a sentence asserts something that wants a source, and which class decided.

    `context` is called only if the sentence has a number or an attribution: most have none.
    """
    found = quantities(r)
    who = attribution(r, found)
    if who is None and not found:
        return _soft(r) or NOTHING
    around = context()
    if who is not None and not _suspended(r, who, found, around):
        return Judgement(who.kind, who.kind, who.first, who.last, who, found[0] if found else None)
    first = NOTHING
    for q in found:
        reason = reason_against(r, q, around)
        if not reason:
            return Judgement("stat", "stat", q.first, q.last, None, q)
        if first is NOTHING or (first.reason in _LIGHT and reason not in _LIGHT):
            first = Judgement("", reason, q.first, q.last, None, q)
    return (_soft(r) if first.reason in _LIGHT else None) or first


#: classes that say of a number only what it counts; any other tells more about the sentence
_LIGHT = frozenset(("no_claim", "duration_date", "count_structure", "number_other", "product_fact"))


def reason_against(r: Reading, q: Quantity, context: Context) -> str:
    """The class that makes the quantity no claim; "" when it is one."""
    light = too_light(r, q, context)
    if light:
        return light
    for reason, holds in FRAMES:
        if holds(r, q, context):
            return reason
    return ""


_NO_FINDINGS = frozenset(
    ("common_opinion", "quote", "price", "product_fact", "count_structure", "duration_date", "number_other")
)


def _suspended(r: Reading, who: Attribution, found: list[Quantity], context: Context) -> str:
    """Why an attribution reports no finding: it is asked, supposed, or sample wording."""
    if r.is_question and r.find("did_you_know") is None:
        return "hypothetical"
    if r.word(r.begin) in ("if", "suppose", "imagine") and who.first < r.begin + 8:
        return "hypothetical"
    if who.by_number and all(reason_against(r, q, context) in _NO_FINDINGS for q in found):
        return "quote"
    if r.has("survey_terms") and context.own_survey:
        return "own_data"
    place = Quantity("percent", who.first, who.last)
    return "example" if frames.example(r, place, context) else ""


def _soft(r: Reading) -> Judgement | None:
    place = r.find("superlatives")
    if place is not None:
        return Judgement("superlative_soft", "superlative_soft", *place)
    groups = r.lex["group_quantifiers"]
    for at in r.places("soft_quantifiers"):
        if r.low[at] == "majority" or (
            any(word in groups for word in r.low[at + 1 : at + 4])
            and r.word(at - 1) not in ("the", "for", "as", "so", "too", "how")
        ):
            return Judgement("quantifier_soft", "quantifier_soft", at, at + 1)
    return None
