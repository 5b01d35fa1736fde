"""Definitions of footnotes: ``[^label]: text``, with indented paragraphs below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mistune.util import unikey

if TYPE_CHECKING:
    from postlint.parse.markdown.block_state import SpanBlockState
    from postlint.parse.markdown.blocks import SpanBlockParser

FOOTNOTE_START = r"^ {0,3}\[\^(?P<note_label>(?:[^\\\[\]\s]|\\.){1,500})\]:(?P<note_text>[^\n]*)$"


def parse_footnote(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """A footnote definition: its first line, then lines indented by four, or lazy ones of a paragraph.

    It ends the paragraph above it, but for kramdown and Pandoc.
    """
    if block.footnotes_apart and (end := state.append_paragraph()):
        return end
    if state.depth() >= block.max_nested_level - 1:
        return None
    key = unikey(m.group("note_label"))
    lines = [m.group("note_text").lstrip(" \t") + "\n"]
    if lines == ["\n"]:
        lines = []
    at = end = state.find_line_end_at(m.end())
    blank: list[str] = []
    breaks = block.compile_sc(["footnote", "ref_link", "atx_heading", "fenced_code", "list", "block_quote"])
    while at < state.cursor_max:
        line = state.get_line(at)
        expanded = line.expandtabs(4)
        if not line.strip():
            blank.append("\n")
        elif expanded.startswith("    "):
            lines += blank
            lines.append(expanded[4:] if line.startswith("\t") else line[4:])
            blank, end = [], at + len(line)
        elif blank or not lines or breaks.match(state.src, at):
            break
        else:
            lines.append(line)
            end = at + len(line)
        at += len(line)
    state.cursor = at = end
    child = state.child_state("".join(lines))
    block.parse(child, block.list_rules)
    keys = state.env["footnote_keys"]
    label = m.group("note_label")
    state.append_token(
        {"type": "footnote", "label": label, "key": key, "duplicate": key in keys, "children": child.tokens}
    )
    keys.add(key)
    return at
