"""The evidence of a candidate: named features, each 0 or 1 or a share, that the weights of a language add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.document.claims.context import heads_clause, named_subject, names_group, of_the_world
from postlint.document.claims.voice import own_positions

Feature = tuple[str, float]


def features(seen) -> dict[str, float]:
    found = {}
    for group in (_rules, _number, _subject, _verb, _scope, _place, _sources, _post):
        for name, value in group(seen):
            if value:
                found[name] = float(value)
    return found


def _rules(s):
    j = s.judgement
    yield "rule: " + j.reason, 1
    if j.quantity is None: yield "no quantity", 1


def _number(s):
    r, q = s.words, s.judgement.quantity
    if q is None: return
    yield "number: " + q.kind, 1
    yield "number: scaled", q.scaled
    yield "number: 0 or 100", q.kind == "percent" and q.value in (0, 100)
    yield "number: exact", "." in r.raw[q.first] or (q.value > 10 and q.value % 5 and q.value == int(q.value))
    yield "number: range", any(t in ("-", "–", "—", "to", "and") for t in r.low[q.first+1:q.last])
    yield "number: open", r.word(q.last - 1) == "+"
    yield "number: signed", r.word(q.first - 1) in ("+", "−", "-", "±", "±") 
    yield "number: compared <>", r.word(q.first - 1) in ("<", ">", "≥", "≤")
    yield "number: in brackets", r.word(q.first - 1) == "(" and r.word(q.last) == ")"
    yield "number: hedged", r.has("approximators", q.first - 3, q.first)
    yield "number: upto", r.word(q.first - 1) == "to" and r.word(q.first - 2) == "up"
    yield "number: typical", r.has("typical_words", 0, q.last + 3)
    yield "number: of group", q.kind in ("percent", "share") and of_the_world(r, q)
    yield "number: of", r.word(q.last) == "of"
    yield "number: per", r.word(q.last) in ("per", "/", "a", "each")
    yield "number: comparative after", r.has("comparatives", q.last, q.last + 3)
    yield "number: change noun after", r.has("change_nouns", q.last, q.last + 4)
    yield "number: price noun", r.has("price_nouns", q.last, q.last + 4) or r.has("price_nouns", q.first - 3, q.first)
    yield "number: spec noun", r.is_a(q.last, "spec_nouns")
    yield "number: the", r.word(q.first - 1) == "the"
    yield "number: at", r.word(q.first - 1) == "at"
    n = sum(1 for i in range(len(r)) if r.is_number(i))
    yield "numbers: 2", n == 2
    yield "numbers: 3 and more", n >= 3
    yield "numbers: dates", any(len(w) == 4 and w.isdigit() and w[:2] in ("19", "20") for w in r.low)
    yield "numbers: arithmetic", not r.words.isdisjoint("=×÷*≈→")
    yield "numbers: currency too", q.kind != "money" and not r.words.isdisjoint("$€£¥₹")


def _subject(s):
    r, q = s.words, s.judgement.quantity
    own = [a for a in own_positions(r) if r.quote_around(a) is None]
    yield "who: own", bool(own)
    yield "who: own_words", r.has("own_words")
    if q is not None and own:
        a, b = r.phrase(q.first)
        yield "who: own before", any(x < q.first for x in own)
        yield "who: own in phrase", any(a <= x < b for x in own)
    yield "who: reader", r.has("second_person")
    if q is not None: yield "who: reader before", r.has("second_person", 0, q.first)
    yield "who: name first", named_subject(r)
    yield "who: names", sum(r.proper(i) for i in range(len(r))) >= 2
    yield "who: group", names_group(r, 0)
    if q is not None: yield "who: group before", names_group(r, 0, q.first)
    if q is not None: yield "who: heads clause", heads_clause(r, q)
    yield "who: world", r.has("world_nouns")
    yield "who: evidence noun", r.has("study_nouns") 
    yield "who: report noun", r.has("report_nouns")
    yield "who: expert noun", r.has("expert_nouns")
    yield "who: body", r.has("body_nouns")
    yield "who: this/that", r.word(r.begin) in ("this", "that", "these", "those", "it", "they", "that's")
    who = s.judgement.attribution
    if who is not None:
        yield "attr: anaphoric", who.anaphoric
        yield "attr: by number", who.by_number
        yield "attr: first word", who.first <= r.begin + 1
        yield "attr: that", r.word(who.last) == "that"
        yield "attr: ends", who.last >= len(r) - 2
        yield "attr: with number", q is not None
        yield "attr: with strong", q is not None and (q.kind in ("percent", "share", "multiple") or q.scaled)
        yield "attr: according", "according" in r.low[who.first:who.last]
        yield "attr: quote", '"' in r.words or "“" in r.words
        yield "attr: plural", r.word(who.last - 1) in ("show", "suggest", "indicate", "find", "reveal", "have")


def _verb(s):
    r, q = s.words, s.judgement.quantity
    yield "verb: finding", r.has("find_verbs")
    yield "verb: change", r.has("change_verbs")
    yield "verb: modal", r.has("modals")
    yield "verb: would", r.has("would_words")
    yield "verb: past", r.has("past_verbs")
    yield "verb: future", r.has("forecast_words") or "will" in r.words
    yield "verb: command", r.is_a(r.begin, "imperatives")
    yield "verb: advice", r.has("advice_words") or r.find("advice_phrases") is not None
    yield "verb: none", not r.has("auxiliaries") and not r.has("predicates") and not r.has("change_verbs") and not r.has("find_verbs")
    yield "verb: pay", r.has("price_verbs") or r.has("spend_verbs")
    yield "verb: product", r.has("product_words")
    yield "verb: population", r.has("population_verbs")
    yield "said", r.has("speech_verbs")
    yield "quoted here", bool(r.quotes)
    if q is not None: yield "number in quotes", r.quote_around(q.first) is not None


def _scope(s):
    r, c = s.words, s.around
    yield "scope: if", r.has("supposing")
    yield "scope: if first", r.starts_with("hypothetical_starts")
    yield "scope: question", r.is_question
    for name, value in (("before", c.before), ("carried", c.carried), ("lead", c.lead_reason)):
        if value: yield f"scope: {name} {value}", 1
    h = c.heading
    if h is not None:
        yield "heading: question", h.is_question
        yield "heading: own", bool(own_positions(h))
        yield "heading: example", h.find("example_leads") is not None
        yield "heading: advice", h.find("advice_leads") is not None
        yield "heading: results", h.has("heading_results")
        yield "heading: evidence", h.has("study_nouns") or h.has("report_nouns")
        yield "heading: number", any(h.is_number(i) for i in range(len(h)))
    l = c.lead
    if l is not None:
        yield "lead: example", l.find("example_leads") is not None
        yield "lead: advice", l.find("advice_leads") is not None
        yield "lead: evidence", l.has("study_nouns") or l.has("report_nouns") or l.has("find_verbs")
        yield "lead: price", l.has("matter_price")
    yield "dependent", r.starts_with("dependent_starts")


def _place(s):
    u, r = s.unit, s.words
    yield "place: " + ("cell" if u.kind == "row" else u.kind), 1
    yield "place: quote", u.passage.quoted
    yield "place: label", bool(r.label_text)
    yield "place: short", len(r) < 10
    yield "place: long", len(r) > 35
    yield "place: first", u.index == 0
    if u.kind == "row":
        yield "row: all short", len(r) / (u.text.count(" | ") + 1) < 3


def _sources(s):
    yield "source: none", not s.support.form
    if s.support.form: yield "source: " + s.support.form, 1
    for name, value in s.near: yield name, value


def _post(s):
    sec, post = s.section, s.post
    for k, v in sec.items(): yield "section: " + k, v
    for k, v in post.items(): yield "post: " + k, v
    for k, v in s.extra.items(): yield k, v
