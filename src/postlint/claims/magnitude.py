"""Quantities that mean little by themselves (sums, counts, durations): which of them assert something of the world."""

from __future__ import annotations

from postlint.claims.quantities import CURRENCIES, Quantity
from postlint.claims.subjects import SHARES, names_group
from postlint.claims.tokens import Tokens

_LIGHT = frozenset(("money", "size", "duration", "count"))
#: the class of a quantity by its kind, if it asserts nothing of the world
_CLASSES = {"money": "price", "duration": "duration_date", "size": "product_fact"}


def is_light(number: Quantity) -> bool:
    """Whether it is a sum, a size, a duration or a count below a million."""
    return number.kind in _LIGHT and not number.scaled


def too_light(words: Tokens, number: Quantity) -> str:
    """The class that a quantity falls into if it asserts nothing of the world; "" if it does."""
    if number.kind in SHARES:
        return ""
    if number.kind == "multiple":
        return _multiple(words, number)
    if _of_the_usual(words, number):
        return ""
    return _CLASSES.get(number.kind, "count_structure" if number.value < 1000 else "number_other")


def _multiple(words: Tokens, number: Quantity) -> str:
    """As in "three times as likely", "doubles the risk", "has doubled"; not "double the recipe"."""
    first, last = number.first, number.last
    if number.unit == "verb":
        happened = words.is_a(first - 1, "change_helpers") or words.has("since_words", last, last + 4)
        risk = words.low[first].endswith("s") and words.has("change_nouns", last, last + 4)
        spoken = words.has("own_words", 0, first) or words.has("second_person")
        return "" if (happened or risk) and not spoken else "number_other"
    if words.has("comparatives", last, last + 3) or words.has("change_nouns", last, last + 3):
        return ""
    if words.has("change_verbs", first - 3, first) or words.word(first - 1) == "by":
        return ""
    doubles = words.is_a(last - 1, "doubles") or words.is_a(last - 1, "multiply_adverbs")
    return "" if doubles and not words.is_a(first - 1, "futures") else "number_other"


def _of_the_usual(words: Tokens, number: Quantity) -> bool:
    """Whether it is about a group, a market, the average or each one: "firms spend $2 million", "$36 per $1"."""
    start = words.clause(number.first)[0]
    if words.has("second_person", start) or words.is_a(number.last - 1, "short_units"):
        return False
    if number.kind == "money" and _per_money(words, number):
        return True
    end = number.first if number.kind == "money" else None
    group = names_group(words, start, end) and not words.has("modals", start, number.first)
    typical = words.has("typical_words", start, number.first)
    rate = words.find("rate_phrases", number.last) is not None
    if number.scaled:
        market = words.has("market_words") or words.has("forecast_words") or words.has("change_verbs")
        return not words.has("product_words") and (market or group or rate or number.kind == "count")
    if number.kind in ("money", "duration"):
        moves = words.has("spend_verbs", start, number.first) or words.has("change_verbs", start, number.first)
        planned = words.has("planning_words", start, number.first)
        return (not planned and (group and (moves or typical))) or (typical and moves)
    return group and (typical or (rate and number.value >= 100))


def _per_money(words: Tokens, number: Quantity) -> bool:
    """As in "$36 for every $1 spent", "for every $1 …, society gets back $7"."""
    each = words.places("each_words")
    return any(
        CURRENCIES.intersection(words.low[at + 1 : at + 4]) or words.has("currency_words", at + 1, at + 5)
        for at in each
    )
