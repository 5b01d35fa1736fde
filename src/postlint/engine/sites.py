"""Determines the sites of a run: their posts and other files. Nothing is parsed here."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from types import MappingProxyType

from postlint.catalog.rule import IMAGES, OF_SITE, SITE_TEXTS, SITE_WORDS
from postlint.config.config import Config
from postlint.config.settings import ActiveRule, Settings
from postlint.data.globs import compile_globs, glob_of
from postlint.data.inside import from_folder, from_here
from postlint.data.reading import read_bytes
from postlint.engine.builders import ignore_files
from postlint.engine.discover import NothingToLintError, discover_content, is_post, walk
from postlint.generators.presets import preset_data
from postlint.records import NamedTuple
from postlint.results.findings import FileReport, Finding

#: the folder of a site, its preset, and whether it is complete
SiteKey = tuple[str, str, bool]


class SiteFolder(NamedTuple):
    """One site: its folder (absolute), the preset of its posts, and their paths as shown to users.

    `files` are all files in the folder, relative to it, `redirects` the texts of redirect files, `ignores` those of
    `.gitignore` files with their folders. `complete`: all of the site is known, from `content`, or because the folder
    has the generator's configuration.
    """

    folder: str
    preset: str
    posts: tuple[str, ...]
    files: tuple[str, ...]
    redirects: tuple[tuple[str, str], ...]
    complete: bool
    ignores: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> SiteKey:
        """What distinguishes it from the other sites of a run: a folder can have two, with other presets."""
        return self.folder, self.preset, self.complete


class Scope(NamedTuple):
    """All posts that the rules about sites read, and the sites of these posts."""

    posts: tuple[str, ...]
    places: tuple[SiteFolder, ...]


class Habit(NamedTuple):
    """A habit: findings of `rule` with `message` ("": any), and the message that replaces them.

    `paths` are the posts that it applies to; empty for all. It replaces errors, or findings of the other severities.
    With a `shift`, it says how much less likely than elsewhere the findings are on the site, in log odds.
    """

    rule: str
    message: str
    instead: str
    paths: Sequence[str] = ()
    error: bool = False
    shift: float = 0.0


@dataclass(slots=True)
class SiteFindings:
    """The findings of the rules about sites, by path, and the seconds of each rule, by the first path of its site.

    `lines` are the texts of lines that findings touch, as far as they are known. `habits` are those of each site, by
    its folder.
    """

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    seconds: dict[str, Mapping[str, float]] = field(default_factory=dict)
    lines: dict[str, Mapping[int, str]] = field(default_factory=dict)
    habits: dict[str, list[Habit]] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Iterable[FileReport], habits: Mapping[str, list[Habit]]) -> SiteFindings:
        """The findings from the result of `reports`."""
        kept = list(reports)
        found = {one.path: list(one.findings) for one in kept}
        return cls(found, lines={one.path: one.lines for one in kept}, habits=dict(habits))

    def reports(self, finished: Iterable[FileReport]) -> list[FileReport]:
        """The findings as reports, with the lines of the finished reports."""
        lines = {one.path: one.lines for one in finished}
        return [
            FileReport(path, tuple(found), lines=_among(lines.get(path, {}), {one.line for one in found}))
            for path, found in self.findings.items()
        ]


def _among(lines: Mapping[int, str], wanted: Iterable[int]) -> dict[int, str]:
    return {line: lines[line] for line in wanted if line in lines}


def site_rules(settings: Settings) -> list[ActiveRule]:
    """The rules about the site that are on."""
    return [active for active in settings.rules if active.rule.reads in OF_SITE]


def looks_at_site(settings: Settings) -> bool:
    """Whether a rule reads the site, or its findings in a post depend on other posts."""
    return any(active.rule.reads in OF_SITE or active.habit for active in settings.rules)


def image_rules(settings: Settings) -> list[ActiveRule]:
    """The rules about image files that are on."""
    return [active for active in settings.rules if active.rule.reads == IMAGES]


def facts_only(settings: Settings) -> Settings:
    """The settings for collecting facts only: all facts that a rule will read, and no rule about single posts."""
    with_own_facts = (SITE_WORDS, SITE_TEXTS, IMAGES)
    kept = (active for active in settings.rules if active.rule.reads in with_own_facts or active.habit)
    return replace(settings, rules=tuple(kept))


def find_scope(
    config: Config,
    files: Iterable[str],
    folders: Sequence[str],
    *,
    all_content: bool = False,
    among: Sequence[str] | None = None,
    instead: Mapping[str, bytes | None] = MappingProxyType({}),
) -> Scope | None:
    """The site: what `content` of the configuration describes, else the posts in the folders that the user named.

    `files` are those to report on, with `all_content` all that `content` describes; `among` are the posts that they
    were selected from. `instead` has contents that replace those on the disk, by absolute path. None when there is
    neither, so that the rest of the site is unknown, and when no rule reads the site.
    """
    listed = list(files)
    if not any(looks_at_site(config.settings_for(path)) for path in _samples(listed)):
        return None
    if all_content:
        posts, roots = list(among or listed), [os.fspath(config.root)]
    elif config.content:
        try:
            found = discover_content(config.content, config.root, config.why_no_post).files
        except NothingToLintError:
            return None
        named = {absolute(path): path for path in listed}
        posts = [named.get(absolute(path), path) for path in found]
        roots = [os.fspath(config.root)]
    else:
        parents = {path.rpartition(os.sep)[0] for path in among or listed}
        inside = {one for one in parents if any(PurePath(one).is_relative_to(folder) for folder in folders)}
        posts = [path for path in among or listed if path.rpartition(os.sep)[0] in inside]
        roots = [absolute(folder) for folder in folders]
    if instead:
        posts = _posts_instead(config, posts, folders, instead)
    return Scope(tuple(posts), tuple(_places(config, posts, roots, instead))) if posts else None


def _posts_instead(
    config: Config, posts: Sequence[str], folders: Sequence[str], instead: Mapping[str, bytes | None]
) -> list[str]:
    """The posts of the site with those that are only in `instead`, and without those that it removes."""
    known = {absolute(path): path for path in posts}
    left = [path for place, path in known.items() if instead.get(place, b"") is not None]
    more = sorted(place for place, content in instead.items() if content is not None and place not in known)
    if config.content:
        wanted = compile_globs(config.content)
        inside = ((place, from_folder(place, config.root)) for place in more)
        more = [place for place, name in inside if wanted.match_file(name)]
    else:
        roots = [absolute(folder) for folder in folders]
        more = [place for place in more if any(PurePath(place).is_relative_to(root) for root in roots)]
    return left + [from_here(place) for place in more if is_post(place) and not config.why_no_post(place)]


def unseen_site(config: Config, files: Iterable[str]) -> tuple[str, ...]:
    """A sentence about rules that the user selected by name and that need the site, when the site is unknown."""
    active = (one for path in _samples(files) for one in site_rules(config.settings_for(path)))
    names = sorted({one.rule.name for one in active if one.rule.name in config.command_line.named})
    if not names:
        return ()
    listed = ", ".join(names)
    return (f"Not run, for lack of the whole site: {listed}. Name a folder, or describe the posts with 'content'.",)


def _samples(files: Iterable[str]) -> Iterator[str]:
    """One file of each folder: overrides that differ within a folder are rare, and turn rules off."""
    return iter({path.rpartition(os.sep)[0]: path for path in files}.values())


def absolute(path: str) -> str:
    """The absolute path, with links unresolved: a post that is a symbolic link belongs to the folder of the link."""
    return os.path.abspath(path)  # noqa: PTH100 - pathlib takes ten times as long, and each post needs it


def _places(
    config: Config, posts: Sequence[str], roots: Sequence[str], instead: Mapping[str, bytes | None]
) -> Iterator[SiteFolder]:
    """One site for each folder that has a generator's configuration, and one for each root with other posts."""
    groups: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    known: dict[str, tuple[str, str, bool]] = {}
    for path in posts:
        parent = path.rpartition(os.sep)[0]
        if parent not in known:
            known[parent] = _folder(config, path, roots)
        groups[known[parent]].append(path)
    for (folder, preset, complete), members in sorted(groups.items()):
        unread: dict[str, str] = {}
        lost: list[str] = []
        walked = (walk(one, None, unread, lost) for one in (folder, *_hidden_roots(folder, preset)))
        files = {_inside(folder, path) for paths in walked for path in paths}
        for path, content in instead.items():
            if PurePath(path).is_relative_to(folder):
                (files.discard if content is None else files.add)(_inside(folder, path))
        listed = sorted(files)
        redirects = tuple(_redirects(folder, listed, instead))
        ignores = (*ignore_files(folder, listed, preset), *_unread(folder, (*unread, *lost)))
        yield SiteFolder(folder, preset, tuple(members), tuple(listed), redirects, complete, ignores)


