"""Attribute lists of Markdown, ``{.class #id key="value"}`` and ``{: key=value}``, of kramdown, Pandoc and others."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import NO_ATTRIBUTES, NO_PLACES, Image, Link, Mask
from postlint.records import NamedTuple
from postlint.spans import Span

_VALUE = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^\s\"'{}]+"
#: one entry of a list
_ENTRY = rf"\.[\w:.-]+|#[\w:./-]+|[\w:@-]+\s*=\s*(?:{_VALUE})"
#: a list after the element that it belongs to; it may span lines
ATTRIBUTE_LIST = rf"\{{:?\s*(?:{_ENTRY})(?:\s+(?:{_ENTRY}|[\w-]+))*\s*\}}"

_PARTS = lazy_pattern(rf"(?P<class>\.[\w:.-]+)|(?P<id>#[\w:./-]+)|(?P<name>[\w:@-]+)\s*=\s*(?P<value>{_VALUE})")
_ESCAPE = lazy_pattern(r"\\(.)")
_FIGURE_ALT = lazy_pattern(r"fig-alt=(?:\"([^\"\n]+)\"|'([^'\n]+)')")
#: the greatest depth of nested figures
_DEEPEST = 8
_COLONS = lazy_pattern(r":{3,}")


class Attributes(NamedTuple):
    """The values of a list by lower-case name, and the span of each, without its quotes."""

    values: Mapping[str, str | None] = NO_ATTRIBUTES
    spans: Mapping[str, Span] = NO_PLACES


def read_attributes(mask: Mask) -> Attributes:
    """The attributes of a list; classes and the id are read as those of HTML."""
    values: dict[str, str | None] = {}
    spans: dict[str, Span] = {}
    for m in _PARTS.finditer(mask.text):
        if m["class"]:
            values["class"] = f"{values.get('class') or ''} {m['class'][1:]}".strip()
            continue
        name = "id" if m["id"] else m["name"].lower()
        start, end = m.span("id" if m["id"] else "value")
        start, end = (start + 1, end) if m["id"] else (start, end)
        if mask.text[start] in "\"'":
            start, end = start + 1, end - 1
        if name not in values:
            spans[name] = Span(mask.span.start + start, mask.span.start + end)
            values[name] = html.unescape(_ESCAPE.sub(r"\1", mask.text[start:end]))
    return Attributes(values, spans)


class AttributeLists:
    """The attribute lists of a post by their start, and the figures of Quarto."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._lists = {mask.span.start: mask for mask in masks if mask.kind == "attributes-hidden"}
        self._figures = sorted(_figures(masks), key=lambda figure: figure[0])

    def for_link(self, link: Link) -> Link:
        """The link with the attributes after it."""
        mask = self._lists.get(link.span.end)
        if mask is None:
            return link
        values = read_attributes(mask).values
        return link._replace(
            rel=tuple((values.get("rel") or "").lower().split()),
            target=values.get("target"),
            title=link.title or values.get("title"),
            attrs=values,
        )

    def for_image(self, image: Image) -> Image:
        """The image with the attributes after it; one of them, or the figure around it, may hold the alt text."""
        mask = self._lists.get(image.span.end)
        found = read_attributes(mask) if mask is not None else Attributes()
        if mask is not None:
            image = image._replace(attrs=found.values, title=image.title or found.values.get("title"))
        name = next((name for name in ("fig-alt", "alt") if found.values.get(name)), None)
        if name is not None:
            return image._replace(alt=found.values[name], alt_span=found.spans[name])
        if not image.alt and self._figures:
            last = bisect_left(self._figures, image.span.start, key=lambda figure: figure[0].start)
            for figure, alt, alt_span in reversed(self._figures[max(0, last - _DEEPEST) : last]):
                if image.span.start < figure.end:
                    return image._replace(alt=alt, alt_span=alt_span)
        return image


def _figures(masks: Sequence[Mask]) -> list[tuple[Span, str, Span]]:
    """The content between ``::: {fig-alt="…"}`` and its end, with the alt text and its span."""
    found: list[tuple[Span, str, Span]] = []
    opened: list[tuple[int, re.Match[str] | None]] = []
    for mask in masks:
        if mask.kind != "directive-hidden":
            continue
        if not _COLONS.fullmatch(mask.text):
            opened.append((mask.span.start, _FIGURE_ALT.search(mask.text)))
        elif opened:
            start, alt = opened.pop()
            if alt is not None:
                place = alt.span(1 if alt[1] is not None else 2)
                base = start + place[0]
                found.append((Span(start, mask.span.end), alt[1] or alt[2], Span(base, base + place[1] - place[0])))
    return found
