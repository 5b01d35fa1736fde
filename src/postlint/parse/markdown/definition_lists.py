"""Definition lists of PHP Markdown Extra, as Hugo, kramdown, Python-Markdown and Pandoc read them.

    Term
    : What it means.

    : More of it, after a blank line.

        A second paragraph, indented.

A list becomes a list, terms and definitions its items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from postlint.data.lines import split_lines

if TYPE_CHECKING:
    from postlint.parse.markdown.block_state import SpanBlockState
    from postlint.parse.markdown.blocks import SpanBlockParser

Token = dict[str, Any]

DEFINITION = r"^(?P<def_mark> {0,3}:[ \t]+)(?=[^\s:])"


def parse_definition(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """A definition: it needs a term (the paragraph before) or another definition before it."""
    found = _list_before(state)
    if found is None or state.depth() >= block.max_nested_level - 1:
        return None
    start = m.start()
    width = len(m["def_mark"].expandtabs(4))
    text, end = _body(block, state, start, m.end(), width)
    state.child_start, state.cursor = start, end
    child = state.child_state(text)
    block.parse(child, block.list_rules)
    item_start, _ = state.place(start, end)
    found["children"].append({"type": "list_item", "children": child.tokens, "start": item_start})
    found["end"] = state.place(start, end)[1]
    return end


def _list_before(state: SpanBlockState) -> Token | None:
    """The definition list that ends here, or one made of the paragraph that ends here."""
    tokens = state.tokens
    at = len(tokens) - 1
    if at >= 0 and tokens[at]["type"] == "blank_line":
        at -= 1
    if at < 0:
        return None
    last = tokens[at]
    if last.get("definitions"):
        del tokens[at + 1 :]
        return last
    if last["type"] != "paragraph":
        return None
    items = _terms(state, last)
    if not items:
        return None
    token: Token = {"type": "list", "attrs": {"ordered": False}, "children": items}
    token |= {"definitions": True, "tight": False}  # mistune reads `tight` of lists inside of lists
    token["start"] = items[0]["start"]
    tokens[at:] = [token]
    return token


def _terms(state: SpanBlockState, paragraph: Token) -> list[Token]:
    """The terms: each line of the paragraph is one."""
    items: list[Token] = []
    at = paragraph["at"]
    for line in split_lines(paragraph["text"]):
        if line.strip(" \t\n"):  # other blanks are text
            start, _ = state.place(at, at + len(line))
            term = {"type": "paragraph", "text": line, "at": at, "state": state}
            items.append({"type": "list_item", "children": [term], "start": start})
        at += len(line)
    return items


def _body(block: SpanBlockParser, state: SpanBlockState, start: int, at: int, width: int) -> tuple[str, int]:
    """The text of a definition: its first line, continuation lines, and indented lines after blank lines."""
    end = state.find_line_end_at(start)
    lines = [state.src[at:end]]
    breaks = block.compile_sc(
        ["definition", "fenced_code", "atx_heading", "block_quote", "thematic_break", "block_html"]
    )
    at = end
    blank: list[str] = []
    while at < state.cursor_max:
        line = state.get_line(at)
        expanded = line.expandtabs(4) if "\t" in line else line
        indent = len(expanded) - len(expanded.lstrip(" "))
        at += len(line)
        if not line.strip():
            blank.append("\n")
        elif indent >= min(width, 4) or (indent >= 2 and blank):
            lines += [*blank, expanded[min(indent, width if indent >= width else 4) :]]
            blank, end = [], at
        elif blank or breaks.match(state.src, at - len(line)):
            break
        else:
            lines.append(line)
            end = at
    return "".join(lines), end
