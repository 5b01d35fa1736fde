"""Processes of our own: each calls functions for us, one call at a time, behind a pipe of its own.

A `ProcessPoolExecutor` has one queue for the answers of all its processes. One that is killed while it writes there
leaves half an answer and a lock behind, and everybody waits forever. Here a death, whenever it comes, is the end of
one pipe: nobody else notices.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Work = TypeVar("Work", bound=tuple[Any, ...])
Answer = TypeVar("Answer")


def call_in_processes(
    function: Callable[..., Answer], works: Iterable[Work], count: int
) -> Generator[tuple[Work, Answer | None]]:
    """Call `function(*work)` for each work in `count` processes: the works as they get done, with their answers.

    The answer is None when the process died. What the function raises is raised here. When nobody wants more, all
    processes end at once.
    """
    waiting = iter(works)
    busy: dict[object, tuple[_Process[Work, Answer], Work]] = {}
    staff: list[_Process[Work, Answer]] = []

    def begin(process: _Process[Work, Answer] | None) -> None:
        for work in islice(waiting, 1):
            if process is None:
                process = _Process(function)
                staff.append(process)
            busy[process.pipe] = process, work
            process.begin(work)

    try:
        for _ in range(count):
            begin(None)
        while busy:
            for pipe in wait([process.pipe for process, _ in busy.values()]):
                process, work = busy.pop(pipe)
                answer = process.answer()
                begin(process if answer is not None else None)
                yield work, answer
    finally:
        for process in staff:
            process.end()


class _Process(Generic[Work, Answer]):
    """One process, and our end of the pipe to it."""

    def __init__(self, function: Callable[..., Answer]) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(function, self.pipe, theirs), daemon=True)
        with _without_interrupts():
            self._process.start()
        theirs.close()  # else the pipe would not end with the process

    def begin(self, work: Work) -> None:
        """Send work. A process that is dead shows when its answer is wanted."""
        with suppress(OSError):
            self.pipe.send(work)

    def answer(self) -> Answer | None:
        """What came of the work; None when the process died. Raises what the function raised."""
        try:
            answer, error = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process, whatever it is doing: it holds nothing that others need."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _serve(function: Callable[..., Any], other_end: Connection, pipe: Connection) -> None:
    """What a process does all its life; Ctrl-C is left to the one that started it."""
    other_end.close()  # else the pipe would not end with the one that started it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):  # the other end is closed
        while True:
            work = pipe.recv()
            try:
                answer, failure = function(*work), None
            except Exception as error:
                error.add_note("".join(traceback.format_exception(error)))
                answer, failure = None, error
            pipe.send((answer, failure))


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Keep Ctrl-C back within the block, also from a process that is born there: it cannot ignore it yet."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
