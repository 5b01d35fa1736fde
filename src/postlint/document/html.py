"""HTML tags, their attributes and comments, each with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from postlint.document.nodes import Block, Comment, HtmlTag
from postlint.findings import Span

_TAG = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]*)"
    r"(?P<attrs>(?:\s+[^\s\"'=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?|\s*/(?!>))*)"
    r"\s*(?P<self>/?)>",
    re.S,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'=<>/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)


def scan_html(masked: str, text: str, span: Span, block: Block | None = None) -> Iterator[HtmlTag | Comment]:
    """The tags and comments between `span.start` and `span.end`; structure from `masked`, values from `text`."""
    for m in _TAG.finditer(masked, span.start, span.end):
        if m.lastgroup == "comment":
            yield Comment(m.group("comment"), Span(*m.span()), "html")
        else:
            values, spans = _attributes(text, masked, m.start("attrs"), m.end("attrs"))
            yield HtmlTag(
                name=m.group("name").lower(),
                span=Span(*m.span()),
                attrs=values,
                attr_spans=spans,
                closing=bool(m.group("closing")),
                self_closing=bool(m.group("self")),
                block=block,
            )


def _attributes(text: str, masked: str, start: int, end: int) -> tuple[Mapping[str, str | None], Mapping[str, Span]]:
    values: dict[str, str | None] = {}
    spans: dict[str, Span] = {}
    for m in _ATTRIBUTE.finditer(masked, start, end):
        name = m.group("name").lower()
        if name in values:
            continue
        group = next((g for g in ("double", "single", "bare") if m.group(g) is not None), None)
        if group is None:
            values[name], spans[name] = None, Span(m.end(), m.end())
        else:
            spans[name] = Span(*m.span(group))
            values[name] = html.unescape(text[m.start(group) : m.end(group)])
    return values, spans
