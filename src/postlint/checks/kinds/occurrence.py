"""The kind `occurrence`: how often words or patterns may, or must, occur."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from postlint.checks.kinds.parts import part_spans, place_of_part
from postlint.checks.kinds.search import search
from postlint.document.document import Document
from postlint.results.hits import Hit


def occurrence(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    exceptions: Sequence[str],
    unless: Sequence[str],
    each: bool,
    distinct: bool,
    min: int,
    max: int | None,
    per_words: int | None,
    ignore_case: bool,
    in_: str | Sequence[str],
    part: Mapping[str, Any],
) -> Iterator[Hit]:
    """Count all words and patterns together, or with `each` one by one; with `distinct`, what is repeated counts once.

    Too few: a hit on the first line, or on the heading of the section. Too many: a hit on the first one beyond `max`.
    With `per_words`, the limits hold for so many words of the post; a shorter one may have `max`, and need not have
    `min`. A post without the part has no hits.
    """
    if part_spans(doc, part) == []:
        return
    least, most = _scaled(doc, min, max, per_words)
    where: dict[str, Any] = {"in_": in_, "part": part}
    for own_words, own_patterns in _searches(words, patterns, each):
        matches = search(
            doc, own_words, own_patterns, ignore_case=ignore_case, exceptions=exceptions, unless=unless, **where
        )
        found = sorted((one.span, one.text) for one in matches)
        if distinct:
            found = sorted({text.lower(): (span, text) for span, text in reversed(found)}.values())
        wanted = " / ".join([*own_words, *own_patterns])
        values = {"count": len(found), "min": least, "max": most, "wanted": wanted, "match": ""}
        if len(found) < least:
            yield Hit(place_of_part(doc, part), values, message="min")
        elif most is not None and len(found) > most:
            span, text = found[most]
            yield Hit(span, {**values, "match": text}, message="max")


def _scaled(doc: Document, min: int, max: int | None, per_words: int | None) -> tuple[int, int | None]:
    """The limits for a post of its length, in whole occurrences."""
    if per_words is None:
        return min, max
    times = doc.word_count / per_words
    return int(min * times), None if max is None else int(max * times) if times > 1 else max


def _searches(
    words: Sequence[str], patterns: Sequence[str], each: bool
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if each:
        yield from (((word,), ()) for word in words)
        yield from (((), (pattern,)) for pattern in patterns)
    elif words or patterns:
        yield words, patterns
