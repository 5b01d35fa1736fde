"""Batches of posts go to workers and come back as reports: in this process, in others, or in any executor.

A worker that dies takes nothing with it: what it was doing is done again, file by file.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from postlint.config import Settings
from postlint.engine.finish import died
from postlint.findings import FileReport

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

#: files that travel together; single ones would cost more to send than to lint
BATCH_SIZE = 50
#: batches on their way at once, for each worker: enough to keep it busy, few enough to bound the memory
BATCHES_AHEAD = 3
#: fewer files than this are done before a pool of processes has started
FILES_FOR_A_POOL = 200


def lint_batch(settings: Settings, files: list[tuple[str, bytes]], with_facts: bool, debug: bool) -> list[FileReport]:
    """`run.lint_batch`; the parsers are imported by the first worker that needs them."""
    from postlint.engine.run import lint_batch as lint

    return lint(settings, files, with_facts=with_facts, debug=debug)


class Batch(NamedTuple):
    """Files of equal settings, as path and content, and whether they are to tell their facts."""

    settings: Settings
    with_facts: bool
    files: list[tuple[str, bytes]]


def worker_count(jobs: int | None, files: int) -> int:
    """How many processes to use for so many files; 1 is this one."""
    if files < FILES_FOR_A_POOL:
        return 1
    return jobs or processors()


def processors() -> int:
    """The processors that this process may use."""
    affinity: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def lint_batches(
    batches: Iterable[Batch], *, executor: Executor | None, workers: int, notes: list[str], debug: bool = False
) -> Generator[FileReport]:
    """The reports on all files, in no order that counts. Sentences about dead workers go to `notes`."""
    if executor is not None:
        yield from _mapped(executor, batches, processors(), notes, debug)
    elif workers > 1:
        with _pool(workers) as pool:
            yield from _mapped(pool, batches, workers, notes, debug)
    else:
        for batch in batches:
            for file in batch.files:  # one at a time: somebody may watch how far it is
                yield from lint_batch(batch.settings, [file], batch.with_facts, debug)


def _mapped(
    executor: Executor, batches: Iterable[Batch], workers: int, notes: list[str], debug: bool
) -> Iterator[FileReport]:
    """Like `executor.map`, but without reading all files before the first is linted."""
    running: deque[tuple[Batch, Future[list[FileReport]] | None]] = deque()
    lost: list[Batch] = []
    for batch in batches:
        running.append((batch, _sent(executor, batch, debug)))
        if len(running) >= workers * BATCHES_AHEAD:
            yield from _received(*running.popleft(), lost)
    for batch, future in running:
        yield from _received(batch, future, lost)
    if lost:
        count = sum(len(batch.files) for batch in lost)
        notes.append(f"A process that linted posts died; {count} files were linted again, alone.")
    for batch in lost:
        yield from _alone(batch, debug)


def _sent(executor: Executor, batch: Batch, debug: bool) -> Future[list[FileReport]] | None:
    """The batch on its way; None when the executor takes no more work."""
    from concurrent.futures import BrokenExecutor  # a run of few files starts without executors

    try:
        return executor.submit(lint_batch, batch.settings, batch.files, batch.with_facts, debug)
    except BrokenExecutor:
        return None


def _received(batch: Batch, future: Future[list[FileReport]] | None, lost: list[Batch]) -> list[FileReport]:
    """What came of a batch; nothing, and the batch is lost, when its worker died."""
    try:
        if future is not None:
            return future.result()
    except Exception as error:
        if not _is_death(error):
            raise
    lost.append(batch)
    return []


def _is_death(error: Exception) -> bool:
    """Whether an executor says that the worker is gone: what it is called differs (Dask: KilledWorker)."""
    from concurrent.futures import BrokenExecutor

    return isinstance(error, BrokenExecutor) or type(error).__name__ in ("KilledWorker", "CancelledError")


def _alone(batch: Batch, debug: bool) -> Iterator[FileReport]:
    """The files of a lost batch, each in a process that only its own death can end."""
    waiting = deque(batch.files)
    while waiting:
        with _pool(1) as pool:
            while waiting:
                one = batch._replace(files=[waiting.popleft()])
                lost: list[Batch] = []
                yield from _received(one, _sent(pool, one, debug), lost)
                if lost:
                    yield died(batch.settings, one.files[0][0])
                    break


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
