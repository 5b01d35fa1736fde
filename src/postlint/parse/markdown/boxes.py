"""Boxes in the syntaxes of generators: admonitions, directives, blocks of slashes, alerts.

The titles of boxes are blocks of their own (tokens of type box_title). An admonition contains the lines indented below
it; of the others, only the marker lines are removed, and the text between them is ordinary text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mistune.core import BlockState

from postlint.data.patterns import lazy_pattern

if TYPE_CHECKING:
    from postlint.parse.markdown.block_state import SpanBlockState
    from postlint.parse.markdown.blocks import SpanBlockParser

Token = dict[str, Any]

#: `!!! note "Title"` and `??? note` of Python-Markdown, `=== "Tab"`; the body is indented
ADMONITION = (
    r"^(?P<adm_indent> {0,3})"
    r"(?:(?:!!!|\?\?\?\+?)[ \t]*(?=[\w\"])(?:[\w-]+(?:[ \t]+[\w-]+)*)?(?:[ \t]*\"(?P<adm_title>[^\n]*)\")?"
    r"|={3}[+!]{0,2}[ \t]+\"(?P<adm_tab>[^\n]*)\")[ \t]*$"
)
#: `:::note Title`, `::: {.callout title="…"}`, `:::tip[Title]{open}` and the lines that close them
DIRECTIVE = r"^ {0,3}:{3,}(?P<dir_rest>[^\n]*)$"
_DIRECTIVE_REST = lazy_pattern(
    r"[ \t]*+(?P<name>[\w-]*+)(?:\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\])?(?P<attrs>\{[^}\n]*\})?[ \t]*+"
    r"(?P<title>(?:[^{\n]*[^{\n \t:])?)[ \t:]*(?:\{[^}\n]*\})?$"
)
_TITLE_ATTRIBUTE = lazy_pattern(r"[ \t{]title=(?:\"([^\"\n]*)\"|'([^'\n]*)')")
#: `::: package.Name`, which mkdocstrings replaces by documentation; its options are indented
AUTODOC = r"^ {0,3}:{3}[ \t]+[\w.:/-]+[ \t]*$"
#: `::card{.wide}` of MDC with its properties between two lines of hyphens, and the line that closes it, at any indent
COMPONENT = (
    r"^(?P<mdc_indent>[ \t]*):{2,}(?P<mdc_name>[ \t]*[A-Za-z][\w-]*(?:\[[^\]\n]*\])?(?:\{[^}\n]*\})?)?[ \t]*"
    r"(?:\n[ \t]*---[ \t]*\n(?:(?![ \t]*---[ \t]*$)[^\n]*\n){0,99}[ \t]*---[ \t]*)?$"
)
#: what opens and closes components and fenced code, by the lines alone
_COMPONENT_LINE = lazy_pattern(
    r"^[ \t]*(?:(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|:{2,}(?:[ \t]*(?P<name>[A-Za-z][\w-]*)[^\n]*|[ \t]*$))", re.M
)
#: `#title`, the line in a component that names the part below it
SLOT = r"^[ \t]*#(?=[A-Za-z])[\w-]+(?:\{[^}\n]*\})?[ \t]*$"
#: `/// note | Title` and the line that closes it; options are indented directly below
SLASHES = r"^ {0,3}/{3,}(?:[ \t]*(?P<slash_name>[\w-]+)(?:[ \t]*\|(?P<slash_title>[^\n]*))?)?[ \t]*$"
#: `[!NOTE]` at the start of a quote, with the title that some readers allow
ALERT = r"^ {0,3}\[!(?P<alert_name>[A-Za-z][\w-]*)\][+-]?(?P<alert_title>[^\n]*)$"
#: `*[HTML]: Hyper Text Markup Language`
ABBREVIATION = r"^ {0,3}\*\[[^\]\n]+\][ \t]?:[^\n]*$"
#: `{: .class}` on a line of its own, which belongs to the block before or after it
ATTRIBUTE_LINE = r"^ {0,3}\{:(?!:)[^{}\n]*\}[ \t]*$"


def title_token(state: BlockState, start: int, end: int) -> list[Token]:
    """The token of a title in ``state.src[start:end]``; none when it is empty."""
    text = state.src[start:end]
    stripped = text.strip()
    if not stripped:
        return []
    at = start + len(text) - len(text.lstrip())
    return [{"type": "box_title", "text": stripped, "at": at, "state": state, "attrs": {"heads_box": True}}]


def _line(state: BlockState, m: re.Match[str], titles: list[Token]) -> int:
    """Remove a line; a token without a kind keeps the paragraphs around it apart."""
    for token in titles or [{"type": "line"}]:
        state.append_token(token)
    return min(m.end() + 1, state.cursor_max)


def parse_admonition(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """An admonition and the lines indented below it."""
    if state.depth() >= block.max_nested_level - 1:
        return None
    group = "adm_tab" if m["adm_tab"] is not None else "adm_title"
    children = title_token(state, *m.span(group)) if m[group] is not None else []
    start = min(m.end() + 1, state.cursor_max)
    text, end = indented_text(state, start, len(m["adm_indent"]) + 4)
    if text:
        state.child_start, state.cursor = start, end
        child = state.child_state(text)
        block.parse(child, block.list_rules)
        children += child.tokens
    state.append_token({"type": "box", "children": children})
    return end


def indented_text(state: BlockState, start: int, width: int) -> tuple[str, int]:
    """The lines from `start` on that are indented by `width` columns, without that indent, and where they end.

    Blank lines between them belong to them.
    """
    lines: list[str] = []
    at = end = start
    kept = 0
    while at < state.cursor_max:
        line = state.get_line(at)
        at += len(line)
        if not line.strip():
            lines.append("\n")
            continue
        expanded = line.expandtabs(4) if "\t" in line else line
        if not expanded.startswith(" " * width):
            break
        lines.append(expanded[width:])
        end, kept = at, len(lines)
    return "".join(lines[:kept]), end


def parse_directive(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """The line that opens or closes a directive."""
    rest = _DIRECTIVE_REST.match(m.string, *m.span("dir_rest"))
    if rest is None:
        return _line(state, m, [])
    group = "label" if rest["label"] else "title"
    titles = title_token(state, *rest.span(group))
    if not titles and rest["attrs"] and (named := _TITLE_ATTRIBUTE.search(m.string, *rest.span("attrs"))):
        titles = title_token(state, *named.span(1 if named[1] is not None else 2))
        for title in titles:
            title["attribute"] = True  # no Markdown
    return _line(state, m, titles)


def parse_autodoc(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """The name of the documented object, and its options."""
    start = _line(state, m, [])
    return indented_text(state, start, 4)[1]


def parse_component(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """A component and its body, which is read without the indent of the first line; or a line that closes none."""
    if not m["mdc_name"] or state.depth() >= block.max_nested_level - 1:
        return _line(state, m, [])
    start = min(m.end() + 1, state.cursor_max)
    inside, end = _component_body(state, start)
    indent = re.compile(rf"^[ \t]{{1,{len(m['mdc_indent']) or 1}}}", re.M)
    text = state.src[start:inside]
    state.child_start, state.cursor = start, inside
    child = state.child_state(indent.sub("", text) if m["mdc_indent"] else text)
    child.in_component = True
    block.parse(child, block.list_rules)
    state.append_token({"type": "box", "children": child.tokens})
    return end


def _component_body(state: BlockState, start: int) -> tuple[int, int]:
    """Where the body of a component ends, and the line that closes it; an unclosed one holds all that follows."""
    opened, fence = 1, ""
    for line in _COMPONENT_LINE.finditer(state.src, start, state.cursor_max):
        if line["fence"]:
            if not fence:
                fence = line["fence"]
            elif line["fence"].startswith(fence):
                fence = ""
        elif not fence:
            opened += 1 if line["name"] else -1
            if not opened:
                return line.start(), min(line.end() + 1, state.cursor_max)
    return state.cursor_max, state.cursor_max


def parse_slot(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """The line in a component that names the part below it; elsewhere it is text."""
    return _line(state, m, []) if state.in_component else None


def parse_slashes(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """The line that opens or closes a block of slashes, and its options."""
    titles = title_token(state, *m.span("slash_title")) if m["slash_title"] is not None else []
    at = _line(state, m, titles)
    while (
        m["slash_name"] and at < state.cursor_max and (line := state.get_line(at)).startswith("    ") and line.strip()
    ):
        at += len(line)
    return at


def parse_alert(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """The mark of an alert: only the first line of a quote has one."""
    title = m["alert_title"]
    if m.start() != 0 or title.startswith(("(", "[")):
        return None
    titles = title_token(state, *m.span("alert_title"))
    for one in titles:
        one["attrs"] = {}  # GitHub supports no titles: text after the mark is content
    end = _line(state, m, titles)
    state.tokens[-1]["alert"] = True
    return end


def parse_abbreviation(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """The definition of an abbreviation, which is shown as a tooltip."""
    return _line(state, m, [])


def parse_attribute_line(block: SpanBlockParser, m: re.Match[str], state: SpanBlockState) -> int | None:
    """A line of attributes, which ends the block above it."""
    return _line(state, m, [])
