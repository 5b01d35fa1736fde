"""Questions about the file itself: its bytes, its size, its shortcodes and its MDX."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.document.document import Document
from postlint.findings import Hit, Span


def byte_order_mark(doc: Document) -> Iterator[Hit]:
    """A byte order mark at the start of the file."""
    if doc.source.bom:
        yield Hit(Span(0, 0))


def mixed_line_endings(doc: Document) -> Iterator[Hit]:
    """More than one kind of line ending in the file."""
    if doc.source.mixed_newlines:
        yield Hit(doc.top)


def file_too_large(doc: Document, *, max_kilobytes: int) -> Iterator[Hit]:
    """A text of more than `max_kilobytes` × 1000 bytes in UTF-8."""
    kilobytes = len(doc.text.encode("utf-8", "surrogatepass")) / 1000
    if kilobytes > max_kilobytes:
        yield Hit(doc.top, {"kilobytes": round(kilobytes), "max": max_kilobytes})


def unbalanced_shortcode(doc: Document) -> Iterator[Hit]:
    """A shortcode or template tag that is opened and not closed, or the other way round."""
    yield from _problems(doc, "shortcode")


def mdx_syntax(doc: Document) -> Iterator[Hit]:
    """What an MDX build stumbles over: an unclosed tag or expression, an HTML comment."""
    yield from _problems(doc, "mdx")


def _problems(doc: Document, kind: str) -> Iterator[Hit]:
    for problem in doc.parsed.problems:
        if problem.kind == kind:
            yield Hit(problem.span, {"problem": problem.message})