def _hidden_roots(folder: str, preset: str) -> list[str]:
    """The hidden folders of a site whose files are served: ``.vuepress/public``."""
    static = preset_data(preset).get("site", {}).get("static", {})
    return [str(Path(folder, root)) for root in static if root.startswith(".") and root != "."]


def _unread(folder: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What may hold any file, as lines of a `.gitignore`: folders that cannot be read, and links that lead nowhere."""
    return (("", f"/{glob_of(_inside(folder, path))}/") for path in paths)


def _inside(folder: str, path: str) -> str:
    """The path of a file relative to its folder, with slashes."""
    return path[len(folder) :].lstrip(os.sep).replace(os.sep, "/")


def _folder(config: Config, path: str, roots: Sequence[str]) -> tuple[str, str, bool]:
    """The folder of the site that a post belongs to, its preset, and whether the site is complete."""
    preset = config.settings_for(path).preset
    own = absolute(path)
    site = config.site_of(Path(own))
    if site.folder is not None and site.preset == preset:
        return os.fspath(site.folder), preset, True
    around = [root for root in roots if PurePath(own).is_relative_to(root)]
    # content may be beside the folder of the configuration
    root = os.path.commonpath([config.root, own]) if not around else max(around, key=len)
    return root, preset, bool(config.content)


#: in bytes; large sites have files of a megabyte
_LARGEST_REDIRECTS = 1 << 24


def _redirects(folder: str, files: Iterable[str], instead: Mapping[str, bytes | None]) -> Iterator[tuple[str, str]]:
    from postlint.site.redirects import is_redirect_file

    for path in files:
        if is_redirect_file(path):
            other = instead.get(os.fspath(Path(folder, path)))
            try:
                data = other if other is not None else read_bytes(Path(folder, path), _LARGEST_REDIRECTS)
                yield path, data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
            except OSError:
                continue
