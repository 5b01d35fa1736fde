"""What a number is when it is no claim about the world: a small predicate for each reason, asked in order by `judge`.

Each gets the sentence, the quantity and the context, and answers whether its reason holds.
"""

from __future__ import annotations

from postlint.claims.context import Context, asserted, heads_clause, of_the_world
from postlint.claims.quantities import Quantity
from postlint.claims.reading import Reading

# -- what kind of number it is ------------------------------------------------------------------------------


def idiom(r: Reading, q: Quantity, context: Context) -> bool:
    """As in "80% of the way", "100% sure", "half the battle".

    100% and 0% are rhetoric unless they are a change or a share.
    """
    if r.find("idioms", q.first - 3, q.last + 4) is not None:
        return True
    if q.kind != "percent":
        return False
    if r.is_a(q.last, "idiom_adjectives") or (r.word(q.first - 1) in ("is", "are") and r.word(q.last).endswith("ing")):
        return True  # "90% mental", "90% rewriting"
    if q.value not in (0, 100, 110, 1000):
        return False
    is_share = r.word(q.last) == "of" and of_the_world(r, q)
    is_change = (
        r.is_a(q.last, "change_nouns") or r.is_a(q.last, "comparatives") or r.has("change_verbs", q.first - 4, q.first)
    )
    return not (is_share or is_change)


def price(r: Reading, q: Quantity, context: Context) -> bool:
    """A fee, a discount, a share of a price."""
    if q.kind != "percent":
        return False
    if r.is_a(q.last, "price_nouns") and not r.has("comparatives", q.last, q.last + 3):
        return True
    if r.has("sum_words", 0, q.first):
        return True
    if r.word(q.last) == "cut" and r.has("taking_words", q.first - 4, q.first):
        return True
    if r.has("price_verbs", r.phrase(q.first)[0], q.first) and not of_the_world(r, q):
        return True
    return r.has("billing_words") and (r.has("comparatives", q.last, q.last + 2) or not r.words.isdisjoint("$€£"))


def product_fact(r: Reading, q: Quantity, context: Context) -> bool:
    """A property of a thing ("70% cocoa", "the 20% rule", opacity 50%), a limit, a setting."""
    if q.kind != "percent":
        return False
    after = q.last + (r.word(q.last) in ("-", "–"))
    if r.is_a(after, "spec_nouns") and not (
        r.has("comparatives", after, after + 3) or r.has("change_nouns", after, after + 3)
    ):
        return True
    if context.kind == "item" and r.has("size_units") and not (r.has("comparatives") or r.has("change_verbs")):
        return True  # "500 g flour (12% protein)"
    if (
        r.word(q.last) == "of"
        and r.word(q.last + 1) in ("the", "its", "each", "a")
        and r.has("artifact_nouns", q.last + 2, q.last + 4)
    ):
        return not r.has("world_nouns", q.last) and not r.has("group_quantifiers")
    if r.find("made_of", q.first - 5, q.first) is not None:
        return True
    return r.has("spec_before", q.first - 3, q.first) and not r.has("change_verbs", q.first - 3, q.first)


# -- frames that suspend the assertion ----------------------------------------------------------------------


def question(r: Reading, q: Quantity, context: Context) -> bool:
    """A question asserts nothing, "Did you know" aside."""
    return r.is_question and r.find("did_you_know") is None


def hypothetical(r: Reading, q: Quantity, context: Context) -> bool:
    """As in "If 50% of users leave", "Imagine a shop", "For a company spending $500K"."""
    if r.starts_with("hypothetical_starts"):
        return not _aside(r, q)
    if r.has("supposing", r.clause(q.first)[0], q.first) or _opens_case(r) or _whenever(r, q):
        return True
    if asserted(r, q):
        return False
    if r.has("would_words", r.phrase(q.first)[0], q.first):
        return True
    if context.listed and context.lead_reason == "hypothetical":
        return True
    if context.carried == "hypothetical" and not context.before:
        return r.find("continuing", r.begin, r.begin + 3) is not None
    return context.before == "hypothetical"


