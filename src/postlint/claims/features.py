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
from postlint.claims.quantities import Quantity
from postlint.claims.subjects import SHARES, heads_clause, named_subject, names_group, of_the_world, own_positions
from postlint.claims.support import Supports
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit
from postlint.spans import Span

#: a feature's name, and whether it holds or how much
Feature = tuple[str, float]
#: the feature of a figure that is neither a share nor a multiple nor in the millions
LIGHT = "number: light"
#: the feature of a figure about people, companies, a market or pay: what surely is about the world. It has no weight
WORLDLY = "number: about the world"
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
        for name, value in group(sight):
            if value:
                found[name] = float(value)
    number = sight.judgement.quantity
    if number is not None:
        for name, value in _of_number(sight.tokens, number):
            if value:
                found[name] = float(value)
    return found


def _of_number(words: Tokens, number: Quantity) -> Iterator[Feature]:
    first, last = number.first, number.last
    yield f"number: {number.kind}", 1
    yield "number: of millions", number.scaled
    yield "number: all or nothing", number.kind == "percent" and number.value in (0, 100)
    yield "number: nearly all or none", number.kind == "percent" and number.value in (1, 5, 80, 90, 95, 98, 99)
    yield "number: for nearly all", number.kind == "percent" and number.value >= 90 and words.word(first - 1) == "for"
    differs = words.has("comparatives", last, last + 3) or words.has("change_nouns", last, last + 4)
    yield "number: a difference in percent", number.kind == "percent" and differs
    people = names_group(words, 0) or words.has("world_nouns") or words.has("pay_words")
    apart = differs and number.kind in ("percent", "multiple")
    yield WORLDLY, of_the_world(words, number) or (apart and people)
    yield (
        "number: a share of a group",
        number.kind in SHARES and of_the_world(words, number) and words.word(last) == "of",
    )
    yield "number: evasive", words.word(last) == "of" and words.has("evasive_shares", last, last + 3)
    yield "number: of theirs", words.has("third_possessives", last, last + 3)
    yield "number: before a name", number.kind == "count" and not number.scaled and words.proper(last)
    yield "number: at most", words.word(first - 2) == "up" and words.word(first - 1) == "to"
    yield "number: per month", number.kind == "money" and words.has("per_words", last, last + 1)
    yield "number: of time", number.kind in ("duration", "size") and not words.has("comparatives", last, last + 2)
    yield "number: small", number.kind in ("count", "size", "duration") and number.value < 1000
    yield "number: not round", number.value > 10 and number.value % 5 != 0
    yield "number: range", any(words.is_a(at, "range_words") for at in range(first + 1, last))
    yield "number: open", words.word(last - 1) == "+"
    yield "number: signed", words.is_a(first - 1, "signs")
    yield "number: limit", words.is_a(first - 1, "limit_signs")
    yield "number: in brackets", words.word(first - 1) == "(" and words.word(last) == ")"
    yield "number: hedged", words.has("approximators", first - 3, first)
    yield "number: typical", words.has("typical_words", 0, last + 3)
    yield "number: of the world", of_the_world(words, number)
    yield "number: of something", words.word(last) == "of"
    yield "number: each", words.is_a(last, "per_words")
    yield "number: compared", words.has("comparatives", last, last + 3)
    yield "number: of change", words.has("change_nouns", last, last + 4)
    yield "number: of a price", words.has("price_nouns", last, last + 4) or words.has("price_nouns", first - 3, first)
    yield "number: of a property", words.is_a(last, "spec_nouns")
    yield "number: definite", words.is_a(first - 1, "anaphors")
    yield "number: given", words.word(first - 1) == "at"
    yield "number: heads its clause", heads_clause(words, number)
    yield "number: quoted", words.quote_around(first) is not None
    yield "who: reader before", words.has("second_person", 0, first)
    yield "who: group before", names_group(words, 0, first)
    own = own_positions(words)
    if own:
        start, end = words.phrase(first)
        yield "who: author before", any(at < first for at in own)
        yield "who: author in the phrase", any(start <= at < end for at in own)


