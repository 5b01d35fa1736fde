"""What keeps a likely claim from being a warning: signs that its source is told otherwise, or is the author.

A warning needs evidence for a claim of others, and not just a lack of evidence against it. Each sign is one that a
reader sees; where one holds, the claim is an info at most.
"""

from __future__ import annotations

from postlint.claims.attributions import VAGUE
from postlint.claims.features import Sight
from postlint.claims.subjects import SHARES

#: from this share of sentences about the author on a post tells of their own work
_OWN_WORK = 0.15


def is_doubtful(sight: Sight) -> bool:
    """Whether a claim is no warning, however likely it is."""
    if sight.unit.passage.quoted or sight.supports.linked_above(sight.unit):
        return True
    return _is_own_figure(sight) if sight.judgement.attribution is None else _is_told(sight)


def _is_own_figure(sight: Sight) -> bool:
    """Whether a figure is no share, or looks like what the author, or whom they tell of, measured, did or wrote."""
    words, number, context = sight.unit.tokens, sight.judgement.quantity, sight.context
    if number is None or number.kind not in SHARES or words.has("one_person"):
        return True
    return _is_own_post(sight) or context.is_called("works") or context.is_beside_picture(sight.unit)


def _is_own_post(sight: Sight) -> bool:
    """Whether the post tells of its author's own work."""
    return sight.context.own_share >= _OWN_WORK or sight.context.is_called("own_titles")


def _is_told(sight: Sight) -> bool:
    """Whether the post tells, or has told, of who found something, or found it itself."""
    words, context, (kind, _, first, last, who, *_) = sight.unit.tokens, sight.context, sight.judgement
    if who is not None and who.anaphoric:
        return True  # "the survey": a source is due where it was named
    if words.has("expert_nouns", first, last):
        return context.names_speaker(sight.at)
    if context.has_code and words.has("doings", first, last):
        return True
    return kind == VAGUE and not words.has("study_nouns", first, last) and _is_own_post(sight)