def _aside(r: Reading, q: Quantity) -> bool:
    """As in "If you're not convinced, 58% of commuters prefer …": the clause after the if stands on its own."""
    if r.word(r.begin) != "if" or r.phrase(q.first)[0] <= r.begin or q.kind not in ("percent", "share"):
        return False
    plain = r.word(q.last) == "of" and not r.has("own_words", q.last, q.last + 3) and r.word(q.last + 1) != "your"
    return plain and heads_clause(r, q) and not r.has("would_words", q.last)


def _opens_case(r: Reading) -> bool:
    """As in "For a company spending $500K, …", "With a $10,000 budget and a 4% rate, …"."""
    opens = r.word(r.begin) in ("for", "with", "take") and r.word(r.begin + 1) in ("a", "an", "example")
    return opens and "," in r.low[: r.begin + 16] and not r.has("past_words")


def _whenever(r: Reading, q: Quantity) -> bool:
    """As in "When 20% of requests fail, …": a condition in the present tense."""
    if r.word(r.begin) not in ("when", "once", "whenever") or r.phrase(q.first)[0] > r.begin:
        return False
    dated = any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in r.low)
    return not dated and not r.has("past_words", 0, q.last + 4)


def example(r: Reading, q: Quantity, context: Context) -> bool:
    """Wording shown as a sample: do/don't marks, "Say: …", a quotation that nobody speaks, a table of examples."""
    if any(mark in r.text for mark in r.lex["example_marks"]):
        return True
    if r.label_text in r.lex["example_labels"] and r.label_text:
        return True
    if context.kind == "cell" and context.lead is not None and context.lead.find("example_leads") is not None:
        return True
    quote = r.quote_around(q.first)
    if quote is None or r.has("speech_verbs"):
        return False
    return not asserted(r, q) or r.word(quote[0] - 2) in (":", "")


def quote(r: Reading, q: Quantity, context: Context) -> bool:
    """A speaker's own words about themselves; any other statistic in a quotation stays a claim."""
    around = r.quote_around(q.first)
    return around is not None and r.has("own_words", *around)


def goal(r: Reading, q: Quantity, context: Context) -> bool:
    """The author's own goal or prediction."""
    place = r.find("goal_phrases")
    if place is None:
        return False
    return not asserted(r, q) or r.word(place[1]) == "that"


def definition(r: Reading, q: Quantity, context: Context) -> bool:
    """A formula, a definition, a band of a scale, a consequence of arithmetic."""
    if r.has("definition_words") or r.find("definition_phrases") is not None:
        return True
    if r.word(q.last) == "means" or r.word(q.last + 1) == "means":
        return True
    if ("<" in r.words and "p" in r.words) or ("×" in r.words and not r.has("change_verbs")):
        return True
    if context.kind == "item" and r.word(q.last) == ")" and r.word(q.last + 1) == ":":
        return True  # "Medium power (50-80%): …"
    return _given(r, q) or _follows_from(r, q, context)


def _given(r: Reading, q: Quantity) -> bool:
    """As in "At 7% interest, money doubles": the percentage is given, not found."""
    words = [word for word in r.low[r.phrase(q.first)[0] : q.first] if word[0].isalpha()]
    given = bool(words) and words[-1] == "at" and set(words) <= {"at", "but", "and", "so", "even"}
    return given and q.kind == "percent" and r.word(q.last) not in ("of", "off")


def _follows_from(r: Reading, q: Quantity, context: Context) -> bool:
    """As in "That's 20 sales a day": reckoned from a supposed number just before."""
    supposed = context.before in ("math_definition", "hypothetical", "example")
    return supposed and not of_the_world(r, q) and r.find("consequence_starts", r.begin, r.begin + 3) is not None


# -- advice -------------------------------------------------------------------------------------------------


