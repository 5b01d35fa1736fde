"""The kind `measure`: a number of the whole post that is too small or too large."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping

from postlint.document.document import Document
from postlint.results.hits import Hit


def measure(doc: Document, *, of: str, min: float | None, max: float | None) -> Iterator[Hit]:
    """A hit on the first line, with the number as `value`; none where nothing can be measured."""
    value = MEASURES[of](doc)
    if value is None:
        return
    missing = 0 if min is None else min - value
    surplus = 0 if max is None else value - max
    values = {"value": _short(value), "min": min, "max": max, "missing": _short(missing), "surplus": _short(surplus)}
    if missing > 0:
        yield Hit(doc.top, values, message="min")
    elif surplus > 0:
        yield Hit(doc.top, values, message="max")


def _short(number: float) -> float:
    return round(number, 1) if isinstance(number, float) else number


def _words_per_sentence(doc: Document) -> float | None:
    return doc.word_count / len(doc.sentences) if doc.sentences else None


def _sentence_spread(doc: Document) -> float | None:
    """The standard deviation of the sentence lengths, in words: low where all sentences are of equal length."""
    lengths = [len(sentence.tokens) for sentence in doc.sentences]
    return statistics.pstdev(lengths) if len(lengths) > 1 else None


def _headings(level: int) -> Callable[[Document], int]:
    return lambda doc: sum(heading.level == level for heading in doc.headings)


#: the measures by name; None where the post has nothing to measure
MEASURES: Mapping[str, Callable[[Document], float | None]] = {
    "words": lambda doc: doc.word_count,
    "sentences": lambda doc: len(doc.sentences),
    "words-per-sentence": _words_per_sentence,
    "sentence-spread": _sentence_spread,
    "reading-ease": lambda doc: doc.reading.ease(),
    "reading-grade": lambda doc: doc.reading.grade(),
    "paragraphs": lambda doc: sum(passage.kind == "paragraph" for passage in doc.passages),
    "headings": lambda doc: len(doc.headings),
    "h1": _headings(1),
    "h2": _headings(2),
    "h3": _headings(3),
    "questions-as-headings": lambda doc: sum(heading.text.rstrip().endswith("?") for heading in doc.headings),
    "images": lambda doc: len(doc.images),
    "links": lambda doc: len(doc.links),
    "internal-links": lambda doc: sum(doc.is_internal(link.url) for link in doc.links),
    "external-links": lambda doc: sum(doc.is_external(link.url) for link in doc.links),
    "code-blocks": lambda doc: sum(code.kind != "inline" for code in doc.code),
    "tables": lambda doc: len(doc.tables),
}
