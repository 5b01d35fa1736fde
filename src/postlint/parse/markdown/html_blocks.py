"""The ends of HTML blocks for parsers that do not follow CommonMark: kramdown, Python-Markdown, Pandoc."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.parse.html_elements import BLOCK, UNREAD

if TYPE_CHECKING:
    from postlint.parse.markdown.block_state import SpanBlockState

#: elements that may have Markdown inside
HOLDS_MARKDOWN = BLOCK - UNREAD
_TAG = lazy_pattern(r" {0,3}</?(?P<name>[A-Za-z]\w*)(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?>[ \t]*\n?")
_TAG_WITH_ATTRIBUTE = lazy_pattern(
    r" {0,3}<(?P<name>[A-Za-z]\w*)(?:\s[^<>]*)?\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?(?:\s[^<>]*)?>[ \t]*\n?"
)
_INNER_TAG = lazy_pattern(
    r"\n {0,3}<[A-Za-z]\w*(?:\s[^<>]*)?\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?(?:\s[^<>]*)?>"
)
_OPENING = lazy_pattern(r" {0,3}<([A-Za-z]\w*)")


def markdown_tag(syntaxes: Collection[str]) -> re.Pattern[str] | None:
    """The pattern of a tag with Markdown inside: any (Pandoc), one with a `markdown` attribute, or None for no tag."""
    if "markdown-in-html" in syntaxes:
        return _TAG
    return _TAG_WITH_ATTRIBUTE if "markdown-attribute" in syntaxes else None


def html_end(state: SpanBlockState, start: int, end: int) -> int:
    """The end of an HTML block that CommonMark ends at the blank line `end`: that of its element, if it is closed.

    kramdown and Python-Markdown print the content of a block element as it is, up to the closing tag, and read Markdown
    in the line after it. They also read it in an element inside that has a `markdown` attribute: the block ends there.
    """
    own = _element_end(state, start, end)
    inner = _INNER_TAG.search(state.src, start, own)
    return own if inner is None else min(end, inner.start() + 1)


def end_before_fence(src: str, start: int, end: int) -> int:
    """Where an HTML block ends at a line of code fences below a closing tag, as for readers other than CommonMark's."""
    opening = _OPENING.match(src, start)
    fence = _FENCE_BELOW_TAG.search(src, start, end)
    return fence.end() if fence and opening and opening[1].lower() in HOLDS_MARKDOWN else end


_FENCE_BELOW_TAG = lazy_pattern(r"</\w+>[ \t]*\n(?= {0,3}(?:`{3}|~{3}))")


def _element_end(state: SpanBlockState, start: int, end: int) -> int:
    opening = _OPENING.match(state.src, start)
    name = opening[1].lower() if opening is not None else ""
    if opening is None or name not in HOLDS_MARKDOWN:
        return end
    if name not in state.elements:
        state.elements[name] = _rules(state.src) if name == "hr" else _elements(state.src, name)
    closed = state.elements[name].get(opening.start(1) - 1, end)
    after = state.find_line_end_at(closed)
    # where more HTML is in the line, it is not known what this ends
    return after if closed > end or not state.src[closed:after].strip() else end


def _rules(src: str) -> dict[int, int]:
    """The start and end of each ``<hr>``, which has no content."""
    return {m.start(): m.end() for m in _tags_of("hr").finditer(src)}


def _elements(src: str, name: str) -> dict[int, int]:
    """The start and end of each element of that name."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for m in _tags_of(name).finditer(src):
        if not m[1]:
            opened.append(m.start())
        elif opened:
            found[opened.pop()] = m.end()
    return found


@lru_cache(maxsize=32)
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}\b[^<>]*>", re.I)
