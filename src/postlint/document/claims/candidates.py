"""One pass over a document: every sentence that may be a claim, with its verdict, its class and its support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.document.claims import frames
from postlint.document.claims.frames import Context
from postlint.document.claims.judge import Judgement, judge
from postlint.document.claims.lexicon import Lexicon, lexicon
from postlint.document.claims.reading import Reading
from postlint.document.claims.support import NONE, Sources, SourceSettings, Support
from postlint.document.claims.units import Unit, lead_in, previous_block, units
from postlint.document.nodes import Block
from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

HARD = frozenset(("stat", "research_named", "vague_authority"))
#: lists whose words make a sentence worth a closer look; digits do as well
_TRIGGERS = (
    "study_nouns", "report_nouns", "expert_nouns", "fraction_words", "fold_words", "multiply_verbs",
    "multiply_adverbs", "percent_words", "scale_words", "soft_quantifiers",
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """The options of the claims rules that decide what a candidate is."""

    sources: SourceSettings = field(default_factory=SourceSettings)
    own_data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be a claim.

    `kind` is stat, research_named, vague_authority (these three want a source), quantifier_soft, superlative_soft, or ""
    for no claim. `verdict` is flag, supported, weak (only a homepage is linked), soft or ok. `reason` is the class
    that decided, a word of the labelling guide: own_data, price, hypothetical … `phrase` is where the finding stands,
    `span` the whole sentence. `unit` is paragraph, item, heading or row; `near_miss` says what there is instead of a source: an "internal" link, a "dangling"
    mark of a note; `years` are those that the sentence names.
    """

    span: Span
    phrase: Span
    text: str
    words: str
    unit: str
    kind: str
    verdict: str
    reason: str
    support: Support = NONE
    near_miss: str = ""
    quoted: bool = False
    years: tuple[int, ...] = ()


@lru_cache(maxsize=4)
def candidates(doc: Document, settings: Settings) -> tuple[Candidate, ...]:
    """The candidates of a document in order; none if postlint has no cues for its language."""
    lex = lexicon(doc.language)
    return tuple(_Pass(doc, lex, settings).run()) if lex is not None else ()


@lru_cache(maxsize=8)
def _trigger(lex: Lexicon) -> re.Pattern[str]:
    words = frozenset[str]().union(*(lex.words(name) for name in _TRIGGERS))
    return re.compile(r"\d|\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b", re.IGNORECASE)


_OWN_SURVEY = re.compile(
    r"\b(?:our|my)\s(?:[\w-]+\s){0,3}(?:surveys?|poll|questionnaire)\b|\bwe\s(?:[\w']+\s){0,2}(?:surveyed|polled|interviewed)\b"
    r"|\b(?:year['’]s|annual)\s(?:[\w-]+\s){0,2}survey\b",
    re.IGNORECASE,
)


def _tells_of_own_survey(doc: Document, lex: Lexicon) -> bool:
    """Whether the post reports a survey of its author's: "our survey", "we surveyed"; respondents are then theirs."""
    return _OWN_SURVEY.search(doc.text, doc.front_matter.span.end) is not None


class _Pass:
    """The state of one pass: the reason carried through a paragraph, the lead-ins that were judged."""

    def __init__(self, doc: Document, lex: Lexicon, settings: Settings) -> None:
        self._doc, self._lex, self._settings = doc, lex, settings
        self._sources = Sources(doc, lex, settings.sources)
        self._own_post = self._is_own(doc.string("title"))
        self._own_survey = _tells_of_own_survey(doc, lex)
        self._heading: Reading | None = None
        self._leads: dict[int, tuple[Reading, str]] = {}

    def run(self) -> Iterator[Candidate]:
        references = [block.span for block in self._sources.reference_blocks]
        previous = ""
        for group in units(self._doc):
            carried = "" if group and group[0].kind in ("heading", "row") else previous
            if group and any(span.start <= group[0].passage.block.span.start < span.end for span in references):
                continue
            previous = ""
            for unit in group:
                if unit.kind == "heading":
                    self._heading = Reading(unit.text, self._lex)
                context, reading = self._context(unit, previous, carried), Reading(unit.text, self._lex)
                judgement = judge(reading, context)
                previous = judgement.reason if judgement.reason != "no_claim" else previous
                if judgement.kind or judgement.quantity is not None:
                    yield self._candidate(unit, reading, judgement)

    def _is_own(self, text: str) -> bool:
        return bool(text) and bool(frames.own_positions(Reading(text, self._lex)))

    def _context(self, unit: Unit, before: str, carried: str) -> Context:
        lead, lead_reason = self._lead(unit)
        return Context(
            kind="cell" if unit.kind == "row" else unit.kind,
            lead=lead,
            heading=self._heading if unit.kind != "heading" else None,
            before=before,
            carried=carried,
            lead_reason=lead_reason,
            own_post=self._own_post,
            own_survey=self._own_survey,
            markers=self._settings.own_data,
        )

    def _lead(self, unit: Unit) -> tuple[Reading | None, str]:
        """The lead-in of a list item or the head row of a table, and the class of its last sentence."""
        block: Block | None = None
        head = ""
        if unit.kind == "item":
            block = lead_in(unit.passage.block)
        elif (
            unit.kind == "row"
            and unit.passage.block.parent is not None
            and unit.passage.block.parent.parent is not None
        ):
            table = unit.passage.block.parent.parent
            head = self._doc.slice(table.children[0].span)
            block = previous_block(table)
        if (block is None or block.kind not in ("paragraph", "heading")) and not head:
            return None, ""
        key = unit.passage.block.span.start if block is None else block.span.start
        known = self._leads.get(key)
        if known is None:
            text = self._doc.slice(block.span) if block is not None and block.kind in ("paragraph", "heading") else ""
            reading = Reading((text + " : " + head if head else text).replace("*", ""), self._lex)
            reason = (
                "own_data"
                if frames.own_positions(reading)
                else "hypothetical"
                if reading.starts_with("hypothetical_starts")
                else ""
            )
            known = self._leads[key] = reading, reason
        return known

    def _candidate(self, unit: Unit, reading: Reading, judgement: Judgement) -> Candidate:
        start, end = reading.starts[judgement.first], reading.ends[judgement.last - 1]
        support, verdict = NONE, "ok"
        if judgement.kind in HARD:
            support = self._sources.find(unit, reading, judgement)
            verdict = "flag" if not support else "weak" if support.form == "weak" else "supported"
        elif judgement.kind:
            verdict = "soft"
            support = self._sources.find(unit, reading, judgement)
        return Candidate(
            span=unit.span,
            phrase=unit.span_of(start, end),
            text=unit.text,
            words=unit.text[start:end],
            unit=unit.kind,
            kind=judgement.kind,
            verdict=verdict,
            reason=judgement.reason,
            support=support,
            near_miss=self._sources.near_miss(unit) if verdict == "flag" else "",
            quoted=unit.passage.quoted,
            years=tuple(
                int(word) for word in reading.raw if len(word) == 4 and word.isdigit() and 1900 <= int(word) < 2100
            ),
        )
