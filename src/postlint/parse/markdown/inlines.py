"""mistune's inline parser with places: every token has its offsets in its block's text.

mistune resolves links at the closing bracket and emphasis at the end of a line. So places are recorded while it scans
(the tokens tile the text) and passed on to the text that is left once the emphasis markers are removed.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from mistune import InlineParser
from mistune.core import InlineState
from mistune.helpers import parse_link_href
from mistune.util import unikey

from postlint.data.patterns import lazy_pattern

Token = dict[str, Any]
#: a run of a text token: (length in the token's text, start in the block's text, length there)
Run = tuple[int, int, int]

_FOOTNOTE = r"!?\[\^(?P<footnote_label>(?:[^\\\[\]\s]|\\.){1,500})\]"
_OPEN_BRACKET = lazy_pattern(r"!?\[")
_PLAIN_HREF = lazy_pattern(r"[ \t]*([^ ()\\<>\x00-\x1f]*)(?=[ \t\n\r\f\v)]|$)")
#: runs of ``*``, and of ``_`` at the edge of a word; more in one paragraph are read as text
MAX_MARKERS = 1000
#: what begins an inline; the markers of emphasis are text until all others are found
_TRIGGER = lazy_pattern(r"[\\`!\[\]<~\n]")
_MARKERS = lazy_pattern(r"\*+|(?<![^\W_])_+|_+(?![^\W_])")
_MARKER_RUN = lazy_pattern(r"([*_]+)")
_MARKER_LENGTH = {"emphasis": 1, "strong": 2}


class SpanInlineState(InlineState):
    """Scanning state with the offset of its text in the block's text (`base`) and how far it was read."""

    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.base = 0
        self.at = 0
        #: index of an opening bracket's token -> its offset
        self.openers: dict[int, int] = {}


class _LinkAtHand(threading.local):
    """What `finalize_tokens` must know of the link it is called for, which mistune does not hand on.

    One parser serves all documents, so each thread has its own.
    """

    text_start = 0


class SpanInlineParser(InlineParser):
    """Records `start` and `end` on every token, in offsets of the block's text."""

    state_cls = SpanInlineState
    # one bracket for each call, so that the end of a link is the end of the call
    SPECIFICATION: ClassVar[dict[str, str]] = {**InlineParser.SPECIFICATION, "link_close": r"\]"}

    def __init__(self, *, mdx: bool = False, hard_wrap: bool = False) -> None:
        super().__init__(hard_wrap=hard_wrap)
        self._link = _LinkAtHand()
        self.register("footnote", _FOOTNOTE, _parse_footnote, before="link", start_chars=("[", "!"))
        self.register("strikethrough", r"~~(?=[^\s~])", _parse_strikethrough, before="link", start_chars="~")
        if mdx:
            # MDX has no HTML and no angle bracket autolinks; JSX is masked before parsing
            self.rules = [r for r in self.rules if r not in ("auto_link", "auto_email", "inline_html")]

    def _find_fast_text_end(self, src: str, pos: int) -> int | None:
        # mistune compares sorted sets of characters at each call, and cuts the text at each marker of emphasis
        m = _TRIGGER.search(src, pos)
        if m is None:
            return len(src)
        return self._find_linebreak_start(src, pos, m.start()) if m.group() == "\n" else m.start()

    def process_text(self, text: str, state: InlineState, parse_emphasis: bool = True) -> None:
        assert isinstance(state, SpanInlineState)
        token: Token = {"type": "text", "raw": text, "start": state.base + state.at}
        state.at += len(text)
        token["end"] = state.base + state.at
        if not parse_emphasis:
            token["_emphasis"] = False
        state.append_token(token)

    def parse_method(self, m: re.Match[str], state: InlineState) -> int | None:
        assert isinstance(state, SpanInlineState)
        start = m.start()
        state.at = start
        end = super().parse_method(m, state)
        if end:
            if m.lastgroup == "link":
                state.openers[len(state.tokens) - 1] = start
            token = state.tokens[-1]
            if "link_at" in token:
                start = token.pop("link_at")
            token["start"] = state.base + start
            token["end"] = state.base + end
            state.at = end
        return end

    def parse_link_close(self, m: re.Match[str], state: InlineState) -> int:
        assert isinstance(state, SpanInlineState)
        if state.brackets:
            opener = state.brackets[-1]
            self._link.text_start = state.base + opener.start
        end = super().parse_link_close(m, state)
        token = state.tokens[-1]
        if token["type"] in ("link", "image") and "link_at" not in token and "start" not in token:
            token["link_at"] = state.openers[len(state.tokens) - 1]
            token["text_start"] = self._link.text_start
            token["text_end"] = state.base + m.start()
            if "ref" not in token:
                token["href"] = locate_href(state.src, m.end() + 1, state.base)
        return end

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        if _fill_places(tokens, self._link.text_start) or _is_endless(tokens):
            return _merged(tokens)  # no emphasis to resolve: the pieces are the tokens
        result = super().finalize_tokens(list(_at_markers(tokens)), depth)
        _Aligner(tokens).align(result)
        return result


def locate_href(src: str, at: int, base: int, *, block: bool = False) -> tuple[str, int, int] | None:
    """The link target that begins at or after `at`: as written, and its offsets without angle brackets."""
    if (m := _PLAIN_HREF.match(src, at)) and m.group(1):  # almost every target, for a fraction of the time
        return m.group(1), base + m.start(1), base + m.end(1)
    href, end = parse_link_href(src, at, block=block)
    if href is None or end is None:
        return None
    if src[end - 1 : end] == ">" and src[end - len(href) - 2 : end - len(href) - 1] == "<":
        end -= 1
    return href, base + end - len(href), base + end


