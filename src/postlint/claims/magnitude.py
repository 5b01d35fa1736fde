"""Quantities that say little by themselves (sums, counts, durations): which of them assert something of the world."""

from __future__ import annotations

from postlint.claims.context import Context, names_group, of_the_world
from postlint.claims.quantities import Quantity
from postlint.claims.tokens import Tokens

CURRENCIES = frozenset("$€£¥₹")


def too_light(words: Tokens, number: Quantity, context: Context) -> str:
    """The class that a quantity falls into if it asserts nothing of the world; "" if it does."""
    if number.kind == "percent":
        return ""
    if number.kind == "share":
        return _share(words, number)
    if number.kind != "multiple" and _of_average(words, number):
        return ""
    if number.kind in ("count", "duration") and (_is_result(words, number, context) or _of_most(words, number)):
        return ""
    return _BY_KIND[number.kind](words, number, context)


def _share(words: Tokens, number: Quantity) -> str:
    """As in "half the servers" counts nothing; "nearly half the servers", "half the population" do."""
    bare = number.last - number.first == 1 and words.low[number.first] == "half" and words.word(number.last) == "the"
    return (
        "number_other" if bare and not (of_the_world(words, number) or words.is_a(number.first - 1, "hedges")) else ""
    )


def _is_result(words: Tokens, number: Quantity, context: Context) -> bool:
    """Whether the sentence is an item below "Results:" and the like, told of somebody else."""
    if (
        context.kind != "item"
        or context.lead is None
        or context.lead_reason == "own_data"
        or words.has("second_person")
    ):
        return False
    lead = [word for word in context.lead.low if word[0].isalnum()]
    below = 0 < len(lead) <= 40 and " ".join(lead[-3:]).endswith(tuple(words.lex["result_leads"]))
    return below and (number.value >= 100 or number.scaled or number.kind == "duration")


def _of_average(words: Tokens, number: Quantity) -> bool:
    """As in "The average hiring process takes 36 days": the clause is about an average."""
    start = words.clause(number.first)[0]
    begin = words.begin if start <= words.begin else start
    begin += words.word(begin) == "the"
    return (
        words.word(begin) == "average"
        and begin + 1 < number.first
        and not words.has("second_person", start, number.first)
        and not words.has("own_words", start)
    )


def _of_most(words: Tokens, number: Quantity) -> bool:
    """As in "Most teams have 5 to 10 members": a count or a duration said of most."""
    return (
        words.word(words.begin) == "most"
        and not words.has("second_person", 0, number.first)
        and not words.has("modals", 0, number.first)
        and "than" not in words.low[: number.first]
    )


def _multiple(words: Tokens, number: Quantity, context: Context) -> str:
    if number.unit == "verb":
        return _verb_of_change(words, number)
    if words.has("comparatives", number.last, number.last + 3) or words.has(
        "change_nouns", number.last, number.last + 3
    ):
        return ""
    if words.has("change_verbs", number.first - 3, number.first) or words.word(number.first - 1) == "by":
        return ""
    doubles = words.is_a(number.last - 1, "doubles") or words.is_a(number.last - 1, "multiply_adverbs")
    if doubles and words.word(number.last) == "the" and not words.is_a(number.first - 1, "futures"):
        return ""
    return "number_other"


def _verb_of_change(words: Tokens, number: Quantity) -> str:
    """As in "has doubled", "tripled since 2019", "doubles the risk"."""
    told = (
        words.is_a(number.first - 1, "change_helpers")
        or words.has("since_words", number.last, number.last + 4)
        or words.find("rate_phrases", number.last) is not None
    )
    risk = words.low[number.first].endswith("s") and words.has("change_nouns", number.last, number.last + 4)
    return (
        ""
        if (told or risk) and not words.has("own_words", 0, number.first) and not words.has("second_person")
        else "number_other"
    )


