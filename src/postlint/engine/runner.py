"""Files → batches → workers → Report. The only room of the engine that reads posts from the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postlint.config import Config, Settings
from postlint.document.source import Source, UnreadableSourceError
from postlint.engine.cache import Cache, digest, settings_key
from postlint.engine.finish import in_order, unreadable
from postlint.engine.inactive import inactive_rules
from postlint.engine.scope import Scope, SiteAnswers, facts_only, find_scope, image_rules, unseen_site
from postlint.engine.shards import Share, write_share
from postlint.engine.workers import BATCH_SIZE, Batch, lint_batches, worker_count
from postlint.findings import FileReport, Report

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from postlint.site.facts import Facts

#: is told how many posts are done, of how many; all are done when the rules about the site are asked
Progress = Callable[[int, int], None]


def _nobody(done: int, posts: int) -> None:
    """Nobody wants to hear how far it is."""


def lint_files(
    config: Config,
    files: Iterable[str],
    *,
    folders: Sequence[str] = (),
    all_content: bool = False,
    given: Mapping[str, bytes] | None = None,
    unreadable_folders: Mapping[str, str] | None = None,
    executor: Executor | None = None,
    jobs: int | None = None,
    cache: Cache | None = None,
    share: Share | None = None,
    debug: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Lint files and report on them in path order, whatever the number of workers.

    The rules about the site see all posts that `content` of the configuration describes (with `all_content`, these
    are just `files`), else those of `folders`, which the user named; they speak of `files` only. `given` holds the
    content of files that are not on the disk (standard input), `unreadable_folders` the reason for each folder that
    could not be searched. With an `executor`, batches go there; else `jobs` processes are used for many files (by
    default, one for each processor), and none for few. What `cache` has is not linted again. With `share`, only this
    part of the posts is linted, and the site is left to the merge. `progress` hears of each post that is done.
    """
    run = Run(config, frozenset({*files, *(given or {})}), given or {}, cache, debug, progress or _nobody)
    run.aside = [unreadable(config.settings_for(path), path, why) for path, why in (unreadable_folders or {}).items()]
    run.aside += inactive_rules(config)
    run.scope = find_scope(config, sorted(run.reported), folders, all_content=all_content)
    if run.scope is None:
        run.notes += unseen_site(config, run.reported)
    run.lint(executor, jobs, share)
    run.ask_images()
    if share is not None:
        write_share(run, share)
    return run.report(of_site=share is None)


class _Keys(NamedTuple):
    """What the report and the facts of a file are kept under in the cache."""

    report: str
    facts: str


