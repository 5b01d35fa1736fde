"""One pass over a document: every sentence that may be a claim, with its verdict, its class and its support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from postlint.claims.context import Context
from postlint.claims.doubts import is_doubtful
from postlint.claims.features import Sight, features
from postlint.claims.gate import may_assert
from postlint.claims.judge import judge, soft
from postlint.claims.judgement import Judgement
from postlint.claims.lexicon import Lexicon, lexicon
from postlint.claims.owners import Voice
from postlint.claims.quantities import quantities
from postlint.claims.sources import ClaimOptions
from postlint.claims.subjects import SHARES
from postlint.claims.support import INTERNAL, LISTED, NONE, Support, Supports
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit, units
from postlint.claims.weighing import share, weigh, weigh_post, weights_of
from postlint.records import NamedTuple
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

NO_FEATURES: Mapping[str, float] = MappingProxyType({})
#: the kinds of claim that want a source
HARD = frozenset(("stat", "research_named", "vague_authority"))


class CandidateOptions(NamedTuple):
    """The options of the claims rules that decide what a candidate is; `own_data` in lower case."""

    sources: ClaimOptions = ClaimOptions()
    own_data: tuple[str, ...] = ()


class Candidate(NamedTuple):
    """A sentence that may be a claim.

    `kind` is stat, research_named, vague_authority (these three want a source), quantifier_soft, superlative_soft,
    or "" for no claim. `verdict` is flag, supported, weak (only a homepage is linked), soft or ok. `reason` is the
    class that decided: own_data, price, hypothetical … `phrase` is where a finding stands, `words` its text, `span`
    the whole sentence, `unit` paragraph, item, heading or row. `near_miss` is what there is instead of a source: the
    "dangling" mark of a note, an "internal" link, sources that the post has "listed" apart from its text. `years` are
    those that date its share, if it wants a source. `features` are what speaks for and against it, `likely` the
    probability, from 0 to 1, that they add up to: only what wants a source and has none, or a homepage, is weighed.
    `is_mild`: it is never a warning, where there is doubt (`doubts`), or a source
    on the site itself or listed apart.
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
    features: Mapping[str, float] = NO_FEATURES
    likely: float = 0.0
    is_mild: bool = False


def candidates(doc: Document, options: CandidateOptions, *, every: bool = False) -> tuple[Candidate, ...]:
    """The candidates of a document in order; none if postlint has no cues for its language.

    With `every`, weak claims are among them, and those whose number is no claim. Several rules ask for the same pass:
    the document keeps it.
    """
    key = (candidates, options, every)
    if key not in doc.check_cache:
        lex = lexicon(doc.language)
        doc.check_cache[key] = _weighed(doc, list(_Pass(doc, lex, options).run(every))) if lex is not None else ()
    found: tuple[Candidate, ...] = doc.check_cache[key]
    return found


def _weighed(doc: Document, found: list[Candidate]) -> tuple[Candidate, ...]:
    """The candidates with how likely each is, given the others."""
    weights = weights_of(doc.language)
    places = [at for at, claim in enumerate(found) if claim.features]
    for at, evidence in zip(places, weigh_post([found[at].features for at in places], weights), strict=True):
        found[at] = found[at]._replace(features=evidence, likely=share(weigh(evidence, weights)))
    return tuple(found)


class _Pass:
    """One pass over a document with the two that go along: what stands around a unit, and the sources."""

    def __init__(self, doc: Document, lex: Lexicon, options: CandidateOptions) -> None:
        self._doc, self._lex, self._voice = doc, lex, Voice(doc, lex)
        self._around = Context(doc, self._voice, options.own_data)
        self._supports = Supports(doc, lex, options.sources)

    def run(self, every: bool) -> Iterator[Candidate]:
        """Go through the passages, those of a reference list left out."""
        for group in units(self._doc, self._voice):
            self._around.enter(group)
            for at, sentence in enumerate(group):
                if not (every or may_assert(sentence, self._lex)):
                    continue
                unit = Unit.of(sentence, self._voice)
                judgement = judge(unit, at, self._around)
                if every and not judgement.kind:
                    judgement = soft(unit.tokens) or judgement
                if unit.kind == "heading" and judgement.kind == "stat" and self._is_repeated(unit, judgement):
                    continue
                is_one = judgement.kind in HARD or (every and (judgement.kind or judgement.quantity is not None))
                if is_one and not self._supports.notes.hold(unit.passage.block.span):
                    yield self._candidate(at, unit, judgement)

    def _is_repeated(self, unit: Unit, judgement: Judgement) -> bool:
        """Whether the section below a heading gives its figure again, and is judged for it."""
        words, start = unit.tokens, unit.span.start
        figure = words.text[words.start(judgement.first) : words.end(judgement.last - 1)]
        section = next(one.span for one in self._doc.sections if one.span.start <= start < one.span.end)
        return self._doc.text.find(figure, unit.span.end, section.end) >= 0

    def _candidate(self, at: int, unit: Unit, judgement: Judgement) -> Candidate:
        tokens = unit.tokens
        start, end = tokens.start(judgement.first), tokens.end(judgement.last - 1)
        hard = judgement.kind in HARD
        support = self._supports.find(unit, tokens, judgement) if judgement.kind else NONE
        evidence: Mapping[str, float] = NO_FEATURES
        sight = Sight(unit, at, judgement, self._around, self._supports)
        if hard and (not support or support.form == "weak"):
            evidence = features(sight)
        near_miss = self._supports.near_miss(unit) if hard and not support else ""
        return Candidate(
            span=unit.span,
            phrase=unit.span_of(start, end),
            text=unit.text,
            words=unit.text[start:end],
            unit=unit.kind,
            kind=judgement.kind,
            verdict=_verdict(judgement, support),
            reason=judgement.reason,
            support=support,
            near_miss=near_miss,
            quoted=unit.passage.quoted,
            years=_dated(tokens) if hard else (),
            features=evidence,
            is_mild=near_miss in (LISTED, INTERNAL) or (bool(evidence) and is_doubtful(sight)),
        )


def _dated(tokens: Tokens) -> tuple[int, ...]:
    """The years of a sentence with a share, which ages; none where it speaks of today as well."""
    if not tokens.years or tokens.has("now_words") or all(one.kind not in SHARES for one in quantities(tokens)):
        return ()
    return tokens.years


def _verdict(judgement: Judgement, support: Support) -> str:
    if judgement.kind not in HARD:
        return "soft" if judgement.kind else "ok"
    if judgement.is_exception:
        return "ok"
    return "flag" if not support else "weak" if support.form == "weak" else "supported"
