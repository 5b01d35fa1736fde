"""The kind `occurrence`: how often words or patterns may, or must, be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.checks.kinds.phrases import find
from postlint.checks.kinds.scopes import scope_text
from postlint.document.document import Document
from postlint.findings import Hit


def occurrence(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    exceptions: Sequence[str],
    each: bool,
    min: int,
    max: int | None,
    ignore_case: bool,
    in_: str | Sequence[str],
) -> Iterator[Hit]:
    """Count all words and patterns together, or with `each` one by one.

    Too few: a hit on the first line. Too many: a hit on the first one beyond `max`.
    """
    scope = scope_text(doc, in_)
    for own_words, own_patterns in _questions(words, patterns, each):
        matches = find(scope.text, own_words, own_patterns, ignore_case=ignore_case, exceptions=exceptions)
        found = sorted((scope.span(*match.span()), match.group()) for match in matches)
        wanted = " / ".join([*own_words, *own_patterns])
        values = {"count": len(found), "min": min, "max": max, "wanted": wanted, "match": ""}
        if len(found) < min:
            yield Hit(doc.top, values, message="min")
        elif max is not None and len(found) > max:
            span, text = found[max]
            yield Hit(span, {**values, "match": text}, message="max")


def _questions(
    words: Sequence[str], patterns: Sequence[str], each: bool
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if each:
        yield from (((word,), ()) for word in words)
        yield from (((), (pattern,)) for pattern in patterns)
    elif words or patterns:
        yield words, patterns