def advice(r: Reading, q: Quantity, context: Context) -> bool:
    """A target, a limit, a rule of thumb: what to aim at, not what is."""
    start = r.clause(q.first)[0]
    if r.label_text and r.label_text in r.lex["advice_labels"]:
        return True
    if (
        context.kind == "item"
        and context.opens
        and any(_leads_advice(reading) for reading in (context.lead, context.heading))
    ):
        return True
    if asserted(r, q) and (r.phrase(q.first)[0] > r.begin or not _commands(r, r.begin)):
        return False
    if _names_target(r, q):
        return True
    if r.has("advice_words", start, q.first) or r.find("advice_phrases", start, q.first) is not None:
        return True
    if _is_command(r, q) or _is_threshold(r, q, context):
        return True
    if context.before == "threshold_advice" and r.starts_with("dependent_starts"):
        return True
    if context.kind != "cell" or context.lead is None:
        return False
    return context.lead.has("advice_words") or context.lead.has("advice_nouns")


def _names_target(r: Reading, q: Quantity) -> bool:
    """As in "The target error rate is 1%"; not "A budget cuts gaps by 22%", "people with goals are 42% more likely"."""
    start = r.phrase(q.first)[0]
    noun = next((at for at in range(q.first - 1, start - 1, -1) if r.is_a(at, "advice_nouns")), None)
    return noun is not None and not r.is_a(q.last, "comparatives") and not r.has("change_verbs", noun, q.first)


def _leads_advice(reading: Reading | None) -> bool:
    return reading is not None and len(reading) <= 12 and reading.find("advice_leads") is not None


def _is_threshold(r: Reading, q: Quantity, context: Context) -> bool:
    """As in "(> 80%)", an item "Error rate < 1%"."""
    return r.word(q.first - 1) in (">", "<", "≥", "≤") and (context.kind != "paragraph" or r.word(q.last) == ")")


def _commands(r: Reading, at: int) -> bool:
    """Whether a command begins at `at`: "Keep …", "Then never put …"."""
    while r.is_a(at, "command_starts"):
        at += 1
    if not r.is_a(at, "imperatives") or r.is_a(at + 1, "predicates") or r.word(at + 1) == ":":
        return False
    if not r.is_a(at, "noun_imperatives") or r.is_a(at + 1, "command_objects"):
        return True  # "Sleep at least …", but not "Sleep loss costs …"
    return not r.word(at + 1)[:1].isalpha()


def _is_command(r: Reading, q: Quantity) -> bool:
    """Whether the quantity's clause, or its part after a comma, is a command."""
    begin = r.clause(q.first)[0]
    if begin <= r.begin:
        begin = r.begin
    while begin < q.first and not r.low[begin][0].isalpha():
        begin += 1
    places = {begin, r.phrase(q.first)[0]}
    return _limits(r, begin, q.first) or any(
        at < q.first and _commands(r, at) and not _has_predicate(r, at, q.first) for at in places
    )


def _limits(r: Reading, begin: int, end: int) -> bool:
    """As in "Limit app time to 20%": no verb can stand between the command and the number."""
    limits = r.is_a(begin, "noun_imperatives") and r.is_a(end - 1, "limit_words")
    return (
        limits
        and not any(word.endswith("s") for word in r.low[begin + 1 : end - 1])
        and not _has_predicate(r, begin, end)
    )


def _has_predicate(r: Reading, start: int, end: int) -> bool:
    """As in "Heat pumps cut emissions by 40%": a verb after the first words shows that they are the subject."""
    if r.is_a(start, "causatives"):
        return False
    if r.has("predicates", start + 1, end):
        return True
    if any(r.low[at] in ("how", "why") and r.word(at + 1) != "to" for at in range(start + 1, end)):
        return True
    return any(
        r.is_a(at, "change_verbs")
        and not r.is_a(at - 1, "before_infinitives")
        and (not r.is_a(at, "no_predicates") or (at == start + 2 and r.low[at - 1].endswith("s")))
        for at in range(start + 2, end)
    )
