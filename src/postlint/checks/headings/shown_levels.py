"""Headings that only show what headings of each level look like."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Heading, Section

#: so many headings without content, each one level below the one before, show the levels
_SHOWN = 4
#: so many headings that name their own level show them
_LEVELS = 2
#: it names a level, to show it
_LEVEL = lazy_pattern(r"(?i)h([1-6])\b")
_WORD = lazy_pattern(r"\w+")


def own_levels(doc: Document, sections: Sequence[tuple[Heading, Section]]) -> set[int]:
    """The positions of headings that name their own level or, in HTML, the class that makes them look like it."""
    found = {
        at
        for at, (heading, _) in enumerate(sections)
        if (named := _LEVEL.match(heading.text)) is not None
        and (int(named[1]) == heading.level or _has_class(doc, heading, named[0].lower()))
    }
    return found if len(found) >= _LEVELS else set()


def _has_class(doc: Document, heading: Heading, name: str) -> bool:
    tag = doc.slice(heading.span).partition(">")[0]
    return heading.kind == "html" and name in _WORD.findall(tag.lower().partition("class")[2])


def shown_levels(sections: Sequence[tuple[Heading, Section]]) -> set[int]:
    """The positions of headings that only show what headings look like, each one level below the one before it."""
    found: set[int] = set()
    begin = 0
    for at, (heading, _) in enumerate(sections):
        if at and not (sections[at - 1][1].empty and heading.level == sections[at - 1][0].level + 1):
            begin = at
        if at - begin >= _SHOWN - 1:
            found.update(range(max(0, begin - 1), at + 1))
    return found
