"""Parts of a post that a kind can be limited to: the introduction, the first words, a section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from postlint.document.document import Document
from postlint.parse.nodes import Heading
from postlint.spans import Span


def part_spans(doc: Document, part: Mapping[str, Any]) -> Sequence[Span] | None:
    """The spans of a part, the intersection of its limits. None: the whole post; empty: the post has no such part.

    `introduction` is the text before the first heading, `first_words` counts words of prose, and `section` is a regular
    expression for the headings of sections, which reach to the next heading of their level or above.
    """
    spans: Sequence[Span] | None = None
    if part.get("introduction"):
        spans = [_introduction(doc)]
    if (count := part.get("first_words")) is not None:
        spans = _common(spans, [_first_words(doc, count)])
    if pattern := part.get("section"):
        spans = _common(spans, [_section(doc, heading) for heading in section_headings(doc, pattern)])
    return spans


def is_inside(span: Span, spans: Sequence[Span] | None) -> bool:
    """Whether a span begins in a part."""
    return spans is None or any(part.start <= span.start < part.end for part in spans)


def place_of_part(doc: Document, part: Mapping[str, Any]) -> Span:
    """The place for a hit about something missing in a part: the heading of a section, else the top of the post."""
    headings = section_headings(doc, part["section"]) if part.get("section") else []
    return headings[0].text_span if headings else doc.top


def section_headings(doc: Document, pattern: str) -> list[Heading]:
    """The headings that match a regular expression; case does not matter."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return [heading for heading in doc.headings if compiled.search(heading.text)]


def _common(one: Sequence[Span] | None, other: Sequence[Span]) -> Sequence[Span]:
    if one is None:
        return other
    shared = (Span(max(a.start, b.start), min(a.end, b.end)) for a in one for b in other)
    return [span for span in shared if span.start < span.end]


def _introduction(doc: Document) -> Span:
    first = doc.headings[0].span.start if doc.headings else len(doc.text)
    return Span(doc.front_matter.span.end, first)


def _first_words(doc: Document, count: int) -> Span:
    start = doc.front_matter.span.end
    for sentence in doc.sentences:
        if len(sentence.tokens) >= count:
            return Span(start, sentence.passage.span(0, sentence.words[count - 1].end).end)
        count -= len(sentence.tokens)
    return Span(start, len(doc.text))


def _section(doc: Document, heading: Heading) -> Span:
    later = (h for h in doc.headings if h.span.start > heading.span.start and h.level <= heading.level)
    following = next(later, None)
    return Span(heading.span.start, following.span.start if following is not None else len(doc.text))
