"""Checks on what stands under the headings of a post: nothing, or too much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from postlint.checks.headings.divisions import is_dialogue, is_divided_in_bold, is_divided_into_scenes
from postlint.checks.headings.heading_text import is_mostly_a_link
from postlint.checks.headings.outline import is_paragraph
from postlint.checks.readability.measures import LANGUAGES_WITHOUT_WORD_COUNTS
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import is_list, is_page
from postlint.document.page_kinds import is_form, is_slides
from postlint.parse.nodes import Heading, Passage, Section
from postlint.prose.fold import fold
from postlint.results.hits import Hit, as_one
from postlint.spans import Span

#: elements, components and shortcodes that divide a page in other ways than headings
_DIVIDERS = lazy_pattern(r"details|summary|accordion|collaps|faq|tab|quote|testimonial|question|step", re.I)

#: a heading of more words is a statement of its own
_LABEL_WORDS = 7

#: and the last one of a post with more than so many words may be its farewell
_LAST_WORDS = 2

#: in scripts without spaces, so many characters say as much as a word
_WIDE_WORD = 2

#: a heading with a number, as of a step; so many of them are a row
_STEP = lazy_pattern(r"(?:\w+\s+)?\d+[.):]\s")
_STEPS = 3

#: the end of a sentence of several words, of an exclamation or of a Chinese sentence, or a comma
_SENTENCE = lazy_pattern(r"\w\s.*\w\.\s*$|[!！。,，]\s*$")

#: a citation of Pandoc, in brackets: [@doe99, p. 3]
_CITATION = lazy_pattern(
    r"\[[^\[\]\n]{0,80}(?<!\w)@\w[^\[\]\n]{0,80}\](?![(:])|(?<![\w@/.])@[A-Za-z][A-Za-z:_-]{1,80}(?:19|20)\d\d[a-z]?\b"
)

#: a name before or after a colon ("Speaker: Ada"), or the number of a part whose name is the next heading ("Part II",
#: "Annex no. 1")
_LABELLED = lazy_pattern(r"\S\s?[:：]\s*\S|^\w+ (?:\w{1,3}\.? )?(?:\d+|[IVXLC]+)$")

_LEVEL = lazy_pattern(r"(?i)h[1-6]\b")
_BULLET = lazy_pattern(r"[•·▪●*–-]\s")

#: tags between a heading and the next one, which stands in an element of its own: a card, a sample
_OPENED, _CLOSED = (
    lazy_pattern(r"<(?:div|section|article|figure)\b"),
    lazy_pattern(r"</(?:div|section|article|figure)>"),
)

#: an element with a name of its own
_NAMED_ELEMENT = lazy_pattern(r"<\w+\s[^<>]*\b(?:id|class)\s*=")

#: the opening of a fenced element, right above a heading: that is the title of the box or of the tab
_BOX = lazy_pattern(r"(?:^|\n)[ \t]*:{3,}[^:\n]+:*[ \t]*\n\s*$")

#: a link to a note
_NOTE_LINK = lazy_pattern(r"\s*!?\[\[[^\[\]\n]*\]\]\s*")

#: the end of an element right behind its title: a card, whose content stands before it
_CLOSES = lazy_pattern(r"\s*</(?:div|section|article|figure|figcaption|a|li|td|header)\b")

#: so many headings without content in a row are one finding
_ROW = 3

#: an entry of a glossary that is another one's, or is said in full: "Rye (see Grain)", "SIM (subscriber module)"
_ENTRY = lazy_pattern(r"\([^()]*\w\s[^()]*\w\)\s*$")
#: a page with so many headings is one that has entries
_ENTRIES = 30

#: so many headings without content, each one level below the one before, show the levels
_SHOWN = 4


def heading_without_content(doc: Document, *, printed_below: Sequence[str]) -> Iterator[Hit]:
    """Look for headings with nothing before the next one of the same or a higher level.

    Some need none: a sentence, an exclamation, one of many words ("Repeat step 2 for all other members"), a link, a
    label with its name ("Speaker: Ada"), a step in a row of numbered ones, last words ("Thanks for reading"), those
    that show the levels of headings; a comma leads on to the next heading. A draft, slides, a form to fill in and a
    sample page may have any.
    Below the last heading of a page that lists posts, the layout may print them. Footnotes and the works that a text
    cites are printed at its end, below a heading with one of the words `printed_below`. From `_ROW` in a row on, they
    are one finding.
    """
    if doc.is_draft() or doc.is_specimen or is_slides(doc) or is_form(doc.posix_path):
        return
    row: list[Hit] = []
    words = {fold(word) for word in printed_below}
    for hit, after in _without_content(doc, words):
        if row and not after:
            yield from _in_a_row(row)
            row = []
        row.append(hit)
    yield from _in_a_row(row)


def _in_a_row(hits: Sequence[Hit]) -> Sequence[Hit]:
    return hits if len(hits) < _ROW else [as_one(hits, "row", len(hits))]


def _without_content(doc: Document, printed_below: Collection[str]) -> Iterator[tuple[Hit, bool]]:
    """The headings without content, each with whether it comes right after another of them."""
    steps = sum(_STEP.match(heading.text) is not None for heading in doc.headings)
    sections = [section for section in doc.sections if section.heading is not None]
    levels = [section.heading.level for section in sections if section.heading is not None]
    shown, last = _shown_levels(sections, levels), -2
    for at, (section, following) in enumerate(zip(sections, [*levels[1:], 0], strict=False)):
        heading = section.heading
        if heading is None or not section.empty or following > heading.level or is_paragraph(doc, heading):
            continue
        if at in shown or (not following and (is_list(doc) or _is_filled(doc, heading, printed_below))):
            continue
        if heading is doc.headings[0] and heading.level == 1 and following == 1:
            continue  # the title of the page
        if 0 < following < heading.level and all(one.empty for one in sections[:at]) and not _has_text_above(doc):
            continue  # a line with the title at the head of the page: its series, its date
        if _BOX.search(doc.text[max(0, heading.span.start - _LINE) : heading.span.start]):
            continue
        if len(sections) == 1 and (is_page(doc) or len(doc.all_passages) == 1):
            continue  # "Page not found"; a page that is nothing but its heading, and has the rest from its layout
        if _LEVEL.match(heading.text):
            continue  # it names a level, to show it
        if _LABELLED.search(heading.text) or len(heading.text.strip()) == 1 or _BULLET.match(heading.text):
            continue  # so is a letter of an index, or an item of a list that is made of headings
        if _opens_element(doc, section) or (heading.kind == "html" and _CLOSES.match(doc.text, heading.span.end)):
            continue
        if _NOTE_LINK.fullmatch(heading.text) or (len(sections) >= _ENTRIES and _ENTRY.search(heading.text)):
            continue
        if is_mostly_a_link(doc, heading) or (steps >= _STEPS and _STEP.match(heading.text)):
            continue
        if _NAMED_ELEMENT.search(doc.text, heading.span.end, section.span.end):
            continue  # the theme or a script fills it
        if any(heading.span.start <= image.span.start < heading.span.end for image in doc.images):
            continue  # an image in the line of the heading is its content
        below = sections[at + 1].heading if following else None
        if below is not None and heading.text.rstrip().endswith((":", "：")) and _BULLET.match(below.text):
            continue  # the items of a list, made of headings
        if below is not None and is_paragraph(doc, below):
            continue  # text that a line of dashes below it has made a heading
        most = _LABEL_WORDS if following or len(sections) == 1 else _LAST_WORDS
        if 0 < _word_count(heading.text) <= most and not _SENTENCE.search(heading.text):
            may_group = following == heading.level < 6 and not sections[at + 1].empty
            yield Hit(heading.span, {"text": heading.text}, message="group" if may_group else "default"), last == at - 1
            last = at


def _word_count(text: str) -> int:
    """The number of words of a heading, of whatever script."""
    wide = len(_WIDE.findall(text))
    return len(_WIDE.sub(" ", text).split()) + -(-wide // _WIDE_WORD)


_WIDE = lazy_pattern("[\u2e80-\u9fff]")
#: the opening of a fenced element is sought in so many characters above a heading
_LINE = 300


def _has_text_above(doc: Document) -> bool:
    """Whether a post has anything to read before its first heading."""
    return any(section.heading is None and not section.empty for section in doc.sections)


def _is_filled(doc: Document, heading: Heading, printed_below: Collection[str]) -> bool:
    """Whether what a generator prints at the end of a post stands below its last heading: footnotes, works."""
    if not any(word in printed_below for word in _WORDS.findall(fold(heading.text))):
        return False
    return any(block.kind == "footnote" for block in doc.root.children) or _cites(doc)


_WORDS = lazy_pattern(r"[^\W\d_]+")


def _cites(doc: Document) -> bool:
    """Whether a post cites as Pandoc reads it, or names a bibliography: the references are printed at its end."""
    return _CITATION.search(doc.text) is not None or doc.front_matter.field("bibliography") is not None


def _opens_element(doc: Document, section: Section) -> bool:
    """Whether an element begins in a section and goes on behind it: the next heading stands in it, as its content."""
    start, end = section.span
    return len(_OPENED.findall(doc.text, start, end)) > len(_CLOSED.findall(doc.text, start, end))


def _shown_levels(sections: Sequence[Section], levels: Sequence[int]) -> set[int]:
    """The positions of headings that only show what headings look like, each one level below the one before it."""
    found: set[int] = set()
    begin = 0
    for at, level in enumerate(levels):
        if at and not (sections[at - 1].empty and level == levels[at - 1] + 1):
            begin = at
        if at - begin >= _SHOWN - 1:
            found.update(range(max(0, begin - 1), at + 1))
    return found


def section_too_long(doc: Document, *, max: int) -> Iterator[Hit]:
    """Count the words of the paragraphs between two headings.

    Lists, tables, quotations and interviews have a structure of their own and are left out; so is a section that is
    divided in another way (tabs, an accordion of questions), a story, one with most of its words in one paragraph, and
    a bibliography. A post with nothing but one section has no headings but its title; `no_headings` judges it. Scripts
    without spaces have no words to count.
    """
    if not doc.headings or doc.language in LANGUAGES_WITHOUT_WORD_COUNTS or doc.is_legal or doc.is_specimen:
        return
    if sum(not section.empty for section in doc.sections) < 2:
        return
    words = Counter[int]()
    for sentence in doc.sentences:
        words[id(sentence.passage)] += len(sentence.tokens)
    for section in doc.sections:
        if section.heading is not None and is_paragraph(doc, section.heading):
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
    outside = not passage.quoted and not passage.block.inside("item")
    return passage.kind == "paragraph" and outside and not doc.quotations.is_whole(passage)


def _is_bibliography(passages: Sequence[Passage]) -> bool:
    """Whether most paragraphs, and several, have a year: the works that a text refers to."""
    return len(passages) >= _WORKS and sum(bool(_YEAR.search(one.text)) for one in passages) > 0.8 * len(passages)


_WORKS = 8
_YEAR = lazy_pattern(r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)")


def _is_divided(doc: Document, section: Section) -> bool:
    start, end = section.span
    names = [tag.name for tag in doc.html_tags if start <= tag.span.start < end]
    names += [doc.slice(mask.span).strip("{}<>%:/ \n")[:40] for mask in doc.masks if start <= mask.span.start < end]
    if any(_DIVIDERS.match(name) for name in names):
        return True
    if len(_QUESTION.findall(doc.text, start, end)) >= _QUESTIONS or is_divided_in_bold(section.passages):
        return True
    return is_divided_into_scenes(doc, section.span) or is_dialogue(section.passages)


#: a question in bold or in an element of its own, at the end of a line; so many are a list of questions and answers
_QUESTION = lazy_pattern(r"(?m)[?？؟](?:\*{1,2}|__?|</\w+>)[ \t]*$")
_QUESTIONS = 3


def _start_of(passage: Passage) -> Span:
    """The span of the first line of a passage, to mark it without underlining all of it."""
    end = passage.text.find(" ", 60)
    return passage.span(0, end if end >= 0 else len(passage.text))
