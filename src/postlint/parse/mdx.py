"""Masks MDX before Markdown is parsed: imports and exports, JSX tags and `{…}`, each at equal length.

A construct that fills its lines is flow and becomes white space; one inside a line becomes fill characters (see
`masks`). The scanner is tolerant: text that it cannot read stays as it is and is reported as a problem.
"""

from __future__ import annotations

import html
import re

from postlint.data.patterns import lazy_pattern
from postlint.parse.ahead import Ahead
from postlint.parse.masks import apply_masks, covered, fenced_spans, without_overlap
from postlint.parse.nodes import Comment, HtmlTag, Mask, SyntaxProblem
from postlint.records import NamedTuple
from postlint.spans import Span

_ESM = lazy_pattern(r"^(?:import|export)\b(?=[ \t{*\"'])", re.M)
_INTERESTING = lazy_pattern(r"`+|\{|<!--|<(?=[A-Za-z/>_$])|\\[{<`]")
_TARGET_BEFORE = lazy_pattern(r"\](?:\(|:)\s*$")
_TAG_NAME = lazy_pattern(r"</?\s*([A-Za-z_$][\w.:$-]*)?")
#: what CommonMark takes for a link: ``<https://rye.example/>``
_ADDRESS = lazy_pattern(r"<(?:[a-z][a-z0-9+.-]*://|mailto:|[\w.+-]+@)[^\s<>{}]+>", re.I)
_ATTRIBUTE_NAME = lazy_pattern(r"[A-Za-z_$:][\w.:$-]*")
_PLAIN_STRING = lazy_pattern(r"\{\s*([\"'`])((?:(?!\1)[^\\])*)\1\s*\}")


class Mdx(NamedTuple):
    """The result of the scan; `masked` is as long as the text."""

    masked: str
    masks: tuple[Mask, ...]
    comments: tuple[Comment, ...]
    tags: tuple[HtmlTag, ...]
    problems: tuple[SyntaxProblem, ...]


def read_mdx(masked: str, text: str, start: int) -> Mdx:
    """Find ESM, JSX and expressions in `masked` from `start` on; values are read from `text`."""
    return _Scanner(masked, text, start).run()


