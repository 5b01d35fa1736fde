"""The kind `repetition`: the same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count, islice
from operator import eq

from postlint.checks.kinds.scopes import scope_text
from postlint.document.document import Document
from postlint.results.hits import Edit, Fix, Hit
from postlint.spans import Span


def repetition(doc: Document, *, allowed: Sequence[str], in_: str | Sequence[str]) -> Iterator[Hit]:
    """A hit on both words, whatever their case and whatever white space is between them; numbers apart.

    Two capitalised words are a name (Bora Bora) more often than a slip, and are left alone.
    """
    fine = {word.lower() for word in allowed}
    scope = scope_text(doc, in_)
    doubled = frozenset(parts for parts in _doubled(scope.words) if "'".join(parts) not in fine)
    for match in _twice(doubled).finditer(scope.text) if doubled else ():
        first, second = match.group(1), match.group(2)
        if first.lower() in fine or (first[0].isupper() and second[0].isupper()):
            continue
        span = scope.span(*match.span())
        yield Hit(span, {"match": first}, fix=_fix(doc, span, match))


def _doubled(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words without digits that stand twice in a row, in their parts: "don't" is two."""
    for size in (1, 2, 3):
        for at in compress(count(), map(eq, words, islice(words, size, None))):
            parts = tuple(words[at : at + size])
            if parts == tuple(words[at + size : at + 2 * size]) and not _HAS_DIGIT.search("".join(parts)):
                yield parts


_HAS_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=64)
def _twice(words: frozenset[tuple[str, ...]]) -> re.Pattern[str]:
    """One of the words, twice: to look for known words is much faster than to look for any."""
    written = ("['’]".join(map(re.escape, parts)) for parts in words)
    word = "|".join(sorted(written, key=len, reverse=True))
    return re.compile(rf"(?<![\w'’.&/-])({word})\s+(\1)(?![\w'’&/-])(?!\.\w)", re.IGNORECASE)


def _fix(doc: Document, span: Span, match: re.Match[str]) -> Fix | None:
    """Take the second word out, if both stand in the source as they read."""
    if doc.slice(span).split() != match.group().split():
        return None
    return Fix((Edit(Span(span.start + len(match.group(1)), span.end), ""),))
