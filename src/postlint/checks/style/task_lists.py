"""A "TODO" that names a list of tasks, and is no note of the author."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Heading, Section
from postlint.prose.language_data import and_words, load
from postlint.spans import Span

#: from so many other states on, it is one of them
_FEW = 2
#: the word before, without one that is joined to it: "d'un TODO"
_WORD_BEFORE = lazy_pattern(r"(?<!\w)([^\W\d_]+)[ \t]+$")
NAMES_OF_LISTS = ("TODO", "FIXME", "todo")
#: marks that may follow a note in a heading
AROUND = " :.!…"


def names_list(doc: Document, span: Span) -> bool:
    """Whether a "TODO" names a list: it heads the page or a section with a list, or a function word is before it.

    One with boxes to tick, or below an item, may be below a "TODO" that is no heading. "And" is no such word. Behind
    any word, what follows in quotation marks is an entry of the list.
    """
    if not doc.text.startswith(NAMES_OF_LISTS, span.start):
        return False
    if any(_begins_with(section.heading, span) and _is_list(section) for section in doc.sections):
        return True
    if _TASKS.match(doc.text, span.end) or len(_STATES.findall(doc.text)) >= _FEW:
        return True
    word = word_before(doc, span)
    if word and _QUOTED.match(doc.text, span.end):
        return True
    return any(word in load(code).function_words for code in (doc.language, "en") if code)


def _begins_with(heading: Heading | None, span: Span) -> bool:
    """Whether a heading begins with a note, or is one: "TODO", "TODO - what is planned"."""
    return (
        heading is not None
        and heading.span.start <= span.start < heading.span.end
        and heading.text.lstrip(AROUND).startswith(NAMES_OF_LISTS)
    )


def word_before(doc: Document, span: Span) -> str:
    """The word right before a note, which makes it a part of the sentence ("still TODO"); "" for none, or for "and"."""
    word = _WORD_BEFORE.search(doc.text[max(0, span.start - 20) : span.start])
    return "" if word is None or word[1] in and_words() else word[1]


#: an opening quotation mark, as a character or an entity, before a word
_QUOTED = lazy_pattern(r"\s*(?:[\"“„«]|&(?:quot|[lb]dquo|laquo);)\s*\w")


def _is_list(section: Section) -> bool:
    """Whether a section is a page of its own, or has a list in it."""
    if section.empty or section.heading is None:
        return False
    whole_page = section.heading.level == 1 and section.heading.text.strip(AROUND) in NAMES_OF_LISTS
    # a number without a space begins no item, but is meant as one
    return whole_page or any(one.block.inside("item") or _ITEM.match(one.text) for one in section.passages)


_ITEM = lazy_pattern(r"\d{1,2}[.)、．][^\W\d]")


#: items with the names of other states: "- DOING: it is in the oven"
_STATES = lazy_pattern(r"(?m)^[ \t]*[-*+][ \t]+(?!TODO|FIXME|TBD)[A-Z]{3,}\s?[:：]")
#: the rest of a line, and below it a list with boxes to tick, or one that is indented
_TASKS = lazy_pattern(r"[:*_ \t#]*\n(?:\s*(?:[-*+]|\d+[.)])[ \t]+\[[ xX]\][ \t]|[ \t]{2,}(?:[-*+]|\d+[.)])[ \t])")
