"""Guards text that the post does not show as it is against fixes: templates, shortcodes, math, headers in other files.

The parser sees a placeholder in place of a template. A fix that would write a placeholder, or lose the masked text, is
removed, and so is one of a value that is not in the post.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.parse.front_matter import NOWHERE
from postlint.parse.masks import NOTHING_FILL, OBJECT_FILL
from postlint.parse.nodes import OBJECT, Mask

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.results.hits import Edit, Hit
    from postlint.spans import Span

PLACEHOLDERS = OBJECT + OBJECT_FILL + NOTHING_FILL
#: MDX tags and comments are hidden from the Markdown parser, but read: what is in them may be edited
_READ = frozenset({"jsx", "html-comment-hidden"})
_PLACEHOLDER = lazy_pattern(f"[{PLACEHOLDERS}]+")


def without_unsound_fix(doc: Document, hit: Hit) -> Hit:
    """The hit, without its fix where that would write a placeholder or lose a template."""
    if hit.fix is None or all(_is_sound(doc, edit) for edit in hit.fix.edits):
        return hit
    return hit._replace(fix=None)


def _is_sound(doc: Document, edit: Edit) -> bool:
    text = doc.slice(edit.span)
    if edit.span == NOWHERE and doc.front_matter.is_beside:
        return False
    if any(mark in edit.text and mark not in text for mark in PLACEHOLDERS):
        return False
    for mask in _masks_at(doc, edit.span):
        inside = mask.span.start <= edit.span.start and edit.span.end <= mask.span.end
        if mask.kind in _READ and inside:
            continue
        if not (edit.span.start <= mask.span.start and mask.span.end <= edit.span.end):
            return False
        if doc.slice(mask.span) not in edit.text:
            return False
    return True


def _masks_at(doc: Document, span: Span) -> Iterator[Mask]:
    """The masks that overlap a span; for an insertion, those around the place."""
    masks = doc.masks
    at = bisect_left(masks, span.end, key=lambda mask: mask.span.start)
    # MDX tags may contain other masks, so that the last one before a place is not always the one around it
    for mask in masks[max(0, at - 50) : at]:
        if mask.span.overlaps(span):
            yield mask


def without_placeholders(text: str) -> str:
    """A text for messages, with an ellipsis in place of each placeholder."""
    return _PLACEHOLDER.sub("…", text)
