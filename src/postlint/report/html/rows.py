"""The rows that a text is shown as: markup of our own around runs of text, each with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import unescape

from postlint.data.patterns import lazy_pattern
from postlint.records import NamedTuple
from postlint.spans import Span


class Run(NamedTuple):
    """A text of the post as `markup`, and its place in the source.

    If it is exact, each character has its own place; else (an entity, a chip that stands for an image or a shortcode)
    the whole text has the whole place.
    """

    markup: str
    start: int
    end: int
    is_exact: bool

    def parts(self, cuts: Sequence[int]) -> Iterator[Run]:
        """The run in pieces that end at those of `cuts` (places in the source, in order) that are within it."""
        inside = [cut for cut in cuts if self.start < cut < self.end] if self.is_exact else []
        if not inside:
            yield self
            return
        text, at = unescape(self.markup), self.start
        for cut in (*inside, self.end):
            yield Run(escaped_text(text[at - self.start : cut - self.start]), at, cut, True)
            at = cut


class Row(NamedTuple):
    """A block at the top of the article as markup without marks; `is_hidden` is one that readers do not see.

    `numbers` has five numbers for each run, so that the views of a large site stay small: where its markup begins and
    ends in `html`, its place in the source, and whether it is exact.
    """

    start: int
    end: int
    html: str
    numbers: tuple[int, ...]
    is_hidden: bool = False

    def runs(self) -> Iterator[tuple[str, Run]]:
        """Each run with the markup between it and the one before."""
        before = 0
        numbers = iter(self.numbers)
        for at, end, start, stop, is_exact in zip(*[numbers] * 5, strict=True):
            yield self.html[before:at], Run(self.html[at:end], start, stop, bool(is_exact))
            before = end

    @property
    def rest(self) -> str:
        """The markup after the last run."""
        return self.html[self.numbers[-4] if self.numbers else 0 :]


class RowWriter:
    """Writes the markup of a row, and notes where its runs are."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self._size = 0
        self._numbers: list[int] = []

    def markup(self, markup: str) -> None:
        """Write markup of our own: tags without any text of the post."""
        self._html.append(markup)
        self._size += len(markup)

    def run(self, text: str, start: int, end: int, *, is_exact: bool = True, chip: bool = False) -> None:
        """Write a text of the post from a place in its source; a `chip` stands for something that is no text."""
        markup = escaped_text(visible(text))
        if chip:
            markup = f"<samp>{markup}</samp>"
        numbers, size = self._numbers, self._size
        self._html.append(markup)
        self._size = after = size + len(markup)
        is_exact = is_exact and end - start == len(text)
        if is_exact and numbers and numbers[-1] and numbers[-4] == size and numbers[-2] == start:
            numbers[-4], numbers[-2] = after, end  # one with the run before
        else:
            numbers += (size, after, start, end, int(is_exact))

    def row(self, span: Span, *, is_hidden: bool = False) -> Row:
        """The row of what was written."""
        return Row(span.start, span.end, "".join(self._html), tuple(self._numbers), is_hidden)


def escaped_text(text: str) -> str:
    """A text as markup; quotes and `>` may stay, for it is never within a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


#: a value that an attribute may have without quotes
_BARE = lazy_pattern(r"[\w.:/#?&;,%+*~@!()-]+")


def attribute(value: object, name: str) -> str:
    """An attribute, with quotes where it needs some, and a space before it; "" without a value."""
    text = escaped_text(visible(str(value)))
    if not text:
        return ""
    return f" {name}={text}" if _BARE.fullmatch(text) else f' {name}="{text.replace(chr(34), "&#34;")}"'


#: the box of a source has room for so many lines, of which a phone shows so many characters
_LINES, _COLUMNS = 20, 32


def pre_tag(text: str, kind: str = "") -> str:
    """The tag that begins a source; the keyboard reaches it if it may be higher than its box, to move it."""
    lines = sum(1 + len(line) // _COLUMNS for line in text.split("\n"))
    return f"<pre{attribute(kind, 'class')}{' tabindex=0' * (lines > _LINES)}>"


#: characters that reorder or hide text, and control characters: a page shows them, as a terminal does
_DANGEROUS = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with a replacement character for each that steers the browser; as long as before."""
    return _DANGEROUS.sub("\ufffd", text) if not text.isprintable() else text
