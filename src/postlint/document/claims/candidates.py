"""One pass over a document: every sentence that may be a claim, with its verdict, its class and its support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from postlint.document.claims.judge import Judgement, judge
from postlint.document.claims.lexicon import Lexicon, lexicon
from postlint.document.claims.reading import Reading
from postlint.document.claims.support import NONE, Sources, SourceSettings, Support
from postlint.document.claims.surroundings import Surroundings
from postlint.document.claims.units import Unit, units
from postlint.document.nodes import Sentence
from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: the kinds of claim that want a source
HARD = frozenset(("stat", "research_named", "vague_authority"))


class Settings(NamedTuple):
    """The options of the claims rules that decide what a candidate is; `own_data` in lower case."""

    sources: SourceSettings = SourceSettings()
    own_data: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """A sentence that may be a claim.

    `kind` is stat, research_named, vague_authority (these three want a source), quantifier_soft, superlative_soft,
    or "" for no claim. `verdict` is flag, supported, weak (only a homepage is linked), soft or ok. `reason` is the
    class that decided: own_data, price, hypothetical … `phrase` is where a finding stands, `words` its text, `span`
    the whole sentence, `unit` paragraph, item, heading or row. `near_miss` says what there is instead of a source:
    an "internal" link, the "dangling" mark of a note. `years` are those that date it, if it wants a source.
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
    features: dict[str, float] = {}


def candidates(doc: Document, settings: Settings, *, every: bool = False) -> tuple[Candidate, ...]:
    """The candidates of a document in order; none if postlint has no cues for its language.

    With `every`, those are among them whose number is no claim. Several rules ask for the same pass: the document
    keeps it.
    """
    key = (candidates, settings, every)
    if key not in doc.memo:
        lex = lexicon(doc.language)
        doc.memo[key] = tuple(_Pass(doc, lex, settings).run(every)) if lex is not None else ()
    found: tuple[Candidate, ...] = doc.memo[key]
    return found


class _Pass:
    """One pass over a document with the two that go along: what stands around a unit, and the sources."""

    def __init__(self, doc: Document, lex: Lexicon, settings: Settings) -> None:
        self._doc, self._lex = doc, lex
        self._digit = _digit()
        self._around = Surroundings(doc, lex, settings.own_data)
        self._sources = Sources(doc, lex, settings.sources)
        from postlint.document.claims.discourse import Discourse
        self._discourse = Discourse(doc, lex)

    def run(self, every: bool) -> Iterator[Candidate]:
        """Go through the passages, those of a reference list left out."""
        references = [block.span for block in self._sources.notes.blocks]
        for group in units(self._doc, self._lex):
            if references and any(span.start <= group[0].passage.block.span.start < span.end for span in references):
                continue
            self._around.enter(group)
            for at in [at for at, sentence in enumerate(group) if self._may_assert(sentence)]:
                unit = Unit.of(group[at], self._lex)
                judgement = judge(unit.reading, partial(self._around.of, at, unit))
                self._around.add(at, unit, judgement)
                if judgement.kind or (every and judgement.quantity is not None):
                    yield self._candidate(unit, judgement, self._around.of(at, unit))

    def _may_assert(self, sentence: Sentence | Unit) -> bool:
        """Whether a closer look is worth while: a digit, a number word, evidence and a verb, most and a group."""
        words, lex = sentence.folded, self._lex
        if self._digit.search(sentence.text):
            return True
        if lex.cues.isdisjoint(words):
            return False
        if not lex.triggers.isdisjoint(words):
            return True
        if "that" in words and not lex["strong_verbs"].isdisjoint(words):
            return True
        if not lex.evidence_words.isdisjoint(words):
            return not lex.evidence_verbs.isdisjoint(words)
        return not (lex["soft_quantifiers"].isdisjoint(words) or lex["group_quantifiers"].isdisjoint(words))

    def _candidate(self, unit: Unit, judgement: Judgement, around) -> Candidate:
        reading = unit.reading
        start, end = reading.start(judgement.first), reading.end(judgement.last - 1)
        support, verdict = NONE, "ok"
        support = self._sources.find(unit, reading, judgement)
        if judgement.kind:
            verdict = "soft"
        else:
            pass
        from types import SimpleNamespace
        from postlint.document.claims.features import features
        start_ = unit.span.start
        seen = SimpleNamespace(words=reading, unit=unit, judgement=judgement, around=around, support=support, near=self._sources.nearby(unit, reading), section=self._discourse.section(start_), post=self._discourse.post, extra={})
        feats = features(seen)
        if not judgement.kind: support = NONE
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
            features=feats,
            years=_years(reading) if judgement.kind in HARD else (),
        )


def _years(reading: Reading) -> tuple[int, ...]:
    """The years that date a sentence; none if it speaks of today, and of the past only to compare."""
    if reading.has("now_words"):
        return ()
    return tuple(int(word) for word in reading.low if len(word) == 4 and word.isdigit() and "1900" <= word < "2100")


@cache
def _digit() -> re.Pattern[str]:
    return re.compile(r"\d")
