"""Ends what takes too long: a budget of processor time for a post, and for each part of the work on it.

In the main thread of a process on Linux and macOS, a timer interrupts the work wherever it is, also within a regular
expression (Python's `re` looks for signals while it matches). Elsewhere (Windows, threads) nothing can interrupt it;
there the budget is checked when a part begins.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from types import FrameType, TracebackType

#: how often the timer of a post fires, in seconds of processor time
TICK = 0.1
#: the share of a post's budget that one part of the work may take, such as a rule; it halves with each that takes more
PART = 0.25


class TimeUpError(BaseException):
    """The budget is used up. No Exception, so that code which handles all of these does not hold it up.

    `post`: that of the whole post, and not only that of one part. `pattern` is the regular expression that was being
    matched, if one of the user was.
    """

    def __init__(self, seconds: float, *, post: bool, pattern: str = "") -> None:
        super().__init__(seconds, post, pattern)
        self.seconds, self.post, self.pattern = seconds, post, pattern


class TimeLimit:
    """A block with a budget of `seconds` of processor time; `begin` starts a new part of the work.

    Within the block, TimeUpError is raised when the part has used its share, or when all parts have used the budget. A
    part that begins after that gets a share of its own. With `whole`, the block is one part.
    """

    def __init__(self, seconds: float, *, whole: bool = False) -> None:
        self.seconds = seconds
        self._share = seconds if whole else max(seconds * PART, TICK)
        self._part_end = self._end = seconds
        self._now = 0.0
        self._began: float | None = None
        self._before: object = None
        self._interrupts = False

    def __enter__(self) -> TimeLimit:
        if hasattr(signal, "setitimer") and signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL:
            try:
                signal.signal(signal.SIGVTALRM, self._tick)
                self._interrupts = True
                signal.setitimer(signal.ITIMER_VIRTUAL, TICK, TICK)
            except ValueError:  # not the main thread
                pass
        if not self._interrupts:
            self._began = time.thread_time()
        self.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._interrupts:
            self._interrupts = False
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, signal.SIG_DFL)

    def begin(self) -> None:
        """Start a part. Where nothing interrupts, TimeUpError is raised if the parts before have used the budget."""
        if self._began is not None:
            self._now = time.thread_time() - self._began
            self._raise_if_over("")
        self._part_end = self._now + self._share

    def _tick(self, _signal: int, frame: FrameType | None) -> None:
        self._now += TICK
        if self._interrupts:
            self._raise_if_over(_pattern_in(frame))

    def _raise_if_over(self, pattern: str) -> None:
        part = self._began is None and self._now >= self._part_end
        if self._now < self._end and not part:
            return
        post = self._now >= self._end
        share = self._share
        # what stopped one part may stop others: they get half of that, so that time is left for the rest
        self._share = max(share / 2, TICK)
        # a part that goes on regardless, or is begun after this, has a share before it is interrupted again
        self._part_end = self._now + self._share
        if post:
            self._end = self._part_end
        raise TimeUpError(self.seconds if post else share, post=post, pattern=pattern)


def searched(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern of a user is found in a text. A TimeUpError names it."""
    try:
        return pattern.search(text) is not None
    except TimeUpError as error:
        error.pattern = error.pattern or pattern.pattern
        raise


def matches_of(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The matches of a pattern of a user in a text. A TimeUpError names it."""
    try:
        yield from pattern.finditer(text, start)
    except TimeUpError as error:
        error.pattern = error.pattern or pattern.pattern
        raise


def _pattern_in(frame: FrameType | None) -> str:
    """The pattern that a function of `re` (`re.search`) was called with; libraries call these."""
    if frame is None or frame.f_globals is not vars(re):
        return ""
    pattern = frame.f_locals.get("pattern")
    return pattern if isinstance(pattern, str) else ""
