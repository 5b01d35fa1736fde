"""Directives of MyST between fences, whose body is Markdown: ```{note}``` and its like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from postlint.data.patterns import lazy_pattern
from postlint.parse.markdown.boxes import title_token
from postlint.parse.myst import has_title, text_directive

if TYPE_CHECKING:
    from postlint.parse.markdown.block_state import SpanBlockState
    from postlint.parse.markdown.blocks import SpanBlockParser

#: the options at the start of a body: ``:class: wide``, or YAML between two lines of hyphens
_OPTIONS = lazy_pattern(
    r"(?:[ \t]*:[\w-]+:[^\n]*\n)+|[ \t]*---[ \t]*\n(?:(?![ \t]*---[ \t]*$)[^\n]*\n){0,99}[ \t]*---[ \t]*\n"
)


def parse_directive_fence(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """A fenced directive with text in it, by the match of its opening fence; None for any other."""
    name = text_directive(m["fenced_3"].rstrip())
    if not name or state.depth() >= block.max_nested_level - 1:
        return None
    fence = m["fenced_2"]
    start = min(m.end() + 1, state.cursor_max)
    closing = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*(?:\n|$)", re.M).search(state.src, start)
    inside, end = closing.span() if closing is not None else (state.cursor_max, state.cursor_max)
    children: list[dict[str, Any]] = []
    if has_title(name):
        children = title_token(state, m.start("fenced_3") + m["fenced_3"].index("}") + 1, m.end("fenced_3"))
    options = _OPTIONS.match(state.src, start, inside)
    start = options.end() if options is not None else start
    state.child_start, state.cursor = start, inside
    indent = len(m["fenced_1"])
    text = state.src[start:inside]
    child = state.child_state(re.sub(rf"(?m)^ {{1,{indent}}}", "", text) if indent else text)
    block.parse(child, block.list_rules)
    state.append_token({"type": "box", "children": children + child.tokens})
    return end
