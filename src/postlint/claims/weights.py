"""Quantities that say little by themselves (sums, counts, durations): which of them assert something of the world."""

from __future__ import annotations

from postlint.claims.context import Context, names_group, of_the_world
from postlint.claims.quantities import Quantity
from postlint.claims.reading import Reading

CURRENCIES = frozenset("$€£¥₹")


def too_light(r: Reading, q: Quantity, context: Context) -> str:
    """The class that a quantity falls into if it asserts nothing of the world; "" if it does."""
    if q.kind == "percent":
        return ""
    if q.kind == "share":
        return _share(r, q)
    if q.kind != "multiple" and _of_average(r, q):
        return ""
    if q.kind in ("count", "duration") and (_is_result(r, q, context) or _of_most(r, q)):
        return ""
    return _BY_KIND[q.kind](r, q, context)


def _share(r: Reading, q: Quantity) -> str:
    """As in "half the servers" counts nothing; "nearly half the servers", "half the population" do."""
    bare = q.last - q.first == 1 and r.low[q.first] == "half" and r.word(q.last) == "the"
    return "number_other" if bare and not (of_the_world(r, q) or r.is_a(q.first - 1, "hedges")) else ""


def _is_result(r: Reading, q: Quantity, context: Context) -> bool:
    """Whether the sentence is an item below "Results:" and the like, told of somebody else."""
    if context.kind != "item" or context.lead is None or context.lead_reason == "own_data" or r.has("second_person"):
        return False
    words = [word for word in context.lead.low if word[0].isalnum()]
    below = 0 < len(words) <= 40 and " ".join(words[-3:]).endswith(tuple(r.lex["result_leads"]))
    return below and (q.value >= 100 or q.scaled or q.kind == "duration")


def _of_average(r: Reading, q: Quantity) -> bool:
    """As in "The average hiring process takes 36 days": the clause is about an average."""
    start = r.clause(q.first)[0]
    begin = r.begin if start <= r.begin else start
    begin += r.word(begin) == "the"
    return (
        r.word(begin) == "average"
        and begin + 1 < q.first
        and not r.has("second_person", start, q.first)
        and not r.has("own_words", start)
    )


def _of_most(r: Reading, q: Quantity) -> bool:
    """As in "Most teams have 5 to 10 members": a count or a duration said of most."""
    return (
        r.word(r.begin) == "most"
        and not r.has("second_person", 0, q.first)
        and not r.has("modals", 0, q.first)
        and "than" not in r.low[: q.first]
    )


def _multiple(r: Reading, q: Quantity, context: Context) -> str:
    if q.unit == "verb":
        return _verb_of_change(r, q)
    if r.has("comparatives", q.last, q.last + 3) or r.has("change_nouns", q.last, q.last + 3):
        return ""
    if r.has("change_verbs", q.first - 3, q.first) or r.word(q.first - 1) == "by":
        return ""
    doubles = r.is_a(q.last - 1, "doubles") or r.is_a(q.last - 1, "multiply_adverbs")
    if doubles and r.word(q.last) == "the" and not r.is_a(q.first - 1, "futures"):
        return ""
    return "number_other"


def _verb_of_change(r: Reading, q: Quantity) -> str:
    """As in "has doubled", "tripled since 2019", "doubles the risk"."""
    told = (
        r.is_a(q.first - 1, "change_helpers")
        or r.has("since_words", q.last, q.last + 4)
        or r.find("rate_phrases", q.last) is not None
    )
    risk = r.low[q.first].endswith("s") and r.has("change_nouns", q.last, q.last + 4)
    return (
        "" if (told or risk) and not r.has("own_words", 0, q.first) and not r.has("second_person") else "number_other"
    )


