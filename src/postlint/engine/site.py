"""What the site is, and what its rules add to the reports: facts → sites → findings."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from postlint.config import Config, Settings, load_preset
from postlint.engine.discover import NothingToLintError, discover_content, walk
from postlint.engine.run import SITE_WORDS, in_order, settle
from postlint.engine.site_rules import ask_site, site_rules
from postlint.findings import FileReport, Finding
from postlint.site.addresses import Generator
from postlint.site.facts import Facts
from postlint.site.redirects import REDIRECT_FILES, Redirects, read_redirects
from postlint.site.site import Site


@dataclass(frozen=True, slots=True)
class Scope:
    """What the site is: its posts, by the paths that users see, and the folders that hold all of its files."""

    posts: tuple[str, ...]
    folders: tuple[str, ...]


def find_scope(config: Config, files: Iterable[str], folders: Sequence[str]) -> Scope | None:
    """The site: what `content` of the configuration describes, else the posts in the folders that the user named.

    `files` are those to report on. None when there is neither, so that nobody knows what else there is, and when
    no rule about the site is on.
    """
    listed = list(files)
    if not any(active for path in _samples(config, listed) for active in site_rules(config.settings_for(path))):
        return None
    if config.content:
        try:
            posts = discover_content(config.content, config.root, config.exclude).files
        except NothingToLintError:
            return None
        named = {_absolute(path): path for path in listed}
        return Scope(tuple(named.get(_absolute(path), path) for path in posts), (os.fspath(config.root),))
    if not folders:
        return None
    inside = tuple(path for path in listed if any(PurePath(path).is_relative_to(folder) for folder in folders))
    return Scope(inside, tuple(folders))


def unseen_site(config: Config, files: Iterable[str]) -> tuple[str, ...]:
    """A sentence about the rules that the user chose by name and that need the site, when nobody knows the site."""
    active = (one for path in _samples(config, list(files)) for one in site_rules(config.settings_for(path)))
    names = sorted({one.rule.name for one in active if one.rule.name in config.command_line.named})
    if not names:
        return ()
    listed = ", ".join(names)
    return (f"Nothing was asked of {listed}: name a folder, or describe the posts with 'content', to show the site.",)


def _samples(config: Config, files: Sequence[str]) -> Iterator[str]:
    """One file of each folder: overrides that tell files of one folder apart are rare, and turn rules off."""
    return iter({path.rpartition(os.sep)[0]: path for path in files}.values())


def facts_only(settings: Settings) -> Settings:
    """The settings under which a post tells its facts and nothing else is asked."""
    return replace(settings, rules=tuple(active for active in settings.rules if active.rule.reads == SITE_WORDS))


# -- building sites -------------------------------------------------------------------------------------


def build_sites(config: Config, facts: Iterable[Facts], scope: Scope) -> list[Site]:
    """The sites that the posts belong to: one a folder with a generator's configuration, and one for the rest."""
    groups: dict[tuple[str, str], dict[str, Facts]] = defaultdict(dict)
    places: dict[str, tuple[str, str]] = {}
    for one in facts:
        parent = one.path.rpartition(os.sep)[0]
        if parent not in places:
            places[parent] = _site_folder(config, one.path, scope)
        folder, preset = places[parent]
        groups[folder, preset][_inside(one.path, folder)] = one
    return [_build(config, folder, posts, scope) for (folder, _), posts in sorted(groups.items())]


def _site_folder(config: Config, path: str, scope: Scope) -> tuple[str, str]:
    """The folder of the site that a post belongs to, and its preset."""
    settings = config.settings_for(path)
    site = config.site_of(Path(_absolute(path)))
    if site.folder is not None and site.preset == settings.preset:
        return os.fspath(site.folder), settings.preset
    own = _absolute(path)
    around = [folder for folder in map(_absolute, scope.folders) if PurePath(own).is_relative_to(folder)]
    return max(around, key=len, default=os.fspath(config.root)), settings.preset


def _absolute(path: str) -> str:
    """Not resolved: a post that is a symbolic link belongs to where it is linked from."""
    return os.path.normpath(Path.cwd() / path)


def _inside(path: str, folder: str) -> str:
    return PurePath(os.path.relpath(path, folder)).as_posix()


def _build(config: Config, folder: str, posts: Mapping[str, Facts], scope: Scope) -> Site:
    first = next(iter(posts.values()))
    settings = config.settings_for(first.path)
    preset = load_preset(settings.preset, settings.schema_file, settings.overlay)
    files = [_inside(path, folder) for path in walk(folder, None, {})]
    shown = os.path.relpath(folder)
    return Site(
        posts,
        files=files,
        generator=Generator.from_data(settings.preset, preset.data),
        hosts=config.site_hosts,
        base=_base(config),
        redirects=_redirects(folder, files),
        folder="" if shown == "." else PurePath(shown).as_posix(),
        complete=bool(config.content) or config.site_of(Path(_absolute(first.path))).folder is not None,
    )


def _base(config: Config) -> str:
    from urllib.parse import urlsplit

    return urlsplit(str(config.file.get("site_url", ""))).path


def _redirects(folder: str, files: Iterable[str]) -> Redirects:
    texts = {}
    for path in files:
        if path.rpartition("/")[2] in REDIRECT_FILES:
            try:
                texts[path] = Path(folder, path).read_text(encoding="utf-8-sig", errors="replace")
            except OSError:
                continue
    return read_redirects(texts)


# -- putting it together --------------------------------------------------------------------------------


def add_site_findings(
    config: Config, reports: Sequence[FileReport], scope: Scope, reported: Iterable[str], *, debug: bool = False
) -> list[FileReport]:
    """The reports on the posts to report on, with what the rules about the site say, suppressions held."""
    wanted = frozenset(reported)
    sites = build_sites(config, (report.facts for report in reports if report.facts is not None), scope)
    settings = {path: config.settings_for(path) for path in wanted}
    answers = [ask_site(site, settings, debug=debug) for site in sites]
    found: dict[str, list[Finding]] = {}
    seconds: dict[str, dict[str, float]] = {}
    for site, answer in zip(sites, answers, strict=True):
        found |= answer.findings
        first = min((facts.path for facts in site.posts.values() if facts.path in wanted), default="")
        seconds[first] = answer.seconds
    asked = {name for answer in answers for name in answer.asked}
    finished = [
        _finished(config, report, found.pop(report.path, []), asked, seconds.get(report.path, {}))
        for report in reports
        if report.path in wanted
    ]
    return [*finished, *(FileReport(path, tuple(in_order(findings))) for path, findings in found.items())]


def _finished(
    config: Config, report: FileReport, found: list[Finding], asked: Iterable[str], seconds: Mapping[str, float]
) -> FileReport:
    facts = report.facts
    if facts is None:
        return replace(report, suppressions=None)
    report = replace(
        report, findings=tuple(in_order([*report.findings, *found])), seconds={**report.seconds, **seconds}, facts=None
    )
    return settle(config.settings_for(report.path), report, facts, asked)
