"""Quantities that mean little by themselves (sums, counts, durations): which of them assert something of the world."""

from __future__ import annotations

from postlint.claims.quantities import CURRENCIES, Quantity
from postlint.claims.subjects import SHARES, names_group
from postlint.claims.tokens import Tokens

_LIGHT = frozenset(("money", "duration", "count"))
#: the class of a quantity by its kind, if it asserts nothing of the world
_CLASSES = {"money": "price", "duration": "duration_date"}


def is_light(number: Quantity) -> bool:
    """Whether it is a sum, a duration or a count below a million."""
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
    if number.unit in words.lex["multiply_verbs"]:
        spoken = words.has("first_person", 0, first) or words.has("second_person")
        return "number_other" if spoken else ""
    if words.has("comparatives", last, last + 3) or words.has("change_nouns", last, last + 3):
        return ""
    if words.has("change_verbs", first - 3, first) or words.word(first - 1) == "by":
        return ""
    doubles = words.is_a(last - 1, "doubles") or words.is_a(last - 1, "multiply_adverbs")
    return "" if doubles and words.word(first - 1) not in ("to", "can") else "number_other"


def is_typical(words: Tokens, number: Quantity) -> bool:
    """Whether a light number speaks of the usual case: "usually ranges from £80,000", "$120-$400 per missed call"."""
    if number.unit in words.lex["short_units"] or number.value < 3:
        return False
    if number.kind == "money" and words.word(number.last) == "/":
        return False
    if number.kind == "money" and words.is_a(number.last, "per_words") and number.last - number.first > 3:
        return not words.is_a(number.last + 1, "time_units")  # "$39-49 a month" is a price
    return words.has("typical_words", 0, number.first)


def _of_the_usual(words: Tokens, number: Quantity) -> bool:
    """Whether it is about a group, a market, the average or each one: "firms spend $2 million", "$36 per $1"."""
    start = words.clause(number.first)[0]
    if words.has("second_person", start) or words.is_a(number.last - 1, "short_units"):
        return False
    if number.kind == "money" and words.word(number.last) == "/":
        return False  # "$100/month" is a price
    if number.kind == "money" and _per_money(words, number):
        return True
    if number.scaled:
        return not words.has("product_words") and (
            number.kind == "count"
            or words.has("market_words")
            or words.has("forecast_words")
            or words.has("change_verbs")
            or _has_rate(words, number)
            or _of_group(words, number, start)
        )
    typical = words.has("typical_words", start, number.first)
    if number.kind in ("money", "duration"):
        moves = words.has("spend_verbs", start, number.first) or words.has("change_verbs", start, number.first)
        if typical and moves:
            return True
        return (moves or typical) and _of_group(words, number, start)
    return (typical or (number.value >= 100 and _has_rate(words, number))) and _of_group(words, number, start)


def _has_rate(words: Tokens, number: Quantity) -> bool:
    """As in "40 million a day", "900 litres per head", "daily"."""
    return words.has("rate_words", number.last) or any(
        words.low[at] == "per" or words.is_a(at + 1, "time_units")
        for at in words.places("per_words")
        if at >= number.last
    )


def _of_group(words: Tokens, number: Quantity, start: int) -> bool:
    """Whether people, companies or the like stand in its clause, of a sum before it, and nothing is only possible."""
    end = number.first if number.kind == "money" else None
    return not words.has("modals", start, number.first) and names_group(words, start, end)


def _per_money(words: Tokens, number: Quantity) -> bool:
    """As in "$36 for every $1 spent", "for every $1 …, society gets back $7"."""
    each = words.places("each_words")
    return any(
        CURRENCIES.intersection(words.low[at + 1 : at + 4]) or words.has("currency_words", at + 1, at + 5)
        for at in each
    )
