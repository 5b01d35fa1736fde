"""Reasons why a number is not a claim about the world: a small predicate for each, asked in order by `judge`.

Each gets the sentence, the quantity and the context, and answers whether its reason holds.
"""

from __future__ import annotations

from postlint.claims.context import Context
from postlint.claims.quantities import Quantity
from postlint.claims.subjects import (
    asserted,
    depends,
    heads_clause,
    named_subject,
    names_group,
    of_the_world,
    own_positions,
)
from postlint.claims.tokens import Tokens

# -- what kind of number it is ------------------------------------------------------------------------------


def idiom(words: Tokens, number: Quantity, context: Context) -> bool:
    """As in "80% of the way", "100% sure", "half the battle".

    100% and 0% are rhetoric unless they are a change or a share.
    """
    if words.find("idioms", number.first - 3, number.last + 4) is not None:
        return True
    if number.kind != "percent":
        return False
    if words.is_a(number.last, "idiom_adjectives") or (
        words.word(number.first - 1) in ("is", "are") and words.word(number.last).endswith("ing")
    ):
        return True  # "90% mental", "90% rewriting"
    if number.value not in (0, 100, 110, 1000):
        return False
    is_share = words.word(number.last) == "of" and of_the_world(words, number)
    is_change = (
        words.is_a(number.last, "change_nouns")
        or words.is_a(number.last, "comparatives")
        or words.has("change_verbs", number.first - 4, number.first)
    )
    return not (is_share or is_change)


def product_fact(words: Tokens, number: Quantity, context: Context) -> bool:
    """A property of a thing ("70% cocoa", "the 20% rule", opacity 50%), a limit, a setting."""
    if number.kind != "percent":
        return False
    after = number.last + (words.word(number.last) in ("-", "–"))
    if words.is_a(after, "spec_nouns") and not (
        words.has("comparatives", after, after + 3) or words.has("change_nouns", after, after + 3)
    ):
        return True
    if (
        context.kind == "item"
        and words.has("size_units")
        and not (words.has("comparatives") or words.has("change_verbs"))
    ):
        return True  # "500 g flour (12% protein)"
    if words.find("made_of", number.first - 5, number.first) is not None:
        return True
    near = number.first - 3, number.first
    return words.has("spec_before", *near) and not words.has("change_verbs", *near)


# -- frames that suspend the assertion ----------------------------------------------------------------------


def question(words: Tokens, number: Quantity, context: Context) -> bool:
    """A question asserts nothing; but one that opens with "Did you know" does."""
    return words.is_question and not words.starts_with("rhetorical_questions")


def quote(words: Tokens, number: Quantity, context: Context) -> bool:
    """A speaker's own words about themselves; any other statistic in a quotation stays a claim."""
    around = words.quote_around(number.first)
    return around is not None and words.has("own_words", *around)


def price(words: Tokens, number: Quantity, context: Context) -> bool:
    """A fee, a discount, a share of a price."""
    if number.kind != "percent":
        return False
    if words.is_a(number.last, "price_nouns") and not words.has("comparatives", number.last, number.last + 3):
        return True
    if words.has("sum_words", 0, number.first):
        return True
    if words.word(number.last) == "cut" and words.has("taking_words", number.first - 4, number.first):
        return True
    if words.has("price_verbs", words.phrase(number.first)[0], number.first) and not of_the_world(words, number):
        return True
    return words.has("billing_words") and (
        words.has("comparatives", number.last, number.last + 2) or not words.present.isdisjoint("$€£")
    )


def goal(words: Tokens, number: Quantity, context: Context) -> bool:
    """The author's own goal or prediction."""
    place = words.find("goal_phrases")
    if place is None:
        return False
    return not asserted(words, number) or words.word(place[1]) == "that"


def hypothetical(words: Tokens, number: Quantity, context: Context) -> bool:
    """As in "If 50% of users leave", "Imagine a shop", "For a company spending $500K"."""
    if words.starts_with("hypothetical_starts"):
        return not _aside(words, number)
    if (
        words.has("supposing", words.clause(number.first)[0], number.first)
        or _opens_case(words)
        or _whenever(words, number)
    ):
        return True
    if asserted(words, number):
        return False
    return words.has("would_words", words.phrase(number.first)[0], number.first)


def _aside(words: Tokens, number: Quantity) -> bool:
    """As in "If you're not convinced, 58% of commuters prefer …": the clause after the if stands on its own."""
    if (
        words.word(words.begin) != "if"
        or words.phrase(number.first)[0] <= words.begin
        or number.kind not in ("percent", "share")
    ):
        return False
    plain = (
        words.word(number.last) == "of"
        and not words.has("own_words", number.last, number.last + 3)
        and words.word(number.last + 1) != "your"
    )
    return plain and heads_clause(words, number) and not words.has("would_words", number.last)


def _opens_case(words: Tokens) -> bool:
    """As in "For a company spending $500K, …", "With a $10,000 budget and a 4% rate, …"."""
    opens = words.word(words.begin) in ("for", "with", "take") and words.word(words.begin + 1) in ("a", "an", "example")
    return opens and "," in words.low[: words.begin + 16] and not words.has("past_words")


def _whenever(words: Tokens, number: Quantity) -> bool:
    """As in "When 20% of requests fail, …": a condition in the present tense."""
    if words.word(words.begin) not in ("when", "once", "whenever") or words.phrase(number.first)[0] > words.begin:
        return False
    dated = any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in words.low)
    return not dated and not words.has("past_words", 0, number.last + 4)