@dataclass
class Run:
    """One run: what is asked for, what the cache knows, what was linted."""

    config: Config
    reported: frozenset[str]
    given: Mapping[str, bytes]
    cache: Cache | None
    debug: bool
    progress: Progress = _nobody
    scope: Scope | None = None
    aside: list[FileReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reports: dict[str, FileReport] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    answers: SiteAnswers | None = None
    _in_site: frozenset[str] = frozenset()
    _keys: dict[str, _Keys] = field(default_factory=dict)
    _settings: dict[str, Settings] = field(default_factory=dict)
    _quiet: dict[int, Settings] = field(default_factory=dict)
    _settings_keys: dict[int, str] = field(default_factory=dict)

    def lint(self, executor: Executor | None, jobs: int | None, share: Share | None = None) -> None:
        """Lint what the cache does not know, and keep what comes of it."""
        self._in_site = frozenset(self.scope.posts) if self.scope is not None else frozenset()
        names = sorted(self.reported | self._in_site)
        names = share.of(names) if share is not None else names
        posts = len(names)
        if self.cache is not None:
            names = list(self._unknown(self.cache, names))
        batches = self._batches(names)
        workers = worker_count(jobs, len(names))
        reports = lint_batches(batches, executor=executor, workers=workers, notes=self.notes, debug=self.debug)
        with closing(reports):  # when something else fails, or at Ctrl-C, the processes end now
            for done, report in enumerate(reports, start=posts - len(names) + 1):
                self.take(report)
                self.progress(done, posts)
        self.progress(posts, posts)

    def take(self, report: FileReport) -> None:
        wanted = report.path in self.reported
        keys = self._keys.get(report.path)
        if self.cache is not None and keys is not None and report.path not in self.given:
            bare = replace(report, facts=None) if wanted else None
            self.cache.keep(report.path, keys._asdict(), bare, report.facts)
        if report.facts is not None:
            self.facts[report.path] = report.facts
        if wanted:
            self.reports[report.path] = replace(report, facts=None)

    def ask_images(self) -> None:
        """Ask the rules about image files; what they find joins what was found in the texts."""
        for path, facts in self.facts.items():
            settings = self._settings_for(path)
            if path not in self.reports or not image_rules(settings):
                continue
            from postlint.engine.images import ask_images, finder_for

            answers = ask_images(settings, facts, finder_for(settings, path), debug=self.debug)
            report = self.reports[path]
            findings = tuple(in_order([*report.findings, *answers.findings]))
            report = replace(report, findings=findings, seconds={**report.seconds, **answers.seconds})
            self.reports[path] = _with_lines(report, self.given)

    # -- the cache --------------------------------------------------------------------------------------

    def _unknown(self, cache: Cache, names: Sequence[str]) -> Iterator[str]:
        """The files of which the cache does not know all that is wanted; what it knows is taken over."""
        for name in names:
            try:
                content = self.given[name] if name in self.given else Path(name).read_bytes()
            except OSError:
                continue
            self._keys[name] = self._keys_of(name, content)
        if self.scope is not None:
            found = cache.site_findings(self._site_key(self.scope))
            self.answers = SiteAnswers(found) if found is not None else None
        known = 0
        for name in names:
            if name in self._keys and self._recalled(cache, name):
                known += 1
                self.progress(known, len(names))
            else:
                yield name

    def _recalled(self, cache: Cache, name: str) -> bool:
        """Whether the cache knows all that is wanted of a file: its report, and its facts if anybody reads them."""
        report = None
        if name in self.reported:
            report = cache.report(name, self._keys[name].report)
            if report is None:
                return False
        if self._reads_facts(name, report):
            facts = cache.facts(name, self._keys[name].facts)
            if facts is None:
                return False
            self.facts[name] = facts
        if report is not None:
            self.reports[name] = report
        return True

    def _reads_facts(self, name: str, report: FileReport | None) -> bool:
        """Whether somebody will look at the facts of a file: a rule, or what is said about its suppressions."""
        if name in self._in_site and self.answers is None:
            return True
        return report is not None and (self._about_images(name) or report.suppressions is not None)

    def _about_images(self, name: str) -> bool:
        """Whether a rule is asked about the images of a file."""
        return name in self.reported and bool(image_rules(self._settings_for(name)))

    def _tells_facts(self, name: str) -> bool:
        return name in self._in_site or self._about_images(name)

    def _keys_of(self, name: str, content: bytes) -> _Keys:
        settings = self._settings_for(name)
        text = digest(name, content)
        return _Keys(
            digest(text, self._settings_key(settings), "with facts" if self._tells_facts(name) else "alone"),
            digest(text, self._settings_key(self._facts_only(settings))),
        )

    def _site_key(self, scope: Scope) -> str:
        """A digest of all that the rules about the site look at."""
        posts = [f"{name} {self._keys[name].facts}" for name in scope.posts if name in self._keys]
        asked = [f"{name} {self._settings_key(self._settings_for(name))}" for name in sorted(self.reported)]
        site_url = str(self.config.file.get("site_url", ""))
        return digest(*posts, "asked", *asked, repr(scope.places), repr(self.config.site_hosts), site_url)

    def _settings_for(self, name: str) -> Settings:
        if name not in self._settings:
            self._settings[name] = self.config.settings_for(name)
        return self._settings[name]

    def _settings_key(self, settings: Settings) -> str:
        if id(settings) not in self._settings_keys:
            self._settings_keys[id(settings)] = settings_key(settings)
        return self._settings_keys[id(settings)]

    def _facts_only(self, settings: Settings) -> Settings:
        if id(settings) not in self._quiet:
            self._quiet[id(settings)] = facts_only(settings)
        return self._quiet[id(settings)]

    # -- batches ----------------------------------------------------------------------------------------

    def _batches(self, names: Iterable[str]) -> Iterator[Batch]:
        """The files' contents in batches of equal settings; reports on files that cannot be read go aside.

        Posts of the site that are not to be reported on only tell their facts.
        """
        waiting: dict[tuple[int, bool], Batch] = {}
        for name in names:
            settings = self._settings_for(name)
            try:
                content = self.given[name] if name in self.given else Path(name).read_bytes()
            except OSError as error:
                if name in self.reported:
                    self.aside.append(unreadable(settings, name, _reason(error)))
                continue
            if self.cache is not None:
                self._keys[name] = self._keys_of(name, content)
            asked = settings if name in self.reported else self._facts_only(settings)
            key = (id(asked), self._tells_facts(name))
            batch = waiting.setdefault(key, Batch(asked, self._tells_facts(name), []))
            batch.files.append((name, content))
            if len(batch.files) == BATCH_SIZE:
                yield waiting.pop(key)
        yield from waiting.values()

    # -- the site ---------------------------------------------------------------------------------------

    def report(self, *, of_site: bool = True) -> Report:
        """The report on the run, with what the rules about the site say if they are to be asked (`of_site`)."""
        from postlint.engine.site import join

        answers = self._asked(self.scope) if of_site and self.scope is not None else None
        joined = join(self.config, list(self.reports.values()), self.facts, answers)
        reports = [_with_lines(one, self.given) for one in joined]
        return Report(tuple(sorted([*self.aside, *reports], key=lambda report: report.path)), tuple(self.notes))

    def _asked(self, scope: Scope) -> SiteAnswers:
        """What the rules about the site say, from the cache if it knows."""
        from postlint.engine.site import ask_sites

        if self.answers is None:
            self.answers = ask_sites(self.config, scope, self.facts, self.reported, debug=self.debug)
            if self.cache is not None:
                self.cache.keep_site_findings(self._site_key(scope), self.answers.findings)
        return self.answers


def _with_lines(report: FileReport, given: Mapping[str, bytes]) -> FileReport:
    """The report with the text of each line that its findings touch, as far as the file can still be read."""
    wanted = {finding.line for finding in report.findings}
    if wanted <= report.lines.keys():
        return report
    source = next(read_sources([report.path], given))
    if isinstance(source, str):
        return report
    known = range(1, len(source.line_starts) + 1)
    return replace(report, lines={line: source.line(line) for line in wanted if line in known})


def read_sources(files: Iterable[str], given: Mapping[str, bytes]) -> Iterator[Source | str]:
    """The texts of files in path order; for one that cannot be read, a sentence that says why."""
    for name in sorted(set(files)):
        try:
            yield Source.from_bytes(given[name] if name in given else Path(name).read_bytes(), name)
        except OSError as error:
            yield f"{name} {_reason(error)}."
        except UnreadableSourceError as error:
            yield f"{name} {error}."


def _reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"
