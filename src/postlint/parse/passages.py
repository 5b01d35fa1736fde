"""Makes passages, the readable text of each block; finds undefined labels in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.html_elements import BLOCK, UNREAD
from postlint.parse.markdown import Parsed
from postlint.parse.nodes import OBJECT, Block, Inline, Passage, Reference
from postlint.parse.source import OffsetMap
from postlint.spans import Span

_TASK = lazy_pattern(r"\[[ xX]\]\s+")
_UNRESOLVED = lazy_pattern(r"(?<![\]\\])\[([^\[\]]+)\](?:\[([^\[\]]*)\](?!\()|(?![(\[]))")
#: inline HTML elements whose content has no words
_UNREAD_TAGS = UNREAD | {"code", "kbd", "samp", "var", "svg", "math"}
_TAG = lazy_pattern(r"<(/?)([A-Za-z][\w-]*)")
_HAS_WORD = lazy_pattern(r"[^\W_]")


def read_passages(parsed: Parsed) -> tuple[Passage, ...]:
    """The readable text of every block that has words, in document order."""
    found = []
    for block in parsed.blocks:
        if block.inlines and "unread" not in block.attrs:
            passage = _passage(block)
            if _HAS_WORD.search(passage.text):
                found.append(passage)
    return tuple(found)


def _passage(block: Block) -> Passage:
    if len(block.inlines) == 1 and block.inlines[0].kind == "text":  # most cells, items and headings
        text, mapping = block.inlines[0].text, OffsetMap(block.inlines[0].runs)
    else:
        mapping = OffsetMap()
        parts: list[str] = []
        _PassageText(parts, mapping).add(block.inlines)
        text = "".join(parts).rstrip("\n")
    kind = "item" if block.kind == "title" else block.kind
    if kind == "paragraph" and block.parent is not None and block.parent.kind == "item":
        kind = "item"
        if block.parent.children[0] is block and (task := _TASK.match(text)):
            text, mapping = _without_start(text, mapping, task.end())
    return Passage(text, kind, block, mapping)


def _without_start(text: str, mapping: OffsetMap, count: int) -> tuple[str, OffsetMap]:
    """Drop the checkbox of a task item."""
    shifted = OffsetMap()
    for at in range(count, len(text)):
        span = mapping.span(at, at + 1)
        shifted.add(at - count, 1, span.start, span.end - span.start)
    return text[count:], shifted


class _PassageText:
    """Collects the text of inlines and its map."""

    def __init__(self, parts: list[str], mapping: OffsetMap) -> None:
        self._parts = parts
        self._map = mapping
        self._at = 0
        self._unread: tuple[str, int] | None = None

    def add(self, inlines: Sequence[Inline]) -> None:
        for before, node in zip((None, *inlines), inlines, strict=False):
            if node.kind == "html":
                self._html(node)
            elif self._unread is not None:
                continue
            elif node.kind == "text":
                self._text(node)
            elif node.kind == "softbreak":
                # a bold first line is a sentence of its own, though without a stop
                bold_line = before is not None and before is inlines[0] and before.kind == "strong"
                self._put("\n" if bold_line else " ", node.span)
            elif node.kind == "break":
                self._put("\n", node.span)
            elif node.kind in ("code", "image") or (node.kind == "link" and not node.children):
                self._put(OBJECT, node.span)
            elif node.kind != "footnote":
                self.add(node.children)

    def _text(self, node: Inline) -> None:
        runs, text, at = node.runs, node.text, self._at
        if text[:1] == OBJECT and self._parts and self._parts[-1][-1:] == OBJECT:
            # the parts of one template in several inlines are one object
            runs, text, at = runs[1:], text[1:], at - 1
        for here, length, there, there_length in runs:
            self._map.add(at + here, length, there, there_length)
        if text:
            self._parts.append(text)
            self._at += len(text)

    def _put(self, text: str, span: Span) -> None:
        self._map.add(self._at, 1, span.start, span.end - span.start)
        self._parts.append(text)
        self._at += 1

    def _html(self, node: Inline) -> None:
        m = _TAG.match(node.text)
        if m is None:
            return
        closing, name = m.group(1), m.group(2).lower()
        if self._unread is not None:
            if closing and name == self._unread[0]:
                self._put(OBJECT, Span(self._unread[1], node.span.end))
                self._unread = None
        elif name in _UNREAD_TAGS and not closing and not node.text.endswith("/>"):
            self._unread = name, node.span.start
        elif name == "img":
            self._put(OBJECT, node.span)
        elif name == "br" or (name in BLOCK and self._parts and self._parts[-1] != "\n"):
            self._put("\n", node.span)


def undefined_references(parsed: Parsed, all_passages: tuple[Passage, ...]) -> tuple[Reference, ...]:
    """``[text][label]``, ``[label][]``, ``[label]`` and ``[^label]`` whose label has no definition.

    The text may hold markup, code and images; references that Markdown resolved are not part of the passage's text.
    """
    found = []
    for passage in all_passages:
        if "[" not in passage.text or "html" in passage.block.attrs:
            continue
        for m in _UNRESOLVED.finditer(passage.text):
            group = 2 if m.group(2) else 1
            label = m.group(group)
            opening, closing = (passage.span(at, at + 1) for at in (m.start(group) - 1, m.end(group)))
            written = parsed.text[opening.end : closing.start]
            if not _are_brackets(parsed.text, passage, m) or " ".join(written.split()) != " ".join(label.split()):
                continue  # an escaped bracket, or markup in the label: not meant as a reference
            footnote = label.startswith("^")
            key = " ".join(label.split()).lower().upper()
            explicit = m.group(2) is not None or footnote
            start = m.start(group) - 1 if footnote else m.start()  # "[text][^1]" is a text and a footnote
            found.append(Reference(label, key, passage.span(start, m.end()), False, footnote, explicit=explicit))
    return tuple(found)


def _are_brackets(text: str, passage: Passage, m: re.Match[str]) -> bool:
    """Whether each bracket of the match is a bracket in the source, without a backslash before it.

    Between text and label stands nothing: in ``[text][[1]](rye.md)`` the second one belongs to a link.
    """
    borders = [m.start(), m.end(1), *((m.start(2) - 1, m.end(2)) if m.group(2) is not None else ())]
    spans = [passage.span(at, at + 1) for at in borders]
    if m.group(2) is not None and text[spans[1].end : spans[2].start].strip():
        return False
    return all(text[span.start : span.end] == passage.text[at] for at, span in zip(borders, spans, strict=True))
