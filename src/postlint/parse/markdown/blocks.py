"""mistune's block parser with places: every token has its offsets in the source.

`parse_method` records the cursor before and after, for every token.
"""

from __future__ import annotations

import re
import string
from collections.abc import Collection
from itertools import groupby
from typing import Any

from mistune import BlockParser
from mistune.core import BlockState
from mistune.util import unikey

from postlint.parse.html_elements import INLINE
from postlint.parse.markdown import boxes
from postlint.parse.markdown.block_state import SpanBlockState
from postlint.parse.markdown.definition_lists import DEFINITION, parse_definition
from postlint.parse.markdown.directives import parse_directive_fence
from postlint.parse.markdown.footnotes import FOOTNOTE_START, parse_footnote
from postlint.parse.markdown.grid_tables import GRID_TABLE, parse_grid_table
from postlint.parse.markdown.html_blocks import HOLDS_MARKDOWN, end_before_fence, html_end, markdown_tag
from postlint.parse.markdown.inlines import locate_href
from postlint.parse.markdown.tables import KRAMDOWN_TABLE, TABLE_START, parse_kramdown_table, parse_table

Token = dict[str, Any]

#: of all that rules look for, only the first line of a table may begin with a letter
_NO_LETTER = r"(?=[\W\d_])"

#: syntaxes of some generators: name of the syntax -> its rule
_SYNTAXES = {
    "admonitions": ("admonition", boxes.ADMONITION, boxes.parse_admonition),
    "autodoc": ("autodoc", boxes.AUTODOC, boxes.parse_autodoc),
    "components": ("component", boxes.COMPONENT, boxes.parse_component),
    "slash-blocks": ("slashes", boxes.SLASHES, boxes.parse_slashes),
    "abbreviations": ("abbreviation", boxes.ABBREVIATION, boxes.parse_abbreviation),
    "attribute-lines": ("attribute_line", boxes.ATTRIBUTE_LINE, boxes.parse_attribute_line),
    "grid-tables": ("grid_table", GRID_TABLE, parse_grid_table),
    "kramdown-tables": ("kramdown_table", KRAMDOWN_TABLE, parse_kramdown_table),
    "definition-lists": ("definition", DEFINITION, parse_definition),
}


_ANY_INDENT = ("fenced_code", "atx_heading", "setex_heading", "thematic_break", "list", "table", "fenced_directive")


