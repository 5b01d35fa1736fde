"""Turns mistune's tokens, which carry places by now, into our Blocks and Inlines."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from postlint.document.markdown.autolinks import find_urls
from postlint.document.markdown.inlines import SpanInlineParser
from postlint.document.masks import NOTHING_FILL, OBJECT_FILL
from postlint.document.nodes import OBJECT, Block, Inline, Mask
from postlint.document.source import OffsetMap
from postlint.findings import Span

Token = dict[str, Any]
#: a part of a run that covers some text: offset in that text, length, source span
Part = tuple[int, int, Span]

_BLOCK_KINDS = {
    "paragraph": "paragraph",
    "block_text": "paragraph",
    "heading": "heading",
    "block_code": "code",
    "block_html": "html",
    "block_quote": "quote",
    "list": "list",
    "list_item": "item",
    "thematic_break": "break",
    "table": "table",
    "row": "row",
    "cell": "cell",
    "footnote": "footnote",
    "definition": "definition",
}
_KEPT = ("style", "label", "key", "duplicate", "head", "url", "url_start", "url_end")
_INLINE_KINDS = {
    "codespan": "code",
    "inline_html": "html",
    "linebreak": "break",
    "softbreak": "softbreak",
    "footnote_ref": "footnote",
    "strikethrough": "strike",
}
#: what becomes another character than it is written with: entities and masked stretches
_SPECIAL = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|" + f"{OBJECT_FILL}+|{NOTHING_FILL}+"
)
#: what mistune, the autolinks or the masks could see in a text
_NOT_PLAIN = re.compile(f"[\\\\`*_\\[\\]!<&~@{OBJECT_FILL}{NOTHING_FILL}]|://|[wW]{{3}}\\.")
_LINE_BREAK = re.compile(r" *\n\s*")
#: what makes more of a text than one verbatim run
_NOT_SIMPLE = re.compile(f"[&@{OBJECT_FILL}{NOTHING_FILL}]|://|[wW]{{3}}\\.")
_SPECIAL_CHARS = re.compile(f"[&{OBJECT_FILL}{NOTHING_FILL}]")


class TreeBuilder:
    """Builds the block tree of one document; `text` is the original text, not the masked one."""

    def __init__(self, inline: SpanInlineParser, env: dict[str, Any], text: str, soft: Sequence[Mask]) -> None:
        self._soft = soft
        self._soft_starts = [mask.span.start for mask in soft]
        self._inline = inline
        self._env = env
        self._text = text
        #: the way from the text of the leaf block that is read to the source
        self._shift: int | None = 0
        self._leaf_map = OffsetMap()
        self._leaf_at = 0
        self._block_read = Block("document", Span(0, 0))
        #: every block in document order; every inline that is no text, by kind, with its block
        self.found_blocks: list[Block] = []
        self.found_inlines: dict[str, list[tuple[Block, Inline]]] = {}

    def blocks(self, tokens: list[Token], parent: Block) -> list[Block]:
        """The blocks of a list of tokens, in order."""
        result = []
        for token in tokens:
            kind = _BLOCK_KINDS.get(token["type"])
            if kind is not None:
                result.append(self._block(token, kind, parent))
        return result

    def _block(self, token: Token, kind: str, parent: Block) -> Block:
        block = Block(kind, Span(0, 0), parent=parent)
        self.found_blocks.append(block)
        attrs = block.attrs
        for name in _KEPT:
            if name in token:
                attrs[name] = token[name]
        if "attrs" in token:
            attrs.update(token["attrs"])
        if kind == "code":
            attrs["text"] = token["raw"]
        if "text" in token:
            self._leaf(token, block)
        elif "children" in token:
            block.children = self.blocks(token["children"], block)
        if "start" in token:
            start, end = token["start"], token.get("end", token["start"])
            if kind in ("item", "list", "quote", "footnote") and block.children:
                # a container ends where its last child does, whatever blank lines follow
                end = max(block.children[-1].span.end, start + 1)
            block.span = Span(start, max(start, end))
        return block

    def _leaf(self, token: Token, block: Block) -> None:
        state = token["state"]
        text: str = token["text"]
        stripped = text.strip(" \r\n\t\f")
        at = token["at"] + len(text) - len(text.lstrip(" \r\n\t\f"))
        if block.kind == "paragraph":
            token["start"], token["end"] = state.map.start(at), state.map.end(at + len(stripped))
        block.attrs["text_span"] = Span(state.map.start(at), state.map.end(at + len(stripped)) if stripped else
                                        state.map.start(at))  # fmt: skip
        if not stripped:
            return
        shift = state.map.shift(at, at + len(stripped))
        self._shift = None if shift is None else shift + at
        self._leaf_map, self._leaf_at = state.map, at
        self._block_read = block
        # where mistune would see nothing, spare it the search
        tokens = self._inline(stripped, self._env) if _NOT_PLAIN.search(stripped) else _plain_tokens(stripped)
        block.inlines = self._inlines(tokens)

    def _place(self, start: int, end: int) -> Span:
        """The source span of a part of the leaf block's text."""
        if self._shift is not None:
            return Span(start + self._shift, end + self._shift)
        return self._leaf_map.span(self._leaf_at + start, self._leaf_at + end)

    def _inlines(self, tokens: list[Token], *, in_link: bool = False, in_image: bool = False) -> list[Inline]:
        result: list[Inline] = []
        for token in tokens:
            if token["type"] == "text":
                raw, runs = token["raw"], token["runs"]
                simple = len(runs) == 1 and runs[0][2] == len(raw) and not _NOT_SIMPLE.search(raw)
                span = self._place(runs[0][1], runs[0][1] + len(raw)) if simple else None
                if span is not None and not self._has_soft(span):
                    result.append(Inline("text", span, raw, runs=[(0, len(raw), span.start, len(raw))]))
                else:
                    result.extend(self._text_inlines(token, in_link=in_link))
            else:
                result.append(self._inline_node(token, in_link=in_link, in_image=in_image))
        return result

    def _remember(self, node: Inline) -> None:
        self.found_inlines.setdefault(node.kind, []).append((self._block_read, node))

    def _inline_node(self, token: Token, *, in_link: bool, in_image: bool) -> Inline:
        kind = token["type"]
        span = self._place(token["start"], token["end"])
        if kind in ("link", "image"):
            return self._link(token, kind, span, in_image=in_image)
        node = Inline(_INLINE_KINDS.get(kind, str(kind)), span, token.get("raw", ""))
        if kind == "codespan":
            node.text = self._text[span.start : span.end].strip("`") if NOTHING_FILL in node.text else node.text
        elif kind == "footnote_ref":
            node.attrs = {"key": token["key"], "label": token["raw"]}
        elif "children" in token:
            node.children = self._inlines(token["children"], in_link=in_link, in_image=in_image)
        if not in_image:
            self._remember(node)
        return node

    def _link(self, token: Token, kind: str, span: Span, *, in_image: bool) -> Inline:
        attrs: dict[str, Any] = {"title": token["attrs"].get("title")}
        if "text_start" not in token:  # an autolink in angle brackets
            attrs["style"] = "autolink"
            attrs["text_span"] = attrs["url_span"] = Span(span.start + 1, span.end - 1)
            text = self._text[span.start + 1 : span.end - 1]
            attrs["url"] = token["attrs"]["url"] if token["attrs"]["url"].startswith("mailto:") else text
            node = Inline("link", span, text, attrs=attrs)
            self._remember(node)
            return node
        attrs["text_span"] = self._place(token["text_start"], token["text_end"])
        attrs["style"] = "reference" if "ref" in token else "inline"
        if "ref" in token:
            attrs["label"], attrs["key"] = token["label"], token["ref"]
        elif token.get("href"):
            href, start, end = token["href"]
            attrs["url_span"] = self._place(start, end)
            attrs["url"] = self.target(href, attrs["url_span"])
        node = Inline(kind, span, attrs=attrs)
        if not in_image:  # what stands in an image's alt text is only text
            self._remember(node)
        node.children = self._inlines(token["children"], in_link=True, in_image=in_image or kind == "image")
        return node

    def target(self, href: str, span: Span) -> str:
        """A link target as a browser gets it: escapes and entities resolved, template tags as written."""
        if OBJECT_FILL in href or NOTHING_FILL in href:
            return self._text[span.start : span.end]
        return unescape_target(href)

    def _text_inlines(self, token: Token, *, in_link: bool) -> Iterator[Inline]:
        raw: str = token["raw"]
        at = 0
        if not in_link:
            for start, end, url in find_urls(raw):
                if start > at:
                    yield self._text_node(raw, token["runs"], at, start)
                span = self._span_in(token["runs"], start, end)
                shown = self._text[span.start : span.end]
                attrs = {"style": "bare", "url": url, "url_span": span, "text_span": span, "title": None}
                node = Inline("link", span, shown, attrs=attrs)
                self._remember(node)
                yield node
                at = end
        if at < len(raw):
            yield self._text_node(raw, token["runs"], at, len(raw))

    def _span_in(self, runs: list[tuple[int, int, int]], start: int, end: int) -> Span:
        spans = [span for _, _, span in self._cut(runs, start, end)]
        return Span(spans[0].start, spans[-1].end)

    def _cut(self, runs: list[tuple[int, int, int]], start: int, end: int) -> Iterator[tuple[int, int, Span]]:
        """The parts of the runs that cover ``raw[start:end]``: offset in the cut, length, source span."""
        at = 0
        for length, there, there_length in runs:
            first, last = max(at, start), min(at + length, end)
            if first < last:
                if there_length == length:
                    yield first - start, last - first, self._place(there + first - at, there + last - at)
                else:
                    yield first - start, last - first, self._place(there, there + there_length)
            at += length

    def _text_node(self, raw: str, runs: list[tuple[int, int, int]], start: int, end: int) -> Inline:
        text = raw[start:end]
        parts = list(self._cut(runs, start, end))
        span = Span(parts[0][2].start, parts[-1][2].end)
        masked = self._has_soft(span)
        if not masked and not _SPECIAL_CHARS.search(text):
            return Inline("text", span, text, runs=[(here, n, at.start, at.end - at.start) for here, n, at in parts])
        shown = _Shown()
        for piece, piece_parts in self._unmasked(text, parts) if masked else [(text, parts)]:
            shown.add(piece, piece_parts)
        return Inline("text", span, "".join(shown.text), runs=shown.runs)

    def _has_soft(self, span: Span) -> bool:
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
        """A run cut at the borders of soft masks, in offsets of the run; one that is not verbatim stays whole."""
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


