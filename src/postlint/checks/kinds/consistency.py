"""The kind `consistency`: two spellings, of which a post should use only one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postlint.checks.kinds.search import search
from postlint.document.document import Document
from postlint.results.hits import Hit, Related
from postlint.spans import Span


def consistency(
    doc: Document, *, either: Mapping[str, str], ignore_case: bool, in_: str | Sequence[str]
) -> Iterator[Hit]:
    """A hit on each use of the rarer spelling, where a post uses both; if they are even, of the later one."""
    for one, other in either.items():
        uses = [(_uses(doc, word, ignore_case, in_), word) for word in (one, other)]
        if not all(spans for spans, _ in uses):
            continue
        (rare, rare_word), (common, common_word) = sorted(uses, key=lambda use: (len(use[0]), -use[0][0].start))
        for span in rare:
            values = {"match": rare_word, "other": common_word, "count": len(rare), "other_count": len(common)}
            yield Hit(span, values, related=(Related(common[0], common_word),))


def _uses(doc: Document, word: str, ignore_case: bool, in_: str | Sequence[str]) -> list[Span]:
    return sorted(found.span for found in search(doc, (word,), ignore_case=ignore_case, in_=in_))
