"""A check for sections with too much text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from postlint.checks.headings.divisions import is_dialogue, is_divided_in_bold, is_divided_into_scenes
from postlint.checks.headings.mistaken import is_paragraph
from postlint.checks.headings.outline import is_divided_by_headings
from postlint.checks.headings.tight import has_tight_heading
from postlint.checks.readability.measures import LANGUAGES_WITHOUT_WORD_COUNTS
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Passage, Section
from postlint.prose.fold import fold
from postlint.results.hits import Hit
from postlint.spans import Span

#: elements, components and shortcodes that divide a page in other ways than headings
_DIVIDERS = lazy_pattern(r"details|summary|accordion|collaps|faq|tab|quote|testimonial|question|step", re.I)


def section_too_long(doc: Document, *, max: int, spoken: Sequence[str]) -> Iterator[Hit]:
    """Count the words of the paragraphs between two headings.

    Lists, tables, quotations, footnotes and interviews have a structure of their own and are left out; so is a section
    that is divided in another way (tabs, an accordion of questions, headings without a space behind their hashes), a
    story, one with most of its words in one paragraph, a bibliography, and the record of a talk below a heading that
    has one of the words `spoken`. A post with nothing but one section has no headings but its title: that is a matter
    of `no_headings`. Scripts without spaces have no words to count.
    """
    if not doc.headings or doc.language in LANGUAGES_WITHOUT_WORD_COUNTS:
        return
    words = Counter[int]()
    for sentence in doc.sentences:
        words[id(sentence.passage)] += len(sentence.tokens)
    long = [one for one in doc.sections if sum(words[id(passage)] for passage in one.passages) > max]
    if not long or doc.is_legal or doc.is_specimen or not is_divided_by_headings(doc):
        return
    spoken_words = frozenset(map(fold, spoken))
    for section in long:
        if has_tight_heading(doc, section.span) or (section.heading and is_paragraph(doc, section.heading)):
            continue
        if section.heading and not spoken_words.isdisjoint(_WORD.findall(fold(section.heading.text))):
            continue
        passages = [p for p in section.passages if _is_own_paragraph(doc, p)]
        counts = [words[id(passage)] for passage in passages]
        if sum(counts) <= max or 2 * sorted(counts)[-1] > sum(counts):
            continue
        if not _is_divided(doc, section) and not _is_bibliography(passages):
            values = {"words": sum(counts), "max": max, "text": section.heading.text if section.heading else ""}
            place = section.heading.span if section.heading else _start_of(passages[0])
            yield Hit(place, values, message="default" if section.heading else "introduction")


def _is_own_paragraph(doc: Document, passage: Passage) -> bool:
    outside = not passage.quoted and not (passage.block.inside("item") or passage.block.inside("footnote"))
    return passage.kind == "paragraph" and outside and not doc.quotations.is_whole(passage)


def _is_bibliography(passages: Sequence[Passage]) -> bool:
    """Whether most paragraphs, and several, have a year, or half of them a number: works and notes of a text."""
    dated = sum(bool(_YEAR.search(one.text)) for one in passages)
    numbered = sum(bool(_NOTE.match(one.text)) for one in passages)
    return (len(passages) >= _WORKS and dated > 0.8 * len(passages)) or numbered >= max(_WORKS, len(passages) / 2)


_WORKS = 8
#: the number of a note: "1: ", "[1]", "1)"
_NOTE = lazy_pattern(r"\s*(?:[\[(]\d{1,3}[\])]|\d{1,3}(?:[.:)]\s|\]))")
_WORD = lazy_pattern(r"\w+")
_YEAR = lazy_pattern(r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)")


def _is_divided(doc: Document, section: Section) -> bool:
    start, end = section.span
    names = [tag.name for tag in doc.html_tags if start <= tag.span.start < end]
    names += [doc.slice(mask.span).strip("{}<>%:/ \n")[:40] for mask in doc.masks if start <= mask.span.start < end]
    if any(_DIVIDERS.match(name) for name in names):
        return True
    marked = max(len(pattern.findall(doc.text, start, end)) for pattern in (_QUESTION, _TERM))
    if marked >= _QUESTIONS or is_divided_in_bold(section.passages):
        return True
    return is_divided_into_scenes(doc, section.span) or is_dialogue(section.passages)


#: a question in bold or in an element of its own, at the end of a line; so many are a list of questions and answers
_QUESTION = lazy_pattern(r"(?m)[?？؟](?:\*{1,2}|__?|</\w+>)[ \t]*$")
_QUESTIONS = 3
#: a line that begins with a term in bold and a colon, as those of a glossary or of numbered reasons do
_TERM = lazy_pattern(r"(?m)^[ \t>]*(?:[\d.)-]+[ \t]*)?\*\*[^*\n]{1,60}(?::\*\*|\*\*[ \t]*:)")


def _start_of(passage: Passage) -> Span:
    """The span of the first line of a passage, to mark it without underlining all of it."""
    end = passage.text.find(" ", 60)
    return passage.span(0, end if end >= 0 else len(passage.text))
