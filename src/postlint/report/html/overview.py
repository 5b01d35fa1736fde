"""The first page of the report as values for its template: the verdict, the rules, the posts, and the whole site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postlint.records import NamedTuple
from postlint.report.html.charts import Chart, Trend, charts_of, trend_of
from postlint.report.html.keyword_matrix import Matrix, matrix_of
from postlint.report.html.link_map import LinkPicture, SiteLinks
from postlint.report.html.post_page import PostPage
from postlint.report.outcome import reason, summary
from postlint.results.hits import Severity

if TYPE_CHECKING:
    from postlint.report.formats import Rendering
    from postlint.report.html.material import Material
    from postlint.results.findings import Finding
    from postlint.site.site import Site


class RuleRow(NamedTuple):
    """A rule with its findings: their worst severity, their number, that of posts and fixable ones, and its bar."""

    name: str
    severity: str
    findings: int
    posts: int
    fixable: int
    url: str
    bar: float


class GroupRow(NamedTuple):
    """A group of rules with its findings."""

    name: str
    findings: int
    bar: float
    rules: Sequence[RuleRow]


class KeywordRow(NamedTuple):
    """A focus keyword with the posts that want to be found for it, and others that have it in their title."""

    keyword: str
    posts: Sequence[str]
    also: Sequence[str]

    @property
    def competes(self) -> bool:
        """Whether several posts stand in each other's way."""
        return len(self.posts) > 1


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the first page shows."""

    failed: bool
    reason: str
    summary: str
    counts: Mapping[str, int]
    suppressed: int
    baselined: int
    notes: Sequence[str]
    groups: Sequence[GroupRow]
    pages: Sequence[PostPage]
    sections: Sequence[str]
    pictures: Sequence[LinkPicture]
    keywords: Sequence[KeywordRow]
    matrix: Matrix | None
    keyword_posts: int
    charts: Sequence[Chart]
    trend: Trend | None
    words: int
    seo: int | None
    readability: int | None


def overview(rendering: Rendering, material: Material, pages: Sequence[PostPage], links: SiteLinks) -> Overview:
    """The first page of a report."""
    report = rendering.report
    scores = [page.score for page in pages if page.score is not None]
    keywords = [row for site in material.sites for row in _keywords(site)]
    rivals = [row for row in keywords if row.competes or row.also]
    return Overview(
        failed=bool(rendering.verdict.reasons(report)),
        reason=reason(report, rendering.verdict, Severity.INFO),
        summary=summary(report, level=Severity.INFO),
        counts={severity.label: report.count(severity) for severity in reversed(Severity)},
        suppressed=report.suppressed,
        baselined=report.baselined,
        notes=report.notes,
        groups=_groups(report.findings),
        pages=pages,
        sections=sorted({page.section for page in pages if page.section}),
        pictures=links.pictures,
        keywords=rivals,
        matrix=matrix_of(rivals, {page.path: page.title for page in pages}),
        keyword_posts=sum(len(row.posts) for row in keywords),
        charts=charts_of(page.view for page in pages if page.view is not None),
        trend=trend_of(material.history),
        words=sum(page.view.words for page in pages if page.view is not None),
        seo=round(sum(score.seo for score in scores) / len(scores)) if scores else None,
        readability=round(sum(score.readability for score in scores) / len(scores)) if scores else None,
    )


def _groups(findings: Sequence[Finding]) -> list[GroupRow]:
    by_rule: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.group, finding.rule].append(finding)
    most = max(map(len, by_rule.values()), default=1)
    rules: dict[str, list[RuleRow]] = defaultdict(list)
    for (group, name), found in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        rules[group].append(
            RuleRow(
                name=name,
                severity=max(finding.severity for finding in found).label,
                findings=len(found),
                posts=len({finding.path for finding in found}),
                fixable=sum(finding.fix is not None for finding in found),
                url=found[0].url,
                bar=round(100 * len(found) / most, 1),
            )
        )
    totals = Counter(finding.group for finding in findings)
    largest = max(totals.values(), default=1)
    bars = {group: round(100 * found / largest, 1) for group, found in totals.items()}
    return [GroupRow(group, found, bars[group], rules[group]) for group, found in totals.most_common()]


def _keywords(site: Site) -> list[KeywordRow]:
    """The focus keywords of a site, those of several posts first."""
    by_key: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    forms: dict[str, frozenset[str]] = {}
    for facts in site.published.values():
        if facts.keyword is not None and facts.keyword_key:
            by_key[facts.keyword_key].append(facts.path)
            names.setdefault(facts.keyword_key, facts.keyword.text)
            forms.setdefault(facts.keyword_key, frozenset(facts.keyword_forms))
    rows = []
    titles = _title_forms(site) if by_key else {}
    for key, posts in by_key.items():
        also = [path for path, words in titles.items() if forms[key] and forms[key] <= words and path not in posts]
        rows.append(KeywordRow(names[key], tuple(posts), tuple(also)))
    return sorted(rows, key=lambda row: (-len(row.posts), -len(row.also), row.keyword))


def _title_forms(site: Site) -> dict[str, frozenset[str]]:
    """The words of the title of each post, each as the key that its forms share."""
    from postlint.prose.word_forms import WordForms, terms

    known: dict[str, WordForms] = {}
    found = {}
    for facts in site.published.values():
        if facts.title is not None:
            forms = known.setdefault(facts.language, WordForms(facts.language))
            found[facts.path] = frozenset(forms.key(term.group().lower()) for term in terms(facts.title.text))
    return found
