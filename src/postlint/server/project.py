"""The site around open posts: the facts of all its posts in memory, and what the rules about the site find in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.data.globs import compile_globs
from postlint.data.inside import from_folder, from_here
from postlint.data.reading import read_bytes
from postlint.engine.cache import Cache, cache_folder
from postlint.engine.discover import NothingToLintError, discover_content, is_post
from postlint.engine.lint import lint_bytes
from postlint.engine.lint_site import build_site, facts_of, lint_sites
from postlint.engine.plan import plan_run
from postlint.engine.run import Progress
from postlint.engine.shift import shifted
from postlint.engine.sites import Scope, SiteFindings, SiteFolder, absolute, facts_only
from postlint.engine.workspace import rendered_content
from postlint.parse.source import Source
from postlint.records import NamedTuple
from postlint.results.findings import FileReport, Finding
from postlint.site.facts import Facts
from postlint.site.known_links import KnownLinks, read_of

if TYPE_CHECKING:
    import pathspec

    from postlint.site.site import Site


@dataclass(frozen=True)
class Snapshot:
    """What the rules about the site found, and the facts and texts (of open posts) that they read."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    found: SiteFindings = field(default_factory=SiteFindings)


class _Links(NamedTuple):
    """The addresses and links of a site, and what they were computed from."""

    place: SiteFolder
    reads: Sequence[tuple[object, ...]]
    links: KnownLinks