def definition(words: Tokens, number: Quantity, context: Context) -> bool:
    """A formula, a definition, a band of a scale, a consequence of arithmetic."""
    if words.has("definition_words") or words.find("definition_phrases") is not None:
        return True
    if words.word(number.last) == "means" or words.word(number.last + 1) == "means":
        return True
    if ("<" in words.present and "p" in words.present) or ("×" in words.present and not words.has("change_verbs")):
        return True
    if context.kind == "item" and words.word(number.last) == ")" and words.word(number.last + 1) == ":":
        return True  # "Medium power (50-80%): …"
    return _given(words, number)


def _given(words: Tokens, number: Quantity) -> bool:
    """As in "At 7% interest, money doubles": the percentage is given, not found."""
    given_words = [word for word in words.low[words.phrase(number.first)[0] : number.first] if word[0].isalpha()]
    given = bool(given_words) and given_words[-1] == "at" and set(given_words) <= {"at", "but", "and", "so", "even"}
    return given and number.kind == "percent" and words.word(number.last) not in ("of", "off")


# -- advice -------------------------------------------------------------------------------------------------


def advice(words: Tokens, number: Quantity, context: Context) -> bool:
    """A target, a limit, a rule of thumb: what to aim at, not what is."""
    start = words.clause(number.first)[0]
    if words.label_text and words.label_text in words.lex["advice_labels"]:
        return True
    if (
        context.kind == "item"
        and context.opens
        and any(_leads_advice(lead) for lead in (context.lead, context.heading))
    ):
        return True
    if asserted(words, number) and (
        words.phrase(number.first)[0] > words.begin or not _commands(words, words.begin, number.first)
    ):
        return False
    if _names_target(words, number):
        return True
    if words.has("advice_words", start, number.first) or words.find("advice_phrases", start, number.first) is not None:
        return True
    if _is_command(words, number) or _is_threshold(words, number, context):
        return True
    if context.kind != "cell" or context.lead is None:
        return False
    return context.lead.has("advice_words") or context.lead.has("advice_nouns")


def _names_target(words: Tokens, number: Quantity) -> bool:
    """As in "The target error rate is 1%"; not "A budget cuts gaps by 22%", "people with goals are 42% more likely"."""
    start = words.phrase(number.first)[0]
    noun = next((at for at in range(number.first - 1, start - 1, -1) if words.is_a(at, "advice_nouns")), None)
    return (
        noun is not None
        and not words.is_a(number.last, "comparatives")
        and not words.has("change_verbs", noun, number.first)
    )


def _leads_advice(lead: Tokens | None) -> bool:
    return lead is not None and len(lead) <= 12 and lead.find("advice_leads") is not None


def _is_threshold(words: Tokens, number: Quantity, context: Context) -> bool:
    """As in "(> 80%)", an item "Error rate < 1%"."""
    return words.word(number.first - 1) in (">", "<", "≥", "≤") and (
        context.kind != "paragraph" or words.word(number.last) == ")"
    )


def _is_command(words: Tokens, number: Quantity) -> bool:
    """Whether the quantity's clause, or its part after a comma, begins with a command: "Keep …", "Then never put …"."""
    starts = {max(words.begin, words.clause(number.first)[0]), words.phrase(number.first)[0]}
    return any(_commands(words, at, number.first) for at in starts)


def _commands(words: Tokens, at: int, end: int) -> bool:
    while at < end and (words.is_a(at, "command_starts") or not words.low[at][0].isalpha()):
        at += 1
    if at >= end or not words.is_a(at, "imperatives"):
        return False
    if any(words.low[i].endswith("s") and words.is_a(i, "spend_verbs") for i in range(at + 1, end)):
        return False  # "Email returns …"
    return not (words.has("predicates", at + 1, end) or words.has("change_verbs", at + 2, end))


# -- own data -----------------------------------------------------------------------------------------------


def own_data(words: Tokens, number: Quantity, context: Context) -> bool:
    """The author or their organisation measured or lived it."""
    if context.markers and any(marker in words.text.lower() for marker in context.markers):
        return True
    if words.has("survey_terms") and context.author.own_survey:
        return True
    quote = words.quote_around(number.first)
    own = [at for at in own_positions(words) if words.quote_around(at) in (None, quote)]
    if own and (verdict := _spoken_of_self(words, number, own)) is not None:
        return verdict
    return _continues_own(words, number, context)


def _spoken_of_self(words: Tokens, number: Quantity, own: list[int]) -> bool | None:
    """Whether the first person in the sentence owns the quantity; None if it stands in another clause."""
    start, end = words.phrase(number.first)
    if any(start <= at < end for at in own):
        before = any(start <= at < number.first for at in own)
        return before or not asserted(words, number) or any(number.last <= at < number.last + 4 for at in own)
    if asserted(words, number):
        return False
    clause = words.clause(number.first)
    return True if any(at < number.first or clause[0] <= at < clause[1] for at in own) else None


def _continues_own(words: Tokens, number: Quantity, context: Context) -> bool:
    """A sentence without a subject of its own in a post about the author's own work."""
    if context.listed and context.author.own_survey and not (context.lead is not None and named_subject(context.lead)):
        return True
    if of_the_world(words, number):
        return (
            words.has("relational_nouns", number.last, number.last + 4)
            and "your" not in words.present
            and context.author.own_post
        )
    if _is_announced(words, context):
        return True
    if named_subject(words):
        return False
    past = words.has("past_verbs", 0, number.first) and not names_group(words, 0, number.first)
    return (past or depends(words, number)) and context.author.own_post


def _is_announced(words: Tokens, context: Context) -> bool:
    """Whether the sentence speaks of the work that the post announces: no other name begins it."""
    names = [words.low[at] for at in range(words.begin, min(len(words), words.begin + 4)) if words.proper(at)]
    author = context.author
    return bool(author.title) and author.title.present.issuperset(names) and author.announces
