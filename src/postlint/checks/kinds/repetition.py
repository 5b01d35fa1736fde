"""The kind `repetition`: the same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress, islice
from operator import eq

from postlint.checks.kinds.scopes import scope_text
from postlint.document.document import Document
from postlint.findings import Edit, Fix, Hit, Span


def repetition(doc: Document, *, allowed: Sequence[str], in_: str | Sequence[str]) -> Iterator[Hit]:
    """A hit on both words, whatever their case and whatever white space is between them; numbers apart.

    Two capitalised words are a name (Bora Bora) more often than a slip, and are left alone.
    """
    fine = {word.lower() for word in allowed}
    scope = scope_text(doc, in_)
    words = _word_pattern().findall(scope.text.lower())
    doubled = set(compress(words, map(eq, words, islice(words, 1, None)))) - fine
    for match in _twice(frozenset(doubled)).finditer(scope.text) if doubled else ():
        first, second = match.group(1), match.group(2)
        if first.lower() in fine or (first[0].isupper() and second[0].isupper()):
            continue
        span = scope.span(*match.span())
        yield Hit(span, {"match": first}, fix=_fix(doc, span, match))


@cache
def _word_pattern() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=64)
def _twice(words: frozenset[str]) -> re.Pattern[str]:
    """One of the words, twice: to look for known words is much faster than to look for any."""
    word = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<![\w'’.&/-])({word})\s+(\1)(?![\w'’&/-])(?!\.\w)", re.IGNORECASE)


def _fix(doc: Document, span: Span, match: re.Match[str]) -> Fix | None:
    """Take the second word out, if both stand in the source as they read."""
    if doc.slice(span).split() != match.group().split():
        return None
    return Fix((Edit(Span(span.start + len(match.group(1)), span.end), ""),))
