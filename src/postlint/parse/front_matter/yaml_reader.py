"""Reads YAML headers: makes values and fields of nodes, as far as possible in spite of mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

import yaml

from postlint.data.patterns import lazy_pattern
from postlint.data.yaml_places import MAX_ALIASED
from postlint.parse.front_matter.values import Field, Path, Problem, UnreadableHeaderError, too_much
from postlint.parse.front_matter.yaml_errors import explain, quoted
from postlint.parse.front_matter.yaml_nodes import Composer, Node, text_span
from postlint.spans import Span

_TAG = "tag:yaml.org,2002:"
#: what R Markdown and Quarto evaluate
_TAGS_OF_R = ("!r", "!expr")
#: a comment that was hardly meant as one: ``Tea #1``, ``Tea for two #kitchen``, ``color: #fff``
_NUMBER, _HASHTAG, _COLOR = r"#\d", r"#\w", r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})[ \t]*$"
#: a node to construct: the node, its path, its container, its key or index there, and the span of its key
_Task = tuple[Node, Path, Any, "str | int", Span]


def read_yaml(text: str, content: Span, *, yaml_1_1: bool, tabs: str = "") -> tuple[dict[Path, Field], list[Problem]]:
    """The fields of the YAML in ``text[content]`` and its problems. Raises UnreadableHeaderError.

    python-frontmatter's handler loads the values; the loader passed to it also records their spans. `tabs` are those
    that count as spaces: in "blank-lines" and before comments, or as "indentation" of any line; js-yaml does so, which
    also takes two halves of a character as JSON escapes it, and fewer characters for the end of a line.
    """
    try:
        return _read(text, content, yaml_1_1=yaml_1_1)
    except UnreadableHeaderError:
        adapted = _of_js_yaml(text, content, tabs) if tabs else text
        if adapted == text:
            raise
    return _read(adapted, content, yaml_1_1=yaml_1_1)


def _of_js_yaml(text: str, content: Span, tabs: str) -> str:
    """The text with what js-yaml reads and other parsers do not as they read it; all offsets stay the same."""
    written = _OTHER_LINE_ENDS.sub(" ", text[content.start : content.end])
    pattern = r"(?m)^[ \t]+(?=$|#)|^ *-[ \t]+" if tabs == "blank-lines" else r"(?m)^[ \t]*(?:-\t+)?"
    written = re.sub(pattern, lambda match: match[0].replace("\t", " "), written)
    written = re.sub(r"(\\u[dD][89abAB][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})", _joined, written)
    return text[: content.start] + written + text[content.end :]


#: characters that end a line for YAML 1.1, and not for js-yaml; they come with texts that are copied from pages
_OTHER_LINE_ENDS = lazy_pattern("[\x85\u2028\u2029]")


def _joined(halves: re.Match[str]) -> str:
    """The escape of a whole character, in the length of the two of its halves: an escaped line break is nothing."""
    high, low = (int(half[2:], 16) for half in halves.groups())
    return f"\\\n\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def _read(text: str, content: Span, *, yaml_1_1: bool) -> tuple[dict[Path, Field], list[Problem]]:
    from frontmatter.default_handlers import YAMLHandler

    written = text[content.start : content.end]
    try:
        loader = _loader_class(yaml_1_1)(written)
        reader = _Reader(loader, text, content.start)
        loader.get_single_node = reader.composer.compose
        loader.construct_document = reader.construct
        YAMLHandler().load(written, Loader=lambda _: loader)
        # the loader and its reader are a reference cycle
        del loader.get_single_node, loader.construct_document
    except yaml.YAMLError as error:
        if "nesting depth" in (getattr(error, "problem", None) or ""):
            # libyaml from 0.2.6 on limits the depth itself while it looks ahead, before our own count begins
            _count_levels(text, content)
        raise UnreadableHeaderError(explain(error, text, content)) from None
    except UnicodeEncodeError as error:
        at = content.start + error.start
        problem = Problem(Span(at, at + 1), "control-character", {"code": "a lone surrogate"})
        raise UnreadableHeaderError(problem) from None
    return reader.fields, reader.problems


def _count_levels(text: str, content: Span) -> None:
    """Raise UnreadableHeaderError at the first level that is too deep, found by the parser in Python."""
    with suppress(yaml.YAMLError):
        Composer(yaml.SafeLoader(text[content.start : content.end]), text, content.start).compose()


class _Reader:
    """Builds `fields` and `problems` from nodes; PyYAML constructs the scalars."""

    def __init__(self, loader: Any, text: str, base: int) -> None:
        self.loader = loader
        self.text = text
        self.composer = Composer(loader, text, base)
        self.fields: dict[Path, Field] = {}
        self.problems: list[Problem] = []
        self.budget = 0
        self.repeated: set[Span] = set()

    def construct(self, root: Node) -> Any:
        """The values of a header. Raises UnreadableHeaderError."""
        if root.style != "map":
            line = self.text[root.span.start : root.span.end].partition("\n")[0]
            first = Span(root.span.start, root.span.start + len(line))
            raise UnreadableHeaderError(Problem(first, "not-a-mapping"))
        whole: list[Any] = [None]
        self.budget = self.composer.count + MAX_ALIASED
        waiting: list[_Task] = [(root, (), whole, 0, root.span)]
        while waiting:
            node, path, holder, slot, key_span = waiting.pop()
            value, inner = self._value(node, path, key_span)
            self._spend(len(inner), node)
            holder[slot] = value
            if path:
                place = text_span(self.text, node)
                self.fields[path] = Field(path, value, node.span, key_span, place, node.style, self.text)
            waiting.extend(reversed(inner))
        return whole[0]

    def _value(self, node: Node, path: Path, key_span: Span) -> tuple[Any, list[_Task]]:
        """The value of a node, and the tasks for its content."""
        if node.style == "map":
            mapping: dict[str, Any] = {}
            # of a repeated key, the last one counts, as in most parsers
            inner: dict[str, _Task] = {}
            for key, value in self._pairs(node):
                inner[key.text] = (value, (*path, key.text), mapping, key.text, key.span)
            return mapping, list(inner.values())
        if node.style == "list":
            items: list[Any] = [None] * len(node.children)
            numbered = enumerate(node.children)
            return items, [(item, (*path, index), items, index, key_span) for index, item in numbered]
        if node.style in ("plain", "") and self.text.find("#", node.span.end, node.span.end + 2) > 0:
            self._note_comment(node)
        if node.tag.startswith("!") and node.style in ("plain", "") and node.tag not in _TAGS_OF_R:
            self._note_tag(node)
        if node.tag == _TAG + "str":
            return node.text, []
        try:
            return self.loader.construct_object(yaml.ScalarNode(node.tag, node.text)), []
        except ValueError:
            kind = "impossible-date" if node.tag == _TAG + "timestamp" else "impossible-number"
            self.problems.append(Problem(node.span, kind, {"found": node.text}))
            return node.text, []

    def _note_comment(self, node: Node) -> None:
        """Note a mark that ends an unquoted text as a comment, though it was meant as a part of it."""
        start, end = node.span
        meant = _COLOR if start == end else _HASHTAG if " " in node.text else _NUMBER
        comment = re.compile(rf"[ \t](?={meant})", re.MULTILINE).match(self.text, end)
        if comment is None or node.tag not in (_TAG + "str", _TAG + "null"):
            return
        start = start if start < end else comment.end()
        end = end + len(self.text[end:].partition("\n")[0].rstrip())
        span = Span(start, end)
        values = {"found": self.text[comment.end() : end], "read": node.text}
        self.problems.append(Problem(span, "comment", values, replacement=quoted(self.text[start:end])))

    def _note_tag(self, node: Node) -> None:
        """Note a first word that YAML takes for a tag, though it was meant as a part of the text: ``!Kung people``."""
        start = self.text.rfind(node.tag, 0, node.span.start + len(node.tag))
        if start >= 0 and "\n" not in self.text[start : node.span.end]:
            span = Span(start, node.span.end)
            written = self.text[start : node.span.end]
            self.problems.append(Problem(span, "tag", {"found": node.tag}, replacement=quoted(written)))

    def _pairs(self, node: Node) -> list[tuple[Node, Node]]:
        """The keys and values of a map; those merged by ``<<`` come first, so that own keys override them."""
        own: list[tuple[Node, Node]] = []
        merged: list[tuple[Node, Node]] = []
        for key, value in self._own_pairs(node):
            sources = value.children if value.style == "list" else [value]
            if key.tag != _TAG + "merge" or any(source.style != "map" for source in sources):
                own.append((key, value))
                continue
            for source in reversed(sources):
                pairs = self._pairs(source)
                self._spend(len(pairs) + 1, node)
                merged.extend(pairs)
        return merged + own if merged else own

    def _own_pairs(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """The pairs as written; a repeated key is one problem."""
        seen: dict[str, tuple[Span, str]] = {}
        for key, value in node.pairs:
            if key.tag.startswith("!") and key.style in ("map", "list"):
                key = replace(key, text=self.text[key.span.start : key.span.end])  # a program makes a text of it
            elif key.style in ("map", "list"):
                kind = "unquoted-braces" if self.text[key.span.start] == "{" else "collection-as-key"
                raise UnreadableHeaderError(Problem(key.span, kind))
            written = self.text[value.span.start : value.span.end].strip()
            first, before = seen.get(key.text, (key.span, written))
            seen[key.text] = (first, written)
            if first is not key.span and key.tag != _TAG + "merge":
                kind = "same-key" if before in ("", "-", "[]", written) else "duplicate-key"
                problem = Problem(key.span, kind, {"key": key.text}, related=first)
                if key.span not in self.repeated:  # a map that is merged is read again
                    self.repeated.add(key.span)
                    self.problems.append(problem)
            yield key, value

    def _spend(self, count: int, node: Node) -> None:
        """Count values against the limit, so that a few lines of aliases cannot expand to millions."""
        self.budget -= count
        if self.budget < 0:
            raise too_much(node.span, MAX_ALIASED, "values by aliases")


def _written(loader: Any, node: yaml.Node) -> Any:
    """A scalar with an unknown tag, perhaps of a generator, as its text."""
    return node.value


def _decimal(loader: Any, node: yaml.Node) -> int:
    """An integer as YAML 1.2 reads it: a leading zero is no octal number."""
    return int(node.value, 0) if node.value[:2] in ("0o", "0x") else int(node.value)


@cache
def _loader_class(yaml_1_1: bool) -> Any:
    """A loader for YAML 1.1, or for YAML 1.2's core types with dates; libyaml's where PyYAML has it."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("Loader", (base,), {})
    loader.add_constructor(None, _written)
    if yaml_1_1:
        return loader
    kept = {_TAG + name for name in ("merge", "null", "timestamp")}
    loader.yaml_implicit_resolvers = {
        first: [entry for entry in entries if entry[0] in kept]
        for first, entries in base.yaml_implicit_resolvers.items()
    }
    number = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    special = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    for name, pattern, first in (
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
        ("float", f"{number}|{special}", "-+.0123456789"),
    ):
        loader.add_implicit_resolver(_TAG + name, re.compile(rf"(?:{pattern})$"), list(first))
    loader.add_constructor(_TAG + "int", _decimal)
    return loader
