"""The fences of code blocks: the block that nothing closes, and where text and code are swapped before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Code
from postlint.records import NamedTuple
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

_FENCE = lazy_pattern(r"(?m)^[ \t>]*(`{3,}(?=[^`\n]*$)|~{3,})(.*)$")
_EXPANDED = frozenset(("liquid", "nunjucks"))
_TAG = lazy_pattern(r"\{%[^%\n]*%\}")


class UnclosedBlock(NamedTuple):
    """A fenced block that goes on to the end of the post: its fence, and the lines like fences inside of it."""

    code: Code
    opening: re.Match[str]
    inside: Sequence[re.Match[str]]


def fences(doc: Document, span: Span) -> list[re.Match[str]]:
    """The lines of a block that look like fences, once the tags beside them are gone: ``{% endraw %}``."""
    text = doc.slice(span).rstrip()
    if _EXPANDED.intersection(doc.preset.shortcodes):
        text = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    return list(_FENCE.finditer(text))


def unclosed_block(doc: Document) -> UnclosedBlock | None:
    """The last fenced block of a post, if nothing closes it and something is in it."""
    last = next((code for code in reversed(doc.code) if code.kind == "fenced"), None)
    if last is None or not last.text.strip() or last.span.end < len(doc.text.rstrip()):
        return None
    opening, *inside = fences(doc, last.span)
    if inside and _closes(opening[1], inside[-1]) and inside[-1].end() == len(inside[-1].string):
        return None
    return UnclosedBlock(last, opening, inside)


def _closes(marks: str, fence: re.Match[str]) -> bool:
    """Whether a fence closes a block that began with some marks."""
    return fence[1].startswith(marks) and not fence[2].strip()


def swapped_from(doc: Document) -> int:
    """From where on what is read as text may be code, and the other way round; behind the text where it is not.

    Where a bare fence opens the unclosed block at the end, a fence is missing or too many before it: any one since the
    last fence that names a language, which surely opens a block.
    """
    if swapped_from not in doc.check_cache:
        doc.check_cache[swapped_from] = _swapped_from(doc)
    return cast("int", doc.check_cache[swapped_from])


def _swapped_from(doc: Document) -> int:
    unclosed = unclosed_block(doc)
    if unclosed is None or unclosed.opening[2].strip():
        return len(doc.text)
    start = unclosed.code.span.start
    for code in reversed([one for one in doc.code if one.kind == "fenced"]):
        if code.info:
            return code.span.end
        start = code.span.start
    return start
