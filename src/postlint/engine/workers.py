"""Sends batches of posts to workers: to this process, to others, or to any executor.

When a worker dies, its batch is linted again, file by file.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from postlint.config.settings import Settings
from postlint.engine.linted import Linted, View
from postlint.engine.to_findings import died
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

#: files in a batch: sending one takes a millisecond, and at the end of a run processes wait for the last one
BATCH_SIZE = 20
#: batches sent to an executor at once: enough for a large cluster, few enough to limit the memory
BATCHES_AHEAD = 64
#: fewer files than this are linted before a pool of processes would have started
FILES_FOR_A_POOL = 100


class Batch(NamedTuple):
    """Files of equal settings, as path and content, whether their facts are collected, and the view to make of each."""

    settings: Settings
    with_facts: bool
    files: list[tuple[str, bytes]]
    view: View | None = None


#: a batch and its results; None for these when the worker died
Done = tuple[Batch, list[Linted] | None]


def lint_batch(batch: Batch, debug: bool) -> list[Linted]:
    """Lint a batch (see `lint.lint_batch`); the parsers are imported by the first worker that needs them."""
    from postlint.engine.lint import lint_batch as lint

    return lint(batch.settings, batch.files, with_facts=batch.with_facts, view=batch.view, debug=debug)


def worker_count(jobs: int | None, files: int) -> int:
    """How many processes to use for so many files; 1 is this one."""
    if files < FILES_FOR_A_POOL:
        return 1
    from multiprocessing import current_process

    return 1 if current_process().daemon else jobs or processors()  # a daemon may have no children


def processors() -> int:
    """The processors that this process may use."""
    affinity: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def lint_batches(
    batches: Iterable[Batch], *, executor: Executor | None, workers: int, notes: list[str], debug: bool = False
) -> Generator[Linted]:
    """The results of all files, in any order. Sentences about dead workers go to `notes`."""
    if executor is None and workers == 1:
        for batch in batches:
            for file in batch.files:  # one at a time, so that a progress line moves
                yield from lint_batch(batch._replace(files=[file]), debug)
        return
    lost: list[Batch] = []
    done = _in_executor(executor, batches, debug) if executor is not None else _in_processes(workers, batches, debug)
    with closing(done):
        for batch, reports in done:
            if reports is None:
                lost.append(batch)
            else:
                yield from reports
    if lost:
        count = sum(len(batch.files) for batch in lost)
        notes.append(f"A process that linted posts died; {count} files were linted again, alone.")
        yield from _alone(lost, debug)


def _in_processes(workers: int, batches: Iterable[Batch], debug: bool) -> Generator[Done]:
    from postlint.engine.processes import call_in_processes

    with closing(call_in_processes(lint_batch, ((batch, debug) for batch in batches), workers)) as done:
        for (batch, _), reports in done:
            yield batch, reports


def _alone(lost: Iterable[Batch], debug: bool) -> Iterator[Linted]:
    """The files of lost batches, linted one by one in a process of their own, as one of them may end it."""
    single = (batch._replace(files=[file]) for batch in lost for file in batch.files)
    with closing(_in_processes(1, single, debug)) as done:
        for batch, reports in done:
            yield from reports if reports is not None else [Linted(died(batch.settings, batch.files[0][0]))]


# -- any executor ---------------------------------------------------------------------------------------


def _in_executor(executor: Executor, batches: Iterable[Batch], debug: bool) -> Generator[Done]:
    """Like `executor.map`, but without reading all files before the first is linted."""
    running: deque[tuple[Batch, Future[list[Linted]] | None]] = deque()
    try:
        for batch in batches:
            running.append((batch, _sent(executor, batch, debug)))
            if len(running) == BATCHES_AHEAD:
                yield _received(*running.popleft())
        while running:
            yield _received(*running.popleft())
    finally:
        for _, future in running:
            if future is not None:
                future.cancel()


def _sent(executor: Executor, batch: Batch, debug: bool) -> Future[list[Linted]] | None:
    """The future of a sent batch; None when the executor accepts no more work."""
    from concurrent.futures import BrokenExecutor  # a run of few files starts without executors

    try:
        return executor.submit(lint_batch, batch, debug)
    except BrokenExecutor:
        return None


def _received(batch: Batch, future: Future[list[Linted]] | None) -> Done:
    try:
        return batch, future.result() if future is not None else None
    except Exception as error:
        if not _is_death(error):
            raise
    return batch, None


def _is_death(error: Exception) -> bool:
    """Whether an executor's error means that a worker died; the names differ (Dask: KilledWorker)."""
    from concurrent.futures import BrokenExecutor

    return isinstance(error, BrokenExecutor) or type(error).__name__ in ("KilledWorker", "CancelledError")
