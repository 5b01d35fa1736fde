"""A check on the markers of an unresolved merge conflict."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.results.hits import Hit
from postlint.spans import Span

_OPENING = lazy_pattern(r"<{7}(?: .*)?")
_BASE = lazy_pattern(r"\|{7}(?: .*)?")
_CLOSING = lazy_pattern(r">{7}(?: (?:(?!>>).)*)?")


def merge_conflict(doc: Document) -> Iterator[Hit]:
    """Look for lines with the conflict markers of git, outside of code.

    The middle marker ``=======`` also underlines a heading in Markdown, so that it counts only after an opening one.
    """
    if "<" * 7 not in doc.text and ">" * 7 not in doc.text:
        return
    inside = False
    for number in range(1, len(doc.source.line_starts) + 1):
        line = doc.source.line(number)
        if not line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
            continue
        opens, closes = bool(_OPENING.fullmatch(line)), bool(_CLOSING.fullmatch(line))
        middle = inside and (line == "=======" or bool(_BASE.fullmatch(line)))
        if (opens or closes or middle) and not _in_code(doc, span := doc.source.line_span(number)):
            yield Hit(span, {"mark": line[:7]})
            inside = opens or (inside and not closes)


def _in_code(doc: Document, span: Span) -> bool:
    return any(code.span.start <= span.start < code.span.end for code in doc.code)
