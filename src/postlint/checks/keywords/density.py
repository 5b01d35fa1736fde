"""Does the text as a whole use the focus keyword: often enough, not too often, and all over?

Definitions and thresholds follow yoastseo 3.6.0. Silent for a post without a focus keyword.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from postlint.document.document import Document
from postlint.document.keyword_occurrences import KeywordUse
from postlint.results.hits import Hit, Related
from postlint.spans import Span


def keyword_density(
    doc: Document, *, min: float, max: float, stuffing: float, weighted: bool, words: int
) -> Iterator[Hit]:
    """Does the keyword stand neither too seldom nor too often in a text of at least `words` words?

    Compared is the weighted density of yoastseo 3.6.0 in per cent, or occurrences per hundred words; twice is always
    often enough, and never too often. With a `min` of 0 no number is too small.
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
            "short": least - use.count,
        },
        message=_what(use, least, too_many),
        related=tuple(Related(span, "the keyword") for span in use.spans),
    )


def _what(use: KeywordUse, least: int, too_many: int) -> str:
    """Which message tells how often the keyword stands in the text."""
    if use.count:
        return "few" if use.count < least else "stuffed" if use.count > too_many else "many"
    return "apart" if use.words_apart() else "none"


def keyword_distribution(doc: Document, *, max: int, sentences: int) -> Iterator[Hit]:
    """Is the longest run of sentences without the keyword at most `max` per cent of a text?

    Silent for texts of fewer than `sentences` sentences, and where the keyword does not stand at all.
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
        message="apart" if use.words_apart(gap) else "default",
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