class Project:
    """The posts of one configuration: those that it describes, else those that a generator renders in a folder.

    `load` and `lint` take long: they run in a thread of their own, one at a time. All else is quick.
    """

    def __init__(self, config: Config, folder: Path | None) -> None:
        self.config = config
        self.folder = folder
        self.is_loaded = False
        #: reports on other files than posts, such as the configuration
        self.aside: Sequence[FileReport] = ()
        self.scope: Scope | None = None
        self._root = config.root
        self._globs: pathspec.GitIgnoreSpec | None = None
        self._missed: set[str] = set()
        self.snapshot: Snapshot | None = None
        self._posts: frozenset[str] = frozenset()
        self._facts: dict[str, Facts] = {}
        self._sources: dict[str, Source] = {}
        #: counts the changes of facts
        self.changes = 0
        self._linted = -1
        self._links: dict[str, _Links] = {}

    def load(self, instead: Mapping[str, bytes | None], progress: Progress | None = None, jobs: int | None = 1) -> None:
        """Find the posts and collect their facts, in `jobs` processes (None: one for each processor).

        `instead` has the content of open posts by absolute path.
        """
        files = self._find(instead)
        if files:
            cache = Cache(cache_folder(self.config.root))
            run = plan_run(self.config, files, all_content=True, cache=cache, instead=instead)
            self.aside = [one for one in run.aside if one.findings]
            self._facts = dict(run.collect_facts(jobs=jobs, progress=progress)) if run.scope is not None else {}
            self.scope = run.scope
        else:
            self._facts, self.scope, self.aside = {}, None, ()
        self._posts = frozenset(self.scope.posts) if self.scope is not None else frozenset()
        self._missed -= self._posts
        self.changes += 1
        self.is_loaded = True

    def _find(self, instead: Mapping[str, bytes | None]) -> list[str]:
        """The posts by their names, and those among the open ones that are not saved yet."""
        self._root, globs = self.config.root, self.config.content
        if not globs and self.folder is not None:
            self._root, content = rendered_content(self.folder)
            globs = content.globs
        self._globs = compile_globs(globs) if globs else None
        files: list[str] = []
        with suppress(NothingToLintError):
            files = discover_content(globs, self._root, self.config.why_no_post).files if globs else []
        known = set(map(absolute, files))
        new = [from_here(path) for path, content in instead.items() if path not in known and content is not None]
        return files + [name for name in new if self._describes(name)]

    def _describes(self, name: str) -> bool:
        """Whether a file of that name is a post of the site."""
        matches = self._globs is not None and self._globs.match_file(from_folder(name, self._root))
        return matches and is_post(name) and not self.config.why_no_post(name)

    # -- changes ----------------------------------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Whether a post is one of the site."""
        return name in self._posts

    def expect(self, name: str) -> None:
        """Have the site read again when an open post belongs to it and was not there; once, as git may ignore it."""
        if self.scope is None or name in self._posts or name in self._missed or not self._describes(name):
            return
        self._missed.add(name)
        self.is_loaded = False

    @property
    def is_outdated(self) -> bool:
        """Whether facts have changed since the rules about the site ran."""
        return self.scope is not None and self._linted != self.changes

    def update(self, name: str, facts: Facts | None, source: Source | None) -> None:
        """Take the facts of a post from its open text; `source` is None for one from the disk."""
        if name not in self._posts or facts is None:
            return
        if source is not None:
            self._sources[name] = source
        else:
            self._sources.pop(name, None)
        if self._facts.get(name) != facts:
            self._facts[name] = facts
            self.changes += 1

    def read_facts(self, name: str) -> Facts | None:
        """The facts of a post as it is on the disk; None when it cannot be read."""
        settings = facts_only(self.config.settings_for(name))
        try:
            return lint_bytes(settings, name, read_bytes(name), with_facts=True).facts
        except OSError:
            return None

    # -- the rules about the site -----------------------------------------------------------------------

    def lint(self) -> None:
        """Run the rules about the site on the present facts."""
        if self.scope is None:
            return
        changes, facts, sources = self.changes, dict(self._facts), dict(self._sources)
        sites, by_folder = {}, {}
        for place in self.scope.places:
            if known := facts_of(place, facts):
                sites[place.key] = by_folder[place.folder] = self._site(place, known)
        found = lint_sites(self.config, self.scope, facts, self.scope.posts, sites=sites)
        self.snapshot = Snapshot(facts, sources, by_folder, found)
        self._linted = changes

    def _site(self, place: SiteFolder, facts: Sequence[Facts]) -> Site:
        """The site in a folder; most edits change neither addresses nor links, so that these hold as they were."""
        reads = [read_of(one) for one in facts]
        before = self._links.get(place.folder)
        known = before.links if before is not None and before.place is place and before.reads == reads else None
        site = build_site(self.config, place, facts, known=known)
        if known is None:
            self._links[place.folder] = _Links(place, reads, KnownLinks.of(site))
        return site

    def findings(self, name: str, facts: Facts | None, source: Source) -> tuple[SiteFindings, list[SiteFolder]] | None:
        """What the rules about the site found in a post, moved to the places in its present text, and its site.

        None before they have run, and for a post of no site.
        """
        place = self.place_of(name)
        snapshot = self.snapshot
        if place is None or snapshot is None:
            return None
        there = snapshot.found.findings.get(name, [])
        found = there if snapshot.facts.get(name) == facts else self._moved(snapshot, name, there, source)
        habits = {place.folder: snapshot.found.habits.get(place.folder, [])}
        return SiteFindings({name: found} if found else {}, habits=habits), [place._replace(posts=(name,))]

    def _moved(self, snapshot: Snapshot, name: str, there: Sequence[Finding], source: Source) -> list[Finding]:
        before = snapshot.sources.get(name)
        return list(shifted(there, before, source)) if before is not None else []

    # -- the site ---------------------------------------------------------------------------------------

    def place_of(self, name: str) -> SiteFolder | None:
        """The site that a post belongs to."""
        if self.scope is None or name not in self._posts:
            return None
        return next((place for place in self.scope.places if name in place.posts), None)

    def site_of(self, name: str) -> tuple[Site, str] | None:
        """The site of a post, and its path there; None before the site is known."""
        place = self.place_of(name)
        site = self.snapshot.sites.get(place.folder) if place is not None and self.snapshot is not None else None
        if place is None or site is None:
            return None
        inside = PurePath(absolute(name)).relative_to(place.folder).as_posix()
        return (site, inside) if inside in site.posts else None

    def path_in(self, site: Site, inside: str) -> str | None:
        """The absolute path of a file of a site; None for another site than those here."""
        sites = self.snapshot.sites if self.snapshot is not None else {}
        place = next((folder for folder, one in sites.items() if one is site), None)
        return os.path.normpath(Path(place, inside)) if place is not None else None


class Projects:
    """The projects of the open posts."""

    def __init__(self, folders: Sequence[str] = ()) -> None:
        #: the folders of the workspace
        self.folders = list(folders)
        self._known: dict[tuple[int, str], Project] = {}

    def __iter__(self) -> Iterator[Project]:
        return iter(list(self._known.values()))

    def of(self, config: Config, name: str) -> Project | None:
        """The project of a post; None for one that neither a configuration nor the workspace describes."""
        around = "" if config.content else self._around(name)
        if around is None:
            return None
        key = (id(config), around)
        if key not in self._known:
            self._known[key] = Project(config, Path(around) if around else None)
        return self._known[key]

    def forget(self) -> None:
        """Drop all projects: their configurations may have changed."""
        self._known.clear()

    def _around(self, name: str) -> str | None:
        """The innermost folder of the workspace that a post is in."""
        own = absolute(name)
        inside = [folder for folder in self.folders if PurePath(own).is_relative_to(folder)]
        return max(inside, key=len) if inside else None
