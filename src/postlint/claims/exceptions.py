"""Reasons why a number is no claim about the world: a small predicate for each, evaluated in order.

Such a number is not reported, but it is weighed with the others: a post of prices or suppositions has few claims. One
that looks like advice may be a claim all the same.
"""

from __future__ import annotations

from collections.abc import Callable

from postlint.claims.judgement import ADVICE
from postlint.claims.quantities import Quantity
from postlint.claims.subjects import asserted, heads_clause, of_the_world, own_positions
from postlint.claims.tokens import Tokens

Reason = Callable[[Tokens, Quantity], bool]


def exception(words: Tokens, number: Quantity) -> str:
    """The class of a number that is no claim about the world, "" for one that may be."""
    return next((name for name, holds in _REASONS if holds(words, number)), "")


def _idiom(words: Tokens, number: Quantity) -> bool:
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


def _price(words: Tokens, number: Quantity) -> bool:
    """A fee, a discount, a share of a price."""
    if number.kind != "percent":
        return False
    if words.is_a(number.last, "price_nouns") and not words.has("comparatives", number.last, number.last + 3):
        return True
    if words.word(number.last) == "cut" and words.has("taking_words", number.first - 4, number.first):
        return True
    if words.has("price_verbs", words.phrase(number.first)[0], number.first) and not of_the_world(words, number):
        return True
    return words.has("billing_words") and (
        words.has("comparatives", number.last, number.last + 2) or not words.present.isdisjoint("$€£")
    )


def _product_fact(words: Tokens, number: Quantity) -> bool:
    """A property of a thing ("70% cocoa", "the 20% rule", opacity 50%), a limit, a setting; half of your bag."""
    if number.kind == "share":
        if words.low[number.last : number.last + 2] == ["of", "it"]:
            return True  # "put a third of it back": of the thing at hand
        return words.has("second_person") and not (of_the_world(words, number) or heads_clause(words, number))
    if number.kind != "percent":
        return False
    after = number.last + (words.word(number.last) in ("-", "–"))
    if words.is_a(after, "spec_nouns") and not (
        words.has("comparatives", after, after + 3) or words.has("change_nouns", after, after + 3)
    ):
        return True
    if words.has("amount_units", 0, number.first) and "(" in words.low[: number.first]:
        return True  # "500 g flour (12% protein)"
    if words.find("made_of", number.first - 5, number.first) is not None:
        return True
    near = number.first - 3, number.first
    return words.has("spec_before", *near) and not words.has("change_verbs", *near)


def _question(words: Tokens, number: Quantity) -> bool:
    """A question asserts nothing; but one that opens with "Did you know" does."""
    return words.is_question and not words.starts_with("rhetorical_questions")


def _quote(words: Tokens, number: Quantity) -> bool:
    """A speaker's own words about themselves; any other statistic in a quotation stays a claim."""
    around = words.quote_around(number.first)
    return around is not None and words.has("first_person", *around)


def _definition(words: Tokens, number: Quantity) -> bool:
    """A formula, a definition, a band of a scale, a consequence of arithmetic."""
    if words.has("definition_words") or words.find("definition_phrases") is not None:
        return True
    if words.word(number.last) == "means" or words.word(number.last + 1) == "means":
        return True
    if ("<" in words.present and "p" in words.present) or ("×" in words.present and not words.has("change_verbs")):
        return True
    return _given(words, number)


def _given(words: Tokens, number: Quantity) -> bool:
    """As in "At 7% interest, money doubles", "That's a 90% cut": the percentage is given or worked out, not found."""
    if words.word(words.begin) in ("that's", "that", "this") and number.first - words.begin <= 2:
        return True  # "That's 30% faster": what follows from the numbers before
    given_words = [word for word in words.low[words.phrase(number.first)[0] : number.first] if word[0].isalpha()]
    given = bool(given_words) and given_words[-1] == "at" and set(given_words) <= {"at", "but", "and", "so", "even"}
    return given and number.kind == "percent" and words.word(number.last) not in ("of", "off")


def _hypothetical(words: Tokens, number: Quantity) -> bool:
    """As in "If 50% of users leave", "Imagine a shop", "For a company spending $500K"."""
    if words.is_a(words.begin, "supposing"):
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
    apart = words.word(words.begin) == "if" and words.phrase(number.first)[0] > words.begin
    return apart and asserted(words, number) and not words.has("would_words", number.last)


def _opens_case(words: Tokens) -> bool:
    """As in "With a $10,000 budget and a 4% rate, …", "Say you have 200 customers"."""
    first, second = words.word(words.begin), words.word(words.begin + 1)
    if first == "say":
        return second in words.lex["second_person"]
    opens = first in ("for", "with", "take") and second in ("a", "an")
    return opens and "," in words.low[: words.begin + 16] and not words.has("past_verbs")


def _whenever(words: Tokens, number: Quantity) -> bool:
    """As in "When 20% of requests fail, …": a condition in the present tense."""
    if words.word(words.begin) not in ("when", "once", "whenever") or words.phrase(number.first)[0] > words.begin:
        return False
    return not words.has("past_verbs", 0, number.last + 4)


def _own_data(words: Tokens, number: Quantity) -> bool:
    """The author or their organisation measured or lived it."""
    quote = words.quote_around(number.first)
    own = [at for at in own_positions(words) if words.quote_around(at) in (None, quote)]
    return bool(own) and _spoken_of_self(words, number, own)


def _spoken_of_self(words: Tokens, number: Quantity, own: list[int]) -> bool:
    """Whether the first person in the sentence owns the quantity."""
    start, end = words.phrase(number.first)
    if any(start <= at < end for at in own):
        before = any(start <= at < number.first for at in own)
        return before or not asserted(words, number) or any(number.last <= at < number.last + 4 for at in own)
    if asserted(words, number):
        return False
    clause = words.clause(number.first)
    return any(at < number.first or clause[0] <= at < clause[1] for at in own)


def _advice(words: Tokens, number: Quantity) -> bool:
    """A target, a limit, a rule of thumb: what to aim at and not what is."""
    if words.label_text and words.label_text in words.lex["advice_labels"]:
        return True
    start, opens = words.clause(number.first)[0], words.subclause(number.first)
    if asserted(words, number):
        return opens <= words.begin and _commands(words, words.begin, number.first)
    if words.has("advice_words", start, number.first) or words.find("advice_phrases", start, number.first) is not None:
        return True
    if words.word(number.first - 1) in ("<", ">", "≤", "≥"):
        return True
    return any(_commands(words, at, number.first) for at in {max(words.begin, start), opens})


def _commands(words: Tokens, at: int, end: int) -> bool:
    """As in "Keep it under 2%"; not in "Email returns $36"."""
    while at < end and (not words.low[at][0].isalpha() or words.low[at] == "never"):
        at += 1
    if at >= end or not words.is_a(at, "imperatives"):
        return False
    states = words.has("change_verbs", at + 2, end)
    return not states and not any(
        words.low[i].endswith("s") and words.is_a(i, "spend_verbs") for i in range(at + 1, end)
    )


_REASONS: tuple[tuple[str, Reason], ...] = (
    ("common_opinion", _idiom),
    ("price", _price),
    ("product_fact", _product_fact),
    ("hypothetical", _question),
    ("quote", _quote),
    ("math_definition", _definition),
    ("hypothetical", _hypothetical),
    ("own_data", _own_data),
    (ADVICE, _advice),
)