def _plain_tokens(text: str) -> list[Token]:
    """The tokens of a text that has no markup but line breaks."""
    tokens: list[Token] = []
    at = 0
    for m in _LINE_BREAK.finditer(text):
        if m.start() > at:
            tokens.append(_plain_token(text, at, m.start()))
        kind = "linebreak" if m.group().startswith("  ") else "softbreak"
        tokens.append({"type": kind, "start": m.start(), "end": m.end()})
        at = m.end()
    tokens.append(_plain_token(text, at, len(text)))
    return tokens


def _plain_token(text: str, start: int, end: int) -> Token:
    return {"type": "text", "raw": text[start:end], "runs": [(end - start, start, end - start)]}


def _part_span(span: Span, length: int, begin: int, stop: int) -> Span:
    if span.end - span.start != length:
        return span
    return Span(span.start + begin, span.start + stop)


def _piece(text: str, parts: list[Part]) -> tuple[str, list[Part]]:
    first, last = parts[0][0], parts[-1][0] + parts[-1][1]
    return text[first:last], [(offset - first, length, span) for offset, length, span in parts]


class _Shown:
    """What a reader sees of some pieces of text: entities and fill characters resolved."""

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


_ESCAPE = re.compile(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")


def unescape_target(href: str) -> str:
    """Resolve backslash escapes and entities of a link target."""
    if "\\" in href:
        href = _ESCAPE.sub(r"\1", href)
    return html.unescape(href) if "&" in href and ";" in href else href