def _of_numbers(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    count = sum(word[0].isdigit() for word in words.low)
    yield "numbers: none", sight.judgement.quantity is None
    yield "numbers: two", count == 2
    yield "numbers: more", count > 2
    yield "numbers: a year", any(len(word) == 4 and word.isdigit() and word[:2] in ("19", "20") for word in words.low)
    yield "numbers: reckoned", words.has("reckoning_signs")


def _of_speaker(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    yield "who: author", any(words.quote_around(at) is None for at in own_positions(words))
    yield "who: us", words.has("own_words")
    yield "who: reader", words.has("second_person")
    yield "who: a person", words.has("person_pronouns")
    yield "who: a name first", named_subject(words)
    yield "who: the house", sight.discourse.house.intersects(words)
    yield "who: names", sum(words.proper(at) for at in range(len(words))) > 1
    yield "who: a group", names_group(words, 0)
    yield "who: the world", words.has("world_nouns")
    yield "who: evidence", words.has("study_nouns")
    yield "who: a report", any(not words.is_a(at, "find_verbs") for at in words.places("report_nouns"))
    yield "who: experts", words.has("expert_nouns")
    yield "who: a body", words.has("body_nouns")
    yield "who: those before", words.has("participants") and words.has("backreference_starts")
    yield "who: this", words.is_a(words.begin, "pointing_words")


def _of_attribution(sight: Sight) -> Iterator[Feature]:
    words, who, number = sight.tokens, sight.judgement.attribution, sight.judgement.quantity
    if who is None:
        return
    yield f"found: {who.form}", 1
    yield "found: that", words.word(who.last) == "that"
    yield "found: opens", who.first <= words.begin + 1
    yield "found: closes", who.last >= len(words) - 2
    yield (
        "found: with a share",
        number is not None and (number.scaled or number.kind in ("percent", "share", "multiple")),
    )
    yield "found: before a quotation", bool(words.quotes)
    yield "found: advice", words.is_a(who.verb, "advising_verbs")
    yield "found: anaphoric", who.anaphoric
    yield (
        "found: by the subject",
        any(
            words.proper(at) and words.low[at].removesuffix("'s") in sight.discourse.subjects
            for at in range(who.first, who.last)
        ),
    )
    yield "found: by a speaker", not sight.discourse.speakers.isdisjoint(words.low[who.first : who.last])


def _of_verb(sight: Sight) -> Iterator[Feature]:
    words = sight.tokens
    yield "verb: of finding", words.has("find_verbs")
    yield "verb: of change", words.has("change_verbs")
    yield "verb: will", not words.present.isdisjoint(("will", "'ll"))
    yield "verb: requires", not words.present.isdisjoint(("require", "requires", "required", "must"))
    yield "verb: modal", words.has("modals")
    yield "verb: would", words.has("would_words")
    yield "verb: past", words.has("past_verbs")
    yield "verb: forecast", words.has("forecast_words")
    yield "verb: command", words.is_a(words.begin, "imperatives")
    yield "verb: advice", words.has("advice_words") or words.find("advice_phrases") is not None
    yield "verb: of paying", words.has("price_verbs") or words.has("spend_verbs")
    yield "verb: of a product", words.has("product_words")
    yield "verb: of speech", words.has("speech_verbs")
    yield "verb: none", not any(words.has(name) for name in _VERBS)
    yield "matter: price", words.has("matter_price")
    yield "matter: law", words.has("matter_law")
    yield "matter: technical", words.has("matter_technical")


_VERBS = ("auxiliaries", "predicates", "change_verbs", "find_verbs")


def _of_scope(sight: Sight) -> Iterator[Feature]:
    words, context = sight.tokens, sight.context
    yield "scope: if", words.has("supposing")
    yield "scope: opens with if", words.starts_with("hypothetical_starts")
    yield "scope: question", words.is_question
    yield "scope: concludes", words.starts_with("conclusion_starts")
    yield "scope: continues", words.starts_with("dependent_starts")
    if sight.judgement.kind == "stat":  # who names a source begins anew
        for place, reason in (("before", context.before), ("above", context.carried), ("lead-in", context.lead_reason)):
            if reason:
                yield f"scope: {place} {reason}", 1
    lead, heading = context.lead, context.heading
    if lead is not None:
        yield "lead-in: evidence", lead.has("study_nouns") or lead.has("report_nouns") or lead.has("find_verbs")
        yield "lead-in: price", lead.has("matter_price")
        yield "lead-in: advice", lead.find("advice_leads") is not None
    if heading is not None:
        yield "heading: question", heading.is_question
        yield "heading: author", bool(own_positions(heading))
        yield "heading: evidence", heading.has("study_nouns") or heading.has("report_nouns")
        yield "heading: results", heading.has("heading_results")
        yield "heading: advice", heading.find("advice_leads") is not None
        yield "heading: example", heading.find("example_leads") is not None
        yield "heading: number", any(heading.is_number(at) for at in range(len(heading)))


def _of_place(sight: Sight) -> Iterator[Feature]:
    unit, words = sight.unit, sight.tokens
    yield f"place: {unit.kind}", 1
    yield "place: quotation", unit.passage.quoted
    yield "place: holds code or a formula", "\ufffc" in unit.text
    yield "place: half of a quotation", (unit.text.count('"') + unit.text.count("“") + unit.text.count("”")) % 2
    yield (
        "place: a blank to fill in",
        any(words.low[at] == "[" and words.word(at + 1).isalpha() for at in range(len(words))),
    )
    yield "place: label", bool(words.label_text)
    yield "place: label of a price", words.has("matter_price", *words.label)
    yield "place: short", len(words) < 10
    yield "place: long", len(words) > 35
    yield "place: first of its paragraph", unit.index == 0
    yield "place: row of numbers", unit.kind == "row" and len(words) < 3 * (unit.text.count(" | ") + 1)


def _of_sources(sight: Sight) -> Iterator[Feature]:
    supports, (start, end) = sight.supports, sight.unit.span
    count = len(supports.sources.all)
    yield "sources: none in the post", not count
    yield "sources: many in the post", count >= 10
    yield "sources: a list in the post", bool(supports.notes.blocks)
    yield "sources: just before", supports.sources.first_in(Span(max(0, start - _NEAR), start)) is not None
    yield "sources: just after", supports.sources.first_in(Span(end, end + _NEAR)) is not None
    yield "sources: in the section", supports.sources.first_in(sight.discourse.section_span(start)) is not None
    yield f"sources: {supports.near_miss(sight.unit) or 'no mark'}", 1
    yield "sources: digest", supports.is_digest
    yield "sources: named in brackets", sight.tokens.has_named_brackets


def _of_post(sight: Sight) -> Iterator[Feature]:
    yield "post: code", sight.discourse.code
    title = sight.discourse.title
    yield "title: release", title.has("title_release")
    yield "title: author", bool(own_positions(title))
    yield "title: version", any(title.is_number(at) and "." in title.low[at] for at in range(len(title)))
    yield "tells: one of many alike", sight.discourse.is_alike(sight.unit.text)
    yield "who: attendees", sight.tokens.has("event_people")
    for matter, share in sight.discourse.section(sight.unit.span.start).items():
        yield f"section: {matter}", share
    for matter, share in sight.discourse.post.items():
        yield f"post: {matter}", share


def _of_telling(sight: Sight) -> Iterator[Feature]:
    """Whether a number is about one case or about how things are, and whether that fits the post."""
    words, number = sight.tokens, sight.judgement.quantity
    if number is None or sight.judgement.attribution is not None:
        return
    general = of_the_world(words, number) or names_group(words, 0, number.first)
    episode = words.has("past_verbs") and not general
    own = sight.discourse.post["own"]
    price = sight.discourse.section(sight.unit.span.start)["price"]
    bare = sight.unit.kind in ("item", "row") and not words.has("find_verbs") and not general
    yield "tells: an episode", episode
    yield "tells: an episode of an own post", own * episode
    yield "tells: how things are", general and not words.has("past_verbs")
    yield "tells: of a metric", words.has("metric_nouns", 0, number.first) and not general
    yield "tells: of a metric of an own post", own * (words.has("metric_nouns", 0, number.first) and not general)
    yield "tells: a bare figure", bare
    light = number.kind in ("money", "size", "duration", "count") and not number.scaled
    yield LIGHT, light
    yield "tells: a light figure among gear", light * sight.discourse.section(sight.unit.span.start)["gear"]
    yield "tells: a light figure among prices", light * price
    yield (
        "tells: a figure among mathematics",
        sight.discourse.section(sight.unit.span.start)["math"] * (number.kind not in ("money", "multiple")),
    )
    yield "tells: a figure among code", sight.discourse.code * sight.discourse.post["technical"]
    yield "tells: a bare figure among prices", price * bare
    yield "tells: a rate among laws", sight.discourse.section(sight.unit.span.start)["law"] * (not general)


_GROUPS = (
    _of_telling,
    _of_numbers,
    _of_speaker,
    _of_attribution,
    _of_verb,
    _of_scope,
    _of_place,
    _of_sources,
    _of_post,
)