def _parse_footnote(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    key = unikey(m.group("footnote_label"))
    defined = key in state.env["footnote_keys"]
    assert isinstance(state, SpanInlineState)
    if defined:
        if m.group()[0] == "!":  # "yes![^1]": no image, but a mark and a note
            inline.process_text("!", state)
        state.append_token({"type": "footnote_ref", "raw": m.group("footnote_label"), "key": key})
        state.tokens[-1]["link_at"] = m.end() - len(m.group().lstrip("!"))
        return m.end()
    bracket = _OPEN_BRACKET.match(state.src, m.start())
    assert bracket is not None
    state.openers[len(state.tokens)] = m.start()
    return inline.parse_link(bracket, state)


def _parse_strikethrough(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    assert isinstance(state, SpanInlineState)
    close = state.delimiters.find("~~", m.end(), formatting=True)
    if close is None or state.depth >= inline.max_nested_level:
        return None
    inner = state.copy()
    assert isinstance(inner, SpanInlineState)
    inner.base = state.base + m.end()
    inner.src = state.src[m.end() : close]
    state.append_token({"type": "strikethrough", "children": inline.render(inner)})
    return close + 2


def _fill_places(tokens: list[Token], first: int) -> bool:
    """Fill in the places of tokens that mistune replaced (an autolink inside a link): tokens tile the text.

    Returns whether no text holds an emphasis marker.
    """
    at = first
    plain = True
    for token in tokens:
        if "start" not in token:
            token["start"] = at
            token["end"] = at + len(token.get("raw", ""))
        at = token["end"]
        if plain and token["type"] == "text":
            raw = token["raw"]
            plain = "*" not in raw and "_" not in raw
    return plain


def _at_markers(tokens: list[Token]) -> Iterator[Token]:
    """The tokens with each text cut at its emphasis markers, which mistune looks for character by character."""
    for token in tokens:
        if token["type"] != "text" or "_emphasis" in token:
            yield token
            continue
        for at, piece in enumerate(_MARKER_RUN.split(token["raw"])):
            if at % 2:
                yield {"type": "text", "raw": piece}
            elif piece:
                yield {"type": "text", "raw": piece, "_emphasis": False}


def _is_endless(tokens: list[Token]) -> bool:
    """Whether there are so many emphasis markers that mistune, which compares them with each other, would not end."""
    texts = [token["raw"] for token in tokens if token["type"] == "text"]
    if sum(text.count("*") + text.count("_") for text in texts) <= MAX_MARKERS:
        return False
    return sum(len(_MARKERS.findall(text)) for text in texts) > MAX_MARKERS


def _merged(pieces: list[Token]) -> list[Token]:
    """Join neighbouring texts, except where the join would make an entity of an escaped ampersand."""
    result: list[Token] = []
    last: Token | None = None
    for piece in pieces:
        if piece["type"] != "text":
            last = None
            result.append(piece)
        elif last is None or last["raw"].endswith("&"):
            last = {"type": "text", "raw": piece["raw"], "runs": list(_piece_runs(piece))}
            result.append(last)
        else:
            last["raw"] += piece["raw"]
            for run in _piece_runs(piece):
                _append_run(last["runs"], run)
    return result


def _append_run(runs: list[Run], run: Run) -> None:
    """Append a run, or extend the last one when it continues verbatim."""
    if runs:
        length, start, extent = runs[-1]
        if length == extent and run[0] == run[2] and start + extent == run[1]:
            runs[-1] = (length + run[0], start, extent + run[2])
            return
    runs.append(run)


def _joined(runs: Iterable[Run]) -> list[Run]:
    result: list[Run] = []
    for run in runs:
        _append_run(result, run)
    return result


def _piece_runs(piece: Token) -> Iterator[Run]:
    length, start = len(piece["raw"]), piece["start"]
    if piece["end"] - start == length:
        yield length, start, length
    else:  # "\\*" is two characters for one
        for n in range(length):
            yield 1, start + 2 * n, 2


class _Aligner:
    """Walks the finished tree and the scanned pieces in parallel; only consumed emphasis markers are between them."""

    def __init__(self, pieces: list[Token]) -> None:
        self._pieces: Iterator[Token] = iter(pieces)
        self._piece: Token | None = next(self._pieces, None)
        self._used = 0

    def align(self, tokens: list[Token]) -> None:
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                token["runs"] = _joined(self._take(len(token["raw"])))
            elif kind in _MARKER_LENGTH and "start" not in token:
                opening = list(self._take(_MARKER_LENGTH[kind]))
                self.align(token["children"])
                closing = list(self._take(_MARKER_LENGTH[kind]))
                token["start"] = opening[0][1]
                token["end"] = closing[-1][1] + closing[-1][2]
            else:
                self._skip_token()

    def _take(self, length: int) -> Iterator[Run]:
        while length:
            piece = self._piece
            assert piece is not None
            raw = len(piece["raw"]) if piece["type"] == "text" else 0
            count = min(length, raw - self._used)
            if count:
                step = 1 if piece["end"] - piece["start"] == raw else 2  # "\*" is two characters for one
                if step == 1:
                    yield count, piece["start"] + self._used, count
                else:
                    for n in range(self._used, self._used + count):
                        yield 1, piece["start"] + 2 * n, 2
            self._used += count
            length -= count
            if self._used == raw:
                self._advance()

    def _skip_token(self) -> None:
        while self._piece is not None and self._piece["type"] == "text" and not self._piece["raw"]:
            self._advance()
        self._advance()

    def _advance(self) -> None:
        self._piece = next(self._pieces, None)
        self._used = 0
