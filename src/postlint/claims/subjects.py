"""Whom a sentence is about: its author, a named body, a group of the world; and the shapes that show it."""

from __future__ import annotations

from postlint.claims.quantities import Quantity
from postlint.claims.tokens import Tokens

SHARES = frozenset(("percent", "share"))

# -- the author -----------------------------------------------------------------------------------------------


def own_positions(words: Tokens) -> list[int]:
    """Where the author speaks of what they did or have: "I", "our"; not where "we" are everybody ("our world")."""
    return [at for at in words.places("first_person") if not words.is_a(at + 1, "everybody")]


def is_own(words: Tokens) -> bool:
    """Whether the author speaks of what they did or have, outside of quotations."""
    return any(words.quote_around(at) is None for at in own_positions(words))


# -- the world ------------------------------------------------------------------------------------------------


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
    """Whether the quantity is a share of the world and heads its clause: "…, and about 58% of commuters prefer …"."""
    before = number.first - 1
    while words.is_a(before, "hedges"):
        before -= 1
    heads = before < 0 or not words.low[before][0].isalnum() or words.is_a(before, "clause_openers")
    return heads and of_the_world(words, number)