def _money(r: Reading, q: Quantity, context: Context) -> str:
    if r.label_text and r.label_text.split()[-1] in r.lex["price_labels"]:
        return "price"
    if r.has("sum_words"):
        return "price"
    if _per_unit(r, q):
        return ""
    if q.scaled and (r.has("market_words") or r.has("change_verbs") or r.has("forecast_words") or r.has("spend_verbs")):
        return "price" if r.has("product_words") else ""
    typical = r.has("typical_words", 0, q.first) or (r.word(q.last) == "on" and r.word(q.last + 1) == "average")
    group = names_group(r, 0, q.first)
    spends = r.has("spend_verbs", 0, q.first) and not r.has("cost_verbs")
    if typical and (group or spends or r.has("versus_words")):
        return ""
    if group and spends and not r.has("modals", 0, q.first) and not r.has("second_person", 0, q.first):
        return ""
    if group and r.has("saving_words", 0, q.first) and not r.has("second_person") and not r.has("billing_words"):
        return ""
    return "" if r.has("pay_words") and (typical or "often" in r.words) else "price"


def _per_unit(r: Reading, q: Quantity) -> bool:
    """As in "$36 for every $1 spent", "for every $1 …, society gets back $7", "on every single dollar was $38"."""
    if r.word(q.last) in ("for", "per") and r.is_a(q.last + 1, "each_words"):
        return r.word(q.last + 2) in CURRENCIES or r.has("currency_words", q.last + 2, q.last + 5)
    currency = next((at for at in range(q.first) if r.is_a(at, "currency_words")), 0)
    if currency and (r.is_a(currency - 1, "each_words") or r.is_a(currency - 2, "each_words")):
        return True
    return r.is_a(q.first - 1, "each_words") and len(CURRENCIES.intersection(r.low[q.last :])) > 0


def _count(r: Reading, q: Quantity, context: Context) -> str:
    start = r.clause(q.first)[0]
    if (
        r.has("product_words", start)
        and not r.has("typical_words", start, q.first)
        and not names_group(r, q.last, q.last + 3)
    ):
        return "product_fact"
    other = "count_structure" if q.value < 1000 else "number_other"
    if r.has("second_person", start) or r.has("modals", start, q.first):
        return other
    group = names_group(r, q.last, q.last + 5)
    rate = r.find("rate_phrases", q.last) is not None
    happens = r.has("population_verbs", start)
    if q.scaled or q.value >= 1e6:
        return "" if context.listed or group or rate or happens else other
    if happens and ((q.value >= 100 and rate) or (q.value >= 1000 and group)):
        return ""
    average = r.has("typical_words", start, q.first) or "estimated" in r.low[start : q.first]
    return "" if average and (group or names_group(r, start, q.first)) else other


def _duration(r: Reading, q: Quantity, context: Context) -> str:
    start = r.clause(q.first)[0]
    near = q.first - 8 if q.first - 8 > start else start
    if r.is_a(q.last - 1, "short_units") or r.has("second_person", start, q.first):
        return "duration_date"
    if r.has("planning_words", start, q.first) and not (_is_average(r, q) and names_group(r, 0)):
        return "duration_date"
    if _is_average(r, q) or (q.value >= 1000 and r.find("rate_phrases", q.last) is not None):
        return ""
    group = names_group(r, start, q.first)
    rate = r.find("rate_phrases", q.last) is not None
    typical = r.has("typical_words", start)
    if r.has("saving_words", start) and (rate or typical or group):
        return ""
    if (
        (group or rate)
        and r.has("wasting_words", near, q.first)
        and not r.is_a(r.begin, "imperatives")
        and not r.has("modals", start, q.first)
    ):
        return ""
    if (typical and (group or r.has("statistic_nouns", start, q.last + 4))) or (
        group and r.has("payback_words", start, q.first)
    ):
        return "duration_date" if r.has("completion_words", start) else ""
    if r.is_a(q.last, "time_comparatives") and (group or typical):
        return ""
    falls = r.has("change_verbs", near, q.first) and "from" in r.low[start : q.first]
    return "" if falls and not r.has("modals", start, q.first) else "duration_date"


def _is_average(r: Reading, q: Quantity) -> bool:
    """As in "an average of 66 days", "averages 7 hours"."""
    return r.is_a(q.first - 1, "averaging_verbs") or (r.word(q.first - 1) == "of" and r.word(q.first - 2) == "average")


def _size(r: Reading, q: Quantity, context: Context) -> str:
    average = r.has("typical_words", q.first - 5, q.first) and names_group(r, 0)
    return "" if average and not r.has("product_words") else "product_fact"


_BY_KIND = {"multiple": _multiple, "money": _money, "count": _count, "duration": _duration, "size": _size}
