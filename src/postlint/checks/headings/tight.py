"""Lines that are meant as headings, and have no ordinary space behind their hashes, or spaces before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Block
from postlint.records import NamedTuple
from postlint.spans import Span


class TightHeading(NamedTuple):
    """The place of the hashes and what stands behind them; `alone` where their paragraph is this line."""

    marks: Span
    rest: str
    alone: bool


def tight_headings(doc: Document) -> tuple[TightHeading, ...]:
    """The lines that Markdown reads as text for want of a space: two hashes and a word, one and a title.

    Where hashes must begin their line, so are indented ones, which have a space before their `rest`.

    A header of bare "Key: value" lines is for Python-Markdown, which reads "##Title" as a heading.
    """
    if tight_headings not in doc.check_cache:
        read = doc.front_matter.format == "meta"
        blocks = (one for one in doc.blocks if one.kind == "paragraph" and "html" not in one.attrs and not read)
        doc.check_cache[tight_headings] = tuple(found for block in blocks for found in _in_block(doc, block))
    return cast("tuple[TightHeading, ...]", doc.check_cache[tight_headings])


def has_tight_heading(doc: Document, place: Span) -> bool:
    """Whether a line meant as a heading stands in a place: what is said of the headings there may be wrong."""
    return any(place.start <= one.marks.start < place.end for one in tight_headings(doc))


#: hashes without a space after them at the start of a line
_HASHES = lazy_pattern(r"^[ \t>]{0,6}(#{1,6})([^\s#]|[^\S \t\n])(.*)$", re.MULTILINE)
#: a line of its own that begins with hashes and has a space behind them; one hash may begin a comment of code
_INDENTED = lazy_pattern(r"[ \t]*(#{2,6})([ \t]+\S.*)\s*")
#: a line with a command after the prompt of a shell
_PROMPT = lazy_pattern(r"^[ \t]*[$%] [A-Za-z./~]", re.MULTILINE)


def _in_block(doc: Document, block: Block) -> Iterator[TightHeading]:
    if doc.text.find("#", *block.span) < 0:
        return
    text = doc.slice(block.span)
    if block.parent is doc.root and (indented := _INDENTED.fullmatch(text)) is not None:
        start = block.span.start + indented.start(1)
        if doc.text[:start].endswith((" ", "\t")) and not any(mask.span.overlaps(block.span) for mask in doc.masks):
            yield TightHeading(Span(start, start + len(indented[1])), indented[2], alone=True)
        return
    hashes = list(_HASHES.finditer(text))
    if not hashes or _PROMPT.search(text):
        return  # among commands, hashes begin comments
    hidden = [i.span for inline in block.inlines for i in inline.walk() if i.kind in ("code", "html")]
    hidden += [mask.span for mask in doc.masks]
    alone = "\n" not in text.strip()
    for found in hashes:
        start = block.span.start + found.start(1)
        if any(span.start <= start < span.end for span in hidden):
            continue
        rest = found[2] + found[3]
        is_title = _reads_as_heading(found[1], rest, alone=alone and block.parent is doc.root)
        if is_title and not (len(found[1]) == 1 and _has_hashtags(doc, rest)):
            yield TightHeading(Span(start, start + len(found[1])), rest, alone)


def _has_hashtags(doc: Document, rest: str) -> bool:
    """Whether one hash begins a hashtag: others stand inside of lines of the post, or its word is a tag of the post."""
    tags = doc.field("tags")
    value = tags.value if tags is not None else None
    names = value if isinstance(value, list) else re.split(r"[,\s]+", value) if isinstance(value, str) else []
    word = _TAG.match(rest)
    if word is not None and any(isinstance(one, str) and one.casefold() == word[0].casefold() for one in names):
        return True
    return any(_HASHTAG.search(passage.text) for passage in doc.passages)


_TAG = lazy_pattern(r"\w+")
#: a line for the compiler of Visual Basic, which has lost its code block
_DIRECTIVE = lazy_pattern(r"(?:End )?Region\b|End If\b|If\b.*\bThen$|Const\b.*=")
#: a word and its meaning: "#Loaves: how many there are"
_LABEL = lazy_pattern(r"\w+[ \t]?[:：]")
_HASHTAG = lazy_pattern(r"[\w:,.!?…] #[^\W\d_]\w+")


def _reads_as_heading(marks: str, rest: str, *, alone: bool) -> bool:
    """Whether hashes are meant as a heading: two or more are; one may be a hashtag ("#GoLang rocks", "#1 reason")."""
    if len(marks) > 1:
        return bool(re.match(r"[\s\w*_`\"“'‘(\[]", rest))
    rest = rest.rstrip("# ")
    words = rest.split()
    first = words[0] if words else ""
    title_like = first[:1].isupper() and (first[1:].islower() or len(first) == 1)
    return (
        alone
        and title_like
        and len(words) > 1
        and not _DIRECTIVE.match(rest)
        and not _LABEL.match(rest)
        and "#" not in rest
        and rest[-1] not in ".!?:;,"
    )
