"""Checks on the outline of a post: the levels of its headings, and which there are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest

from postlint.checks.headings.boxes import inside_elements, is_box, is_in_box, is_unshown
from postlint.checks.headings.divisions import is_dialogue, is_divided_in_bold, is_divided_into_scenes
from postlint.checks.headings.mistaken import is_doubled, is_long_paragraph, is_paragraph, is_swapped, shown_text
from postlint.checks.headings.tight import has_tight_heading
from postlint.checks.readability.measures import LANGUAGES_WITHOUT_WORD_COUNTS
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import title_of_name
from postlint.document.page_kinds import is_front_page, is_slides
from postlint.generators.layouts import MAIN, NONE, WITH_SUBHEADING
from postlint.generators.page_layouts import title_heading
from postlint.parse.nodes import Heading, Passage
from postlint.results.hits import Edit, Fix, Hit, Related, Severity, of_one_cause
from postlint.spans import Span


def outline(doc: Document) -> list[Heading]:
    """The headings of the post's own outline: those in block quotes belong to the quoted text.

    A page that shows what headings look like has none. Where text and code are swapped, they may be comments; one
    with hashes twice is of no known level, nor is a whole paragraph behind hashes, and one in a callout or a set of
    tabs is the title of these.
    """
    if doc.is_specimen:
        return []
    return [
        heading
        for heading in doc.headings
        if not (heading.block.inside("quote") or is_paragraph(doc, heading) or is_swapped(doc, heading))
        and not (is_doubled(doc, heading) or is_long_paragraph(heading))
        and not (is_in_box(doc, heading) or is_unshown(doc, heading))
    ]


def prints_title(doc: Document) -> bool:
    """Whether the generator prints the title of the page as its H1, surely or as most themes do."""
    return printed_title(doc) != NONE


def printed_title(doc: Document) -> int | None:
    """How the layout of the page prints its title, as `layouts` puts it; None where it is elsewhere, or not known.

    That of the front page stands in no heading; and where all headings are lowered, none is on its level.
    """
    data = doc.preset.data
    if is_front_page(doc) or data.get("lowers_headings") or not (doc.preset.title_is_h1 or _is_in_layouts_of_site(doc)):
        return NONE
    found = title_heading(data, doc.front_matter.values, doc.site_path)
    if not doc.preset.title_is_h1:
        return found or NONE
    # without layouts, the generator prints it
    return found if found is not None or "title_in_layouts" in data else MAIN


def may_print_title(doc: Document) -> bool:
    """Whether some layouts of the site print a title as the main heading, and that of the page is not known."""
    if is_front_page(doc) or not _is_in_layouts_of_site(doc):
        return False
    return title_heading(doc.preset.data, doc.front_matter.values, doc.site_path) is None


def _is_in_layouts_of_site(doc: Document) -> bool:
    """Whether layouts of the site print a title where its generator leaves that to them."""
    data = doc.preset.data
    return doc.preset.title_is_h1 is None and data.get("title_in_layouts") == "site" and "layouts" in data


def heading_increment(doc: Document, *, max_step: int) -> Iterator[Hit]:
    """Compare each heading with the one before it; the first with the title, where the title is an H1.

    Where a layout of the site prints another heading below the title, the first one may come below that. An H1 that is
    not the title counts as a heading of level 2; headings without a text are left to their own rule. The title of a
    box, a byline and the caption of a table or figure are no part of the outline. Those of slides are chosen by size.
    """
    if is_slides(doc):
        return
    boxed = inside_elements(doc, outline(doc), is_box)
    headings = [one for one in outline(doc) if one.text.strip() and one not in boxed and not _CAPTION.match(one.text)]
    levels = _levels(doc, headings)
    is_titled = bool(headings) and headings[0].level > 1 + max_step and bool(doc.string("title") or title_of_name(doc))
    title = printed_title(doc) if is_titled else NONE
    above = 2 if title == WITH_SUBHEADING else 1
    if title != NONE and headings[0].level > above + max_step and not _is_unread(doc, headings[0]):
        values: dict[str, str | int] = {"level": headings[0].level, "marks": _marks(headings[0], headings[0].level)}
        values |= {"wanted_marks": _marks(headings[0], 2), "also": _and_likes(headings)}
        severity = Severity.INFO if title is None else None
        if title_words(shown_text(doc, headings[0])) == title_words(doc.string("title")):
            yield Hit(headings[0].span, {"text": headings[0].text.strip()}, message="repeated", severity=severity)
        else:
            misleads = _misleads(headings, 1 + max_step)
            fix = None if misleads else _raised(doc, headings, 1 + max_step)
            yield Hit(headings[0].span, values, "first-plain" if misleads else "first", severity, fix)
    steps: dict[tuple[str, str, int, int], list[Hit]] = defaultdict(list)
    for at, (before, after) in enumerate(pairwise(headings), start=1):
        wanted = levels[at - 1] + max_step
        if after.level > wanted and not _is_unread(doc, after, before):
            values = {
                "previous": before.level,
                "previous_marks": _marks(before, before.level),
                "level": after.level,
                "marks": _marks(after, after.level),
                "wanted": wanted,
                "wanted_marks": _marks(after, wanted),
                "also": _and_likes(headings[at:]),
            }
            # an H1 that is not the title has to be lowered, too
            message = "default" if levels[at - 1] == before.level else "below-h1"
            many, misleads = f"{message}-many", _misleads(headings[at:], wanted)
            message += "-plain" if misleads else ""
            # small print: a credit, a caption, a byline
            severity = Severity.INFO if after.level == _SMALLEST and after.level > before.level + _FAR else None
            fix = None if misleads else _raised(doc, headings[at:], wanted)
            # what is true of each of many headings does not say which others go with it
            many += "-plain" if misleads or values["also"] else ""
            steps[message, many, before.level, after.level].append(Hit(after.span, values, message, severity, fix))
    for (_, many, *levels), hits in steps.items():
        yield from of_one_cause(hits, _FEW, many, cause=f"{doc.source.path}:{levels}")


def _misleads(headings: Sequence[Heading], wanted: int) -> bool:
    """Whether a later section would come below the first of some headings, and those with it, if these were raised."""
    after = next((one.level for one in headings if one.level < headings[0].level), 0)
    return after > wanted


#: a heading of the last level so far below the one before is mostly chosen for its small type
_SMALLEST, _FAR = 6, 2
#: more of the same step in a post are the way of the author, and one finding
_FEW = 3


def _and_likes(headings: Sequence[Heading]) -> str:
    """The headings that stand beside the first of some, to be raised with it; else they would come below it."""
    group = takewhile(lambda heading: heading.level >= headings[0].level, headings)
    count = sum(heading.level == headings[0].level for heading in group) - 1
    return "" if not count else f", and likewise the next {'one' if count == 1 else count} of its level"


def _is_unread(doc: Document, heading: Heading, before: Heading | None = None) -> bool:
    """Whether a line between two headings, or above the first one, is meant as a heading, too."""
    return has_tight_heading(doc, Span(before.span.end if before is not None else 0, heading.span.start))


def _levels(doc: Document, headings: Sequence[Heading]) -> list[int]:
    """The levels of headings, where each H1 but the title of the page is one of level 2: it stands below others."""
    title = title_words(doc.string("title"))
    levels: list[int] = []
    has_title = bool(title) and prints_title(doc)
    for heading in headings:
        is_other = heading.level == 1 and (has_title or is_late(doc, heading))
        is_other = is_other and title_words(shown_text(doc, heading)) != title
        levels.append(2 if is_other else heading.level)
        has_title = has_title or heading.level == 1
    return levels


def is_late(doc: Document, h1: Heading) -> bool:
    """Whether an H1 stands behind sections of level 2, so that it is one like them and no title."""
    before = takewhile(lambda heading: heading is not h1, outline(doc))
    return sum(heading.level == _OF_SECTIONS for heading in before) >= _SECTIONS


#: so many headings of the level of sections above an H1 make it one of these
_OF_SECTIONS, _SECTIONS = 2, 2


def title_words(text: str) -> set[str]:
    """The words in lower case, with "ü" and "ue" alike: titles are often written without umlauts."""
    plain = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return set((_ASCII_WORD if plain.isascii() else _TITLE_WORD).findall(plain))


#: letters of Chinese and Japanese, and others: between these, a space is optional ("2023年", "2023 年")
_TITLE_WORD = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff]+|[^\W\u3040-\u30ff\u3400-\u9fff]+")
#: the same for ASCII: the ranges take longer to compile than all other patterns of headings
_ASCII_WORD = lazy_pattern(r"\w+")


def _marks(heading: Heading, level: int) -> str:
    """How a heading of a level is written in the syntax of another: ``###`` or ``<h3>``."""
    return f"<h{level}>" if heading.kind == "html" else "#" * level


