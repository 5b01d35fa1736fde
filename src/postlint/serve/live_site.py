"""The posts of a site as they are on the disk now: linted once, then post by post as files are saved.

One thread at a time may call its methods. What a save brings is split in two: the post itself, which is quick, and then
the rules about the site.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postlint.config.settings import Settings
from postlint.data.reading import read_bytes
from postlint.engine.lint_images import finder_for
from postlint.engine.lint_site import build_sites
from postlint.engine.run import Progress, Run
from postlint.engine.sites import absolute
from postlint.generators.post_files import IMAGE_ENDINGS, POST_ENDINGS
from postlint.parse.source import Source, UnreadableSourceError
from postlint.report.formats import Rendering
from postlint.report.html.material import Material
from postlint.report.html.overview import Overview, overview
from postlint.report.html.pages import idents_of
from postlint.report.html.post_page import PostPage, Site, post_page
from postlint.report.html.site_links import SiteLinks, addresses_of, sections_of
from postlint.results.findings import FileReport, Report
from postlint.results.verdict import Verdict

if TYPE_CHECKING:
    from postlint.report.html.post_view import PostView
    from postlint.results.findings import Finding
    from postlint.site.site import Site as SiteOfPosts


class Opened(NamedTuple):
    """What is served: the runs, planned with views; how their reports become one; how titles are built, the address."""

    runs: Sequence[Run]
    joined: Callable[[Sequence[Run], Sequence[Report]], Report]
    verdict: Verdict
    frame: str = "{}"
    site_url: str = ""


class LiveSite:
    """The posts with their findings and pages. `plan` finds the posts anew, with their configurations."""

    def __init__(self, plan: Callable[[], Opened]) -> None:
        self._plan = plan
        self._opened = plan()
        self._report = Report()
        self._made: dict[str, tuple[FileReport, PostView | None, int, PostPage]] = {}
        self._idents: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._absolute: dict[str, str] = {}
        self._sites: list[SiteOfPosts] = []
        self._links: SiteLinks
        self._addresses: dict[str, str] = {}
        self._sections: dict[str, str] = {}
        self._overview: Overview | None = None
        #: the texts that pages showed
        self._seen: dict[str, Source] = {}
        #: counts the changes of the links between posts
        self._linked = 0

    # -- reading ----------------------------------------------------------------------------------------

    def load(self, progress: Progress | None = None, jobs: int | None = None) -> None:
        """Lint all posts that have not been linted yet."""
        reports = [run.finish(jobs=jobs, progress=progress) for run in self._opened.runs]
        self._take(reports)
        self._link()

    def reload(self, changed: Iterable[str]) -> None:
        """Find the posts anew; those that are known and not among the changed files (absolute paths) stay linted.

        When another file than a post has changed (a configuration, a schema), all are linted again.
        """
        paths = list(changed)
        names = {self._absolute.get(path, path) for path in paths}
        before = {os.fspath(run.config.root): run for run in self._opened.runs}
        self._opened = self._plan()
        if all(path.endswith(POST_ENDINGS) for path in paths):
            for run in self._opened.runs:
                known = before.get(os.fspath(run.config.root))
                if known is not None:
                    run.keep_of(known, names)
        self.load()

    def knows(self, path: str) -> bool:
        """Whether an absolute path is that of a post."""
        return path in self._absolute

    def update(self, paths: Collection[str]) -> list[str]:
        """Lint posts again, given by absolute paths; the ids of those whose page is another now."""
        reports = []
        for run in self._opened.runs:
            names = [name for path in paths if (name := self._absolute.get(path)) in run.reported]
            found = [one for name in names if (one := run.update(name, self._seen.get(name))) is not None]
            reports.append(Report(tuple(found)))
        changed = {file.path: file for file in self._opened.joined(self._opened.runs, reports).files}
        files = tuple(changed.get(file.path, file) for file in self._report.files)
        self._report = replace(self._report, files=files)
        self._overview = None
        return [self._idents[path] for path in changed]

    def update_site(self) -> list[str]:
        """Run the rules about the site again; the ids of the posts whose findings or links are others now."""
        for run in self._opened.runs:
            run.forget_site(build_sites(run.config, run.scope, run.facts))
        before = {file.path: file for file in self._report.files}
        links = self._links
        self._take([run.report() for run in self._opened.runs])
        self._link()
        found = {file.path for file in self._report.files if before.get(file.path) != file}
        found |= self._links.changed_since(links)
        return [self._idents[path] for path in sorted(found) if path in self._idents]

    def _take(self, reports: Sequence[Report]) -> None:
        self._report = self._opened.joined(self._opened.runs, reports)
        self._overview = None
        files = [file.path for file in self._report.files]
        if files != list(self._idents):
            self._idents = idents_of(files)
            self._paths = {ident: path for path, ident in self._idents.items()}
            self._absolute = {absolute(path): path for path in files}
            self._made = {path: made for path, made in self._made.items() if path in self._idents}

    def _link(self) -> None:
        """Follow the links between posts."""
        self._linked += 1
        self._sites = []
        for run in self._opened.runs:
            self._sites += (run.sites or build_sites(run.config, run.scope, run.facts)).values()
        views = self._views()
        self._sections = sections_of(views)
        self._links = SiteLinks(self._sites, views, self._sections)
        self._addresses = addresses_of(self._sites)
        self._overview = None

    def _views(self) -> Mapping[str, PostView]:
        return {path: view for run in self._opened.runs for path, view in run.views.items()}

    # -- pages ------------------------------------------------------------------------------------------

    def addresses(self) -> dict[str, str]:
        """The address of each post's page, by path."""
        return {path: f"/post/{ident}" for path, ident in self._idents.items()}

    def page(self, ident: str) -> PostPage | None:
        """The page of a post."""
        path = self._paths.get(ident)
        file = next((one for one in self._report.files if one.path == path), None)
        if file is None:
            return None
        with suppress(OSError, UnreadableSourceError):
            self._seen[file.path] = Source.from_bytes(read_bytes(file.path), file.path)
        return self._page(file, fresh=True)

    def overview(self) -> Overview:
        """The first page; links out of posts are not needed there, so that those of the pages may be older."""
        if self._overview is None:
            pages = [self._page(file, fresh=False) for file in self._report.files]
            rendering = Rendering(self._report, verdict=self._opened.verdict)
            material = Material(self._views(), self._sites, self._opened.frame, self._opened.site_url)
            self._overview = overview(rendering, material, pages, self._links)
        return self._overview

    def _page(self, file: FileReport, *, fresh: bool) -> PostPage:
        view = self._view(file.path)
        known = self._made.get(file.path)
        if known is not None and known[0] == file and known[1] is view and (not fresh or known[2] == self._linked):
            return known[3]
        site = Site(self._opened.frame, self._opened.site_url, self._links, self._addresses)
        page = post_page(self._idents[file.path], file, view, self._sections.get(file.path, ""), site)
        self._made[file.path] = (file, view, self._linked, page)
        return page

    def _view(self, path: str) -> PostView | None:
        return next((run.views[path] for run in self._opened.runs if path in run.views), None)

    # -- a post -----------------------------------------------------------------------------------------

    def version(self, path: str) -> str:
        """A digest of a post as it is on the disk; "" when it cannot be read."""
        try:
            return version_of(read_bytes(path))
        except OSError:
            return ""

    def path_of(self, ident: str) -> str | None:
        """The path of a post; None for an unknown id."""
        return self._paths.get(ident)

    def settings_of(self, path: str) -> Settings:
        """The settings of a post."""
        run = next(run for run in self._opened.runs if path in run.reported)
        return run.config.settings_for(path)

    def image_file(self, path: str, url: str) -> str | None:
        """The file of an image of a post, within the folder of the site; None for none."""
        facts = next((run.facts[path] for run in self._opened.runs if path in run.facts), None)
        found = finder_for(self.settings_of(path), facts).file(url) if facts is not None else None
        return found if found is not None and found.lower().endswith(IMAGE_ENDINGS) else None

    def finding(self, path: str, rule: str, start: int, end: int) -> Finding | None:
        """The finding of a rule at a place."""
        for file in self._report.files:
            if file.path == path:
                spot = (rule, start, end)
                return next((one for one in file.findings if (one.rule, one.start, one.end) == spot), None)
        return None

    @property
    def roots(self) -> list[Path]:
        """The folders that may be written to: those of the configurations, and the working directory."""
        return [Path.cwd(), *(run.config.root for run in self._opened.runs)]


def version_of(content: bytes) -> str:
    """A digest of a content."""
    return hashlib.sha256(content).hexdigest()[:16]
