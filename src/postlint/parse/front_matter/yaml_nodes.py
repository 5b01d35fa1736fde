"""Composes YAML nodes with spans, in one pass over the parser's events.

PyYAML's own composer drops the positions of aliases, and recurses in C.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from postlint.data.patterns import lazy_pattern
from postlint.parse.front_matter.values import MAX_DEPTH, Problem, UnreadableHeaderError, too_much
from postlint.spans import Span

_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
#: Anchors and tags before a value.
_PROPERTIES = lazy_pattern(r"(?:[&!][^\s,\[\]{}]*\s+)*")


@dataclass(slots=True, eq=False)
class Node:
    """A scalar, map or list; the children of a map are its keys and values in turn."""

    style: str
    span: Span
    tag: str = ""
    text: str = ""
    children: list[Node] = field(default_factory=list)
    flow: bool = False
    anchor: str | None = None

    @property
    def pairs(self) -> zip[tuple[Node, Node]]:
        """The keys and values of a map."""
        return zip(self.children[::2], self.children[1::2], strict=True)


class Composer:
    """Reads the events of a PyYAML loader. `text` is the whole file; the YAML begins at offset `base`."""

    def __init__(self, loader: Any, text: str, base: int) -> None:
        self.loader = loader
        self.text = text
        self.base = base
        self.anchors: dict[str, Node | None] = {}
        self.count = 0

    def compose(self) -> Node | None:
        """The root node, or None for an empty text. Raises yaml.YAMLError and UnreadableHeaderError."""
        opened: list[Node] = []
        root: Node | None = None
        next_event = self.loader.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                node = self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(opened) >= MAX_DEPTH:
                    raise too_much(self._span(event), MAX_DEPTH, "levels")
                opened.append(self._open(event, "map" if kind is MappingStartEvent else "list"))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = self._close(opened.pop(), event)
            elif kind is AliasEvent:
                node = self._alias(event)
            elif kind is StreamEndEvent:
                return root
            else:
                continue
            self.count += 1
            if opened:
                opened[-1].children.append(node)
            else:
                root = node

    def _span(self, event: Any) -> Span:
        return Span(event.start_mark.index + self.base, event.end_mark.index + self.base)

    def _scalar(self, event: Any) -> Node:
        span = self._span(event)
        style = _STYLES.get(event.style, "plain") if span.start < span.end else ""
        if style in ("literal", "folded"):
            span = self._trimmed(span)
        node = Node(style, span, event.tag or "!", event.value, anchor=event.anchor)
        if node.tag == "!":
            # PyYAML chooses a type by the text alone, or, when that is quoted, the string
            node.tag = self.loader.resolve(_scalar_class(), event.value, event.implicit)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _trimmed(self, span: Span) -> Span:
        """A block scalar without the blank lines after it, which the parser counts as part of it."""
        written = self.text[span.start : span.end]
        indicator = written.partition("\n")[0].partition("#")[0]
        if "+" in indicator:
            return span
        bare = len(written.rstrip("\n "))
        return Span(span.start, span.start + bare + ("-" not in indicator and bare < len(written)))

    def _open(self, event: Any, style: str) -> Node:
        if event.anchor:
            self.anchors[event.anchor] = None  # defined at its end: an alias inside of it would be endless
        return Node(style, self._span(event), event.tag or "", flow=event.flow_style, anchor=event.anchor)

    def _close(self, node: Node, event: Any) -> Node:
        if node.flow:
            end = event.end_mark.index + self.base
        else:  # the parser ends a block where the next thing begins
            end = max((child.span.end for child in node.children[-2:]), default=node.span.start)
        node.span = Span(node.span.start, end)
        if node.anchor:
            self.anchors[node.anchor] = node
        return node

    def _alias(self, event: Any) -> Node:
        """The node of the alias, at the span of the alias."""
        span = self._span(event)
        target = self.anchors.get(event.anchor)
        if target is None:
            kind = "recursive-alias" if event.anchor in self.anchors else "undefined-alias"
            raise UnreadableHeaderError(Problem(span, kind, {"name": event.anchor}))
        style = target.style if target.style in ("map", "list") else "alias"
        return Node(style, span, target.tag, target.text, target.children, flow=True)


@cache
def _scalar_class() -> type:
    from yaml import ScalarNode

    return ScalarNode


def text_span(text: str, node: Node) -> Span:
    """The span of the text of a scalar: without quotes, anchor, tag and block indicator."""
    start, end = node.span
    if node.style in ("", "alias", "map", "list"):
        return node.span
    if text[start] in "&!":
        skipped = _PROPERTIES.match(text, start, end)
        start = skipped.end() if skipped else start
    if node.style in ("single", "double"):
        return Span(start + 1, end - 1)
    if node.style in ("literal", "folded"):
        body = text.find("\n", start, end)
        inner = text[body:end] if body >= 0 else ""
        start = end - len(inner.lstrip())
        return Span(start, max(start, end - len(inner) + len(inner.rstrip())))
    return Span(start, end)
