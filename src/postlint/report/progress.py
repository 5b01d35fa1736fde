"""The progress of a long run: one line on a terminal, redrawn repeatedly, and erased before the report."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from postlint.data.ci import in_ci

#: a run shorter than this, in seconds, shows nothing
PATIENCE = 1.0
#: seconds between two drawings
REST = 0.1
#: columns of the bar
BAR = 20


@contextmanager
def progress_line(stream: TextIO | None) -> Iterator[ProgressLine | None]:
    """A progress line on the stream during the block; None where the stream is no terminal of a person."""
    if stream is None or not _is_watched(stream):
        yield None
        return
    line = ProgressLine(stream)
    try:
        yield line
    finally:
        line.erase()


def _is_watched(stream: TextIO) -> bool:
    """Whether the stream is an interactive terminal: no file or pipe, no log of a CI."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not in_ci()


class ProgressLine:
    """A progress callback that draws a line at intervals."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + PATIENCE
        self._drawn = 0

    def __call__(self, done: int, posts: int) -> None:
        """Draw the line, if the run is long enough and the last drawing old enough."""
        now = time.monotonic()
        # the step after the last post is drawn at once, as there are no further calls
        if now < self._next and not (done == posts and self._drawn):
            return
        self._next = now + REST
        self._draw(_text(done, posts))

    def erase(self) -> None:
        """Make the line empty again, with the cursor at its start."""
        if self._drawn:
            self._draw("")
            self._write("\r")

    def _draw(self, text: str) -> None:
        # no control codes: this works on any terminal, as long as the line is not wrapped
        text = text[: _columns(self._stream) - 1]
        self._write("\r" + text.ljust(self._drawn))
        self._drawn = len(text)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def _text(done: int, posts: int) -> str:
    full = BAR * done // posts if posts else BAR
    doing = "Looking at the whole site" if done == posts else f"Linting {done:,} of {posts:,} posts"
    return f"[{'#' * full}{' ' * (BAR - full)}] {doing}"


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except OSError:
        return 80
