"""Where the author speaks of themselves, and the tone that a sentence gives to those after it."""

from __future__ import annotations

from postlint.claims.tokens import Tokens


def own_positions(words: Tokens) -> list[int]:
    """Where the author speaks of what they did or have; "I think", "our world", "let me" are left out."""
    found = words.places("first_person")
    everybody = any(words.word(at) == "we" and words.is_a(at + 1, "generic_we") for at in found)
    return [at for at in found if _is_own(words, at) and not (everybody and words.low[at] in ("we", "our", "us"))]


def _is_own(words: Tokens, at: int) -> bool:
    word = words.low[at]
    if word in words.lex["own_subjects"]:
        verb = at + 1
        while words.is_a(verb, "fillers"):
            verb += 1
        if words.is_a(verb, "rhetorical_verbs"):
            return word.startswith("i") and words.is_a(verb, "generic_we")
        return True
    if word in words.lex["own_possessives"]:
        return not words.is_a(at + 1, "generic_our") and not (
            words.is_a(at + 2, "generic_our") and words.is_a(at + 1, "plain_adjectives")
        )
    if word in words.lex["own_objects"]:
        return words.is_a(at - 1, "telling_verbs")
    return words.is_a(at, "own_pronouns")


def tone(words: Tokens) -> str:
    """The class that a sentence without a number hands on to those after it: own_data, hypothetical or ""."""
    if words.starts_with("hypothetical_starts"):
        return "hypothetical"
    if words.is_question:
        return ""
    return "own_data" if any(words.quote_around(at) is None for at in own_positions(words)) else ""
