"""Checks on the file itself: its bytes, its size, its shortcodes and its MDX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.generators.presets import GENERIC
from postlint.parse.masks import covered
from postlint.results.hits import NO_BOM, ONE_LINE_ENDING, Edit, Fix, Hit, Severity
from postlint.spans import Span, merge_spans


def byte_order_mark(doc: Document) -> Iterator[Hit]:
    """A byte order mark at the start of the file."""
    if doc.source.bom:
        yield Hit(Span(0, 0), fix=Fix(bytes=NO_BOM))


def mixed_line_endings(doc: Document) -> Iterator[Hit]:
    """More than one kind of line ending in the file."""
    if doc.source.mixed_newlines:
        # not every parser ends a line at a CR alone
        yield Hit(doc.top, fix=Fix(bytes=ONE_LINE_ENDING, safe=not doc.source.lone_cr))


def file_too_large(doc: Document, *, max_bytes: int) -> Iterator[Hit]:
    """A text of more than `max_bytes` in UTF-8."""
    size = len(doc.text.encode("utf-8", "surrogatepass"))
    if size > max_bytes:
        yield Hit(doc.top, {"bytes": size, "max": max_bytes})


def unbalanced_shortcode(doc: Document) -> Iterator[Hit]:
    """A shortcode or template tag that is opened and not closed, or the other way round, where these are expanded.

    At one that closes nothing, Hugo stops; one that is never closed was taken for the rest of the post by old versions.
    """
    if doc.preset.shortcodes or doc.preset.name == GENERIC:
        stops = doc.preset.name == "hugo"
        for hit in _problems(doc, "shortcode"):
            closes = stops and _CLOSES.match(doc.text, hit.span.start)
            yield hit._replace(severity=Severity.ERROR) if closes else hit


_CLOSES = lazy_pattern(r"\{\{[<%]-?\s*/")


def mdx_syntax(doc: Document) -> Iterator[Hit]:
    """Syntax that breaks an MDX build: an unclosed tag or expression, an HTML comment."""
    yield from _problems(doc, "mdx")
    if doc.dialect == "mdx" and not doc.preset.data.get("html_comments"):
        masks = [mask.span for mask in doc.masks if mask.kind != "html-comment-hidden"]
        hidden = merge_spans([*(code.span for code in doc.code), *masks])
        starts = [span.start for span in hidden]
        for start, end in _html_comments(doc.text, doc.front_matter.span.end):
            if not covered(hidden, start, starts):
                yield Hit(Span(start, end), message="comment", fix=_as_mdx_comment(doc, Span(start, end)))


def _html_comments(text: str, at: int) -> Iterator[Span]:
    """The HTML comments after an offset; of one that is not closed, the opening."""
    last = text.rfind("-->")
    while (start := text.find("<!--", at)) >= 0:
        inside = start + len("<!--")
        at = text.find("-->", inside) + len("-->") if inside <= last else inside
        yield Span(start, at)


def _as_mdx_comment(doc: Document, span: Span) -> Fix | None:
    """The HTML comment in the syntax of MDX; None for one that is not closed, or that would end early."""
    written = doc.slice(span)
    inside = written[len("<!--") : -len("-->")]
    if not written.endswith("-->") or len(written) < len("<!---->") or "*/" in inside:
        return None
    return Fix((Edit(Span(span.start, span.start + 4), "{/*"), Edit(Span(span.end - 3, span.end), "*/}")))


#: what remark-math reads before MDX: its braces are no expressions
_MATH = lazy_pattern(r"\$\$(?:(?!\$\$)[^\n]|\n(?!\s*\n))+\$\$|\$(?=\S)[^$\n]+(?<=\S)\$(?!\d)")


#: what is text for the first version of MDX: braces, an address in angle brackets, and what is no tag, as its name
#: begins with no letter, or something else stands behind it: ``<key,value>``
_TEXT = lazy_pattern(r"\{|<(?:[a-z][a-z0-9+.-]+:|[^\s<>@]+@)[^\s<>]+>|</?[_$]|<[a-z][\w.-]*[^\s\w.:/>-]", re.IGNORECASE)
_INDENTED = (" " * 4, "\t")


#: so many lines are looked at
_LINES = 200


def _is_indented_code(text: str, at: int) -> bool:
    """Whether a line is in code by its indentation, which the first version of MDX reads: a blank line is above it."""
    start = text.rfind("\n", 0, at) + 1
    for _ in range(_LINES):
        if not text.startswith(_INDENTED, start):
            return False
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        if not text[above:start].strip():
            return True
        start = above
    return False


def _problems(doc: Document, kind: str) -> Iterator[Hit]:
    problems = [problem for problem in doc.parsed.problems if problem.kind == kind]
    if kind == "mdx" and doc.preset.data.get("mdx_1"):
        problems = [one for one in problems if not _TEXT.match(doc.text, one.span.start)]
        problems = [one for one in problems if not _is_indented_code(doc.text, one.span.start)]
    in_math = problems and kind == "mdx" and "$" in doc.text
    found = [Span(*match.span()) for match in _MATH.finditer(doc.text)] if in_math else []
    code = sorted(one.span for one in doc.code) if found else []
    begins = [span.start for span in code]
    math = [span for span in found if not covered(code, span.start, begins)]
    starts = [span.start for span in math]
    for problem in problems:
        if not covered(math, problem.span.start, starts):
            sentence = problem.message[:1].upper() + problem.message[1:]
            yield Hit(problem.span, {"problem": sentence})
