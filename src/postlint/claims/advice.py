"""Advice: whether a quantity is a target, a limit or a rule of thumb, what to aim at and not what is."""

from __future__ import annotations

from postlint.claims.context import Context
from postlint.claims.quantities import Quantity
from postlint.claims.subjects import asserted
from postlint.claims.tokens import Tokens


def advises(words: Tokens, number: Quantity, context: Context) -> bool:
    """Whether a quantity is advised."""
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
