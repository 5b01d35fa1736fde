"""YAML headers: one pass over the parser's events gives values and places.

The pass is ours because PyYAML's composer forgets where aliases stand, recurses in C and expands them without
limit. Scalars are resolved and constructed by PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from yaml.events import (
    AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent,
    StreamEndEvent,
)  # fmt: skip

from postlint.document.front_matter.values import Field, Path, Problem, UnreadableHeaderError
from postlint.document.front_matter.yaml_errors import explain
from postlint.findings import Span

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: nesting beyond this is no front matter; it keeps paths short and readers of the values from recursing
MAX_DEPTH = 60
#: how many values aliases may add to those that are written out
MAX_ALIASED = 10_000

_TAG = "tag:yaml.org,2002:"
#: a node to construct: the node, its path, what holds it, under which key or index, and where its key stands
_Place = tuple[yaml.Node, Path, Any, str | int, Span]
_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


def read_yaml(text: str, content: Span, *, yaml_1_1: bool) -> tuple[dict[Path, Field], list[Problem]]:
    """The fields of the YAML in ``text[content]`` and its problems. Raises UnreadableHeaderError."""
    from frontmatter.default_handlers import YAMLHandler

    written = text[content.start : content.end]
    try:
        loader = _loader_class(yaml_1_1)(written)
        loader.place(text, content.start)
        YAMLHandler().load(written, Loader=lambda _: loader)
    except yaml.YAMLError as error:
        raise UnreadableHeaderError(explain(error, text, content)) from None
    except UnicodeEncodeError as error:  # a lone surrogate
        at = content.start + error.start
        raise UnreadableHeaderError(Problem(Span(at, at + 1), "control-character", {"code": "surrogate"})) from None
    return loader.fields, loader.problems


class _Reader(_Loader):
    """A loader that builds `fields` and `problems`, with spans in the text of the whole file."""

    def place(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.fields: dict[Path, Field] = {}
        self.problems: list[Problem] = []
        self.written = 0

    # -- composing: events become nodes with a span ------------------------------------------------------

    def get_single_node(self) -> yaml.Node | None:
        anchors: dict[str, yaml.Node | None] = {}
        open_nodes: list[tuple[yaml.CollectionNode, list[yaml.Node], str | None]] = []
        root: yaml.Node | None = None
        while True:
            event = self.get_event()
            kind = type(event)
            if kind is ScalarEvent:
                tag = event.tag
                if tag is None or tag == "!":
                    tag = self.resolve(yaml.ScalarNode, event.value, event.implicit)
                node: yaml.Node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark, event.style)
                node.span = self._scalar_span(event)
                if event.anchor:
                    anchors[event.anchor] = node
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(open_nodes) >= MAX_DEPTH:
                    raise UnreadableHeaderError(Problem(self._span(event), "too-deep", {"max": MAX_DEPTH}))
                make = yaml.MappingNode if kind is MappingStartEvent else yaml.SequenceNode
                opened = make(event.tag, [], event.start_mark, event.end_mark, event.flow_style)
                if event.anchor:
                    anchors[event.anchor] = None  # not before its end: an alias inside would never end
                open_nodes.append((opened, [], event.anchor))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, children, anchor = open_nodes.pop()
                self._close(node, children, event)
                if anchor:
                    anchors[anchor] = node
            elif kind is AliasEvent:
                node = self._alias(event, anchors)
            elif kind is StreamEndEvent:
                return root
            else:
                continue
            self.written += 1
            if open_nodes:
                open_nodes[-1][1].append(node)
            elif root is None:
                root = node

    def _span(self, event: yaml.Event) -> Span:
        return Span(event.start_mark.index + self.base, event.end_mark.index + self.base)

    def _scalar_span(self, event: ScalarEvent) -> Span:
        start, end = self._span(event)
        if event.style in ("|", ">"):  # libyaml counts the blank lines that follow
            raw = self.text[start:end]
            header = raw.partition("\n")[0].partition("#")[0]
            bare = raw.rstrip("\n ")
            if "+" not in header:
                end = start + len(bare) + ("-" not in header and len(bare) < len(raw))
        return Span(start, end)

    def _close(self, node: yaml.CollectionNode, children: list[yaml.Node], event: yaml.Event) -> None:
        start = node.start_mark.index + self.base
        if node.flow_style:
            end = event.end_mark.index + self.base
        else:  # the parser ends a block where the next thing begins
            end = max((child.span.end for child in children[-2:]), default=start)
        node.span = Span(start, end)
        if isinstance(node, yaml.MappingNode):
            node.value = list(zip(children[::2], children[1::2], strict=True))
            self._find_duplicates(node)
        else:
            node.value = children

    def _alias(self, event: AliasEvent, anchors: Mapping[str, yaml.Node | None]) -> yaml.Node:
        span = self._span(event)
        if (target := anchors.get(event.anchor)) is None:
            kind = "recursive-alias" if event.anchor in anchors else "undefined-alias"
            raise UnreadableHeaderError(Problem(span, kind, {"name": event.anchor}))
        if isinstance(target, yaml.ScalarNode):
            node: yaml.Node = yaml.ScalarNode(target.tag, target.value, event.start_mark, event.end_mark, "alias")
        else:
            node = type(target)(target.tag, target.value, event.start_mark, event.end_mark, True)
        node.span = span
        node.aliased = True
        return node

    def _find_duplicates(self, node: yaml.MappingNode) -> None:
        seen: dict[str, Span] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == _TAG + "merge":
                continue
            if key.value in seen:
                self.problems.append(Problem(key.span, "duplicate-key", {"key": key.value}, related=seen[key.value]))
            else:
                seen[key.value] = key.span

    # -- constructing: nodes become values and fields ------------------------------------------------------

    def construct_document(self, root: yaml.Node) -> Any:
        if not isinstance(root, yaml.MappingNode):
            line = self.text[root.span.start : root.span.end].partition("\n")[0]
            first = Span(root.span.start, root.span.start + len(line))
            raise UnreadableHeaderError(Problem(first, "not-a-mapping"))
        whole: list[Any] = [None]
        self.budget = self.written + MAX_ALIASED
        waiting: list[_Place] = [(root, (), whole, 0, root.span)]
        while waiting:
            node, path, holder, slot, key_span = waiting.pop()
            value, inner = self._construct(node, path, key_span)
            self._spend(len(inner), node)
            holder[slot] = value
            if path:
                self.fields[path] = self._field(node, path, value, key_span)
            waiting.extend(reversed(inner))
        return whole[0]

    def _spend(self, count: int, node: yaml.Node) -> None:
        """Count values, so that a few lines of aliases cannot become millions."""
        self.budget -= count
        if self.budget < 0:
            raise UnreadableHeaderError(Problem(node.span, "alias-bomb", {"max": MAX_ALIASED}))

    def _construct(self, node: yaml.Node, path: Path, key_span: Span) -> tuple[Any, list[_Place]]:
        """The value of a node, and what is to be put into it."""
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, Any] = {}
            # when a key stands twice, the last one counts, as in most parsers
            inner: dict[str, _Place] = {}
            for key, value in self._pairs(node):
                name = self._key(key)
                inner[name] = (value, (*path, name), mapping, name, key.span)
            return mapping, list(inner.values())
        if isinstance(node, yaml.SequenceNode):
            items: list[Any] = [None] * len(node.value)
            return items, [(item, (*path, index), items, index, key_span) for index, item in enumerate(node.value)]
        try:
            return self.construct_object(node), []
        except ValueError:
            kind = "impossible-date" if node.tag == _TAG + "timestamp" else "impossible-number"
            self.problems.append(Problem(node.span, kind, {"found": node.value}))
            return node.value, []

    def _pairs(self, node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
        """The keys and values of a map; those that ``<<`` takes from other maps come first, so that own ones win."""
        own: list[tuple[yaml.Node, yaml.Node]] = []
        merged: list[tuple[yaml.Node, yaml.Node]] = []
        for key, value in node.value:
            sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
            if key.tag != _TAG + "merge" or not all(isinstance(source, yaml.MappingNode) for source in sources):
                own.append((key, value))
                continue
            for source in reversed(sources):
                pairs = self._pairs(source)
                self._spend(len(pairs) + 1, node)
                merged.extend(pairs)
        return merged + own if merged else own

    def _key(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        template = self.text[node.span.start : node.span.end].startswith("{")
        raise UnreadableHeaderError(Problem(node.span, "unquoted-braces" if template else "collection-as-key"))

    def _field(self, node: yaml.Node, path: Path, value: Any, key_span: Span) -> Field:
        span = text_span = node.span
        if getattr(node, "aliased", False):
            style = "alias"
        elif isinstance(node, yaml.ScalarNode):
            style = _STYLES.get(node.style, "plain") if span.start < span.end else ""
            text_span = self._text_span(span, style)
        else:
            style = "map" if isinstance(node, yaml.MappingNode) else "list"
        return Field(path, value, span, key_span, text_span, style, self.text)

    def _text_span(self, span: Span, style: str) -> Span:
        start, end = span
        if self.text[start] in "&!":  # an anchor or a tag
            skipped = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*").match(self.text, start, end)
            start = skipped.end() if skipped else start
        if style in ("single", "double"):
            return Span(start + 1, end - 1)
        if style in ("literal", "folded"):
            body = self.text.find("\n", start, end)
            text = self.text[body:end] if body >= 0 else ""
            start = end - len(text.lstrip())
            return Span(start, max(start, end - len(text) + len(text.rstrip())))
        return Span(start, end)


def _plain_value(loader: Any, node: yaml.Node) -> Any:
    """A scalar with a tag that only some generator knows is its text."""
    return node.value


def _decimal(loader: Any, node: yaml.Node) -> int:
    """An integer as YAML 1.2 reads it: a leading zero is no octal number."""
    return int(node.value, 0) if node.value[:2] in ("0o", "0x") else int(node.value)


@cache
def _loader_class(yaml_1_1: bool) -> type[_Reader]:
    """The loader for YAML 1.1, or for YAML 1.2's core types with dates."""

    class Reader(_Reader):
        pass

    Reader.add_constructor(None, _plain_value)  # type: ignore[type-var]
    if yaml_1_1:
        return Reader
    kept = {_TAG + name for name in ("merge", "null", "timestamp")}
    Reader.yaml_implicit_resolvers = {
        first: [entry for entry in entries if entry[0] in kept]
        for first, entries in _Loader.yaml_implicit_resolvers.items()
    }
    number = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    for name, pattern, first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        ("float", number, "-+.0123456789"),
    ):
        Reader.add_implicit_resolver(_TAG + name, re.compile(rf"(?:{pattern})$"), list(first))
    Reader.add_constructor(_TAG + "int", _decimal)
    return Reader
