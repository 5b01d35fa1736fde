"""Computes the two scores of a post and the figures behind them.

A score is 100 minus the points that `score.yaml` gives for the rules with findings; docs/score.md explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from postlint.config.settings import Settings
from postlint.document.document import Document
from postlint.engine.lint import document_of, lint_document
from postlint.parse.source import Source
from postlint.prose import language_data as languages
from postlint.prose.grammar import has_passive_rules, passive_span
from postlint.prose.sentences import SPACELESS
from postlint.results.findings import Finding
from postlint.results.scores import READABILITY, SEO, Figures, Loss, PostScore

Points = Mapping[str, int]


def score_source(settings: Settings, source: Source) -> PostScore:
    """Score one text by the findings of the rules that are on."""
    costs = load_costs()
    known = {rule for table in costs.values() for rule in table}
    rules = tuple(active for active in settings.rules if active.rule.name in known)
    doc = document_of(settings, source)
    report = lint_document(replace(settings, rules=rules), doc).report
    losses = tuple(_losses(report.findings))
    return PostScore(
        path=source.path,
        language=doc.language,
        seo=_score(losses, SEO),
        readability=_score(losses, READABILITY),
        figures=figures_of(doc),
        losses=losses,
    )


def scores_of(findings: Iterable[Finding]) -> tuple[int, int]:
    """The two scores (SEO, readability) of a post with these findings."""
    losses = _losses(findings)
    return _score(losses, SEO), _score(losses, READABILITY)


def mean_scores(posts: Iterable[Iterable[Finding]]) -> tuple[float | None, float | None]:
    """The mean scores (SEO, readability) of posts with these findings, with one decimal; None without a post."""
    scores = [scores_of(findings) for findings in posts]
    if not scores:
        return None, None
    seo, readability = (round(sum(values) / len(scores), 1) for values in zip(*scores, strict=True))
    return seo, readability


def worst_first(scores: Iterable[PostScore]) -> list[PostScore]:
    """Scores in the order of their sums; equal ones by path."""
    return sorted(scores, key=lambda score: (score.seo + score.readability, score.path))


@cache
def load_costs() -> Mapping[str, Mapping[str, Points]]:
    """For each score and rule the points that a finding costs, by severity."""
    import yaml

    text = Path(__file__).with_name("score.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {
        score: {
            rule: cost if isinstance(cost, dict) else dict.fromkeys(("info", "warning", "error"), cost)
            for rule, cost in table.items()
        }
        for score, table in data.items()
    }


def _losses(findings: Iterable[Finding]) -> list[Loss]:
    """One loss for each rule: that of its most expensive finding."""
    largest: dict[tuple[str, str], Loss] = {}
    for finding in findings:
        for score, table in load_costs().items():
            if finding.rule not in table:
                continue
            points = table[finding.rule]
            cost = points.get(finding.severity.label, max(points.values()))
            known = largest.get((score, finding.rule))
            if known is None or cost > known.points:
                largest[score, finding.rule] = Loss(score, finding.rule, cost, finding.severity.label, finding.line)
    return sorted(largest.values(), key=lambda loss: (-loss.points, loss.rule))


def _score(losses: Iterable[Loss], score: str) -> int:
    return max(0, 100 - sum(loss.points for loss in losses if loss.score == score))


def figures_of(doc: Document) -> Figures:
    """Measure a post, its sentences as the readability rules do."""
    use = doc.keyword_use
    return Figures(
        words=doc.word_count,
        reading_ease=_rounded(doc.reading.ease()),
        grade=_rounded(doc.reading.grade()),
        long_sentences=_long_sentences(doc),
        passive=_passive(doc),
        keyword=use.keyword.text if use else None,
        density=round(use.density, 2) if use else None,
        internal_links=sum(doc.is_internal(link.url) for link in doc.links),
        external_links=sum(doc.is_external(link.url) for link in doc.links),
    )


def _long_sentences(doc: Document) -> float | None:
    if doc.language in SPACELESS:
        return None
    limit = languages.load(doc.language).sentence_limit
    long = sum(len(sentence.tokens) > limit for sentence in doc.own_sentences)
    return _percent(long, len(doc.own_sentences))


def _passive(doc: Document) -> float | None:
    if not has_passive_rules(doc.language):
        return None
    passive = sum(passive_span(sentence, doc.language) is not None for sentence in doc.own_sentences)
    return _percent(passive, len(doc.own_sentences))


def _percent(count: int, total: int) -> float | None:
    return round(100 * count / total, 1) if total else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