def _raised(doc: Document, headings: Sequence[Heading], level: int) -> Fix | None:
    """Raise a heading to a level, and the headings below it by as much; ``#`` headings only.

    A heading in an element may have its level from there: a box, the summary of details.
    """
    steps = headings[0].level - level
    group = list(takewhile(lambda heading: heading.level >= headings[0].level, headings))
    if inside_elements(doc, group):
        return None
    edits: list[Edit] = []
    for heading in group:
        marks = re.compile(r" {0,3}(#{1,6})(?!#)(?:.*[ \t](#+)[ \t]*$)?").match(doc.slice(heading.span).rstrip("\n"))
        if heading.kind != "atx" or marks is None or len(marks[1]) != heading.level:
            return None
        start = heading.span.start + marks.start(1)
        edits.append(Edit(Span(start, start + steps), ""))
        if marks[2] and len(marks[2]) == heading.level:
            start = heading.span.start + marks.start(2)
            edits.append(Edit(Span(start, start + steps), ""))
    return Fix(tuple(edits))


#: the label of a table, a figure or a listing, in the languages of the West, in Russian, and in those of East Asia; who
#: wrote a part
_CAPTION = lazy_pattern(
    r"\s*(?:(?:tab|taul|fig|abb|рис|табл|листинг)\w*|listings?|listado|listagem|listato)\.?\s*\d"
    r"|\s*(?:[图圖図表]|清单|清單|代码|程式碼|그림|표|リスト|Hình|Bảng)\s*\d"
    r"|\s*(?:authors?|(?:written|posted|edited|translated) by|speakers?|editors?)\s*[:：]\s*\S",
    re.IGNORECASE,
)


