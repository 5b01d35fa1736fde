"""Finds the HTML that reaches no page because the generator's reader of Markdown leaves it out (`no-html`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Image, Link, Mask
from postlint.spans import Span

Written = TypeVar("Written", Link, Image)

#: a shortcode of Hugo whose body its layout gets as it is written, and may print so
_TAG = lazy_pattern(r"\{\{<\s*(/?)\s*([\w./-]+)")


def without_dropped(found: tuple[Written, ...], masks: Sequence[Mask]) -> tuple[Written, ...]:
    """The links or images without those in HTML, of which only the body of a shortcode keeps any."""
    if all(one.kind != "html" for one in found):
        return found
    bodies = list(_bodies(masks))
    return tuple(
        one for one in found if one.kind != "html" or any(a <= one.span.start < b for a, b in bodies)
    )  # fmt: skip


def _bodies(masks: Sequence[Mask]) -> Iterator[Span]:
    """From the start of each shortcode that is closed to its end."""
    opened: list[tuple[str, int]] = []
    for mask in masks:
        if not (tag := _TAG.match(mask.text)):
            continue
        if not tag[1]:
            opened.append((tag[2], mask.span.start))
        elif tag[2] in (names := [name for name, _ in opened]):
            at = len(names) - 1 - names[::-1].index(tag[2])
            yield Span(opened[at][1], mask.span.end)
            del opened[at:]
