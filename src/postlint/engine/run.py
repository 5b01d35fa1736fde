"""Files → batches → workers → Report. Here posts are read from the disk, and what the cache knows of them is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.engine.cache import Cache, digest, read_file
from postlint.engine.gc_threshold import rare_collections
from postlint.engine.inactive import inactive_rules
from postlint.engine.plan import Share, Terms, Wanted, site_key
from postlint.engine.read_posts import reason, with_lines
from postlint.engine.serialize import report_record
from postlint.engine.sites import SITE, SITE_WORDS, Scope, SiteFindings, absolute, find_scope, unseen_site
from postlint.engine.to_findings import CRASHED, in_order, unreadable
from postlint.engine.workers import BATCH_SIZE, Batch, lint_batches, worker_count
from postlint.results.findings import FileReport, Report

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from postlint.site.facts import Facts

#: is told how many posts are done, of how many; all are done when the rules about the site are asked
Progress = Callable[[int, int], None]


def _nobody(done: int, posts: int) -> None:
    """Nobody wants to hear how far it is."""


def plan_run(
    config: Config,
    files: Iterable[str],
    *,
    folders: Sequence[str] = (),
    all_content: bool = False,
    site_posts: Sequence[str] | None = None,
    given: Mapping[str, bytes] | None = None,
    unreadable_folders: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    share: Share | None = None,
    instead: Mapping[str, bytes | None] | None = None,
    debug: bool = False,
) -> Run:
    """The run over files up to where the work begins: what is wanted of which file is known.

    The rules about the site see all posts that `content` of the configuration describes (with `all_content`, these
    are just `files`), else those of `folders`, which the user named; they speak of `files` only. `site_posts` are
    the posts of which `files` are some, where this is so. `given` holds the
    content of files that are not on the disk (standard input), `unreadable_folders` the reason for each folder that
    could not be searched. `instead` has contents by absolute path that stand for what is on the disk (None: no such
    file). What `cache` has is not linted again. With `share`, only this part of the posts is linted,
    and the site is left to the merge.
    """
    run = Run(config, frozenset({*files, *(given or {})}), given or {}, cache, share, debug)
    run.aside = [unreadable(config.settings_for(path), path, why) for path, why in (unreadable_folders or {}).items()]
    run.aside += inactive_rules(config)
    run.scope = find_scope(
        config, sorted(run.reported), folders, all_content=all_content, among=site_posts, instead=instead or {}
    )
    if run.scope is None:
        run.notes += unseen_site(config, run.reported)
    if instead:
        posts = {*run.reported, *(run.scope.posts if run.scope is not None else ())}
        others = {path: content for path in posts if (content := instead.get(absolute(path))) is not None}
        run.given = {**others, **run.given}
    run.want()
    return run


@dataclass
class Run:
    """One run: what is asked for, what the cache knows, what was linted."""

    config: Config
    reported: frozenset[str]
    given: Mapping[str, bytes] = field(default_factory=dict)
    cache: Cache | None = None
    share: Share | None = None
    debug: bool = False
    scope: Scope | None = None
    aside: list[FileReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reports: dict[str, FileReport] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    answers: SiteFindings | None = None
    _wanted: dict[str, Wanted] = field(default_factory=dict)
    _terms: dict[int, Terms] = field(default_factory=dict)

    def want(self) -> None:
        """Find out what is wanted of which file."""
        in_site = frozenset(self.scope.posts) if self.scope is not None else frozenset()
        names = sorted(self.reported | in_site)
        for name in self.share.of(names) if self.share is not None else names:
            self._wanted[name] = Wanted(name, self._terms_of(name), name in self.reported, name in in_site)

    def finish(
        self, *, executor: Executor | None = None, jobs: int | None = None, progress: Progress | None = None
    ) -> Report:
        """Do the work, and report in path order, whatever the number of workers.

        With an `executor`, batches go there; else `jobs` processes are used for many files (by default, one for each
        processor), and none for few. `progress` hears of each post that is done.
        """
        with rare_collections():
            self._lint(executor, jobs, progress or _nobody)
            self._ask_images()
            report = self.report(of_site=self.share is None)
        if self.share is None:
            self.facts.clear()  # nobody asks them any more, and what is said of many posts takes room, too
        return report

    def asked(self, path: str) -> frozenset[str]:
        """The names of the rules that were asked about a file."""
        rules = self.config.settings_for(path).rules
        about_site = self.scope is not None and path in self._in_site
        return frozenset(one.rule.name for one in rules if about_site or one.rule.reads not in (SITE, SITE_WORDS))

    @cached_property
    def _in_site(self) -> frozenset[str]:
        return frozenset(self.scope.posts) if self.scope is not None else frozenset()

    def finish_site(self, *, jobs: int | None = None) -> list[FileReport]:
        """Only ask the rules about the site, about all posts; what they find, as reports with lines."""
        if self.scope is None:
            return []
        from postlint.engine.ask_site import ask_sites

        self.reported = frozenset()  # nothing but facts is wanted of the texts
        self._wanted = {name: Wanted(name, self._terms_of(name), False, True) for name in sorted(self.scope.posts)}
        with rare_collections():
            self._lint(None, jobs, _nobody)
            found = ask_sites(self.config, self.scope, self.facts, self.scope.posts, debug=self.debug).findings
        return [with_lines(FileReport(path, tuple(in_order(one))), self.given) for path, one in found.items()]

    def _lint(self, executor: Executor | None, jobs: int | None, progress: Progress) -> None:
        """Lint what the cache does not know, and keep what comes of it."""
        left = list(self._wanted.values())
        count = len(left)
        if self.cache is not None:
            left = list(self._unknown(self.cache, progress))
        workers = worker_count(jobs, len(left))
        batches = self._batches(left)
        reports = lint_batches(batches, executor=executor, workers=workers, notes=self.notes, debug=self.debug)
        with closing(reports):  # when something else fails, or at Ctrl-C, the processes end now
            for done, report in enumerate(reports, start=count - len(left) + 1):
                self.take(report)
                progress(done, count)
        progress(count, count)

    def take(self, report: FileReport) -> None:
        """Take over the report on a file that was linted."""
        file = self._wanted.get(report.path)
        bare = replace(report, facts=None) if report.path in self.reported else None
        kept = file is not None and file.text and file.path not in self.given and not _has_crashed(report)
        if self.cache is not None and file is not None and kept:
            self.cache.keep(file.path, file.report_key, bare, file.facts_key, report.facts)
        if report.facts is not None:
            self.facts[report.path] = report.facts
        if bare is not None:
            self.reports[report.path] = bare

    def _ask_images(self) -> None:
        """Ask the rules about image files; what they find joins what was found in the texts."""
        for file in self._wanted.values():
            if not file.shows_images or file.path not in self.facts:
                continue
            from postlint.engine.ask_images import ask_images, finder_for

            settings = file.terms.settings
            facts = self.facts[file.path]
            answers = ask_images(settings, facts, finder_for(settings, facts), debug=self.debug)
            report = self.reports[file.path]
            findings = tuple(in_order([*report.findings, *answers.findings]))
            report = replace(report, findings=findings, seconds={**report.seconds, **answers.seconds})
            self.reports[file.path] = with_lines(report, self.given)

    def _terms_of(self, name: str) -> Terms:
        settings = self.config.settings_for(name)
        if id(settings) not in self._terms:
            self._terms[id(settings)] = Terms(settings)
        return self._terms[id(settings)]

    def _content(self, name: str) -> bytes:
        """The content of a file. Raises OSError."""
        return self.given[name] if name in self.given else read_file(name)

    # -- the cache --------------------------------------------------------------------------------------

    def key(self, *more: str) -> str:
        """A digest of all that the report depends on, and of `more`; "" when it depends on what nobody has read."""
        files = self._wanted.values()
        self._read()
        if any(map(_has_crashed, self.reports.values())):
            return ""
        if self.given or self.share is not None or not all(file.text and not file.shows_images for file in files):
            return ""
        aside = json.dumps([report_record(report) for report in self.aside])
        keys = [file.report_key if file.report else "" for file in files]
        return digest(*keys, self._site_key(), aside, *self.notes, "more", *more)

    def _site_key(self) -> str:
        return site_key(self.config, self.scope, list(self._wanted.values()))

    def _read(self) -> None:
        """Read the files that nobody has read so far, for their keys."""
        for file in self._wanted.values():
            if not file.text:
                with suppress(OSError):
                    file.read(self._content(file.path))

    def _unknown(self, cache: Cache, progress: Progress) -> Iterator[Wanted]:
        """The files of which the cache does not know all that is wanted; what it knows is taken over."""
        self._read()
        if self.scope is not None and self.share is None:  # the merge asks the rules of the site, and needs the facts
            found = cache.site(self._site_key())
            self.answers = SiteFindings.of(*found) if found is not None else None
        known = 0
        for file in self._wanted.values():
            if file.text and self._recalled(cache, file):
                known += 1
                progress(known, len(self._wanted))
            else:
                yield file

    def _recalled(self, cache: Cache, file: Wanted) -> bool:
        """Whether the cache knows all that is wanted of a file: its report, and its facts if anybody reads them."""
        report = cache.report(file.path, file.report_key) if file.report else None
        if file.report and report is None:
            return False
        if self._reads_facts(file, report):
            facts = cache.facts(file.path, file.facts_key)
            if facts is None:
                return False
            self.facts[file.path] = facts
        if report is not None:
            self.reports[file.path] = report
        return True

    def _reads_facts(self, file: Wanted, report: FileReport | None) -> bool:
        """Whether somebody will look at the facts of a file: a rule, or what is said about its suppressions."""
        if file.for_site and self.answers is None:
            return True
        return report is not None and (file.shows_images or report.suppressions is not None)

    # -- batches ----------------------------------------------------------------------------------------

    def _batches(self, files: Iterable[Wanted]) -> Iterator[Batch]:
        """The files' contents in batches of equal settings; reports on files that cannot be read go aside.

        Posts of the site that are not to be reported on only tell their facts.
        """
        waiting: dict[tuple[int, bool], Batch] = {}
        for file in files:
            try:
                content = self._content(file.path)
            except OSError as error:
                file.text = ""
                if file.report:
                    self.aside.append(unreadable(file.settings, file.path, reason(error)))
                continue
            if self.cache is not None:
                file.read(content)
            key = (id(file.settings), file.facts)
            batch = waiting.setdefault(key, Batch(file.settings, file.facts, []))
            batch.files.append((file.path, content))
            if len(batch.files) == BATCH_SIZE:
                yield waiting.pop(key)
        yield from waiting.values()

    # -- the site ---------------------------------------------------------------------------------------

    def report(self, *, of_site: bool = True) -> Report:
        """The report on the run, with what the rules about the site say if they are to be asked (`of_site`)."""
        from postlint.engine.ask_site import join

        known = self.answers is not None
        answers = self._asked(self.scope) if of_site and self.scope is not None else None
        places = self.scope.places if answers is not None and self.scope is not None else ()
        joined = join(self.config, list(self.reports.values()), self.facts, answers, places)
        reports = [with_lines(one, self.given) for one in joined]
        if self.cache is not None and answers is not None and not known:
            self.cache.keep_site(self._site_key(), answers.reports(reports), answers.habits)
        return Report(tuple(sorted([*self.aside, *reports], key=lambda report: report.path)), tuple(self.notes))

    def _asked(self, scope: Scope) -> SiteFindings:
        """What the rules about the site say, from the cache if it knew."""
        from postlint.engine.ask_site import ask_sites

        if self.answers is None:
            self.answers = ask_sites(self.config, scope, self.facts, self.reported, debug=self.debug)
        return self.answers


def _has_crashed(report: FileReport) -> bool:
    """Whether something went wrong that may go well another time: a process was killed, memory ran out."""
    return any(finding.rule == CRASHED for finding in report.findings)
