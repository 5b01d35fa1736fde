"""Quantities that say little by themselves (sums, counts, durations): which of them assert something of the world."""

from __future__ import annotations

from postlint.document.claims.frames import Context, of_the_world
from postlint.document.claims.quantities import Quantity
from postlint.document.claims.reading import Reading


def asserts(r: Reading, q: Quantity, context: Context) -> str:
    """ "" when the quantity is a claim; else the class that it falls into."""
    if q.kind == "share" and q.last - q.first == 1 and r.low[q.first] == "half" and r.word(q.last) == "the":
        return "" if of_the_world(r, q) or r.word(q.first - 1) in r.lex.words("hedges") else "number_other"
    if q.kind in ("percent", "share"):
        return ""
    if (
        q.kind in ("count", "duration")
        and _in_results(r, context)
        and not {"you", "your"} & r.words
        and (q.value >= 100 or q.kind == "duration" or q.scaled)
    ):
        return ""
    if (
        q.kind in ("count", "duration")
        and r.word(r.begin) == "most"
        and not {"you", "your", "can", "should"} & r.words
        and "than" not in r.low[: q.first]
    ):
        return ""
    return _ASSERTS[q.kind](r, q, context)


def _in_results(r: Reading, context: Context) -> bool:
    """Whether an item stands below "Results:" and the like, told of somebody else."""
    if context.kind != "item" or context.lead is None or context.lead_reason == "own_data":
        return False
    words = [word for word in context.lead.low if word[0].isalnum()]
    return 0 < len(words) <= 40 and " ".join(words[-3:]).endswith(tuple(r.lex.words("result_leads")))


def _multiple(r: Reading, q: Quantity, context: Context) -> str:
    after = r.low[q.last : q.last + 3]
    comparatives, nouns = r.lex.words("comparatives"), r.lex.words("change_nouns")
    if q.unit == "verb":
        helped = r.word(q.first - 1) in ("has", "have", "had", "than", "nearly", "almost", "roughly") or r.has(
            "rate_phrases", q.last
        )
        since = any(
            word in ("since", "between", "from", "over", "in", "last", "after") for word in r.low[q.last : q.last + 4]
        )
        return "" if helped or (since and not {"i", "we", "you"} & r.words) else "number_other"
    if after and after[0] in comparatives:
        return ""
    if any(word in comparatives or word in nouns for word in after):
        return ""
    if r.has("change_verbs", max(0, q.first - 3), q.first) or r.word(q.first - 1) == "by":
        return ""
    if r.word(q.first - 1) in ("will", "to", "'ll", "you'll", "would"):
        return "number_other"
    return (
        ""
        if r.low[q.first : q.last][-1] in ("twice", "double", "triple") and after[:1] == ["the"] and len(after) > 1
        else "number_other"
    )


def _money(r: Reading, q: Quantity, context: Context) -> str:
    lex = r.lex
    after = r.low[q.last : q.last + 5]
    if r.label[1] and _PRICES & set(r.low[: r.label[1]]):
        return "price"
    if "for" in after and "every" in r.low[q.last : q.last + 5]:
        return ""
    if r.word(q.last) in ("for", "per") and r.word(q.last + 1) in ("every", "each") and r.word(q.last + 2) in "$€£":
        return ""
    if q.scaled and (r.has("market_words") or r.has("change_verbs") or r.has("forecast_words") or r.has("spend_verbs")):
        return "" if not r.has("product_words") else "price"
    average = r.has("typical_words", 0, q.first)
    if average and _group_subject(r, q):
        return ""
    if average and r.has("spend_verbs", 0, q.first) and not r.has("cost_verbs"):
        return ""
    if (
        _group_subject(r, q)
        and r.has("spend_verbs", 0, q.first)
        and not r.has("cost_verbs")
        and not {"can", "may", "could", "you", "should"} & set(r.low[: q.first])
    ):
        return ""
    if {"compared", "versus", "vs"} & r.words and average:
        return ""
    salary = bool(
        {"salary", "salaries", "wage", "wages", "pay", "compensation", "income", "earnings", "comp"} & r.words
    )
    if salary and (average or "often" in r.words):
        return ""
    return "price"


