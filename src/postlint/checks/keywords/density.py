"""Checks on the use of the focus keyword in the whole text: how often, and how evenly.

Definitions and thresholds follow yoastseo 3.6.0. A post without a focus keyword has no hits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING

from postlint.document.document import Document
from postlint.results.hits import Hit, Related
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.keyword_occurrences import KeywordUse


def keyword_density(
    doc: Document, *, min: float, max: float, stuffing: float, weighted: bool, words: int
) -> Iterator[Hit]:
    """Compare how often the keyword occurs with limits, in a text of at least `words` words.

    Measured is the weighted density of yoastseo 3.6.0 in per cent, or occurrences per hundred words; two occurrences
    are always enough, and never too many. With a `min` of 0 no number is too small.
    """
    use = doc.keyword_use
    if use is None or use.words < words:
        return
    per_percent = use.words / (100 * (use.weight if weighted else 1))
    least, most, too_many = (
        _at_least_two(ceil(min * per_percent)) if min else 0,
        _at_least_two(floor(max * per_percent)),
        _at_least_two(floor(stuffing * per_percent)),
    )
    if least <= use.count <= most:
        return
    yield Hit(
        use.keyword.span,
        {
            "keyword": use.keyword.text,
            "times": _times(use.count),
            "words": use.words,
            "density": round(use.density, 2),
            "short": "once" if least - use.count == 1 else f"{least - use.count} times",
        },
        message=_what(use, least, too_many),
        related=tuple(Related(span, "the keyword") for span in use.spans),
    )


def _what(use: KeywordUse, least: int, too_many: int) -> str:
    """The key of the message about the number of occurrences."""
    if use.count:
        return "few" if use.count < least else "stuffed" if use.count > too_many else "many"
    return "apart" if use.words_apart() else "none"


def keyword_distribution(doc: Document, *, max: int, sentences: int) -> Iterator[Hit]:
    """Compare the longest run of sentences without a word of the keyword with `max` per cent of the text.

    Texts of fewer than `sentences` sentences, or without any of the words, have no hits.
    """
    use = doc.keyword_use
    if use is None:
        return
    units = use.units()
    present = [there for _, there in units]
    if len(units) < sentences or not any(present):
        return
    start, end = _longest_gap(present)
    percent = 100 * (end - start) / len(units)
    if percent <= max:
        return
    gap = Span(units[start][0].start, units[end - 1][0].end)
    yield Hit(
        use.keyword.span,
        {
            "keyword": use.keyword.text,
            "count": end - start,
            "total": len(units),
            "percent": round(percent),
            "first": doc.source.position(gap.start)[0],
            "last": doc.source.position(gap.end)[0],
        },
        related=(Related(gap, "no keyword from here on"),),
    )


def _at_least_two(number: int) -> int:
    return number if number > 2 else 2


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _longest_gap(present: Sequence[bool]) -> tuple[int, int]:
    """The longest run of False: where it starts and where it ends (exclusive)."""
    best = (0, 0)
    start = 0
    for at, there in enumerate([*present, True]):
        if there:
            if at - start > best[1] - best[0]:
                best = (start, at)
            start = at + 1
    return best
