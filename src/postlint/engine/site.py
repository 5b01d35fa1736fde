"""Facts become sites, the rules about sites are asked, and what they find joins the reports on single posts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from postlint.config import Config, preset_of
from postlint.document.source import Source
from postlint.engine.finish import in_order, settle
from postlint.engine.scope import Place, Scope, SiteAnswers, absolute, image_rules, site_rules
from postlint.findings import FileReport

if TYPE_CHECKING:
    from postlint.site.facts import Facts
    from postlint.site.site import Site


def build_site(config: Config, place: Place, facts: Iterable[Facts]) -> Site:
    """The site of a place, with the facts of its posts; a post without facts could not be read."""
    from postlint.site.generator import Generator
    from postlint.site.redirects import read_redirects
    from postlint.site.site import Site

    settings = config.settings_for(place.posts[0])
    generator = Generator.from_data(settings.preset, preset_of(settings).data)
    shown = os.path.relpath(place.folder)
    return Site(
        {PurePath(absolute(one.path)).relative_to(place.folder).as_posix(): one for one in facts},
        files=place.files,
        generator=generator,
        hosts=settings.site_hosts,
        base=_base(config) or generator.base,
        redirects=read_redirects(dict(place.redirects)),
        folder="" if shown == "." else PurePath(shown).as_posix(),
        complete=place.complete,
    )


def _base(config: Config) -> str:
    from urllib.parse import urlsplit

    return urlsplit(str(config.file.get("site_url", ""))).path


def ask_sites(
    config: Config, scope: Scope, facts: Mapping[str, Facts], reported: Iterable[str], *, debug: bool = False
) -> SiteAnswers:
    """Ask the rules about the sites, and keep what they say of the posts to report on."""
    from postlint.engine.site_rules import ask_site

    settings = {path: config.settings_for(path) for path in reported}
    answers = SiteAnswers()
    for place in scope.places:
        told = [facts[path] for path in place.posts if path in facts]
        if not told:
            continue
        found = ask_site(build_site(config, place, told), settings, debug=debug)
        answers.findings |= found.findings
        first = min((one.path for one in told if one.path in settings), default="")
        answers.seconds[first] = found.seconds
    return answers


def join(
    config: Config, reports: Sequence[FileReport], facts: Mapping[str, Facts], answers: SiteAnswers | None
) -> list[FileReport]:
    """The reports with what the rules about the site say, if they were asked, suppressions held against all.

    The rules about images were asked before.
    """
    told = answers if answers is not None else SiteAnswers()
    found = dict(told.findings)
    finished = []
    for report in reports:
        findings = found.pop(report.path, [])
        if findings:
            lines = {**report.lines, **told.lines.get(report.path, {})}
            report = replace(report, findings=tuple(in_order([*report.findings, *findings])), lines=lines)
        if report.path in told.seconds:
            report = replace(report, seconds={**report.seconds, **told.seconds[report.path]})
        if report.suppressions is not None:
            settings = config.settings_for(report.path)
            asked = [*image_rules(settings), *(site_rules(settings) if answers is not None else ())]
            names = {active.rule.name for active in asked}
            report = settle(settings, report, facts.get(report.path) or Source("", report.path), names)
        finished.append(report)
    others = (FileReport(path, tuple(in_order(one)), lines=told.lines.get(path, {})) for path, one in found.items())
    return [*finished, *others]
