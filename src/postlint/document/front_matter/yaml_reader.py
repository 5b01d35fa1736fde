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

from postlint.document.front_matter.values import Field, Path, Problem
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

_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}


class UnreadableHeaderError(Exception):
    """The header cannot be read; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


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
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                continue
            if key.value in seen:
                self.problems.append(Problem(key.span, "duplicate-key", {"key": key.value}, related=seen[key.value]))
            else:
                seen[key.value] = key.span

    # -- constructing: nodes become values and fields ------------------------------------------------------

    def construct_document(self, root: yaml.Node) -> Any:
        if not isinstance(root, yaml.MappingNode):
            raise UnreadableHeaderError(Problem(root.span, "not-a-mapping"))
        whole: list[Any] = [None]
        budget = self.written + MAX_ALIASED
        waiting: list[tuple[yaml.Node, Path, Any, Any, Span]] = [(root, (), whole, 0, root.span)]
        while waiting:
            node, path, holder, slot, key_span = waiting.pop()
            budget -= 1
            if budget < 0:
                raise UnreadableHeaderError(Problem(key_span, "alias-bomb", {"max": MAX_ALIASED}))
            value, inner = self._construct(node, path, key_span)
            holder[slot] = value
            if path:
                self.fields[path] = self._field(node, path, value, key_span)
            waiting.extend(reversed(inner))
        return whole[0]

    def _construct(self, node: yaml.Node, path: Path, key_span: Span) -> tuple[Any, list[Any]]:
        """The value of a node, and what is to be put into it."""
        if isinstance(node, yaml.MappingNode):
            self._check_merges(node)
            self.flatten_mapping(node)
            mapping: dict[str, Any] = {}
            # when a key stands twice, the last one counts, as in most parsers
            inner = {
                name: (value, (*path, name), mapping, name, key.span)
                for key, value in node.value
                for name in [self._key(key)]
            }
            return mapping, list(inner.values())
        if isinstance(node, yaml.SequenceNode):
            items: list[Any] = [None] * len(node.value)
            return items, [(item, (*path, index), items, index, key_span) for index, item in enumerate(node.value)]
        try:
            return self.construct_object(node), []
        except ValueError:
            dated = node.tag == "tag:yaml.org,2002:timestamp"
            self.problems.append(Problem(node.span, "impossible-date" if dated else "impossible-number", {"found": node.value}))
            return node.value, []

    def _check_merges(self, node: yaml.MappingNode) -> None:
        """Merging copies keys before anybody counts them; refuse what would take long."""
        merged = sum(
            len(part.value)
            for key, value in node.value
            if key.tag == "tag:yaml.org,2002:merge"
            for part in (value.value if isinstance(value, yaml.SequenceNode) else [value])
            if isinstance(part, yaml.MappingNode)
        )
        if merged > MAX_ALIASED:
            raise UnreadableHeaderError(Problem(node.span, "alias-bomb", {"max": MAX_ALIASED}))

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


@cache
def _loader_class(yaml_1_1: bool) -> type[_Reader]:
    """The loader for YAML 1.1, or for YAML 1.2's core types with dates."""

    class Reader(_Reader):
        pass

    Reader.add_constructor(None, _plain_value)  # type: ignore[type-var]
    if not yaml_1_1:
        kept = ("merge", "null", "timestamp")
        Reader.yaml_implicit_resolvers = {
            first: [entry for entry in entries if entry[0].rpartition(":")[2] in kept]
            for first, entries in _Loader.yaml_implicit_resolvers.items()
        }
        tag = "tag:yaml.org,2002:"
        Reader.add_implicit_resolver(tag + "bool", re.compile(r"true|True|TRUE|false|False|FALSE"), list("tTfF"))
        Reader.add_implicit_resolver(tag + "int", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"), list("-+0123456789"))
        number = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        Reader.add_implicit_resolver(tag + "float", re.compile(rf"(?:{number})$"), list("-+.0123456789"))
    return Reader
