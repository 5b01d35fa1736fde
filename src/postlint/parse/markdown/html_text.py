"""Reads the raw text of HTML blocks as browsers do: its tags, comments and inlines."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.parse.html_scanner import Piece, scan_html
from postlint.parse.markdown.autolinks import find_urls
from postlint.parse.markdown.texts import Texts, special_text
from postlint.parse.nodes import OBJECT, Block, Inline
from postlint.parse.source import OffsetMap
from postlint.records import NamedTuple
from postlint.spans import Span

_LINE_BREAK = lazy_pattern(r"\n\s*")
_NOT_SIMPLE = special_text("&")


class RawHtml(NamedTuple):
    """An HTML block and its text, masked, without the indent and the markers of the containers around it."""

    block: Block
    text: str
    #: the offset of the text in the text that `map` maps from
    at: int
    map: OffsetMap

    def place(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``."""
        return self.map.span(self.at + start, self.at + end)

    def pieces(self, source: str) -> list[Piece]:
        """The tags and comments of the block."""
        return list(scan_html(self.text, 0, len(self.text), self.place, source, loose=True))

    def inlines(self, pieces: list[Piece], source: str, texts: Texts) -> list[Inline]:
        """Text, line breaks, tags and comments in their order; declarations are dropped."""
        found: list[Inline] = []
        at = 0
        for start, end, piece in pieces:
            found.extend(self._text(at, start, texts))
            if piece is not None:
                found.append(Inline("html", piece.span, source[piece.span.start : piece.span.end]))
            at = end
        found.extend(self._text(at, len(self.text), texts))
        return found

    def _text(self, start: int, end: int, texts: Texts) -> Iterator[Inline]:
        for m in _LINE_BREAK.finditer(self.text, start, end):
            line_end = start + len(self.text[start : m.start()].rstrip(" \t"))
            yield from self._line(start, line_end, texts)
            yield Inline("softbreak", self.place(line_end, m.end()))
            start = m.end()
        yield from self._line(start, end, texts)

    def _line(self, start: int, end: int, texts: Texts) -> Iterator[Inline]:
        if start >= end:
            return
        text, span = self.text[start:end], self.place(start, end)
        if not _NOT_SIMPLE.search(text) and not texts.has_soft(span):
            yield Inline("text", span, text, runs=((0, len(text), span.start, span.end - span.start),))
            return
        at = 0
        for begin, stop, _ in find_urls(text):
            if begin > at:
                yield self._node(start + at, start + begin, texts)
            url = self.place(start + begin, start + stop)
            yield Inline("text", url, OBJECT, runs=((0, 1, url.start, url.end - url.start),))
            at = stop
        if at < len(text):
            yield self._node(start + at, end, texts)

    def _node(self, start: int, end: int, texts: Texts) -> Inline:
        return texts.node(self.text[start:end], [(0, end - start, self.place(start, end))])
