"""Spans for removing something from a post: with its line, the blank line after it, or the comma before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.parse.front_matter import Field
    from postlint.parse.nodes import Block

#: kinds of blocks that merge with a neighbour of the same kind when nothing is between them
_MERGING = frozenset({"list", "footnote", "code", "quote", "html"})


def whole_lines(doc: Document, block: Block, span: Span | None = None) -> Span | None:
    """The lines of a block (or of `span`, a part of it), and a blank line beside them, so that one is left.

    None when these lines hold something else, or when the blocks before and after would merge.
    """
    text, (start, end) = doc.text, span or block.span
    end -= text[start:end].endswith("\n")
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = neighbours(block)
    if text[first:start].strip() or text[end:last].strip() or _merge(before, after):
        return None
    blank_before = first <= doc.front_matter.span.end or not _line_before(text, first).strip()
    rest = re.compile(r"\n[ \t]*(?=\n|\Z)").match(text, last)
    if last >= len(text) - 1:
        # at the end of the file, the blank line before goes
        return Span(_blank_line_before(text, first) if blank_before else first, len(text))
    if blank_before and rest is not None:
        return Span(first, min(rest.end() + 1, len(text)))
    if blank_before or rest is not None or "definition" in (before, after):
        return Span(first, last + 1)
    return Span(first, last)  # a blank line has to stay between the blocks before and after


def stands_alone(doc: Document, span: Span) -> bool:
    """Whether the lines right before and after those of a span are blank, or none are there."""
    text, (start, end) = doc.text, span
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end - text[start:end].endswith("\n"))
    blank_before = first <= doc.front_matter.span.end or not _line_before(text, first).strip()
    return blank_before and (last < 0 or not _line_before(text, text.find("\n", last + 1) + 1 or len(text) + 1).strip())


def _line_before(text: str, start: int) -> str:
    end = max(start - 1, 0)
    return text[text.rfind("\n", 0, end) + 1 : end]


def _blank_line_before(text: str, start: int) -> int:
    """Where the blank line before a line begins; the start of the line itself at the top of the file."""
    return text.rfind("\n", 0, start - 1) + 1 if start > 1 else start


def neighbours(block: Block) -> tuple[str, str]:
    """The kinds of the blocks before and after in the same container; "" for none."""
    siblings = block.parent.children if block.parent is not None else ()
    at = bisect_left(siblings, block.span, key=lambda sibling: sibling.span)
    before = siblings[at - 1].kind if at > 0 else ""
    after = siblings[at + 1].kind if at + 1 < len(siblings) else ""
    return before, after


def _merge(before: str, after: str) -> bool:
    """Whether blocks of these kinds merge when nothing is between them: an indented block becomes part of a list."""
    return (before in _MERGING and before == after) or (before in ("list", "footnote") and after == "code")


def list_item(doc: Document, field: Field, index: int) -> Span | None:
    """An item of a list in the front matter (not the first), with the text between it and the one before it.

    None when there is a comment in that text.
    """
    before = doc.front_matter.field(*field.path, index - 1)
    item = doc.front_matter.field(*field.path, index)
    if before is None or item is None or index < 1:
        return None
    between = doc.text[before.span.end : item.span.start]
    return Span(before.span.end, item.span.end) if re.fullmatch(r"\s*,?\s*|\s*\n[ \t]*-[ \t]+", between) else None
