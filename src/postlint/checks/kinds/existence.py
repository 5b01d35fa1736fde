"""The kind `existence`: words or patterns that should not be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from postlint.checks.kinds.look import look
from postlint.document.document import Document
from postlint.results.hits import Hit


def existence(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    exceptions: Sequence[str],
    unless: Sequence[str],
    ignore_case: bool,
    in_: str | Sequence[str],
    part: Mapping[str, Any],
) -> Iterator[Hit]:
    """A hit on each word or pattern that is found."""
    where: dict[str, Any] = {"in_": in_, "part": part}
    for found in look(doc, words, patterns, ignore_case=ignore_case, exceptions=exceptions, unless=unless, **where):
        yield Hit(found.span, {"match": found.text})
