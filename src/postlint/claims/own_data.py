"""Whether a number is the author's own: measured, lived, told to them, or carried on from a sentence that says so."""

from __future__ import annotations

from postlint.claims.context import Context, asserted, depends, named_subject, names_group, of_the_world
from postlint.claims.first_person import own_positions
from postlint.claims.quantities import Quantity
from postlint.claims.tokens import Tokens


def own_data(words: Tokens, number: Quantity, context: Context) -> bool:
    """The author or their organisation measured or lived it."""
    if context.markers and any(marker in words.text.lower() for marker in context.markers):
        return True
    if words.has("survey_terms") and context.own_survey:
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
    if context.listed and context.own_survey and not (context.lead is not None and named_subject(context.lead)):
        return True
    if of_the_world(words, number):
        return (
            words.has("relational_nouns", number.last, number.last + 4)
            and "your" not in words.present
            and context.own_post
        )
    if _is_announced(words, context):
        return True
    if named_subject(words):
        return False
    told = words.has("past_verbs", 0, number.first) and not names_group(words, 0, number.first)
    return (told or depends(words, number)) and context.own_post


def _is_announced(words: Tokens, context: Context) -> bool:
    """Whether the sentence speaks of the work that the post announces: no other name begins it."""
    names = [words.low[at] for at in range(words.begin, min(len(words), words.begin + 4)) if words.proper(at)]
    author = context.author
    return author is not None and bool(author.title) and author.title.present.issuperset(names) and author.announces
