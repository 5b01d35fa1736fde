"""Whom a sentence is about: its author, a named body, a group of the world; and the shapes that show it."""

from __future__ import annotations

from postlint.claims.quantities import Quantity
from postlint.claims.tokens import Tokens

SHARES = frozenset(("percent", "share"))

# -- the author -----------------------------------------------------------------------------------------------


def own_positions(words: Tokens) -> list[int]:
    """Where the author speaks of what they did or have; "I think", "our world", "let me" are left out."""
    found = words.places("first_person")
    everybody = any(words.is_a(at, "many_of_us") and words.is_a(at + 1, "generic_we") for at in found)
    return [at for at in found if _is_own(words, at) and not (everybody and words.is_a(at, "many_of_us"))]


def _is_own(words: Tokens, at: int) -> bool:
    word = words.low[at]
    if word in words.lex["own_subjects"]:
        verb = at + 1
        while words.is_adverb(verb):
            verb += 1
        if words.is_a(verb, "rhetorical_verbs") or words.is_a(verb, "modals"):
            return not words.is_a(at, "many_of_us") and words.is_a(verb, "generic_we")
        return True
    if word in words.lex["own_possessives"]:
        return not words.is_a(at + 1, "generic_our")
    if word in words.lex["own_objects"]:
        return words.is_a(at - 1, "telling_verbs")
    return word in words.lex["own_pronouns"]


def is_own(words: Tokens) -> bool:
    """Whether the author speaks of what they did or have, outside of quotations, and supposes or asks nothing."""
    if words.is_a(words.begin, "supposing") or words.is_question:
        return False
    return any(words.quote_around(at) is None for at in own_positions(words))


# -- the world ------------------------------------------------------------------------------------------------


def heads_clause(words: Tokens, number: Quantity) -> bool:
    """Whether nothing but hedges and dates stands before the quantity in its clause: it is the subject."""
    return all(
        words.is_a(at, "hedges") or not words.low[at][0].isalpha()
        for at in range(words.subclause(number.first), number.first)
    )


def of_the_world(words: Tokens, number: Quantity) -> bool:
    """Whether a share is of people, companies and the like ("of users", "of all web traffic"), not of one's own."""
    if number.kind not in SHARES or words.has("first_person", number.last, number.last + 6):
        return False
    end = number.last
    while end < min(len(words), number.last + 6) and words.low[end][0].isalnum() and not words.is_a(end, "share_ends"):
        end += 1
    return names_group(words, number.last, end) or words.has("world_nouns", number.last, end)


def names_group(words: Tokens, start: int, end: int | None = None) -> bool:
    """Whether the tokens name people, companies or the like: by the list, or by an ending ("runners", "residents")."""
    stop = len(words) if end is None else end
    return any(start <= at < stop for at in words.groups)


def asserted(words: Tokens, number: Quantity) -> bool:
    """Whether the quantity is a share of the world that heads its clause: "58% of commuters prefer …"."""
    return of_the_world(words, number) and heads_clause(words, number)


# -- other shapes ---------------------------------------------------------------------------------------------


def is_attributive(words: Tokens, number: Quantity) -> bool:
    """Whether a percentage only tells which one of a kind: "a 51% attack", not "a 20% increase"."""
    if number.kind not in SHARES or not (words.is_a(number.first - 1, "determiners") or words.proper(number.first - 1)):
        return False
    after = words.word(number.last)
    if not after.isalpha() or len(after) < 4 or words.lex.is_group(after):
        return False
    return not any(words.is_a(number.last, name) for name in ("change_nouns", "comparatives", "share_ends"))


def is_work(title: Tokens) -> bool:
    """Whether a title is that of a work with its author: "Bowling Alone by Robert D. Putnam"."""
    return any(title.proper(at + 1) and title.proper(at + 2) and at > 0 for at in title.places("multiplied_by"))
