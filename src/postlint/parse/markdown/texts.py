"""Text as shown: entities resolved, soft masks removed, with the map to the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.masks import NOTHING_FILL, OBJECT_FILL
from postlint.parse.nodes import OBJECT, Inline, Mask
from postlint.spans import Span

#: a part of a run that covers some text: offset in that text, length, source span
Part = tuple[int, int, Span]

#: text that is shown as another character: entities and masked text
_SPECIAL = lazy_pattern(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|" + f"{OBJECT_FILL}+|{NOTHING_FILL}+"
)
_SPECIAL_CHARS = lazy_pattern(f"[&{OBJECT_FILL}{NOTHING_FILL}]")


def special_text(characters: str) -> re.Pattern[str]:
    """A pattern of what a text has that is no mere text: some characters, masked text, the beginning of a bare URL.

    It begins with a set of characters, which `re` searches for much faster than for alternatives.
    """
    return lazy_pattern(f"[{characters}@{OBJECT_FILL}{NOTHING_FILL}:wW](?:(?<![:wW])|(?<=:)//|(?<!:)[wW]{{2}}\\.)")


class Texts:
    """Makes text inlines; `soft` are the masks that do not affect the structure of the Markdown."""

    def __init__(self, soft: Sequence[Mask]) -> None:
        self._soft = soft
        self._soft_starts = [mask.span.start for mask in soft]

    def node(self, text: str, parts: list[Part]) -> Inline:
        """The inline of a text with these parts in the source."""
        span = Span(parts[0][2].start, parts[-1][2].end)
        masked = self.has_soft(span)
        if not masked and not _SPECIAL_CHARS.search(text):
            return Inline("text", span, text, runs=[(here, n, at.start, at.end - at.start) for here, n, at in parts])
        shown = _Shown()
        for piece, piece_parts in self._unmasked(text, parts) if masked else [(text, parts)]:
            shown.add(piece, piece_parts)
        return Inline("text", span, "".join(shown.text), runs=shown.runs)

    def has_soft(self, span: Span) -> bool:
        """Whether a soft mask touches the span."""
        if not self._soft:
            return False
        index = bisect_right(self._soft_starts, span.end - 1) - 1
        return index >= 0 and self._soft[index].span.end > span.start

    def _unmasked(self, text: str, parts: list[Part]) -> Iterator[tuple[str, list[Part]]]:
        """The text in pieces; a piece under a soft mask becomes a fill character, or nothing."""
        pending: list[Part] = []
        for offset, length, span in parts:
            for begin, stop, mask in self._soft_cut(span, length):
                if mask is None:
                    pending.append((offset + begin, stop - begin, _part_span(span, length, begin, stop)))
                    continue
                if pending:
                    yield _piece(text, pending)
                    pending = []
                fill = "" if mask.kind.endswith("-hidden") else OBJECT_FILL
                yield fill, [(0, len(fill), _part_span(span, length, begin, stop))]
        if pending:
            yield _piece(text, pending)

    def _soft_cut(self, span: Span, length: int) -> Iterator[tuple[int, int, Mask | None]]:
        """A run cut at the edges of soft masks, in offsets of the run; one that is not verbatim stays whole."""
        verbatim = span.end - span.start == length
        index = max(bisect_right(self._soft_starts, span.start) - 1, 0)
        at = span.start
        while index < len(self._soft) and self._soft[index].span.start < span.end:
            mask = self._soft[index]
            index += 1
            if mask.span.end <= at:
                continue
            if not verbatim:
                yield 0, length, mask
                return
            if mask.span.start > at:
                yield at - span.start, mask.span.start - span.start, None
            begin, at = max(at, mask.span.start), min(mask.span.end, span.end)
            yield begin - span.start, at - span.start, mask
        if at < span.end:
            yield (at - span.start, span.end - span.start, None) if verbatim else (0, length, None)


def _part_span(span: Span, length: int, begin: int, stop: int) -> Span:
    if span.end - span.start != length:
        return span
    return Span(span.start + begin, span.start + stop)


def _piece(text: str, parts: list[Part]) -> tuple[str, list[Part]]:
    first, last = parts[0][0], parts[-1][0] + parts[-1][1]
    return text[first:last], [(offset - first, length, span) for offset, length, span in parts]


class _Shown:
    """The shown text of some pieces of text: entities and fill characters resolved."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.runs: list[tuple[int, int, int, int]] = []
        self._at = 0

    def add(self, text: str, parts: list[Part]) -> None:
        done = 0
        for m in _SPECIAL.finditer(text):
            self._verbatim(text, parts, done, m.start())
            character = _resolve(m.group())
            if character:
                spans = [span for _, _, span in _within(parts, m.start(), m.end())]
                self._put(character, spans[0].start, spans[-1].end)
            done = m.end()
        self._verbatim(text, parts, done, len(text))

    def _verbatim(self, text: str, parts: list[Part], start: int, end: int) -> None:
        for offset, length, span in _within(parts, start, end):
            self._put(text[start + offset : start + offset + length], span.start, span.end)

    def _put(self, text: str, start: int, end: int) -> None:
        self.runs.append((self._at, len(text), start, end - start))
        self.text.append(text)
        self._at += len(text)


def _within(parts: list[Part], start: int, end: int) -> Iterator[Part]:
    for offset, length, span in parts:
        first, last = max(offset, start), min(offset + length, end)
        if first < last:
            yield first - start, last - first, _part_span(span, length, first - offset, last - offset)


def _resolve(special: str) -> str:
    if special[0] == OBJECT_FILL:
        return OBJECT
    if special[0] == NOTHING_FILL:
        return ""
    return html.unescape(special)
