"""A whole run: reads posts, takes results from the cache, lints the rest in batches, and makes the report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from postlint.catalog.rule import OF_SITE
from postlint.config.config import Config
from postlint.data.ci import in_ci
from postlint.data.reading import read_bytes
from postlint.engine.cache_keys import account
from postlint.engine.gc_threshold import rare_collections
from postlint.engine.linted import Linted, View
from postlint.engine.read_posts import reason, with_lines
from postlint.engine.shared_texts import SharedTexts
from postlint.engine.sites import Habit, Scope, SiteFindings, SiteKey
from postlint.engine.to_findings import INCOMPLETE, in_order, unreadable
from postlint.engine.wanted import Share, Terms, Wanted
from postlint.engine.workers import BATCH_SIZE, Batch, lint_batches, worker_count
from postlint.results.findings import FileReport, Finding, Report

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from postlint.config.settings import Settings
    from postlint.engine.cache import Cache
    from postlint.engine.cached_results import CachedResults
    from postlint.engine.known_site import SiteTerms
    from postlint.engine.recall import Recall
    from postlint.site.facts import Facts
    from postlint.site.site import Site

#: called with the number of linted posts and of all posts; both are equal when the rules about the site start
Progress = Callable[[int, int], None]


def _no_progress(done: int, posts: int) -> None:
    """Default callback: does nothing."""


@dataclass
class Run:
    """One run: its plan and its results."""

    config: Config
    reported: frozenset[str]
    given: Mapping[str, bytes] = field(default_factory=dict)
    cache: Cache | None = None
    share: Share | None = None
    debug: bool = False
    #: whether the change that is reported on touched a finding
    touched: Callable[[Finding], bool] | None = None
    scope: Scope | None = None
    aside: list[FileReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    linted: dict[str, Linted] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    site_findings: SiteFindings | None = None
    view: View | None = None
    views: dict[str, Any] = field(default_factory=dict)
    #: the sites that are built already, by key
    sites: Mapping[SiteKey, Site] | None = None
    wanted: dict[str, Wanted] = field(default_factory=dict)
    #: posts whose results an earlier run of this process had
    kept: frozenset[str] = frozenset()
    _recall: Recall | None = None
    _terms: dict[Settings, Terms] = field(default_factory=dict)
    _texts: SharedTexts = field(default_factory=SharedTexts)

    def plan(self) -> None:
        """Decide per file: report, facts, or both."""
        in_site = frozenset(self.scope.posts) if self.scope is not None else frozenset()
        names = sorted(self.reported | in_site)
        for name in self.share.of(names) if self.share is not None else names:
            self.wanted[name] = Wanted(name, self._terms_of(name), name in self.reported, name in in_site)

    def finish(
        self, *, executor: Executor | None = None, jobs: int | None = None, progress: Progress | None = None
    ) -> Report:
        """Lint the posts and make the report, in path order whatever the number of workers.

        With an `executor`, batches are sent there; else `jobs` processes are used for many files (by default, one for
        each processor), and none for few. `progress` is called for each post.
        """
        with rare_collections():
            self._lint(executor, jobs, progress or _no_progress)
            self._lint_images()
            report = self.report(of_site=self.share is None)
        if self.share is None and self.view is None:
            self.facts.clear()  # printing a long report needs the memory
        return report

    def rules_run_on(self, path: str) -> frozenset[str]:
        """The names of the rules that ran for a file."""
        rules = self.config.settings_for(path).rules
        about_site = self.scope is not None and path in self._in_site
        return frozenset(one.rule.name for one in rules if about_site or one.rule.reads not in OF_SITE)

    def habits_of(self, path: str) -> Sequence[Habit]:
        """The habits of the site of a post, after `finish`."""
        found, places = self.site_findings, self.scope.places if self.scope is not None else ()
        place = next((one for one in places if path in one.posts), None)
        habits = found.habits.get(place.folder, []) if found is not None and place is not None else []
        return [habit for habit in habits if not habit.paths or path in habit.paths]

    @cached_property
    def results(self) -> CachedResults | None:
        """The cached results of earlier runs."""
        if self.cache is None:
            return None
        from postlint.engine.cached_results import CachedResults

        return CachedResults(self.cache, self.view)

    @cached_property
    def _in_site(self) -> frozenset[str]:
        return frozenset(self.scope.posts) if self.scope is not None else frozenset()

    def collect_facts(self, *, jobs: int | None = None, progress: Progress | None = None) -> Mapping[str, Facts]:
        """The facts of all posts of the site, by path; nothing else is looked for."""
        self.reported = frozenset()
        posts = self.scope.posts if self.scope is not None else ()
        self.wanted = {name: Wanted(name, self._terms_of(name), False, True) for name in sorted(posts)}
        with rare_collections():
            self._lint(None, jobs, progress or _no_progress)
        return self.facts

    def finish_site(self, *, jobs: int | None = None) -> list[FileReport]:
        """Run only the rules about the site, for all posts; their findings as reports with lines."""
        if self.scope is None:
            return []
        from postlint.engine.lint_site import lint_sites

        self.collect_facts(jobs=jobs)
        with rare_collections():
            posts, known = self.scope.posts, self.results
            found = lint_sites(self.config, self.scope, self.facts, posts, results=known, debug=self.debug).findings
        return [with_lines(FileReport(path, tuple(in_order(one))), self.given) for path, one in found.items()]

    def _lint(self, executor: Executor | None, jobs: int | None, progress: Progress) -> None:
        """Lint the posts with a cache miss, and store the results."""
        left = [file for file in self.wanted.values() if file.path not in self.kept]
        count = len(left)
        if self.results is not None:
            left = list(self._unknown(self.results, progress))
        self._lint_files(left, executor, jobs, progress, count)
        progress(count, count)
        if self._recall is not None:
            self.site_findings = self._recall.site_findings()
            if self.site_findings is None:
                left = list(self._recall.without_facts(self.wanted.values()))
                self._lint_files(left, executor, jobs, _no_progress, count)

    def _lint_files(
        self, files: Sequence[Wanted], executor: Executor | None, jobs: int | None, progress: Progress, count: int
    ) -> None:
        """Lint the last ones of `count` files."""
        workers = worker_count(jobs, len(files))
        batches = self._batches(files)
        results = lint_batches(batches, executor=executor, workers=workers, notes=self.notes, debug=self.debug)
        with closing(results):  # at an exception or Ctrl-C, the processes end now
            for done, linted in enumerate(results, start=count - len(files) + 1):
                self.take(linted)
                progress(done, count)

    def take(self, linted: Linted) -> None:
        """Add the result of a file."""
        file = self.wanted.get(linted.path)
        linted = self._texts.linted(linted, file.path if file is not None else linted.path)
        if linted.view is not None:
            self.views[linted.path] = linted.view
        bare = linted._replace(facts=None, view=None) if linted.path in self.reported else None
        kept = file is not None and file.text and file.path not in self.given and not _is_incomplete(linted)
        if self.results is not None and file is not None and kept:
            self.results.keep(file.path, file.report_key, bare, file.facts_key, linted.facts, linted.view)
        if linted.facts is not None:
            self.facts[linted.path] = linted.facts
        if bare is not None:
            self.linted[linted.path] = bare

    def take_site(self, sites: Mapping[SiteKey, Site], found: SiteFindings) -> None:
        """Take what the rules about the sites found, and the sites by key; the next `report` has it."""
        self.site_findings, self.sites = found, sites

    def _lint_images(self) -> None:
        """Run the rules about image files, and add their findings."""
        for file in self.wanted.values():
            if file.path not in self.kept:
                self.lint_images_of(file)

    def lint_images_of(self, file: Wanted) -> None:
        if not file.shows_images or file.path not in self.facts:
            return
        from postlint.engine.lint_images import finder_for, lint_images

        settings = file.terms.settings
        facts = self.facts[file.path]
        found = lint_images(settings, facts, finder_for(settings, facts), debug=self.debug)
        linted = self.linted[file.path]
        findings = tuple(in_order([*linted.report.findings, *found.findings]))
        report = replace(linted.report, findings=findings, seconds={**linted.report.seconds, **found.seconds})
        self.linted[file.path] = linted._replace(report=with_lines(report, self.given))

    def _terms_of(self, name: str) -> Terms:
        settings = self.config.settings_for(name)
        if settings not in self._terms:
            self._terms[settings] = Terms(settings)
        return self._terms[settings]

    def _content(self, name: str) -> bytes:
        """The content of a file. Raises OSError."""
        return self.given[name] if name in self.given else read_bytes(name)

    # -- the cache --------------------------------------------------------------------------------------

    @property
    def is_complete(self) -> bool:
        """Whether all posts were read, no rule was stopped, and none read other files (images)."""
        files = self.wanted.values()
        all_read = all(file.text and not file.shows_images for file in files)
        return all_read and not any(map(_is_incomplete, self.linted.values()))

    def contents(self) -> dict[str, tuple[str, str]]:
        """A digest of the path and content of each file that was read, and the account of it."""
        return {file.path: (file.text, file.account) for file in self.wanted.values()}

    def _site_terms(self, scope: Scope) -> SiteTerms:
        from postlint.engine.known_site import SiteTerms

        return SiteTerms.of(self.config, scope, self.wanted.values())

    def _read(self, results: CachedResults) -> None:
        """Read the files that have not been read yet, for their keys; not those that an earlier run has read."""
        known, now = results.accounts(), {}
        for file in self.wanted.values():
            if file.text:
                continue
            stands = account(file.path, time.time()) if file.path not in self.given and not in_ci() else ""
            if stands and known.get(file.path, ("",))[0] == stands:
                file.text, file.account = known[file.path][1], stands
            else:
                with suppress(OSError):
                    file.set_content(self._content(file.path), stands)
            if stands and file.text:
                now[file.path] = (stands, file.text)
        if any(known.get(path) != found for path, found in now.items()):
            # posts that a run over most of them did not meet are gone
            results.keep_accounts(now if 2 * len(now) >= len(known) else {**known, **now})

    def _unknown(self, results: CachedResults, progress: Progress) -> Iterator[Wanted]:
        """The files with a cache miss; the results of the others are taken from the cache."""
        from postlint.engine.recall import Recall
        from postlint.engine.site_memory import SiteMemory

        self._read(results)
        # a merge runs the rules about the site, and needs the facts; so does who reports on no post
        whole = self.scope if self.share is None and self.reported else None
        memory = SiteMemory(results, self._site_terms(whole)) if whole is not None else None
        self._recall = Recall(results, self.linted, self.facts, memory, self.views if self.view is not None else None)
        known = 0
        for file in (file for file in self.wanted.values() if file.path not in self.kept):
            if file.text and self._recall.has(file):
                known += 1
                progress(known, len(self.wanted))
            else:
                yield file

    # -- batches ----------------------------------------------------------------------------------------

    def _batches(self, files: Iterable[Wanted]) -> Iterator[Batch]:
        """The contents of files in batches of equal settings; reports on files that cannot be read go to `aside`.

        For posts of the site that are not reported on, only the facts are collected.
        """
        waiting: dict[tuple[int, bool, bool], Batch] = {}
        for file in files:
            try:
                content = self._content(file.path)
            except OSError as error:
                file.text = ""
                if file.report:
                    self.aside.append(unreadable(file.settings, file.path, reason(error)))
                continue
            if self.results is not None:
                file.set_content(content)
            view = self.view if file.report else None
            key = (id(file.settings), file.facts, view is not None)
            batch = waiting.setdefault(key, Batch(file.settings, file.facts, [], view))
            batch.files.append((file.path, content))
            if len(batch.files) == BATCH_SIZE:
                yield waiting.pop(key)
        yield from waiting.values()

    # -- the site ---------------------------------------------------------------------------------------

    def report(self, *, of_site: bool = True) -> Report:
        """The report of the run; with `of_site`, the rules about the site run first."""
        from postlint.engine.join import join

        known = self.site_findings is not None
        found = self._lint_site(self.scope) if of_site and self.scope is not None else None
        places = self.scope.places if found is not None and self.scope is not None else ()
        joined = join(self.config, list(self.linted.values()), self.facts, found, places, self.touched)
        reports = [with_lines(one, self.given) for one in joined]
        if self.results is not None and self.scope is not None and found is not None and not known:
            from postlint.engine.site_memory import keep_site

            memory = self._recall.memory if self._recall is not None else None
            keep_site(self.results, self._site_terms(self.scope), self.facts, found, reports, memory)
        return Report(tuple(sorted([*self.aside, *reports], key=lambda report: report.path)), tuple(self.notes))

    def _lint_site(self, scope: Scope) -> SiteFindings:
        """The findings of the rules about the site, from the cache if it has them."""
        from postlint.engine.lint_site import build_sites, lint_sites

        if self.site_findings is None:
            if self.view is not None and self.sites is None:  # the pages of the report show their links, too
                self.sites = build_sites(self.config, scope, self.facts)
            self.site_findings = lint_sites(
                self.config, scope, self.facts, self.reported, sites=self.sites, results=self.results, debug=self.debug
            )
        return self.site_findings


def _is_incomplete(linted: Linted) -> bool:
    """Whether a rule crashed or was stopped: another run may succeed, so the result is not cached."""
    return any(finding.rule in INCOMPLETE for finding in linted.report.findings)
