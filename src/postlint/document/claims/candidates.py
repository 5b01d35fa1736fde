"""One pass over a document: every sentence that may be a claim, with its verdict, its class and its support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.document.claims.context import Context
from postlint.document.claims.judge import Judgement, judge, tone
from postlint.document.claims.lexicon import Lexicon, lexicon
from postlint.document.claims.reading import Reading
from postlint.document.claims.support import NONE, Sources, SourceSettings, Support
from postlint.document.claims.units import Unit, lead_in, previous_block, units
from postlint.document.nodes import Block
from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: the kinds of claim that want a source
HARD = frozenset(("stat", "research_named", "vague_authority"))
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Settings:
    """The options of the claims rules that decide what a candidate is; `own_data` in lower case."""

    sources: SourceSettings = field(default_factory=SourceSettings)
    own_data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be a claim.

    `kind` is stat, research_named, vague_authority (these three want a source), quantifier_soft, superlative_soft,
    or "" for no claim. `verdict` is flag, supported, weak (only a homepage is linked), soft or ok. `reason` is the
    class that decided: own_data, price, hypothetical … `phrase` is where a finding stands, `words` its text, `span`
    the whole sentence, `unit` paragraph, item, heading or row. `near_miss` says what there is instead of a source:
    an "internal" link, the "dangling" mark of a note. `years` are those that the sentence names.
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
    """The candidates of a document in order; none if postlint has no cues for its language.

    Several rules ask for the same pass; the last few are kept.
    """
    lex = lexicon(doc.language)
    return tuple(_Pass(doc, lex, settings).run()) if lex is not None else ()


class _Pass:
    """The state of one pass: the nearest heading, the lead-ins that were read."""

    def __init__(self, doc: Document, lex: Lexicon, settings: Settings) -> None:
        self._doc, self._lex, self._settings = doc, lex, settings
        self._sources = Sources(doc, lex, settings.sources)
        title = Reading(doc.string("title"), lex)
        self._own_post = tone(title) == "own_data"
        self._own_survey = _tells(doc, lex, "own_survey", lex["survey_marks"])
        self._own_report = self._own_survey and title.has("survey_marks")
        announces = _tells(doc, lex, "announcements", lex["announcement_marks"])
        self._own_names = title.words if announces else frozenset[str]()
        self._heading: Reading | None = None
        self._leads: dict[int, tuple[Reading | None, str]] = {}

    def run(self) -> Iterator[Candidate]:
        """Go through the passages; the class of a sentence colours those after it."""
        references = [block.span for block in self._sources.notes.blocks]
        carried = ""
        for group in units(self._doc):
            if group and any(span.start <= group[0].passage.block.span.start < span.end for span in references):
                continue
            before = ""
            for unit in group:
                if unit.kind == "heading":
                    self._heading, carried = Reading(unit.text, self._lex), ""
                candidate, reason = self._look_at(unit, before, "" if unit.kind in ("heading", "row") else carried)
                before = reason or before
                if candidate is not None:
                    yield candidate
            if group and group[0].kind != "heading":
                carried = before

    def _look_at(self, unit: Unit, before: str, carried: str) -> tuple[Candidate | None, str]:
        """The candidate, if the unit is one, and the class that it hands on."""
        reading = Reading(unit.text, self._lex)
        mood = tone(reading) if reading.has("tone_words") else ""
        if not self._may_assert(reading):
            return None, mood
        judgement = judge(reading, lambda: self._context(unit, before, carried))
        if judgement.kind or judgement.quantity is not None:
            carried = judgement.reason if judgement.reason in self._lex["carried_classes"] else ""
            return self._candidate(unit, reading, judgement), (not judgement.kind and mood) or carried
        return None, mood

    def _may_assert(self, reading: Reading) -> bool:
        """Whether a closer look is worth while: a digit, a number word, evidence and a verb, most and a group."""
        words, lex = reading.words, self._lex
        if _DIGIT.search(reading.text) or not lex.triggers.isdisjoint(words):
            return True
        if not lex.evidence_words.isdisjoint(words):
            return not lex.evidence_verbs.isdisjoint(words)
        return not (lex["soft_quantifiers"].isdisjoint(words) or lex["group_quantifiers"].isdisjoint(words))

    def _context(self, unit: Unit, before: str, carried: str) -> Context:
        lead, lead_reason = self._lead(unit)
        return Context(
            kind="cell" if unit.kind == "row" else unit.kind,
            opens=unit.index == 0,
            lead=lead,
            lead_reason=lead_reason,
            heading=self._heading if unit.kind != "heading" else None,
            before=before,
            carried=carried,
            own_post=self._own_post,
            own_survey=self._own_survey,
            own_report=self._own_report,
            own_names=self._own_names,
            markers=self._settings.own_data,
        )

    def _lead(self, unit: Unit) -> tuple[Reading | None, str]:
        """The lead-in of a list item, or what stands before a table with its head row; and the tone of it."""
        block = unit.passage.block
        if unit.kind == "item":
            return self._read(lead_in(block), "")
        row = block.parent
        if unit.kind == "row" and row is not None and row.parent is not None:
            return self._read(previous_block(row.parent), self._doc.slice(row.parent.children[0].span))
        return None, ""

    def _read(self, block: Block | None, head: str) -> tuple[Reading | None, str]:
        shown = block if block is not None and block.kind in ("paragraph", "heading") else None
        if shown is None and not head:
            return None, ""
        key = block.span.start if block is not None else -1
        if key not in self._leads:
            text = self._doc.slice(shown.span) if shown is not None else ""
            reading = Reading(f"{text} : {head}".replace("*", "") if head else text.replace("*", ""), self._lex)
            mood = tone(reading)
            if mood == "hypothetical" and reading.word(reading.begin) == "if" and not _DIGIT.search(text):
                mood = ""  # "If you hire them, they bring:": what follows is told as a fact
            self._leads[key] = reading, mood
        return self._leads[key]

    def _candidate(self, unit: Unit, reading: Reading, judgement: Judgement) -> Candidate:
        start, end = reading.start(judgement.first), reading.end(judgement.last - 1)
        support, verdict = NONE, "ok"
        if judgement.kind:
            support = self._sources.find(unit, reading, judgement)
            verdict = "soft"
        if judgement.kind in HARD:
            verdict = "flag" if not support else "weak" if support.form == "weak" else "supported"
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
            years=_years(reading),
        )


def _years(reading: Reading) -> tuple[int, ...]:
    """The years that date a sentence; none if it speaks of today, and of the past only to compare."""
    if reading.has("now_words"):
        return ()
    return tuple(int(word) for word in reading.low if len(word) == 4 and word.isdigit() and "1900" <= word < "2100")


def _tells(doc: Document, lex: Lexicon, phrases: str, marks: frozenset[str]) -> bool:
    """Whether a sentence of the post holds one of the `phrases`; `marks` are words of which every phrase has one."""
    whole = doc.text.lower()
    if not any(mark in whole for mark in marks):
        return False
    for passage in doc.passages:
        text = passage.text.lower()
        if any(mark in text for mark in marks) and Reading(passage.text, lex).find(phrases) is not None:
            return True
    return False
