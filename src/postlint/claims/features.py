"""The evidence of a sentence that may be a claim: named features, each 1 if it holds or a share between 0 and 1.

A feature is one thing that a reader sees: what number it is, of whom, who speaks, under which heading, in what kind
of post. Alone none decides; `weighing` adds up their weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from postlint.claims.context import Context
from postlint.claims.discourse import Discourse
from postlint.claims.judgement import Judgement
from postlint.claims.subjects import (
    is_attributive,
    is_own,
    is_past,
    is_work,
    names_group,
    of_the_world,
    own_positions,
)
from postlint.claims.support import Supports
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit

#: the looks of a number that have a weight of their own
_LOOKS = frozenset(("typical", "threshold_advice", "product_fact", "common_opinion"))
#: a feature's name, and whether it holds or how much
Feature = tuple[str, float]


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
    found = {f"class: {sight.judgement.kind}": 1.0}
    found.update((f"looks: {look}", 1.0) for look in sight.judgement.looks if look in _LOOKS)
    for group in _GROUPS:
        for name, value in group(sight):
            if value:
                found[name] = float(value)
    return found


def _of_number(sight: Sight) -> Iterator[Feature]:
    words, number = sight.tokens, sight.judgement.quantity
    if number is None:
        yield "numbers: none", 1
        return
    first, last = number.first, number.last
    world = of_the_world(words, number)
    differs = words.has("comparatives", last, last + 3) or words.has("change_nouns", last, last + 4)
    yield "number: a difference in percent", number.kind == "percent" and differs
    yield "number: a share of a group", world and words.word(last) == "of"
    yield "number: not round", number.value > 10 and number.value % 5 != 0
    yield "number: range", any(words.is_a(at, "range_words") for at in range(first + 1, last))
    limit = words.is_a(words.begin, "imperatives")  # "keep it under 2 %"
    yield "number: hedged", words.has("approximators", first - 3, first) and not limit
    yield "number: typical", words.has("typical_words", 0, last + 4)
    yield "number: of a price", words.has("price_nouns", last, last + 4) or words.has("price_nouns", first - 3, first)
    yield "number: quoted", words.quote_around(first) is not None
    yield "number: of an audience", words.has("audience_nouns")
    yield "number: part of a name", is_attributive(words, number)
    start, end = words.phrase(first)
    yield "who: author in the phrase", any(start <= at < end for at in own_positions(words))
    yield "numbers: more", sum(word[0].isdigit() for word in words.low) > 2
    if sight.judgement.attribution is None:  # a number without a named source
        general = world or names_group(words, 0, first)
        moves = words.has("change_verbs", words.subclause(first), last + 4)
        found = words.has("average_words") or words.has("study_nouns") or words.has("report_nouns")
        yield "asserts: a change", moves
        yield "asserts: what happened", general and is_past(words, first) and not words.years
        yield "asserts: nothing of a group", not (general or differs or moves or found)
        yield "asserts: how things are", general and not words.has("past_verbs")
        mathematical = sight.discourse.section(sight.unit.span.start)["math"]
        yield "asserts: a figure among mathematics", mathematical * (number.kind not in ("money", "multiple"))


def _of_subject(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    yield "who: author", is_own(words)
    yield "who: reader", words.has("second_person")
    yield "who: evidence", words.has("study_nouns")
    yield "who: respondents", words.has("survey_terms")
    yield "matter: law", words.has("matter_law")
    yield "numbers: a year", bool(words.years)


def _of_attribution(sight: Sight) -> Iterator[Feature]:
    words, who = sight.tokens, sight.judgement.attribution
    if who is not None:
        yield "found: that", words.word(who.last) == "that"
        yield "found: opens", who.first <= words.begin + 1


def _of_verb(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    yield "verb: forecast", words.has("forecast_words")
    yield "verb: command", words.is_a(words.begin, "imperatives")
    yield "verb: advice", words.has("advice_words") or words.find("advice_phrases") is not None
    yield "verb: of a product", words.has("product_words")


def _of_scope(sight: Sight) -> Iterator[Feature]:
    words, context = sight.tokens, sight.context
    yield "scope: supposes", words.has("supposing")
    yield "scope: continues", words.starts_with("dependent_starts")
    lead, heading = context.lead, context.heading
    if sight.judgement.kind == "stat":  # who names a source begins anew
        yield "scope: before own_data", context.own_before
        yield "scope: above own_data", context.own_above
        yield "lead-in: own_data", lead is not None and is_own(lead)
    if heading is not None:
        yield "heading: evidence", heading.has("study_nouns") or heading.has("report_nouns")
        yield "heading: example", heading.find("example_leads") is not None


def _of_place(sight: Sight) -> Iterator[Feature]:
    unit, words = sight.unit, sight.tokens
    yield "place: paragraph", unit.kind == "paragraph"
    yield "place: label", bool(words.label_text)
    yield "place: long", len(words) > 35
    yield "place: first of its paragraph", unit.index == 0


def _of_post(sight: Sight) -> Iterator[Feature]:
    discourse, lex = sight.discourse, sight.tokens.lex
    section, title = discourse.section(sight.unit.span.start), discourse.title
    yield "sources: many in the post", len(sight.supports.sources.all) >= 10
    yield "title: release", title.has("title_release")
    states = not title.present.isdisjoint(lex["find_verbs"] - lex["title_survey"])  # "Survey shows that …"
    yield "title: survey", (title.has("title_survey") and not states) or is_work(title)
    yield "post: own survey", discourse.own_survey
    yield "post: reader", discourse.post["reader"]
    yield "sources: none in the post", not sight.supports.sources.all
    if sight.judgement.attribution is None:  # whoever names a source speaks of others
        yield "post: code", discourse.code
        for matter in ("own", "math", "technical"):
            yield f"section: {matter}", section[matter]


_GROUPS = (
    _of_number,
    _of_subject,
    _of_attribution,
    _of_verb,
    _of_scope,
    _of_place,
    _of_post,
)
