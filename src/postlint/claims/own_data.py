"""Whether a number is the author's own: measured, lived, told to them, or carried on from a sentence that says so."""

from __future__ import annotations

from postlint.claims.context import Context, asserted, depends, named_subject, names_group, of_the_world
from postlint.claims.quantities import Quantity
from postlint.claims.reading import Reading
from postlint.claims.voice import own_positions


def own_data(r: Reading, q: Quantity, context: Context) -> bool:
    """The author or their organisation measured or lived it."""
    if context.markers and any(marker in r.text.lower() for marker in context.markers):
        return True
    if context.own_report:
        return True
    if r.has("survey_terms") and (context.before == "own_data" or context.own_survey):
        return True
    quote = r.quote_around(q.first)
    own = [at for at in own_positions(r) if r.quote_around(at) in (None, quote)]
    if own and (verdict := _spoken_of_self(r, q, own)) is not None:
        return verdict
    return _continues_own(r, q, context)


def _spoken_of_self(r: Reading, q: Quantity, own: list[int]) -> bool | None:
    """Whether the first person in the sentence owns the quantity; None if it stands in another clause."""
    start, end = r.phrase(q.first)
    if any(start <= at < end for at in own):
        before = any(start <= at < q.first for at in own)
        return before or not asserted(r, q) or any(q.last <= at < q.last + 4 for at in own)
    if _measures(r, own):
        return True
    if asserted(r, q):
        return False
    clause = r.clause(q.first)
    return True if any(at < q.first or clause[0] <= at < clause[1] for at in own) else None


def _measures(r: Reading, own: list[int]) -> bool:
    """As in "we surveyed", "in our tests", "our recent State of Bread survey": the author gathered the figures."""
    for at in own:
        if r.is_a(at, "own_possessives"):
            reach = 4 if not r.proper(at + 2) and not r.proper(at + 3) else 8
            if r.has("measure_nouns", at + 1, at + reach):
                return True
        elif r.is_a(at, "own_subjects") and r.has("measure_verbs", at + 1, at + 5):
            return True
    return False


def _continues_own(r: Reading, q: Quantity, context: Context) -> bool:
    """A sentence without a subject of its own goes on with what the author told before."""
    if (
        context.listed
        and not (context.lead is not None and context.lead_reason != "own_data" and named_subject(context.lead))
        and context.own_survey
    ):
        return True
    if of_the_world(r, q):
        return r.has("relational_nouns", q.last, q.last + 4) and "your" not in r.words and context.own_post
    if context.before == "own_data" and (depends(r, q) or not (r.has("group_quantifiers") or named_subject(r))):
        return True
    if _is_announced(r, context):
        return True
    if named_subject(r):
        return False
    told = r.has("past_verbs", 0, q.first) and not names_group(r, 0, q.first)
    if context.carried == "own_data" and not context.before and (depends(r, q) or (told and "also" in r.words)):
        return True
    if context.listed and context.lead_reason == "own_data" and (_introduces(context.lead) or depends(r, q)):
        return True
    if context.heading is not None and (context.listed or depends(r, q)) and _is_told(context.heading):
        return True
    return (told or depends(r, q)) and context.own_post and not _of_another(context)


def _introduces(lead: Reading | None) -> bool:
    """Whether a lead-in opens what follows: it ends with a colon, or it stands before a table."""
    return lead is not None and (lead.low[-1:] == [":"] or "|" in lead.words)


def _is_told(heading: Reading) -> bool:
    """Whether a heading is the author's ("How I use it"), and not a reader's question ("Should I use it?")."""
    return not heading.is_question and bool(own_positions(heading))


def _is_announced(r: Reading, context: Context) -> bool:
    """Whether the sentence speaks of the work that the post announces: no other name begins it."""
    names = [r.low[at] for at in range(r.begin, min(len(r), r.begin + 4)) if r.proper(at)]
    author = context.author
    return author is not None and bool(author.title) and author.title.words.issuperset(names) and author.announces


def _of_another(context: Context) -> bool:
    """Whether a list's lead-in tells of something named that is not the author's."""
    return context.lead is not None and context.lead_reason != "own_data" and named_subject(context.lead)
