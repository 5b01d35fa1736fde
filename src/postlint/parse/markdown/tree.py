"""Turns mistune's tokens with their places into Blocks and Inlines."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.parse.markdown.autolinks import find_urls
from postlint.parse.markdown.html_text import RawHtml
from postlint.parse.markdown.inlines import SpanInlineParser
from postlint.parse.markdown.texts import Texts, special_text
from postlint.parse.masks import NOTHING_FILL, OBJECT_FILL
from postlint.parse.nodes import Block, Inline, Mask
from postlint.parse.source import OffsetMap
from postlint.spans import Span

Token = dict[str, Any]

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
    "box": "box",
    "box_title": "title",
}
#: the attributes of tokens that blocks and inlines keep, by kind
_KEPT = {
    "heading": ("style",),
    "code": ("style",),
    "row": ("head",),
    "footnote": ("label", "key", "duplicate"),
    "definition": ("label", "key", "duplicate", "url", "url_start", "url_end"),
}
_CONTAINERS = ("item", "list", "quote", "footnote", "box")
_SPACE = " \r\n\t\f"
_INLINE_KINDS = {
    "codespan": "code",
    "inline_html": "html",
    "linebreak": "break",
    "softbreak": "softbreak",
    "footnote_ref": "footnote",
    "strikethrough": "strike",
}
#: characters that mean something to mistune, the autolinks or the masks
_NOT_PLAIN = special_text(r"\\`*_\[\]!<&~")
_LINE_BREAK = lazy_pattern(r"(?<! ) *\n\s*")
#: characters that prevent a text from being one verbatim run
_NOT_SIMPLE = special_text("&")


_NOWHERE = Span(0, 0)


class TreeBuilder:
    """Builds the block tree of one document; `text` is the original text, not the masked one."""

    def __init__(self, inline: SpanInlineParser, env: dict[str, Any], text: str, soft: Sequence[Mask]) -> None:
        self.texts = self._texts = Texts(soft)
        self._has_soft = self._texts.has_soft if soft else None
        self._inline = inline
        self._env = env
        self._text = text
        #: the shift from offsets in the text of the current leaf block to the source
        self._shift: int | None = 0
        self._leaf_map = OffsetMap()
        self._leaf_at = 0
        self._block_read = Block("document", Span(0, 0))
        #: every block in document order; every inline but text and line breaks, by kind, with its block
        self.found_blocks: list[Block] = []
        self.found_inlines: dict[str, list[tuple[Block, Inline]]] = {}
        self.found_html: list[RawHtml] = []

    def blocks(self, tokens: list[Token], parent: Block) -> list[Block]:
        """The blocks of a list of tokens, in order."""
        result = []
        for token in tokens:
            kind = _BLOCK_KINDS.get(token["type"])
            if kind is not None:
                result.append(self._block(token, kind, parent))
        return result

    def _block(self, token: Token, kind: str, parent: Block) -> Block:
        attrs = {name: token[name] for name in _KEPT[kind] if name in token} if kind in _KEPT else {}
        if "attrs" in token:
            attrs.update(token["attrs"])
        if kind == "code":
            attrs["text"] = token["raw"]
        if kind == "quote" and token["children"] and "alert" in token["children"][0]:
            kind = "box"
        block = Block(kind, _NOWHERE, attrs=attrs, parent=parent)
        self.found_blocks.append(block)
        if "text" in token:
            self._leaf(token, block)
        elif kind == "html":
            self.found_html.append(RawHtml(block, token["raw"], token["local"], token.pop("state").map))
        elif "children" in token:
            block.children = self.blocks(token["children"], block)
        if "start" in token:
            start, end = token["start"], token.get("end", token["start"])
            if block.children and kind in _CONTAINERS:
                # a container ends where its last child does, without the blank lines after it
                end = max(block.children[-1].span.end, start + 1)
            block.span = Span(start, max(start, end))
        return block

    def _leaf(self, token: Token, block: Block) -> None:
        state = token.pop("state")
        text: str = token["text"]
        stripped = text.strip(_SPACE)
        at = token["at"] + (len(text) - len(text.lstrip(_SPACE)) if text[:1].isspace() else 0)
        end = at + len(stripped)
        shift = state.map.shift(at, end) if stripped else None
        span = state.map.span(at, end) if shift is None else Span(at + shift, end + shift)
        block.attrs["text_span"] = span
        if block.kind in ("paragraph", "title"):
            token["start"], token["end"] = span
        if not stripped:
            return
        self._shift = None if shift is None else shift + at
        self._leaf_map, self._leaf_at = state.map, at
        self._block_read = block
        if "attribute" in token:
            block.inlines = [self._verbatim(stripped, 0)]
        elif _NOT_PLAIN.search(stripped) or (self._has_soft is not None and self._has_soft(span)):
            block.inlines = self._inlines(self._inline(stripped, self._env))
        else:  # nothing to find for mistune: skip it
            block.inlines = list(self._plain(stripped))

    def _place(self, start: int, end: int) -> Span:
        """The source span of a part of the leaf block's text."""
        if self._shift is not None:
            return Span(start + self._shift, end + self._shift)
        return self._leaf_map.span(self._leaf_at + start, self._leaf_at + end)

    def _inlines(self, tokens: list[Token], *, in_link: bool = False, in_image: bool = False) -> list[Inline]:
        result: list[Inline] = []
        for token in tokens:
            if token["type"] != "text":
                result.append(self._inline_node(token, in_link=in_link, in_image=in_image))
            elif (simple := self._simple_text(token["raw"], token["runs"])) is not None:
                result.append(simple)
            else:
                result.extend(self._text_inlines(token, in_link=in_link))
        return result

    def _plain(self, text: str) -> Iterator[Inline]:
        """The inlines of a text that has no markup but line breaks."""
        at = 0
        for m in _LINE_BREAK.finditer(text) if "\n" in text else ():
            start, end = m.span()
            yield self._verbatim(text[at:start], at)
            is_hard = self._inline.hard_wrap or m.group().startswith("  ")
            yield Inline("break" if is_hard else "softbreak", self._place(start, end))
            at = end
        yield self._verbatim(text[at:], at)

    def _verbatim(self, raw: str, at: int) -> Inline:
        """The inline of a text that is verbatim in the source."""
        span = self._place(at, at + len(raw))
        return Inline("text", span, raw, runs=((0, len(raw), span.start, len(raw)),))

    def _simple_text(self, raw: str, runs: list[tuple[int, int, int]]) -> Inline | None:
        """The inline of a text that is verbatim in the source, as nearly all are; None for another."""
        size = len(raw)
        if len(runs) != 1 or runs[0][2] != size or _NOT_SIMPLE.search(raw):
            return None
        span = self._place(runs[0][1], runs[0][1] + size)
        if self._has_soft is not None and self._has_soft(span):
            return None
        return Inline("text", span, raw, runs=((0, size, span.start, size),))

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
        if not in_image and kind not in ("softbreak", "linebreak"):
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
        if not in_image:  # a link in an image's alt text is only text
            self._remember(node)
        node.children = self._inlines(token["children"], in_link=True, in_image=in_image or kind == "image")
        return node

    def target(self, href: str, span: Span) -> str:
        """A link target as rendered: escapes and entities resolved, template tags as written."""
        if OBJECT_FILL in href or NOTHING_FILL in href:
            href = self._text[span.start : span.end]
        return _unescape_target(href)

    def _text_inlines(self, token: Token, *, in_link: bool) -> Iterator[Inline]:
        raw: str = token["raw"]
        at = 0
        if not in_link:
            for start, end, url in find_urls(raw):
                if start > at:
                    yield self._texts.node(raw[at:start], list(self._cut(token["runs"], at, start)))
                span = self._span_in(token["runs"], start, end)
                shown = self._text[span.start : span.end]
                attrs = {"style": "bare", "url": url, "url_span": span, "text_span": span, "title": None}
                node = Inline("link", span, shown, attrs=attrs)
                self._remember(node)
                yield node
                at = end
        if at < len(raw):
            yield self._texts.node(raw[at:], list(self._cut(token["runs"], at, len(raw))))

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


_ESCAPE = lazy_pattern(r"\\([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")


def _unescape_target(href: str) -> str:
    """Resolve backslash escapes and entities of a link target."""
    if "\\" in href:
        href = _ESCAPE.sub(r"\1", href)
    return html.unescape(href) if "&" in href and ";" in href else href
