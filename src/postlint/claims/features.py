"""The evidence of a sentence that may be a claim: named features, each 1 if it holds.

A feature is one thing that a reader sees: what number it is, of whom, who speaks, under which heading, in what kind
of post. Alone none decides; `weighing` adds up their weights. Those that words alone tell stand in
`languages/<code>/claims-figures.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postlint.claims.context import Context
from postlint.claims.figures import shape_of
from postlint.claims.judgement import ADVICE, Judgement
from postlint.claims.quantities import Quantity
from postlint.claims.subjects import is_own, names_group, of_the_world
from postlint.claims.support import Supports
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit
from postlint.records import NamedTuple

#: the groups of features that tell of a figure, and of patterns of the table that are none
_OF_FIGURE, _NONE = ("number", "asserts"), ("soft",)
#: the kinds of figures that seldom are claims
_LIGHT = frozenset(("count", "money", "duration"))
#: from how many sources on a post has many
_MANY = 10
#: a feature's name, and whether it holds
Feature = tuple[str, bool]


class Sight(NamedTuple):
    """All that is known of a sentence, the one at an index of its passage, when its evidence is gathered."""

    unit: Unit
    at: int
    judgement: Judgement
    context: Context
    supports: Supports


def features(sight: Sight) -> Mapping[str, float]:
    """The features that hold, by name."""
    words, number = sight.unit.tokens, sight.judgement.quantity
    found = {f"class: {sight.judgement.kind}": 1.0} if sight.judgement.attribution is not None else {}
    shape, left_out = shape_of(words, number), (_NONE if number is not None else (*_NONE, *_OF_FIGURE))
    for name, pattern in words.lex.figure_features:
        if not name.startswith(left_out) and pattern.search(shape):
            found[name] = 1.0
    of_number = _of_number(sight, words, number, found) if number is not None else (("numbers: none", True),)
    found.update((name, 1.0) for name, holds in (*of_number, *_of_place(sight, words)) if holds)
    return found


def _of_number(sight: Sight, words: Tokens, number: Quantity, found: Mapping[str, float]) -> Iterator[Feature]:
    world = of_the_world(words, number)
    yield "number: a share of a group", world and words.is_a(number.last, "of_words")
    yield "number: not round", number.value > 10 and number.value % 5 != 0
    yield "looks: threshold_advice", ADVICE in sight.judgement.looks
    yield "number: light", number.kind in _LIGHT
    yield "number: quoted", words.quote_around(number.first) is not None
    yield "number: range", words.has("range_words", number.first + 1, number.last)
    yield "numbers: more", sum(word[0].isdigit() for word in words.low) > 2
    if sight.judgement.attribution is None:  # a number without a named source
        general = world or names_group(words, 0, number.first)
        says = "asserts: a change" in found or "number: a difference in percent" in found
        told = any(map(words.has, ("average_words", "evidence_nouns")))
        yield "asserts: nothing of a group", not (general or says or told)


def _of_place(sight: Sight, words: Tokens) -> Iterator[Feature]:
    unit, who, context, sources = sight.unit, sight.judgement.attribution, sight.context, sight.supports.sources.all
    yield "who: author", is_own(words)
    yield "numbers: a year", bool(words.years)
    yield "found: opens", who is not None and who.first <= words.begin + 1
    if who is None:  # who names a source begins anew
        yield "scope: before own_data", context.own_before(sight.at)
        yield "scope: above own_data", context.own_above(unit)
    heading = context.heading(unit)
    yield "heading: evidence", heading is not None and heading.has("evidence_nouns")
    yield "scope: supposes", heading is not None and heading.has("worked_cases")
    yield "heading: price", heading is not None and heading.has("price_headings")
    yield "heading: author", heading is not None and heading.has("first_person")
    yield "place: item", unit.kind == "item"
    yield "sources: many in the post", len(sources) >= _MANY
    yield "sources: none in the post", not sources
    yield "post: code", context.has_code