def _money(words: Tokens, number: Quantity, context: Context) -> str:
    if words.label_text and words.label_text.split()[-1] in words.lex["price_labels"]:
        return "price"
    if words.has("sum_words"):
        return "price"
    if _per_unit(words, number):
        return ""
    if number.scaled and (
        words.has("market_words")
        or words.has("change_verbs")
        or words.has("forecast_words")
        or words.has("spend_verbs")
    ):
        return "price" if words.has("product_words") else ""
    typical = words.has("typical_words", 0, number.first) or (
        words.word(number.last) == "on" and words.word(number.last + 1) == "average"
    )
    group = names_group(words, 0, number.first)
    spends = words.has("spend_verbs", 0, number.first) and not words.has("cost_verbs")
    if typical and (group or spends or words.has("versus_words")):
        return ""
    if (
        group
        and spends
        and not words.has("modals", 0, number.first)
        and not words.has("second_person", 0, number.first)
    ):
        return ""
    if (
        group
        and words.has("saving_words", 0, number.first)
        and not words.has("second_person")
        and not words.has("billing_words")
    ):
        return ""
    return "" if words.has("pay_words") and (typical or "often" in words.present) else "price"


def _per_unit(words: Tokens, number: Quantity) -> bool:
    """As in "$36 for every $1 spent", "for every $1 …, society gets back $7", "on every single dollar was $38"."""
    if words.word(number.last) in ("for", "per") and words.is_a(number.last + 1, "each_words"):
        return words.word(number.last + 2) in CURRENCIES or words.has(
            "currency_words", number.last + 2, number.last + 5
        )
    currency = next((at for at in range(number.first) if words.is_a(at, "currency_words")), 0)
    if currency and (words.is_a(currency - 1, "each_words") or words.is_a(currency - 2, "each_words")):
        return True
    return words.is_a(number.first - 1, "each_words") and len(CURRENCIES.intersection(words.low[number.last :])) > 0


def _count(words: Tokens, number: Quantity, context: Context) -> str:
    start = words.clause(number.first)[0]
    if (
        words.has("product_words", start)
        and not words.has("typical_words", start, number.first)
        and not names_group(words, number.last, number.last + 3)
    ):
        return "product_fact"
    other = "count_structure" if number.value < 1000 else "number_other"
    if words.has("second_person", start) or words.has("modals", start, number.first):
        return other
    group = names_group(words, number.last, number.last + 5)
    rate = words.find("rate_phrases", number.last) is not None
    happens = words.has("population_verbs", start)
    if number.scaled or number.value >= 1e6:
        return "" if context.listed or group or rate or happens else other
    if happens and ((number.value >= 100 and rate) or (number.value >= 1000 and group)):
        return ""
    average = words.has("typical_words", start, number.first) or "estimated" in words.low[start : number.first]
    return "" if average and (group or names_group(words, start, number.first)) else other


def _duration(words: Tokens, number: Quantity, context: Context) -> str:
    start = words.clause(number.first)[0]
    near = number.first - 8 if number.first - 8 > start else start
    if words.is_a(number.last - 1, "short_units") or words.has("second_person", start, number.first):
        return "duration_date"
    if words.has("planning_words", start, number.first) and not (_is_average(words, number) and names_group(words, 0)):
        return "duration_date"
    if _is_average(words, number) or (number.value >= 1000 and words.find("rate_phrases", number.last) is not None):
        return ""
    group = names_group(words, start, number.first)
    rate = words.find("rate_phrases", number.last) is not None
    typical = words.has("typical_words", start)
    if words.has("saving_words", start) and (rate or typical or group):
        return ""
    if (
        (group or rate)
        and words.has("wasting_words", near, number.first)
        and not words.is_a(words.begin, "imperatives")
        and not words.has("modals", start, number.first)
    ):
        return ""
    if (typical and (group or words.has("statistic_nouns", start, number.last + 4))) or (
        group and words.has("payback_words", start, number.first)
    ):
        return "duration_date" if words.has("completion_words", start) else ""
    if words.is_a(number.last, "time_comparatives") and (group or typical):
        return ""
    falls = words.has("change_verbs", near, number.first) and "from" in words.low[start : number.first]
    return "" if falls and not words.has("modals", start, number.first) else "duration_date"


def _is_average(words: Tokens, number: Quantity) -> bool:
    """As in "an average of 66 days", "averages 7 hours"."""
    return words.is_a(number.first - 1, "averaging_verbs") or (
        words.word(number.first - 1) == "of" and words.word(number.first - 2) == "average"
    )


def _size(words: Tokens, number: Quantity, context: Context) -> str:
    average = words.has("typical_words", number.first - 5, number.first) and names_group(words, 0)
    return "" if average and not words.has("product_words") else "product_fact"


_BY_KIND = {"multiple": _multiple, "money": _money, "count": _count, "duration": _duration, "size": _size}
