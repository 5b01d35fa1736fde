"""A pool of processes that survives the death of one: each process calls functions, one at a time, over its own pipe.

A `ProcessPoolExecutor` has one queue for the results of all its processes. A process that is killed while it writes
there leaves a partial result and a held lock, and all others wait forever. Here, the death of a process only ends its
own pipe.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Work = TypeVar("Work", bound=tuple[Any, ...])
Result = TypeVar("Result")


def call_in_processes(
    function: Callable[..., Result], works: Iterable[Work], count: int
) -> Generator[tuple[Work, Result | None]]:
    """Call `function(*work)` for each work in `count` processes. Yields each work with its result, as they complete.

    The result is None when the process died. Exceptions of the function are raised here. When the generator is closed,
    all processes end at once.
    """
    waiting = iter(works)
    busy: dict[object, tuple[_Process[Work, Result], Work]] = {}
    pool: list[_Process[Work, Result]] = []

    def begin(process: _Process[Work, Result] | None) -> None:
        for work in islice(waiting, 1):
            if process is None:
                process = _Process(function)
                pool.append(process)
            busy[process.pipe] = process, work
            process.begin(work)

    try:
        for _ in range(count):
            begin(None)
        while busy:
            for pipe in wait([process.pipe for process, _ in busy.values()]):
                process, work = busy.pop(pipe)
                result = process.result()
                begin(process if result is not None else None)
                yield work, result
    finally:
        for process in pool:
            process.end()


class _Process(Generic[Work, Result]):
    """One process, and our end of the pipe to it."""

    def __init__(self, function: Callable[..., Result]) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(function, self.pipe, theirs), daemon=True)
        with _without_interrupts(), _without_own_folder():
            self._process.start()
        theirs.close()  # else the pipe would not end with the process

    def begin(self, work: Work) -> None:
        """Send work. Whether the process is dead shows when its result is read."""
        with suppress(OSError):
            self.pipe.send(work)

    def result(self) -> Result | None:
        """The result of the work; None when the process died. Raises the exception of the function."""
        try:
            result, error = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process, whatever it is doing: it holds no resource that others need."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _serve(function: Callable[..., Any], other_end: Connection, pipe: Connection) -> None:
    """The main loop of a process; Ctrl-C is handled by the process that started it."""
    other_end.close()  # else the pipe would not end with the one that started it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the other end is closed
        while True:
            work = pipe.recv()
            try:
                result, failure = function(*work), None
            except Exception as error:
                error.add_note("".join(traceback.format_exception(error)))
                result, failure = None, error
            pipe.send((result, failure))


def _end_with_parent() -> None:
    """End this process, in the middle of its work, when the one that started it has ended, however that was."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _without_own_folder() -> Iterator[None]:
    """Within the block, Python that is started anew does not look for modules in the working directory.

    So it would by default (macOS, Windows, Python 3.14, the server), before it has the path of this process.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


_SAFE_PATH = "PYTHONSAFEPATH"


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Block Ctrl-C within the block, also for a process that is started there and cannot ignore it yet."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