class _Scanner:
    def __init__(self, masked: str, text: str, start: int) -> None:
        self._src = masked
        self._text = text
        self._start = start
        self._masks: list[Mask] = []
        self._comments: list[Comment] = []
        self._tags: list[HtmlTag] = []
        self._problems: list[SyntaxProblem] = []
        self._closings: dict[int, int | None] = {}
        self._blank_line, self._comment_end = Ahead(masked, "\n\n"), Ahead(masked, "*/")
        self._html_comment_end = Ahead(masked, "-->")
        self._fences = fenced_spans(masked, start)
        self._fence_starts = [span.start for span in self._fences]
        found = (match.start() for match in _ESM.finditer(masked, start))
        self._declarations = [one for one in found if not covered(self._fences, one, self._fence_starts)][::-1]
        self._last_esm = 0

    def run(self) -> Mdx:
        at = self._start
        m = _INTERESTING.search(self._src, at)
        while True:
            if m is not None and m.start() < at:  # a search is made once for all declarations before what it finds
                m = _INTERESTING.search(self._src, at)
            if end := self._esm(at, m.start() if m is not None else len(self._src)):
                at = end
                continue
            if m is None:
                break
            begin = m.start()
            if covered(self._fences, begin, self._fence_starts):
                at = begin + 1
            elif m.group()[0] == "`":
                at = self._skip_code(m)
            elif m.group()[0] == "\\":
                at = m.end()
            elif m.group() == "<!--":
                at = self._html_comment(m)
            elif m.group() == "{":
                at = self._expression(begin)
            elif _TARGET_BEFORE.search(self._src, max(self._start, begin - 20), begin):
                at = m.end()  # a link target in angle brackets
            else:
                at = self._tag(begin)
        self._balance()
        return Mdx(self._blank(), tuple(self._masks), tuple(self._comments), tuple(self._tags), tuple(self._problems))

    def _html_comment(self, m: re.Match[str]) -> int:
        """Hide a comment of HTML: it is no MDX, but a generator may remove it before; nothing inside is a problem."""
        inner = self._html_comment_end.find(m.end())
        if inner < 0:
            return m.end()
        span = Span(m.start(), inner + len("-->"))
        self._comments.append(Comment(self._text[m.end() : inner], span, "html"))
        self._masks.append(Mask("html-comment-hidden", span, self._text[span.start : span.end]))
        return span.end

    def _esm(self, at: int, until: int) -> int:
        """Mask the first import or export between two offsets and return its end, else 0.

        One inside of a tag or an expression is behind the first offset: it is a part of code there.
        """
        while self._declarations and self._declarations[-1] < until:
            begin = self._declarations.pop()
            above = self._src[self._start : begin].rstrip(" \t")
            starts_block = above.endswith("\n\n") or not above.strip()
            if begin >= at and (starts_block or (self._last_esm and not self._src[self._last_esm : begin].strip())):
                self._last_esm = self._esm_end(begin)
                self._masks.append(Mask("esm", Span(begin, self._last_esm), self._text[begin : self._last_esm]))
                return self._last_esm
        return 0

    def _esm_end(self, at: int) -> int:
        """ESM ends at the first blank line outside of brackets, strings and templates."""
        depth = 0
        src = self._src
        while at < len(src):
            char = src[at]
            if char in "\"'`" and self._opens_string(at):
                at = self._string_end(at)
                continue
            depth += (char in "{[(") - (char in "}])")
            if char == "\n" and depth <= 0 and re.match(r"[ \t]*(?:\n|$)", src[at + 1 : at + 200]):
                return at
            at += 1
        return len(src)

    def _opens_string(self, at: int) -> bool:
        """Whether a quote begins a string: one behind a letter is an apostrophe in the text of a tag (``don't``)."""
        return self._src[at] == "`" or not self._src[at - 1].isalnum()

    def _string_end(self, at: int) -> int:
        quote = self._src[at]
        at += 1
        while at < len(self._src) and self._src[at] != quote:
            if self._src[at] == "\\":
                at += 1
            elif self._src[at] == "\n" and quote != "`":
                return at
            at += 1
        return at + 1

    def _skip_code(self, m: re.Match[str]) -> int:
        closing = re.compile(r"(?<!`)" + m.group() + r"(?!`)").search(self._src, m.end())
        paragraph_end = self._blank_line.find(m.end())
        if closing and (paragraph_end < 0 or closing.start() < paragraph_end):
            return closing.end()
        return m.end()

    def _expression_end(self, at: int) -> int | None:
        """The end of the `{…}` at `at`, strings and comments skipped; None when it is not closed."""
        if at not in self._closings:
            self._match_braces(at)
        return self._closings[at]

    def _match_braces(self, at: int) -> None:
        """Find the ends of the `{` at `at` and of all inside, so that a thousand unclosed ones take one pass."""
        opened: list[int] = []
        src = self._src
        while at < len(src):
            char = src[at]
            if char in "\"'`" and self._opens_string(at):
                at = self._string_end(at)
                continue
            if src.startswith("/*", at):
                end = self._comment_end.find(at + 2)
                if end < 0:
                    break
                at = end + 2
                continue
            if char == "{":
                opened.append(at)
            elif char == "}":
                self._closings[opened.pop()] = at + 1
                if not opened:
                    return
            at += 1
        self._closings.update(dict.fromkeys(opened))

    def _expression(self, begin: int) -> int:
        end = self._expression_end(begin)
        if end is None:
            message = "'{' opens an expression that is never closed; write '\\{' for a brace"
            self._problems.append(SyntaxProblem("mdx", Span(begin, begin + 1), message))
            return begin + 1
        body = self._text[begin + 1 : end - 1].strip()
        if body.startswith("/*") and body.endswith("*/"):
            self._comments.append(Comment(body[2:-2], Span(begin, end), "mdx"))
            self._masks.append(Mask("comment-hidden", Span(begin, end), self._text[begin:end]))
        elif body.startswith("#") and self._src[end : end + 1] in ("\n", ""):
            # Docusaurus reads {#id} after a heading before MDX does
            self._masks.append(Mask("attributes-hidden", Span(begin, end), self._text[begin:end]))
        else:
            self._masks.append(Mask("expression", Span(begin, end), self._text[begin:end]))
        return end

    def _tag(self, begin: int) -> int:
        name = _TAG_NAME.match(self._src, begin)
        assert name is not None
        if address := _ADDRESS.match(self._src, begin):
            message = "MDX takes no address in angle brackets; write it without them, or as [text](address)"
            self._problems.append(SyntaxProblem("mdx", Span(*address.span()), message))
            self._masks.append(Mask("jsx", Span(*address.span()), address[0]))
            return address.end()
        values: dict[str, str | None] = {}
        spans: dict[str, Span] = {}
        at = name.end()
        src = self._src
        while at < len(src):
            char = src[at]
            if char == ">":
                self._add_tag(begin, at + 1, name, values, spans)
                return at + 1
            if char == "{":
                end = self._expression_end(at)
                if end is None:
                    break
                at = end
            elif attribute := _ATTRIBUTE_NAME.match(src, at):
                at = self._attribute(attribute, values, spans)
            elif char.isspace() or char == "/":
                at += 1
            else:
                break
        if name.group(1):
            message = f"'<{name.group(1)}' begins a tag that is never closed; write '\\<' for the sign"
            self._problems.append(SyntaxProblem("mdx", Span(begin, name.end()), message))
        return begin + 1

    def _balance(self) -> None:
        """Check that every opened tag is closed, in the order of nesting."""
        opened: list[HtmlTag] = []
        for tag in self._tags:
            if not (tag.closing or tag.self_closing):
                opened.append(tag)
            elif tag.closing and tag.name in [other.name for other in opened[-20:]]:
                while opened[-1].name != tag.name:
                    self._unclosed(opened.pop())
                opened.pop()
            elif tag.closing:
                message = f"'</{tag.name}>' closes a tag that is not open here"
                self._problems.append(SyntaxProblem("mdx", tag.span, message))
        for tag in opened:
            self._unclosed(tag)

    def _unclosed(self, tag: HtmlTag) -> None:
        message = f"'<{tag.name}>' is opened here and never closed; close it, or write '<{tag.name} />'"
        self._problems.append(SyntaxProblem("mdx", tag.span, message))

    def _attribute(self, m: re.Match[str], values: dict[str, str | None], spans: dict[str, Span]) -> int:
        key, at, src = m.group().lower(), m.end(), self._src
        values[key], spans[key] = None, Span(at, at)
        equals = re.compile(r"\s*=\s*").match(src, at)
        if equals is None:
            return at
        at = equals.end()
        char = src[at : at + 1]
        if char in ("'", '"'):
            end = src.find(char, at + 1)
            if end < 0:
                return len(src)
            spans[key] = Span(at + 1, end)
            values[key] = html.unescape(self._text[at + 1 : end])
            return end + 1
        if char == "{":
            expression_end = self._expression_end(at)
            if expression_end is None:
                return len(src)
            plain = _PLAIN_STRING.match(self._text, at)
            spans[key] = Span(*plain.span(2)) if plain else Span(at, expression_end)
            values[key] = plain.group(2) if plain else self._text[at:expression_end]
            return expression_end
        return at

    def _add_tag(
        self, begin: int, end: int, name: re.Match[str], values: dict[str, str | None], spans: dict[str, Span]
    ) -> None:
        tag = HtmlTag(
            name=(name.group(1) or "").lower() if (name.group(1) or "").islower() else (name.group(1) or ""),
            span=Span(begin, end),
            attrs=values,
            attr_spans=spans,
            closing=self._src.startswith("</", begin),
            self_closing=self._src[end - 2] == "/",
        )
        self._tags.append(tag)
        self._masks.append(Mask("jsx", tag.span, self._text[begin:end]))

    def _blank(self) -> str:
        """Fill the constructs: flow with spaces, the rest with fill characters."""
        self._masks = without_overlap(self._masks)  # an import in an expression
        flow = _flow_spans(self._src, [mask.span for mask in self._masks])
        as_masks = [Mask("flow", mask.span) if mask.span.start in flow else mask for mask in self._masks]
        return apply_masks(self._src, as_masks)


def _flow_spans(src: str, spans: list[Span]) -> set[int]:
    """Starts of the spans whose lines hold only spans and white space."""
    flow: set[int] = set()
    index = 0
    while index < len(spans):
        line_start = src.rfind("\n", 0, spans[index].start) + 1
        group = [spans[index]]
        alone = src[line_start : spans[index].start].strip(" \t>") == ""
        while True:
            line_end = src.find("\n", group[-1].end)
            line_end = len(src) if line_end < 0 else line_end
            following = index + len(group)
            if following < len(spans) and spans[following].start < line_end:
                alone = alone and not src[group[-1].end : spans[following].start].strip()
                group.append(spans[following])
            else:
                alone = alone and not src[group[-1].end : line_end].strip()
                break
        if alone:
            flow.update(span.start for span in group)
        index += len(group)
    return flow
