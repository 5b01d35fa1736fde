"""The kind `existence`: words or patterns that should not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from postlint.checks.kinds.search import Found, search
from postlint.checks.kinds.substitution import taken_out
from postlint.document.document import Document
from postlint.results.hits import Fix, Hit


def existence(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    exceptions: Sequence[str],
    unless: Sequence[str],
    quoted: bool,
    names: bool,
    ignore_case: bool,
    in_: str | Sequence[str],
    part: Mapping[str, Any],
) -> Iterator[Hit]:
    """A hit on each match of a word or pattern."""
    where: dict[str, Any] = {"in_": in_, "part": part, "quoted": quoted, "names": names}
    for found in search(doc, words, patterns, ignore_case=ignore_case, exceptions=exceptions, unless=unless, **where):
        yield Hit(found.span, {"match": found.text}, fix=_fix(doc, found))


def _fix(doc: Document, found: Found) -> Fix | None:
    """Remove the match, for cards that declare this as a fix; the rest has to be complete without it."""
    verbatim = doc.slice(found.span).split() == found.text.split()
    follows = re.compile(r" *[^\W\d_]").match(doc.text, found.span.end)
    return taken_out(doc, found.span) if verbatim and follows else None