_PRICES = frozenset(
    [
        "cost",
        "costs",
        "price",
        "prices",
        "pricing",
        "fee",
        "fees",
        "budget",
        "investment",
        "invest",
        "total",
        "monthly",
        "subtotal",
        "tuition",
        "salary",
        "value",
        "plan",
    ]
)


def _group_subject(r: Reading, q: Quantity) -> bool:
    return r.has("group_quantifiers", 0, q.first)


def _count(r: Reading, q: Quantity, context: Context) -> str:
    start = r.clause(q.first)[0]
    near = set(r.low[start:])
    if r.has("product_words", start) and not of_the_world(r, q) and not r.has("average_words", start, q.first):
        return "product_fact"
    big = q.scaled or q.value >= 1e6
    rate = r.find("rate_phrases", q.last) is not None
    average = r.has("average_words", max(0, q.first - 6), q.first)
    group = r.has("group_quantifiers", q.last, q.last + 5)
    if big and (context.kind in ("item", "cell") or group or rate or near & r.lex.words("population_verbs")):
        return ""
    if q.value >= 100 and rate and near & r.lex.words("population_verbs") and not {"you", "your", "can"} & near:
        return ""
    if q.value >= 1000 and group and (near & r.lex.words("population_verbs") or average) and not {"you", "your"} & near:
        return ""
    if average and group and not {"you", "your"} & near and ("on" in near or "average" in near or "estimated" in near):
        return ""
    if {"average", "averages", "median", "typical"} & set(r.low[start : q.first]) and group | r.has(
        "group_quantifiers", start, q.first
    ):
        return ""
    return "count_structure" if q.value < 1000 else "number_other"


def _duration(r: Reading, q: Quantity, context: Context) -> str:
    lex = r.lex
    start = r.clause(q.first)[0]
    before = set(r.low[start : q.first])
    words = set(r.low[start:])
    if {"you", "i", "we", "you'll", "expect", "plan", "takes", "take"} & before and not before & {
        "saves",
        "save",
        "average",
        "people",
        "study",
    }:
        return "duration_date"
    saves = r.has("spend_verbs", max(0, q.first - 8), q.first) or bool(
        {"saved", "saving", "save", "saves", "faster", "sooner", "earlier"} & set(r.low[q.last : q.last + 3])
    )
    rate = r.find("rate_phrases", q.last) is not None or bool({"daily", "weekly"} & words)
    group = r.has("group_quantifiers", start, q.first)
    average = bool({"average", "averages", "averaged", "typically", "median", "mean"} & words)
    if q.unit in ("s", "h", "m", "sec", "secs"):
        return "duration_date"
    if {"save", "saves", "saved", "saving"} & words and (rate or average or group):
        return ""
    if r.low[max(0, q.first - 2) : q.first] in (["average", "of"], ["averages", "about"], ["on", "average"]) or r.word(
        q.first - 1
    ) in ("averages", "averaged"):
        return ""
    if q.value >= 1000 and rate:
        return ""
    if group and saves and (rate or average or bool({"spend", "spends", "waste", "wastes", "lose", "loses"} & before)):
        return ""
    if average and (r.has("statistic_nouns", start, q.last + 4) or group) and not {"completion", "timeline:"} & words:
        return ""
    if group and {"roi", "payback", "return"} & before:
        return ""
    if (
        r.low[q.last : q.last + 1]
        and r.low[q.last] in ("faster", "sooner", "earlier", "longer", "shorter")
        and (group or average)
    ):
        return ""
    reduces = r.has("change_verbs", max(0, q.first - 8), q.first) and bool(
        {"from", "to", "by"} & set(r.low[max(0, q.first - 4) : q.first])
    )
    if reduces and "from" in before and not {"should", "will", "renewal"} & before:
        return ""
    return "duration_date"


def _size(r: Reading, q: Quantity, context: Context) -> str:
    if (
        r.has("average_words", max(0, q.first - 5), q.first)
        and r.has("group_quantifiers")
        and not r.has("product_words")
    ):
        return ""
    return "product_fact"


_ASSERTS = {"multiple": _multiple, "money": _money, "count": _count, "duration": _duration, "size": _size}
