"""Where the author speaks of themselves, and the tone that a sentence gives to those after it."""

from __future__ import annotations

from postlint.claims.reading import Reading


def own_positions(r: Reading) -> list[int]:
    """Where the author speaks of what they did or have; "I think", "our world", "let me" are left out."""
    found = r.places("first_person")
    everybody = any(r.word(at) == "we" and r.is_a(at + 1, "generic_we") for at in found)
    return [at for at in found if _is_own(r, at) and not (everybody and r.low[at] in ("we", "our", "us"))]


def _is_own(r: Reading, at: int) -> bool:
    word = r.low[at]
    if word in r.lex["own_subjects"]:
        verb = at + 1
        while r.is_a(verb, "fillers"):
            verb += 1
        if r.is_a(verb, "rhetorical_verbs"):
            return word.startswith("i") and r.is_a(verb, "generic_we")
        return True
    if word in r.lex["own_possessives"]:
        return not r.is_a(at + 1, "generic_our") and not (
            r.is_a(at + 2, "generic_our") and r.is_a(at + 1, "plain_adjectives")
        )
    if word in r.lex["own_objects"]:
        return r.is_a(at - 1, "telling_verbs")
    return r.is_a(at, "own_pronouns")


def tone(r: Reading) -> str:
    """The class that a sentence without a number hands on to those after it: own_data, hypothetical or ""."""
    if r.starts_with("hypothetical_starts"):
        return "hypothetical"
    if r.is_question:
        return ""
    return "own_data" if any(r.quote_around(at) is None for at in own_positions(r)) else ""
