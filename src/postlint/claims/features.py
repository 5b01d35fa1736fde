"""The evidence of a sentence that may be a claim: named features, each 1 if it holds or a share between 0 and 1.

A feature is one thing that a reader sees: what number it is, of whom, who speaks, under which heading, in what kind
of post. Alone none decides; `weighing` adds up their weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from postlint.claims.context import OWN, Context
from postlint.claims.discourse import Discourse
from postlint.claims.judgement import Judgement
from postlint.claims.quantities import Quantity
from postlint.claims.subjects import SHARES, heads_clause, is_own, names_group, of_the_world, own_positions
from postlint.claims.support import Supports
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit
from postlint.spans import Span

#: a feature's name, and whether it holds or how much
Feature = tuple[str, float]
#: the feature of a sum, a size, a duration or a count below a million
LIGHT = "number: light"
#: how many characters around a sentence are near it
_NEAR = 300


class Sight(NamedTuple):
    """All that is known of a sentence when its evidence is gathered."""

    unit: Unit
    tokens: Tokens
    judgement: Judgement
    context: Context
    supports: Supports
    discourse: Discourse


def features(sight: Sight) -> Mapping[str, float]:
    """The features that hold, by name."""
    found = {f"class: {sight.judgement.kind}": 1.0} | {f"looks: {look}": 1.0 for look in sight.judgement.looks}
    for group in _GROUPS:
        found.update((name, float(value)) for name, value in group(sight) if value)
    return found


def _of_number(sight: Sight) -> Iterator[Feature]:
    words, number = sight.tokens, sight.judgement.quantity
    if number is None:
        yield "numbers: none", 1
        return
    first, last = number.first, number.last
    percent, world = number.kind == "percent", of_the_world(words, number)
    compared = words.has("comparatives", last, last + 3)
    differs = compared or words.has("change_nouns", last, last + 4)
    yield "number: count", number.kind == "count"
    yield LIGHT, number.kind in ("money", "size", "duration", "count") and not number.scaled
    yield "number: nearly all or none", percent and number.value in (1, 5, 80, 90, 95, 98, 99)
    yield "number: a difference in percent", percent and differs
    yield "number: compared", compared
    yield "number: of the world", world
    yield "number: of something", words.word(last) == "of"
    yield "number: a share of a group", number.kind in SHARES and world and words.word(last) == "of"
    yield "number: per month", number.kind == "money" and words.has("per_words", last, last + 1)
    yield "number: not round", number.value > 10 and number.value % 5 != 0
    yield "number: range", any(words.is_a(at, "range_words") for at in range(first + 1, last))
    yield "number: hedged", words.has("approximators", first - 3, first)
    yield "number: typical", words.has("typical_words", 0, last + 3)
    yield "number: of a price", words.has("price_nouns", last, last + 4) or words.has("price_nouns", first - 3, first)
    yield "number: heads its clause", heads_clause(words, number)
    yield "number: quoted", words.quote_around(first) is not None
    start, end = words.phrase(first)
    yield "who: author in the phrase", any(start <= at < end for at in own_positions(words))
    yield "numbers: more", sum(word[0].isdigit() for word in words.low) > 2
    if sight.judgement.attribution is None:
        yield from _of_assertion(sight, number, world)


def _of_assertion(sight: Sight, number: Quantity, world: bool) -> Iterator[Feature]:
    """Whether a number that nobody is named for is about how things are, and whether that fits the section."""
    words = sight.tokens
    general = world or names_group(words, 0, number.first)
    mathematical = sight.discourse.section(sight.unit.span.start)["math"]
    yield "asserts: how things are", general and not words.has("past_verbs")
    costs = number.kind in ("percent", "multiple") and words.has("matter_price", *words.phrase(number.first))
    yield "asserts: a difference of prices", costs and sight.discourse.gives_prices
    yield "asserts: a figure among mathematics", mathematical * (number.kind not in ("money", "multiple"))


def _of_subject(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    yield "who: author", is_own(words)
    yield "who: reader", words.has("second_person")
    yield "who: a person", words.has("person_pronouns")
    yield "who: the house", sight.discourse.names_house(words)
    yield "who: a group", names_group(words, 0)
    yield "who: the world", words.has("world_nouns")
    yield "who: evidence", words.has("study_nouns")
    yield "who: a report", any(not words.is_a(at, "find_verbs") for at in words.places("report_nouns"))
    yield "who: experts", words.has("expert_nouns")
    yield "matter: price", words.has("matter_price")
    yield "matter: law", words.has("matter_law")
    yield "numbers: a year", any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in words.low)


def _of_attribution(sight: Sight) -> Iterator[Feature]:
    words, who = sight.tokens, sight.judgement.attribution
    if who is not None:
        yield "found: passive", who.form == "passive"
        yield "found: link", who.form == "link"
        yield "found: named evidence", who.form == "evidence" and who.kind == "research_named" and not who.anaphoric
        yield "found: that", words.word(who.last) == "that"
        yield "found: opens", who.first <= words.begin + 1
        yield "found: anaphoric", who.anaphoric


def _of_verb(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    yield "verb: of change", words.has("change_verbs")
    yield "verb: modal", words.has("modals")
    yield "verb: past", words.has("past_verbs")
    yield "verb: forecast", words.has("forecast_words")
    yield "verb: command", words.is_a(words.begin, "imperatives")
    yield "verb: advice", words.has("advice_words") or words.find("advice_phrases") is not None
    yield "verb: of paying", words.has("price_verbs") or words.has("spend_verbs")
    yield "verb: of a product", words.has("product_words")
    yield "verb: none", not any(words.has(name) for name in _VERBS)


_VERBS = ("auxiliaries", "predicates", "change_verbs", "find_verbs")


def _of_scope(sight: Sight) -> Iterator[Feature]:
    words, context = sight.tokens, sight.context
    yield "scope: supposes", words.has("supposing")
    yield "scope: concludes", words.starts_with("conclusion_starts")
    yield "scope: continues", words.starts_with("dependent_starts")
    lead, heading = context.lead, context.heading
    if sight.judgement.kind == "stat":  # who names a source begins anew
        yield "scope: before own_data", context.before == OWN
        yield "scope: before research_named", context.before == "research_named"
        yield "scope: above own_data", context.carried == OWN
        yield "lead-in: own_data", lead is not None and is_own(lead)
    yield "lead-in: price", lead is not None and lead.has("matter_price")
    if heading is not None:
        yield "heading: evidence", heading.has("study_nouns") or heading.has("report_nouns")
        yield "heading: example", heading.find("example_leads") is not None
        yield "heading: number", any(heading.is_number(at) for at in range(len(heading)))


def _of_place(sight: Sight) -> Iterator[Feature]:
    unit, words = sight.unit, sight.tokens
    yield "place: paragraph", unit.kind == "paragraph"
    yield "place: holds code or a formula", "\ufffc" in unit.text
    yield "place: label", bool(words.label_text)
    yield "place: long", len(words) > 35
    yield "place: first of its paragraph", unit.index == 0


def _of_sources(sight: Sight) -> Iterator[Feature]:
    supports, start = sight.supports, sight.unit.span.start
    count = len(supports.sources.all)
    yield "sources: none in the post", not count
    yield "sources: many in the post", count >= 10
    yield "sources: just before", supports.sources.first_in(Span(max(0, start - _NEAR), start)) is not None
    yield "sources: no mark", not supports.near_miss(sight.unit)
    yield "sources: digest", supports.is_digest


def _of_post(sight: Sight) -> Iterator[Feature]:
    discourse = sight.discourse
    section = discourse.section(sight.unit.span.start)
    yield "title: release", discourse.title.has("title_release")
    yield "post: one of many alike", discourse.is_alike(sight.unit.text)
    for matter in ("own", "reader", "technical"):
        yield f"post: {matter}", discourse.post[matter]
    for matter in ("own", "example", "gear", "market"):
        yield f"section: {matter}", section[matter]


_GROUPS = (
    _of_number,
    _of_subject,
    _of_attribution,
    _of_verb,
    _of_scope,
    _of_place,
    _of_sources,
    _of_post,
)
