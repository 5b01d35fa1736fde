"""The posts of a site as they are on the disk now: linted once, then post by post as files are saved.

After a save, the post itself is linted first, which is quick, and then the rules about the site run in a thread of
their own. Pages read `shown`, which is replaced as a whole, so that they do not wait. One thread at a time may call the
methods.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.data.reading import read_bytes
from postlint.engine.lint import lint_bytes
from postlint.engine.lint_site import build_sites, lint_sites
from postlint.engine.relint import has_linted, keep_of, relint
from postlint.engine.run import Progress, Run
from postlint.engine.sites import SiteFindings, SiteKey
from postlint.generators.post_files import POST_ENDINGS
from postlint.parse.source import Source, UnreadableSourceError
from postlint.records import NamedTuple
from postlint.results.findings import Report
from postlint.results.verdict import Verdict
from postlint.serve.shown import Links, Names, Shown

if TYPE_CHECKING:
    from postlint.report.html.post_view import PostView
    from postlint.site.facts import Facts
    from postlint.site.site import Site


class Opened(NamedTuple):
    """What is served: the runs, planned with views; how their reports become one; how titles are built, the address."""

    runs: Sequence[Run]
    joined: Callable[[Sequence[Run], Sequence[Report]], Report]
    verdict: Verdict
    frame: str = "{}"
    site_url: str = ""


class SiteNews(NamedTuple):
    """What the rules about the site of a run found, and the sites that they read."""

    sites: Mapping[SiteKey, Site]
    found: SiteFindings


class SiteWork(NamedTuple):
    """The facts of all posts at one moment, and how many saves there were before it."""

    saves: int
    facts: Sequence[tuple[Run, Mapping[str, Facts]]]

    def news(self) -> list[SiteNews]:
        """Run the rules about the site; any thread may do so, for this reads nothing that changes."""
        news = []
        for run, facts in self.facts:
            sites = build_sites(run.config, run.scope, facts)
            found = SiteFindings()
            if run.scope is not None:
                found = lint_sites(run.config, run.scope, facts, run.reported, sites=sites, debug=run.debug)
            news.append(SiteNews(sites, found))
        return news


class LiveSite:
    """The posts with their findings and pages. `plan` finds the posts anew, with their configurations."""

    def __init__(self, plan: Callable[[], Opened]) -> None:
        self._plan = plan
        self._opened = plan()
        self.shown = Shown()
        #: the texts of the posts that pages showed, as the rules about the site saw them
        self._seen: dict[str, Source] = {}
        self._saves = 0

    def load(self, progress: Progress | None = None, jobs: int | None = None) -> None:
        """Lint all posts that have not been linted yet."""
        reports = [run.finish(jobs=jobs, progress=progress) for run in self._opened.runs]
        self._saves += 1
        self._show(reports, [run.sites or build_sites(run.config, run.scope, run.facts) for run in self._opened.runs])

    def warm_up(self) -> None:
        """Lint a post for nothing: what the first one needs is loaded then, and the first save takes no longer."""
        for run in self._opened.runs:
            for path in sorted(run.reported - run.given.keys())[:1]:
                with suppress(OSError):
                    lint_bytes(run.config.settings_for(path), path, read_bytes(path), view=run.view)

    def reload(self, changed: Iterable[str]) -> None:
        """Find the posts anew; those that are known and not among the changed files (absolute paths) stay linted.

        When another file than a post has changed (a configuration, a schema), all are linted again.
        """
        paths = list(changed)
        names = {self.shown.names.by_absolute.get(path, path) for path in paths}
        before = {os.fspath(run.config.root): run for run in self._opened.runs}
        self._opened = self._plan()
        if all(path.endswith(POST_ENDINGS) for path in paths):
            for run in self._opened.runs:
                known = before.get(os.fspath(run.config.root))
                if known is not None:
                    keep_of(run, known, names)
        self.load()

    def update(self, paths: Collection[str]) -> list[str]:
        """Lint posts that have changed, given by absolute paths; the ids of those whose page is another now."""
        reports = []
        for run in self._opened.runs:
            names = [name for path in paths if (name := self.shown.names.by_absolute.get(path)) in run.reported]
            others = [name for name in names if not _is_linted(run, name)]
            found = [one for name in others if (one := relint(run, name, self._seen.get(name))) is not None]
            reports.append(Report(tuple(found)))
        changed = {file.path: file for file in self._opened.joined(self._opened.runs, reports).files}
        self._saves += bool(changed)
        files = tuple(changed.get(file.path, file) for file in self.shown.report.files)
        self.shown = replace(self.shown, report=replace(self.shown.report, files=files), views=self._views())
        return [self.shown.names.idents[path] for path in changed]

    def see(self, path: str, *, again: bool = False) -> None:
        """Keep the text of a post that a page shows: what the site's rules found there moves as it changes."""
        if again or path not in self._seen:
            with suppress(OSError, UnreadableSourceError):
                self._seen[path] = Source.from_bytes(read_bytes(path), path)

    # -- the site ---------------------------------------------------------------------------------------

    def site_work(self) -> SiteWork:
        """The work to do when posts have been saved; `update_site` takes its result."""
        return SiteWork(self._saves, [(run, dict(run.facts)) for run in self._opened.runs])

    def update_site(self, work: SiteWork, news: Sequence[SiteNews]) -> list[str] | None:
        """Take the news of the site; the ids of the posts whose findings or links are others now.

        None when a post has been saved since the work began: then the news are outdated.
        """
        if work.saves != self._saves:
            return None
        before = self.shown
        for run, of_run in zip(self._opened.runs, news, strict=True):
            run.take_site(of_run.sites, of_run.found)
        self._show([run.report() for run in self._opened.runs], [of_run.sites for of_run in news])
        for path in list(self._seen):
            self.see(path, again=True)
        now = self.shown
        found = {path for path, file in now.files.items() if before.files.get(path) != file}
        found |= now.links.links.changed_since(before.links.links)
        return [now.names.idents[path] for path in sorted(found) if path in now.names.idents]

    def _show(self, reports: Sequence[Report], sites: Sequence[Mapping[SiteKey, Site]]) -> None:
        opened, views = self._opened, self._views()
        report = opened.joined(opened.runs, reports)
        paths = tuple(file.path for file in report.files)
        self.shown = Shown(
            opened.runs,
            report,
            self.shown.names if paths == self.shown.names.paths else Names(paths),
            views,
            Links([site for of_run in sites for site in of_run.values()], views),
            opened.verdict,
            opened.frame,
            opened.site_url,
        )

    def _views(self) -> dict[str, PostView]:
        return {path: view for run in self._opened.runs for path, view in run.views.items()}

    @property
    def roots(self) -> list[Path]:
        """The folders that may be written to: those of the configurations, and the working directory."""
        return [Path.cwd(), *(run.config.root for run in self._opened.runs)]


def _is_linted(run: Run, path: str) -> bool:
    """Whether a post has not changed since it was linted."""
    try:
        return has_linted(run, path, read_bytes(path))
    except OSError:
        return True
