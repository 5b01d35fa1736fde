"""Decodes and encodes the text of a file, and maps offsets: to lines and columns, or to offsets of another text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from postlint.records import kept
from postlint.spans import Span

BOM = "\ufeff"


class UnreadableSourceError(ValueError):
    """The bytes are no text that postlint can read; the message is a sentence for the user."""


class StrayCharacterError(UnreadableSourceError):
    """The bytes are text but for a character or a few, with which most programs show it."""


@dataclass(frozen=True)
class Source:
    """The text of one file with LF line endings and no byte order mark, and what the file had of both.

    `newline` is the file's line ending ("\\n" or "\\r\\n"); `mixed_newlines` is true when the file has several,
    `lone_cr` when some lines end with CR alone.
    """

    text: str
    path: str = "<text>"
    newline: str = "\n"
    bom: bool = False
    mixed_newlines: bool = False
    lone_cr: bool = False

    @classmethod
    def from_bytes(cls, data: bytes, path: str = "<text>") -> Source:
        """Decode UTF-8. Raises UnreadableSourceError for binary data and for any other encoding."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnreadableSourceError("is UTF-16, not UTF-8; save it as UTF-8")
        nul = data.find(b"\0", 0, 8192)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            reason = f"is not UTF-8 (byte {error.start})" if nul < 0 else "is binary, not text"
            raise UnreadableSourceError(reason) from None
        if nul >= 0:
            if data.count(b"\0") * 3 > len(data):
                raise UnreadableSourceError("is UTF-16 or binary, not UTF-8")
            line = data.count(b"\n", 0, nul) + 1
            raise StrayCharacterError(f"has a NUL character in line {line}, which no text has; take it out")
        return cls.from_text(text, path)

    @classmethod
    def from_text(cls, text: str, path: str = "<text>") -> Source:
        """Convert CRLF and CR to LF and remove the byte order mark."""
        bom = text.startswith(BOM)
        if bom:
            text = text[1:]
        if "\r" not in text:
            return cls(text, path, bom=bom)
        crlf = text.count("\r\n")
        lone_cr = text.count("\r") - crlf
        lf = text.count("\n") - crlf
        newline = "\r\n" if crlf and crlf >= lf else "\n"
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(text, path, newline, bom, mixed_newlines=bool(lone_cr or (crlf and lf)), lone_cr=lone_cr > 0)

    @property
    def length(self) -> int:
        """The number of code points of the text."""
        return len(self.text)

    @kept
    def line_starts(self) -> list[int]:
        """The offset at which each line begins, in order; the first is 0."""
        *ended, _ = self.text.split("\n")
        return list(accumulate([len(line) + 1 for line in ended], initial=0))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both 1-based, in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line ending."""
        starts = self.line_starts
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def line_span(self, number: int) -> Span:
        """The span of a 1-based line, without its line ending."""
        start = self.line_starts[number - 1]
        return Span(start, start + len(self.line(number)))

    def to_bytes(self, text: str) -> bytes:
        """Encode text with the line ending and the byte order mark that the file had."""
        if self.newline != "\n":
            text = text.replace("\n", self.newline)
        return ((BOM if self.bom else "") + text).encode("utf-8")


#: the arguments of `OffsetMap.add`
Run = tuple[int, int, int, int]


class OffsetMap:
    """Maps offsets of a derived text (a passage, a quote's inner lines) to offsets of the source.

    Built from runs: a run maps `length` characters from `here` on to `there_length` characters of the source from
    `there` on. A run is *verbatim* when both lengths are equal; the characters of any other run (an entity, a masked
    object) all map to the run's whole source range.
    """

    __slots__ = ("_ends", "_here", "_read", "_runs", "_there", "_verbatim")

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self._runs = [*runs]
        #: how many runs are in the lists below, which few maps of a post need
        self._read = 0
        self._here: Sequence[int] = ()
        self._there: Sequence[int] = ()
        self._ends: Sequence[int] = ()
        self._verbatim: Sequence[bool] = ()

    def add(self, here: int, length: int, there: int, there_length: int | None = None) -> None:
        """Append a run; runs come in the order of `here`."""
        self._runs.append((here, length, there, length if there_length is None else there_length))

    def _read_runs(self) -> None:
        """Make the lists for `bisect` of the runs. A verbatim run that continues the last one joins it."""
        heres, theres, ends, verbatims = list[int](), list[int](), list[int](), list[bool]()
        for here, length, there, there_length in self._runs:
            verbatim = there_length == length
            continues = verbatim and heres and verbatims[-1] and there == ends[-1]
            if continues and here - heres[-1] == there - theres[-1]:
                ends[-1] = there + length
                continue
            heres.append(here)
            theres.append(there)
            ends.append(there + there_length)
            verbatims.append(verbatim)
        self._here, self._there, self._ends, self._verbatim = heres, theres, ends, verbatims
        self._read = len(self._runs)

    def _run_at(self, offset: int) -> int:
        """The index of the run that holds the character at `offset`; -1 before the first."""
        if self._read != len(self._runs):
            self._read_runs()
        return bisect_right(self._here, offset) - 1

    def _place(self, at: int, offset: int, edges: Sequence[int]) -> int:
        """The place in the source of an offset in run `at`; in one that is not verbatim, that of its edge."""
        if at < 0:
            return self._there[0] if self._there else 0
        if not self._verbatim[at]:
            return edges[at]
        place, end = self._there[at] + offset - self._here[at], self._ends[at]
        return place if place < end else end

    def start(self, offset: int) -> int:
        """The start in the source of the character at `offset`."""
        at = self._run_at(offset)
        return self._place(at, offset, self._there)

    def end(self, offset: int) -> int:
        """The end in the source of the character before `offset`."""
        at = self._run_at(offset - 1)
        return self._place(at, offset, self._ends)

    def span(self, start: int, end: int) -> Span:
        """The smallest source span that holds the characters ``[start, end)``."""
        first = self.start(start)
        return Span(first, max(first, self.end(end)) if end > start else first)

    def shift(self, start: int, end: int) -> int | None:
        """The difference between source offsets and those in ``[start, end)``, if these are in one verbatim run."""
        at = self._run_at(start)
        if len(self._here) == 1 and self._verbatim[0]:
            return self._there[0] - self._here[0]
        if at >= 0 and self._verbatim[at] and self._there[at] + end - self._here[at] <= self._ends[at]:
            return self._there[at] - self._here[at]
        return None

    def is_verbatim(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` is in one verbatim run."""
        at = self._run_at(start)
        return at >= 0 and self._verbatim[at] and self._there[at] + end - self._here[at] <= self._ends[at]
