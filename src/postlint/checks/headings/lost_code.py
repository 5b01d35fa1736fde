"""Comments and commands of code that stands in no code block: ``# heat the oven``, which Markdown reads as headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from postlint.data.patterns import lazy_pattern
from postlint.document.code_lines import is_code_line
from postlint.document.document import Document
from postlint.parse.nodes import Heading
from postlint.records import NamedTuple

#: from so many comments on, the others among lines of code are so, too
_SURE = 2


def is_lost_comment(doc: Document, heading: Heading) -> bool:
    """Whether a heading is a comment, or a command behind the prompt of a shell, of code without a code block."""
    if is_lost_comment not in doc.check_cache:
        doc.check_cache[is_lost_comment] = frozenset(one.span.start for one in _lost_comments(doc))
    return heading.span.start in cast("frozenset[int]", doc.check_cache[is_lost_comment])


class _Place(NamedTuple):
    """A heading of level 1 and what speaks for code: its own text, lines of code around, an introduction above."""

    heading: Heading
    own: bool
    #: it is the first line of a script
    first: bool
    #: the lines right above or below are code; those after blank lines are
    tight: bool
    near: bool
    introduced: bool
    lower: bool
    #: a block of code ends above it, and a line of code is below
    between: bool


def _lost_comments(doc: Document) -> Iterator[Heading]:
    """The headings of level 1 that are comments, and those without a text that stand beside them, or beside code.

    A text that is code by itself is no heading where another line of code is beside it, or a colon above introduces it.
    One comment above code may be a heading without a blank line; several in a post that has headings of other levels,
    or one in lower case, are comments. What is less sure is one where others are.
    """
    written = [one for one in doc.headings if one.kind == "atx" and not one.block.inside("quote")]
    if doc.is_specimen or not written:
        return
    empty = [one for one in written if not one.text.strip()]
    places = [_place(doc, one) for one in written if one.level == 1 and one.text.strip()]
    own = [
        one
        for one in places
        if one.own and (one.tight or one.near or one.introduced or _SCRIPT.match(one.heading.text))
    ]
    tight = [one for one in places if one.tight and not one.own]
    mixed = bool(own) or any(one.level > 1 for one in written)
    if not (mixed and len(tight) >= _SURE):
        tight = [one for one in tight if one.lower]
    own += [one for one in places if one.between and one.lower and not one.own]
    sure = {one.heading.span.start for one in (*own, *tight)}.union(_rows(doc, written))
    for place in places:
        of_others = place.near if len(sure) >= _SURE else bool(sure) and place.lower and place.introduced
        if place.heading.span.start in sure or of_others or (place.own and len(sure) >= _SURE):
            sure.add(place.heading.span.start)
            yield place.heading
    for heading in empty:
        if _is_request(doc, heading) or (heading.level == 1 and any(one in sure for one in _next_to(doc, heading))):
            sure.add(heading.span.start)
            yield heading


def _place(doc: Document, heading: Heading) -> _Place:
    above, below = _lines_around(doc, heading)
    text = _text(doc, heading)
    first, after = next(filter(None, reversed(above)), ""), next(filter(None, below), "")
    near = is_code_line(after.removeprefix("# ")) or (first.startswith("# ") and is_code_line(first[2:]))
    tight = any(map(is_code_line, (*above[-1:], *below[:1])))
    script, introduced = _SCRIPT.match(text) is not None, first.endswith((":", "："))
    at = doc.text.rfind(first, 0, heading.span.start) if first else -1
    between = is_code_line(after) and any(
        code.kind != "inline" and code.span.start <= at < code.span.end for code in doc.code
    )
    return _Place(heading, script or is_code_line(text), script, tight, near, introduced, text[:1].islower(), between)


def _text(doc: Document, heading: Heading) -> str:
    return doc.slice(heading.span).strip().lstrip("#").strip()


def _lines_around(doc: Document, heading: Heading) -> tuple[Sequence[str], Sequence[str]]:
    """The lines right above and below a heading, up to the first that is not blank."""
    line, _ = doc.source.position(heading.span.start)
    first, _ = doc.source.position(doc.front_matter.span.end)
    above: list[str] = []
    below: list[str] = []
    for at in range(line - 1, first - 1 if first > 1 else 0, -1):
        above.insert(0, doc.source.line(at).strip())
        if above[0]:
            break
    for at in range(line + 1, len(doc.source.line_starts) + 1):
        below.append(doc.source.line(at).strip())
        if below[-1]:
            break
    return above, below


def _next_to(doc: Document, heading: Heading) -> Iterator[int]:
    """Where the headings begin that nothing but blank lines parts from one."""
    at = doc.headings.index(heading)
    for one, other in ((at - 1, at), (at, at + 1)):
        if one >= 0 and other < len(doc.headings):
            between = doc.text[doc.headings[one].span.end : doc.headings[other].span.start]
            if not between.strip():
                yield doc.headings[at - 1 if other == at else other].span.start


def _rows(doc: Document, headings: Sequence[Heading]) -> Iterator[int]:
    """Where the headings of level 1 begin that stand in a row with an empty one between two others: a comment."""
    row: list[Heading] = []
    for heading in (*headings, None):
        if row and (heading is None or heading.level > 1 or doc.text[row[-1].span.end : heading.span.start].strip()):
            texts = [bool(one.text.strip()) for one in row]
            if texts[0] and not all(texts) and 2 * sum(texts) > len(row) + 1 - texts[-1]:
                yield from (one.span.start for one in row)
            row = []
        if heading is not None and heading.level == 1:
            row.append(heading)


def _is_request(doc: Document, heading: Heading) -> bool:
    """Whether hashes part requests to a server, as the editors of ``.http`` files want it."""
    _, below = _lines_around(doc, heading)
    return bool(below) and _REQUEST.match(below[-1]) is not None


_REQUEST = lazy_pattern(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:https?://|/|\{\{)\S|https?://\S+$")
#: the first line of a script
_SCRIPT = lazy_pattern(r"!\s?/(?:usr/)?bin/")
