"""Headings in boxes and tabs: these are their titles, or belong to a text beside the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import cast

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.html_elements import VOID
from postlint.parse.nodes import Heading, HtmlTag
from postlint.spans import Span

#: elements, components and classes of those with a text of their own beside the others
_BOXES = frozenset(("aside", "callout", "admonition", "note", "notice", "tip"))
_CLASSES = _BOXES | {"alert", "box", "hint", "info", "sidebar", "update", "updated", "warning", "well"}
#: a line that opens a fenced element or, without more than its colons, closes the last one
_FENCE = lazy_pattern(r"(?m)^[ \t>]*:{3,}[ \t]*([^:\n]*)")
#: the first heading of a callout is its title, and each of the highest level in a set of tabs the name of one
_BOX = lazy_pattern(r"(?:^|[.\s{])(?:callout(?:-\w+)?|panel-tabset)(?![\w-])")


def is_in_box(doc: Document, heading: Heading) -> bool:
    """Whether a heading stands in a callout or a set of tabs of Quarto, which makes titles of them."""
    if is_in_box not in doc.check_cache:
        doc.check_cache[is_in_box] = _boxes(doc) if ":::" in doc.text else []
    boxes = cast("list[Span]", doc.check_cache[is_in_box])
    at = bisect_right(boxes, heading.span.start, key=lambda box: box.start) - 1
    return at >= 0 and heading.span.start < boxes[at].end


def _boxes(doc: Document) -> list[Span]:
    """The outermost callouts and sets of tabs, in order; one that is not closed ends with the post."""
    found: list[Span] = []
    opened: list[int | None] = []  # where an element begins that is one of these
    for fence in _FENCE.finditer(doc.text, doc.front_matter.span.end):
        if any(code.span.start < fence.start() < code.span.end for code in doc.code):
            continue
        if fence[1].strip():
            opened.append(fence.start() if _BOX.search(fence[1]) else None)
        elif opened and (start := opened.pop()) is not None and not any(one is not None for one in opened):
            found.append(Span(start, fence.end()))
    if (first := next((one for one in opened if one is not None), None)) is not None:
        found.append(Span(first, len(doc.text)))
    return found


def is_unshown(doc: Document, heading: Heading) -> bool:
    """Whether a heading stands in an element that browsers do not show: a template for a script, a hidden part."""
    if is_unshown not in doc.check_cache:
        some = any(not tag.closing and _is_unshown(tag) for tag in doc.html_tags)
        found = inside_elements(doc, doc.headings, _is_unshown) if some else []
        doc.check_cache[is_unshown] = frozenset(one.span.start for one in found)
    return heading.span.start in cast("frozenset[int]", doc.check_cache[is_unshown])


def _is_unshown(tag: HtmlTag) -> bool:
    return tag.name == "template" or "hidden" in tag.attrs


def _is_any(_: HtmlTag) -> bool:
    return True


def inside_elements(
    doc: Document, headings: Sequence[Heading], counts: Callable[[HtmlTag], bool] = _is_any
) -> list[Heading]:
    """Those of some headings in order that begin inside an element of HTML or a component that counts."""
    opened: list[tuple[str, bool]] = []
    found: list[Heading] = []
    tags, at = doc.html_tags, 0
    for heading in headings:
        while at < len(tags) and tags[at].span.start < heading.span.start:
            tag = tags[at]
            if tag.closing:
                last = next((one for one in reversed(range(len(opened))) if opened[one][0] == tag.name), None)
                opened = opened if last is None else [*opened[:last], *opened[last + 1 :]]
            elif tag.name not in VOID and not tag.self_closing:
                opened.append((tag.name, counts(tag)))
            at += 1
        if any(counted for _, counted in opened):
            found.append(heading)
    return found


def is_box(tag: HtmlTag) -> bool:
    classes = (tag.attrs.get("class") or tag.attrs.get("className") or "").lower().split()
    return tag.name.lower() in _BOXES or not _CLASSES.isdisjoint(classes)