class SpanBlockParser(BlockParser):
    """Records `start` and `end` on every token, in source offsets; supports GFM tables and footnotes."""

    state_cls = SpanBlockState

    def __init__(self, *, mdx: bool = False, syntaxes: Collection[str] = ()) -> None:
        super().__init__()
        self._compiled: dict[tuple[str, ...], re.Pattern[str]] = {}
        # MDX has neither indented code nor HTML: its JSX is masked before parsing
        banned = ("indent_code", "raw_html", "block_html") if mdx else ()
        self._any_indent = mdx
        self._has_directives = "myst" in syntaxes
        #: whether a definition of a footnote needs an empty line before it
        self.footnotes_apart = "footnotes-apart" in syntaxes
        for rules in (self.rules, self.block_quote_rules, self.list_rules):
            rules[:] = [rule for rule in rules if rule not in banned]
        self.register("table", TABLE_START, parse_table, before="blank_line")
        read_footnote: Any = parse_footnote
        self.register("footnote", FOOTNOTE_START, read_footnote, before="ref_link")
        for rules in (self.block_quote_rules, self.list_rules):
            rules.insert(rules.index("ref_link"), "footnote")
            rules.insert(rules.index("blank_line"), "table")
        # mistune lets a rule of this name end a list item
        self._add("fenced_directive", boxes.DIRECTIVE, boxes.parse_directive)
        for syntax in syntaxes:
            if syntax in _SYNTAXES:
                self._add(*_SYNTAXES[syntax])
        #: components of MDC, which may have any indent in others
        self._components = re.compile(boxes.COMPONENT, re.M) if "components" in syntaxes else None
        if self._components is not None:
            self._add("slot", boxes.SLOT, boxes.parse_slot)
        #: whether a definition of a link needs no empty line before it
        self._definitions_in_text = "definitions-in-text" in syntaxes
        self._setext_of_one_line = "setext-of-one-line" in syntaxes
        # CommonMark and old versions of remark take a heading that is indented a little; other engines show its hashes
        margin = "" if "headings-at-margin" in syntaxes else " {0,3}"
        behind = r"[ \t]+.*?"
        if "tight-headings" in syntaxes:  # "##Title" is a heading
            behind = r"[^\n]*?"
        elif "wide-headings" in syntaxes:  # so is one with any white space behind its hashes
            behind = r"[^\S\n][^\n]*?"
        self.specification["atx_heading"] = rf"^{margin}(?P<atx_1>#{{1,6}})(?!#)(?P<atx_2>[ \t]*|{behind})$"
        # a line of blanks is an empty one, however many; mistune takes five for code
        self.specification["indent_code"] = r"^(?![ \t]*$)" + self.specification["indent_code"].removeprefix("^")
        if self._any_indent:  # without indented code, blocks may have any indent, as they have inside of JSX
            for name in _ANY_INDENT:
                self.specification[name] = self.specification[name].replace(" {0,3}", r"[ \t]*", 1)
        #: HTML tags with Markdown inside: those with an attribute for it, or (Pandoc) any
        self._markdown_tag = markdown_tag(syntaxes)
        #: whether an element of a line begins no block: so do old engines, which take spaces in targets, too
        self._only_block_html = "spaces-in-targets" in syntaxes
        self._html_to_its_end = "markdown-attribute" in syntaxes
        self._fence_ends_html = "fences-end-html" in syntaxes
        self._add("alert", boxes.ALERT, boxes.parse_alert)
        for rules in (self.rules, self.list_rules):  # only quotes are alerts
            rules.remove("alert")

    def compile_sc(self, rules: list[str] | None = None) -> re.Pattern[str]:
        """As mistune, but a heading ends a quote, too: a line that begins with ``#`` continues no paragraph.

        The start of a line and its first character are looked at once, before the rules: mistune would try every rule
        at every line of a paragraph, and at every character where it searches for the end of one.
        """
        names = tuple(self.rules if rules is None else rules)
        if rules and "thematic_break" in rules and "atx_heading" not in rules:
            names += ("atx_heading",)
        if names not in self._compiled:
            choices = []
            for is_table, group in groupby(names, "table".__eq__):
                each = "|".join(f"(?P<{name}>{self.specification[name]})" for name in group)
                choices.append(f"(?:{each})" if is_table else f"{_NO_LETTER}(?:{each})")
            self._compiled[names] = re.compile(f"^(?:{'|'.join(choices)})", re.M)
        return self._compiled[names]

    def parse_fenced_code(self, m: re.Match[str], state: BlockState) -> int | None:
        """Fenced code; in MDX its fences may be indented as JSX is."""
        assert isinstance(state, SpanBlockState)
        if self._has_directives and (end := parse_directive_fence(self, m, state)):
            return end
        indent, fence, info = m["fenced_1"], m["fenced_2"], m["fenced_3"]
        if not self._any_indent or len(indent.expandtabs(4)) < 4:
            return super().parse_fenced_code(m, state)
        if fence[0] == "`" and "`" in info:
            return None
        start = min(m.end() + 1, state.cursor_max)
        closing = re.compile(rf"^[ \t]*{fence[0]}{{{len(fence)},}}[ \t]*(?:\n|$)", re.M).search(state.src, start)
        lines = state.src[start : closing.start() if closing else state.cursor_max].splitlines(keepends=True)
        code = "".join(line.removeprefix(indent) if line.startswith(indent) else line.lstrip(" \t") for line in lines)
        token: Token = {"type": "block_code", "raw": code, "style": "fenced", "marker": fence}
        if info.strip():
            token["attrs"] = {"info": info.strip()}
        state.append_token(token)
        return closing.end() if closing else state.cursor_max

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int | None:
        """An HTML block; with Markdown inside it ends after its tag, in kramdown at its closing tag."""
        assert isinstance(state, SpanBlockState)
        tag = self._markdown_tag.match(state.src, state.cursor) if self._markdown_tag is not None else None
        if tag is not None and tag["name"].lower() in HOLDS_MARKDOWN:
            state.append_token({"type": "block_html", "raw": tag.group()})
            return tag.end()
        start = state.cursor
        if self._only_block_html and m.group().lstrip(" </").lower() in INLINE:
            return None
        end = super().parse_raw_html(m, state)
        if end and self._html_to_its_end and (own := html_end(state, start, end)) != end:
            state.tokens[-1]["raw"] = state.src[start:own]
            return own
        if end and self._fence_ends_html and (own := end_before_fence(state.src, start, end)) != end:
            state.tokens[-1]["raw"] = state.src[start:own]
            return own
        return end

    def parse_setex_heading(self, m: re.Match[str], state: BlockState) -> int | None:
        """As mistune; where only a single line can be underlined, dashes below several lines end the paragraph."""
        last = state.last_token()
        if self._setext_of_one_line and last and last["type"] == "paragraph" and "\n" in last["text"].strip("\n"):
            divides = self.compile_sc(["thematic_break"]).match(state.src, state.cursor)
            return self.parse_method(divides, state) if divides else None
        return super().parse_setex_heading(m, state)

    def parse_atx_heading(self, m: re.Match[str], state: BlockState) -> int:
        """As mistune, but without its pattern for the closing ``#``, which takes quadratic time for white space."""
        text = m.group("atx_2").strip(string.whitespace)
        written = text.rstrip()
        open_text = written.rstrip("#")
        if open_text != written and (not open_text or open_text[-1].isspace()):
            text = open_text.rstrip()
        level = len(m.group("atx_1"))
        state.append_token({"type": "heading", "text": text, "attrs": {"level": level}, "style": "atx"})
        return m.end() + 1

    def _add(self, name: str, pattern: str, parse: Any) -> None:
        """Add a rule that is tried before all others, in every container."""
        self.register(name, pattern, parse, before=self.rules[0])
        for rules in (self.block_quote_rules, self.list_rules):
            rules.insert(0, name)

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        if m.lastgroup == "blank_line":  # no block
            return super().parse_method(m, state)
        assert isinstance(state, SpanBlockState)
        outer = state.context, state.child_start, state.item_starts
        state.context, state.child_start, state.item_starts = m.lastgroup or "", m.start(), []
        before, start = len(state.tokens), m.start()
        end = super().parse_method(m, state)
        if end:
            self._record(m, state, before, start, end)
        state.context, state.child_start, state.item_starts = outer
        return end

    def _record(self, m: re.Match[str], state: SpanBlockState, before: int, start: int, end: int) -> None:
        new = state.tokens[before:]
        if not new:
            last = state.tokens[-1] if state.tokens else None
            if last and last.get("style") == "setext" and "end" not in last:
                last["start"], last["end"] = state.place(last["at"], end)
            return
        for token, following in zip(reversed(new), [None, *reversed(new)], strict=False):
            if "start" in token or token["type"] == "paragraph":
                continue
            token_end = end if following is None or "local" not in following else following["local"]
            token["local"] = start
            if "text" in token or token["type"] == "block_html":  # the others have no inlines
                token["state"] = state
            if m.lastgroup == "indent_code":
                token["start"], token["end"] = state.map.start(start), state.place(start, token_end)[1]
            else:
                token["start"], token["end"] = state.place(start, token_end)
            if token["type"] == "list":
                for item, item_start in zip(token["children"], state.item_starts, strict=False):
                    item["start"] = item_start
        if m.lastgroup == "atx_heading":
            text = m.group("atx_2")
            new[-1]["at"] = m.start("atx_2") + len(text) - len(text.lstrip(" \t"))
            # in CommonMark, trailing white space belongs to the heading
            new[-1]["end"] = state.map.end(m.end())

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        assert isinstance(state, SpanBlockState)
        before, start = len(state.tokens), state.cursor
        if state.src[start] not in " \t" or not state.get_text(state.find_line_end()).strip():
            return None
        if self._components is not None and self._components.match(state.src, start):
            return None
        end = super()._parse_indent_code_fast(state)
        if end is not None and len(state.tokens) > before:
            token = state.tokens[-1]
            token.update(state=state, local=start, start=state.map.start(start))
            token["end"] = state.place(start, end)[1]
        return end

    def parse_ref_link(self, m: re.Match[str], state: BlockState) -> int | None:
        assert isinstance(state, SpanBlockState)
        last = state.last_token()
        below_text = bool(last and last["type"] == "paragraph")
        if below_text and self._definitions_in_text:
            state.append_token({"type": "blank_line"})  # else mistune continues the text
        end = super().parse_ref_link(m, state)
        if end is None and below_text and self._definitions_in_text:
            state.tokens.pop()
        if end and (not below_text or self._definitions_in_text):
            label = m.group("reflink_1")
            key = unikey(label)
            keys = state.env["definition_keys"]
            token: Token = {"type": "definition", "label": label, "key": key, "duplicate": key in keys}
            keys.add(key)
            href = locate_href(state.src, m.end(), 0, block=True)
            if href is not None:
                token["url"], (token["url_start"], token["url_end"]) = href[0], state.place(href[1], href[2])
            state.append_token(token)
        return end
