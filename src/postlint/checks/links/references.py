"""Questions about labels: references without a definition, definitions without a reference, and twins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from postlint.document.document import Document
from postlint.parse.nodes import Definition, Reference
from postlint.results.hits import Edit, Fix, Hit, Related
from postlint.spans import Span

_LIKE_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)
#: how alike a label and a defined one must be for the first to count as a typing mistake (difflib's ratio)
TYPO_RATIO = 0.8


def undefined_reference(doc: Document) -> Iterator[Hit]:
    """Look for ``[text][label]`` and ``[^label]`` whose label is not defined.

    ``[label]`` alone is prose as often as not: it counts only when it looks like a mistyped defined label.
    """
    unread = {_key(label) for label in _LIKE_DEFINITION.findall(doc.text)}
    known: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for definition in doc.definitions:
        known[definition.footnote][_key(definition.label)] = definition.label.removeprefix("^")
    for reference in doc.references:
        if reference.defined:
            continue
        if reference.explicit and _key(reference.label) in unread:
            # the target may be a template tag, which only a preset that knows it can read
            if not doc.masks:
                yield Hit(reference.span, {"label": reference.label}, "unread")
            continue
        close = _closest(_key(reference.label), known[reference.footnote])
        if not _meant_as_reference(doc, reference, has_close=bool(close)):
            continue
        message = "footnote" if reference.footnote else "default"
        values = {"label": reference.label.removeprefix("^"), "close": close}
        yield Hit(reference.span, values, f"{message}-close" if close else message)


def _key(label: str) -> str:
    return " ".join(label.removeprefix("^").casefold().split())


def _closest(key: str, known: Mapping[str, str]) -> str:
    """The defined label that `key` looks like a mistyped form of, or "". Another number is no typing mistake."""
    digits = _digits(key)
    alike = [other for other in known if abs(len(other) - len(key)) <= 2 and _digits(other) == digits]
    found = get_close_matches(key, alike, n=1, cutoff=TYPO_RATIO)
    return known[found[0]] if found else ""


@lru_cache(maxsize=4096)
def _digits(key: str) -> str:
    return re.sub(r"\D", "", key)


def _meant_as_reference(doc: Document, reference: Reference, *, has_close: bool) -> bool:
    if reference.footnote:
        return True
    if not reference.explicit:
        return has_close and len(reference.key) >= 4
    # "matrix[i][j]" and the citation marks "[1][2]" look like a reference and are none
    before = doc.text[reference.span.start - 1 : reference.span.start]
    written = doc.slice(reference.span)
    return not before.isalnum() and not written.strip("[]").replace("][", "").isdigit()


def unused_definition(doc: Document) -> Iterator[Hit]:
    """Look for definitions that nothing refers to; a fix takes out a link definition with its line."""
    for definition in doc.definitions:
        if definition.used or definition.duplicate or _is_comment(definition):
            continue
        message = "footnote" if definition.footnote else "default"
        fix = None if definition.footnote else Fix((Edit(_whole_lines(doc, definition.span), ""),))
        yield Hit(definition.span, {"label": definition.label}, message, fix=fix)


def duplicate_definition(doc: Document) -> Iterator[Hit]:
    """Look for a second definition of a label: Markdown ignores it."""
    for definition in doc.definitions:
        if not definition.duplicate or _is_comment(definition):
            continue
        kind = definition.footnote
        first = next((d for d in doc.definitions if d.key == definition.key and d.footnote == kind), None)
        related = (Related(first.span, "the definition that counts"),) if first else ()
        yield Hit(definition.span, {"label": definition.label}, related=related)


def _is_comment(definition: Definition) -> bool:
    """``[//]: # (text)`` is a way to write a comment."""
    return not definition.footnote and (definition.label in ("//", "comment") or definition.url in ("#", "<>", ""))


def _whole_lines(doc: Document, span: Span) -> Span:
    end = doc.text.find("\n", span.end)
    start = doc.text.rfind("\n", 0, span.start) + 1
    return Span(start, end + 1 if end >= 0 else len(doc.text))
