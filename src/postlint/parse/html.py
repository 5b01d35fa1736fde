"""HTML tags, their attributes and comments, each with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from postlint.parse.nodes import Block, Comment, HtmlTag
from postlint.spans import Span

_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]*)"
    r"(?P<attrs>(?:\s+[^\s\"'=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?|\s*/(?!>))*)"
    r"\s*(?P<self>/?)>"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'=<>/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)


def scan_html(masked: str, text: str, span: Span, block: Block | None = None) -> Iterator[HtmlTag | Comment]:
    """The tags and comments between `span.start` and `span.end`; structure from `masked`, values from `text`."""
    at = span.start
    while (at := masked.find("<", at, span.end)) >= 0:
        if masked.startswith("<!--", at):
            close = masked.find("-->", at + 4, span.end)
            if close < 0:
                return
            yield Comment(text[at + 4 : close], Span(at, close + 3), "html")
            at = close + 3
        elif m := _TAG.match(masked, at, span.end):
            yield _tag(m, text, masked, block)
            at = m.end()
        else:
            at += 1


def _tag(m: re.Match[str], text: str, masked: str, block: Block | None) -> HtmlTag:
    values, spans = _attributes(text, masked, m.start("attrs"), m.end("attrs"))
    return HtmlTag(
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