def duplicate_heading(doc: Document) -> Iterator[Hit]:
    """Compare headings of one level that have the same parent heading; case does not matter.

    Labels may be alike (with a colon at the end, or with code below), as are headings that stand often under the same
    parent: who speaks, or a step that is done again and again.
    """
    labels = frozenset(_labels(doc))
    alike: dict[tuple[int, int, str], list[Heading]] = defaultdict(list)
    path: list[tuple[int, int]] = []  # (level, index) of the headings above the current one
    headings = outline(doc)
    for index, heading in enumerate(headings):
        while path and path[-1][0] >= heading.level:
            path.pop()
        parent = path[-1][1] if path else -1
        path.append((heading.level, index))
        text = _plain(heading)
        if not text or text in labels or heading.text.rstrip().endswith((":", "：")):
            continue
        alike[parent, heading.level, text].append(heading)
    for (parent, _, _), (first, *others) in alike.items():
        for heading in others if len(others) < _LABEL else ():
            yield Hit(
                heading.text_span,
                {"text": heading.text, "parent": headings[parent].text if parent >= 0 else ""},
                message="default" if parent >= 0 else "top",
                related=(Related(first.text_span, "the first heading with this text"),),
            )


def _labels(doc: Document) -> Iterator[str]:
    """The texts of headings that once have only code or images below them ("Output"), or nothing ("Save and exit").

    A heading right above its twin is no label, nor is one that only subheadings follow.
    """
    sections = [section for section in doc.sections if section.heading is not None]
    for section, following in zip_longest(sections, sections[1:]):
        heading, after = section.heading, following.heading if following is not None else None
        if heading is None or section.passages:
            continue
        stands_alone = after is not None and after.level <= heading.level and _plain(after) != _plain(heading)
        if not section.empty or stands_alone:
            yield _plain(heading)


