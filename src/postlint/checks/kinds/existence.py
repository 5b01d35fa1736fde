"""The kind `existence`: words or patterns that should not be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.checks.kinds.phrases import find
from postlint.checks.kinds.scopes import scope_text
from postlint.document.document import Document
from postlint.findings import Hit


def existence(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    exceptions: Sequence[str],
    ignore_case: bool,
    in_: str | Sequence[str],
) -> Iterator[Hit]:
    """A hit on each word or pattern that is found."""
    scope = scope_text(doc, in_)
    for match in find(scope.text, words, patterns, ignore_case=ignore_case, exceptions=exceptions):
        yield Hit(scope.span(*match.span()), {"match": match.group()})
