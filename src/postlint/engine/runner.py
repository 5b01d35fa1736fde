"""Files → batches → any executor → Report. The only room of the engine that reads posts from the disk."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from postlint.config import Config, Settings
from postlint.document.source import Source, UnreadableSourceError
from postlint.engine.inactive import inactive_rules
from postlint.engine.run import lint_batch, unreadable
from postlint.engine.site import Scope, add_site_findings, facts_only, find_scope, unseen_site
from postlint.findings import FileReport, Report

#: files that travel together; single ones would cost more to send than to lint
BATCH_SIZE = 50
#: batches on their way at once, for each worker: enough to keep it busy, few enough to bound the memory
BATCHES_AHEAD = 3
#: fewer files than this are done before a pool of processes has started
FILES_FOR_A_POOL = 200


class Batch(NamedTuple):
    """Files of equal settings: their paths and contents, and whether they tell facts for the site."""

    settings: Settings
    for_site: bool
    files: list[tuple[str, bytes]]


def lint_files(
    config: Config,
    files: Iterable[str],
    *,
    folders: Sequence[str] = (),
    given: Mapping[str, bytes] | None = None,
    unreadable_folders: Mapping[str, str] | None = None,
    executor: Executor | None = None,
    jobs: int | None = None,
    debug: bool = False,
) -> Report:
    """Lint files and report on them in path order, whatever the number of workers.

    The rules about the site see all posts that `content` of the configuration describes, else those of `folders`,
    which the user named, and speak of `files` only. `given` holds the content of files that are not on the disk
    (standard input), `unreadable_folders` the reason for each folder that could not be searched. With an
    `executor`, batches go there; else `jobs` processes are used for many files (by default, one for each
    processor), and none for few.
    """
    given = given or {}
    names = sorted({*files, *given})
    aside = [unreadable(config.settings_for(path), path, why) for path, why in (unreadable_folders or {}).items()]
    aside += inactive_rules(config)
    scope = find_scope(config, names, folders)
    batches = _batches(config, names, given, aside, scope)
    if executor is not None:
        linted = list(_mapped(executor, batches, debug, workers=os.cpu_count() or 1))
    elif (workers := _workers(jobs, len(names))) > 1:
        with _pool(workers) as pool:
            linted = list(_mapped(pool, batches, debug, workers))
    else:
        linted = [report for batch in batches for report in _done(batch, debug)]
    if scope is not None:
        linted = add_site_findings(config, linted, scope, names, debug=debug)
        linted = [_with_lines(report, given) for report in linted]
    notes = () if scope is not None else unseen_site(config, names)
    return Report(tuple(sorted([*aside, *linted], key=lambda report: report.path)), notes)


def _done(batch: Batch, debug: bool) -> list[FileReport]:
    return lint_batch(batch.settings, batch.files, for_site=batch.for_site, debug=debug)


def _workers(jobs: int | None, files: int) -> int:
    if files < FILES_FOR_A_POOL:
        return 1
    return jobs or os.cpu_count() or 1


def _batches(
    config: Config,
    names: Sequence[str],
    given: Mapping[str, bytes],
    aside: list[FileReport],
    scope: Scope | None,
) -> Iterator[Batch]:
    """The files' contents in batches of equal settings; reports on files that cannot be read go to `aside`.

    Posts of the site that are not to be reported on only tell their facts.
    """
    waiting: dict[tuple[int, bool], Batch] = {}
    quiet: dict[int, Settings] = {}
    reported, site = set(names), set(scope.posts) if scope is not None else set()
    for name in sorted(reported | site):
        settings = config.settings_for(name)
        if name not in reported:
            settings = quiet.setdefault(id(settings), facts_only(settings))
        try:
            content = given[name] if name in given else Path(name).read_bytes()
        except OSError as error:
            if name in reported:
                aside.append(unreadable(settings, name, _reason(error)))
            continue
        key = (id(settings), name in site)
        batch = waiting.setdefault(key, Batch(settings, name in site, []))
        batch.files.append((name, content))
        if len(batch.files) == BATCH_SIZE:
            yield waiting.pop(key)
    yield from waiting.values()


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


def _mapped(executor: Executor, batches: Iterable[Batch], debug: bool, workers: int) -> Iterator[FileReport]:
    """Like `executor.map`, but without reading all files before the first is linted."""
    running: deque[Future[list[FileReport]]] = deque()
    for batch in batches:
        work = executor.submit(lint_batch, batch.settings, batch.files, for_site=batch.for_site, debug=debug)
        running.append(work)
        if len(running) >= workers * BATCHES_AHEAD:
            yield from running.popleft().result()
    for future in running:
        yield from future.result()


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Processes that leave Ctrl-C to us, and end at once when we do not end in peace."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