def _plain(heading: Heading) -> str:
    return " ".join(heading.text.casefold().split())


#: a heading that stands again so often under the same parent is a label
_LABEL = 3


def no_headings(doc: Document, *, max_words: int) -> Iterator[Hit]:
    """Expect a heading in a post with code or a table, and more than `max_words` words of running text.

    Those are posts to look things up in; an essay, a diary or a story is read from end to end. Paragraphs that begin
    in bold type divide a text as well: the questions of an interview. So do lines between scenes. One paragraph alone
    may have no heading. A heading above all of the text is its title, and divides nothing. Scripts without spaces have
    no words to count.
    """
    divided = is_divided_by_headings(doc)
    if doc.language in LANGUAGES_WITHOUT_WORD_COUNTS or divided or not _is_for_reference(doc):
        return
    counts = Counter[int]()
    for sentence in doc.running_sentences:
        if sentence.passage.kind == "paragraph" and not doc.quotations.is_whole(sentence.passage):
            counts[sentence.passage_index] += len(sentence.tokens)
    words = counts.total()
    if words <= max_words or doc.is_legal or 2 * sorted(counts.values())[-1] > words:
        return
    if (
        is_divided_in_bold(doc.passages)
        or is_dialogue(doc.passages)
        or any(_MEANT.match(one.text) for one in doc.passages)
    ):
        return  # malformed-heading reports those without a space
    if not is_divided_into_scenes(doc, doc.root.span):
        yield Hit(doc.top, {"words": words, "max": max_words})


def is_divided_by_headings(doc: Document) -> bool:
    """Whether a post has more headings than its title: text in several sections, or in one below the title."""
    with_text = [at for at, section in enumerate(doc.sections) if not section.empty]
    if len(with_text) != 1:
        return len(with_text) > 1
    return any(section.heading is not None for section in doc.sections[: with_text[0]])


def _is_for_reference(doc: Document) -> bool:
    """Whether a post has what readers come back to look up: a table, or more than one sample of code."""
    return sum(one.kind != "inline" for one in doc.code) > 1 or any(one.kind == "cell" for one in doc.passages)


#: what is meant as a heading, but has no space behind its hashes: "##Title", "#Title#"
_MEANT = lazy_pattern(r"(?:#[^\s#!][^#\n]*[^#\s]#|#{2,6}[^\s#!/])")


def required_section(doc: Document, *, sections: Sequence[str]) -> Iterator[Hit]:
    """Expect for each pattern a heading that matches it; case does not matter."""
    for section in sections:
        pattern = re.compile(section, re.IGNORECASE)
        if not any(pattern.search(heading.text) for heading in doc.headings):
            yield Hit(doc.top, {"section": section})


def heading_passages(doc: Document) -> Iterator[tuple[Heading, Passage | None]]:
    """Each heading that is no paragraph by accident and no sample, with its passage; None for one written as HTML.

    The headings of slides are their text.
    """
    by_block = {id(p.block): p for p in doc.all_passages if p.kind == "heading"}
    for heading in () if doc.is_specimen or is_slides(doc) else doc.headings:
        if not (is_paragraph(doc, heading) or is_swapped(doc, heading)):
            yield heading, by_block.get(id(heading.block))
