"""Adds the findings of the rules about sites to the reports on single posts, and applies suppressions and habits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.engine.habits import without_habits
from postlint.engine.linted import Linted
from postlint.engine.sites import Habit, SiteFindings, SiteFolder, image_rules, site_rules
from postlint.engine.to_findings import in_order, settle
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding

if TYPE_CHECKING:
    from postlint.site.facts import Facts


def join(
    config: Config,
    posts: Sequence[Linted],
    facts: Mapping[str, Facts],
    found: SiteFindings | None,
    places: Sequence[SiteFolder] = (),
    touched: Callable[[Finding], bool] | None = None,
) -> list[FileReport]:
    """The final reports: findings of the rules about the site added, if these ran, and suppressions applied.

    The rules about images ran before. `places` are the sites whose habits are in `found`, `touched` decides whether a
    change touched a finding.
    """
    of_site = found if found is not None else SiteFindings()
    left = dict(of_site.findings)
    habits = {path: those for place in places for path, those in _by_post(place, of_site).items()}
    finished = []
    for linted in posts:
        report = linted.report
        findings = left.pop(linted.path, [])
        if findings:
            lines = {**report.lines, **of_site.lines.get(linted.path, {})}
            linted = linted.with_report(findings=tuple(in_order([*report.findings, *findings])), lines=lines)
        if linted.path in of_site.seconds:
            linted = linted.with_report(seconds={**report.seconds, **of_site.seconds[linted.path]})
        report = linted.report
        if linted.suppressions is not None:
            settings = config.settings_for(linted.path)
            ran = [*image_rules(settings), *(site_rules(settings) if found is not None else ())]
            names = {active.rule.name for active in ran}
            report = settle(settings, linted, facts.get(linted.path) or Source("", linted.path), names)
        finished.append(without_habits(report, habits.get(report.path, []), touched))
    others = (FileReport(path, tuple(in_order(one)), lines=of_site.lines.get(path, {})) for path, one in left.items())
    site_of = {path: place.folder for place in places for path in place.posts}
    return list(each_once([*finished, *others], site_of))


def each_once(reports: Sequence[FileReport], site_of: Mapping[str, str]) -> Iterator[FileReport]:
    """The reports with the findings that are reported once for all posts of a site only at the first place."""
    first: dict[tuple[str, str, str], Finding] = {}
    for report in sorted(reports, key=lambda one: one.path):  # workers finish in any order
        for one in report.findings:
            if one.once:
                first.setdefault((site_of.get(report.path, ""), one.rule, one.message), one)
    for report in reports:
        site = site_of.get(report.path, "")
        left = tuple(one for one in report.findings if not one.once or first[site, one.rule, one.message] is one)
        yield report if len(left) == len(report.findings) else replace(report, findings=left)


def _by_post(place: SiteFolder, found: SiteFindings) -> dict[str, list[Habit]]:
    """The habits that apply to each post of a site."""
    general = [habit for habit in found.habits.get(place.folder, []) if not habit.paths]
    special = [(habit, frozenset(habit.paths)) for habit in found.habits.get(place.folder, []) if habit.paths]
    among: frozenset[str] = frozenset().union(*(paths for _, paths in special))
    return {
        path: [*general, *(habit for habit, paths in special if path in paths)] if path in among else general
        for path in place.posts
    }
