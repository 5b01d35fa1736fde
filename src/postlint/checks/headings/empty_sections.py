"""A check for headings under which nothing stands: plans that were never written, and heads of groups.

Some headings need no text below them. They say all by themselves, they are lines of the title or of a list, or a
generator prints what belongs below them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from postlint.checks.headings.heading_text import is_mostly_a_link
from postlint.checks.headings.mistaken import is_paragraph
from postlint.checks.headings.shown_levels import own_levels, shown_levels
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import is_list, is_page
from postlint.document.page_kinds import is_among_forms, is_form, is_slides
from postlint.parse.nodes import Heading, Section
from postlint.prose.fold import fold
from postlint.records import NamedTuple
from postlint.results.hits import Hit, of_one_cause

#: a heading of more words is a statement of its own
_LABEL_WORDS = 7

#: and the last one of a post with more than so many words may be its farewell
_LAST_WORDS = 2

#: in scripts without spaces, so many characters say as much as a word
_WIDE_WORD = 2

#: a heading with a number, as of a step; so many of them are a row
_STEP = lazy_pattern(r"(?:\w+\s+)?\d+(?:[.):]|\s[—–-])\s")
_STEPS = 3

#: the end of an exclamation or of a Chinese sentence, or a comma
_ENDS = tuple("!！。,，")

#: a citation of Pandoc, in brackets: [@doe99, p. 3]
_CITATION = lazy_pattern(
    r"\[[^\[\]\n]{0,80}(?<!\w)@\w[^\[\]\n]{0,80}\](?![(:])|(?<![\w@/.])@[A-Za-z][A-Za-z:_-]{1,80}(?:19|20)\d\d[a-z]?\b"
)

#: a name before or after a colon ("Speaker: Ada"), or the number of a part whose name is the next heading ("Part II",
#: "Annex no. 1"); no year, as in "Plans for 2025"
_LABELLED = lazy_pattern(r"\S\s?[:：]\s*\S|^\w+ (?:\w{1,3}[.º°] ?|№ ?)?(?:\d{1,3}|[IVX][IVXLC]*)$")

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

#: a page with so many headings is one that has entries
_ENTRIES = 30

#: the opening of a fenced element is sought in so many characters above a heading
_LINE = 300

_WORDS = lazy_pattern(r"[^\W\d_]+")
_NAME = lazy_pattern(r"[^\W_]+")
_WIDE = lazy_pattern("[\u2e80-\u9fff]")


class _Outline(NamedTuple):
    """The sections of a post that have a heading, and what is known of all of them."""

    doc: Document
    sections: Sequence[tuple[Heading, Section]]
    #: the position of the first section with content; nothing but headings is before it
    begin: int
    #: the position behind the lines of the title: its series, its date
    title_end: int
    #: how many headings begin with the number of a step
    steps: int
    #: the positions of headings that only show what headings look like
    shown: Collection[int]

    def following(self, at: int) -> Heading | None:
        """The heading after the one at a position."""
        return self.sections[at + 1][0] if at + 1 < len(self.sections) else None


def heading_without_content(doc: Document, *, printed_below: Sequence[str], generated: Sequence[str]) -> Iterator[Hit]:
    """Look for headings with nothing before the next one of the same or a higher level.

    A draft, slides, a form to fill in and a sample page may have any. From `_ROW` in a row on, they are one finding.
    """
    if doc.is_draft() or doc.is_specimen or is_slides(doc) or _is_form(doc):
        return
    row: list[Hit] = []
    last = -2
    names = _folded(tuple(generated))
    for at, hit in _without_content(_outline(doc), _folded(tuple(printed_below))):
        if fold(hit.values["text"]).strip() in names:
            continue  # a plugin puts the table of contents there
        if row and last != at - 1:
            yield from _in_a_row(row, doc.source.path)
            row = []
        row.append(hit)
        last = at
    yield from _in_a_row(row, doc.source.path)


@lru_cache(maxsize=8)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    """The words of an option, the same for all posts, without case and accents."""
    return frozenset(map(fold, words))


def _is_form(doc: Document) -> bool:
    """Whether a post is to be filled in; one that is named after several words may be about a template.

    In a form, most of the sections are empty.
    """
    path = doc.posix_path
    if not is_form(path):
        return False
    if is_among_forms(path) or len(_NAME.findall(path.name.partition(".")[0])) == 1:
        return True
    empty = [section.empty for section in doc.sections if section.heading is not None]
    return 2 * sum(empty) > len(empty)


def _in_a_row(hits: Sequence[Hit], path: str) -> Sequence[Hit]:
    return list(of_one_cause(hits, _ROW - 1, "row", cause=f"{path}:{hits[0].span.start}" if hits else ""))


def _outline(doc: Document) -> _Outline:
    sections = [(section.heading, section) for section in doc.sections if section.heading is not None]
    has_text_above = any(section.heading is None and not section.empty for section in doc.sections)
    first = next((at for at, (_, section) in enumerate(sections) if not section.empty), len(sections))
    steps = sum(_STEP.match(heading.text) is not None for heading, _ in sections)
    begin = 0 if has_text_above else first
    shown = shown_levels(sections) | own_levels(doc, sections)
    return _Outline(doc, sections, begin, min(begin, _title_end(doc, sections)), steps, shown)


def _title_end(doc: Document, sections: Sequence[tuple[Heading, Section]]) -> int:
    """The position of the first heading that is no line of the title at the top: none of them is below another one."""
    in_body = bool(sections) and sections[0][0].level == 1
    if not in_body and not doc.string("title"):
        return 0
    levels = [heading.level for heading, _ in sections[in_body:]]
    return next((at for at, (one, other) in enumerate(pairwise(levels), 1 + in_body) if other > one), len(sections))


def _without_content(outline: _Outline, printed_below: Collection[str]) -> Iterator[tuple[int, Hit]]:
    """The headings without content that need some, each with its position."""
    for at, (heading, section) in enumerate(outline.sections):
        following = outline.following(at)
        level = following.level if following is not None else 0
        if not section.empty or level > heading.level or is_paragraph(outline.doc, heading):
            continue
        if heading.block.inside("item") and len(heading.block.parent.children if heading.block.parent else ()) == 1:
            continue  # all of an item of a list: the list is the content
        if _belongs_to_title(outline, at) or _says_all(outline, at) or _leads_on(outline, at):
            continue
        if _is_filled(outline.doc, heading, section) or (following is None and _ends(outline, heading, printed_below)):
            continue
        may_group = level == heading.level < 6 and not outline.sections[at + 1][1].empty
        yield at, Hit(heading.span, {"text": heading.text}, message="group" if may_group else "default")


def _belongs_to_title(outline: _Outline, at: int) -> bool:
    """Whether a heading is the title of the page or of a box, or a line below the title: its series, its date."""
    heading, following = outline.sections[at][0], outline.following(at)
    if len(outline.sections) == 1 and (is_page(outline.doc) or len(outline.doc.all_passages) == 1):
        return True  # "Page not found"; a page that is nothing but its heading, and has the rest from its layout
    if _BOX.search(outline.doc.text[max(0, heading.span.start - _LINE) : heading.span.start]):
        return True
    if following is None:
        return False
    if at == 0 and heading.level == 1 and following.level == 1:
        return True
    return at < outline.title_end and following.level < heading.level


def _says_all(outline: _Outline, at: int) -> bool:
    """Whether a heading needs nothing below it.

    So it is with a sentence, an exclamation, one of many words ("Repeat step 2 for all other members"), a link, a label
    with its name ("Speaker: Ada"), a letter of an index, the item of a list that is made of headings, a step in a row
    of numbered ones, last words ("Thanks for reading"), and those that show the levels of headings.
    """
    doc, text = outline.doc, outline.sections[at][0].text
    is_last = outline.following(at) is None and len(outline.sections) > 1
    if _word_count(text) > (_LAST_WORDS if is_last else _LABEL_WORDS):
        return True
    if at in outline.shown or _LABELLED.search(text) or len(text.strip()) == 1:
        return True
    if _BULLET.match(text) or _NOTE_LINK.fullmatch(text) or _is_sentence(text):
        return True
    if (len(outline.sections) >= _ENTRIES and _is_entry(text)) or (outline.steps >= _STEPS and _STEP.match(text)):
        return True
    if is_mostly_a_link(doc, outline.sections[at][0]) or _begins_with_link(outline.sections[at][0]):
        return True
    return not any(map(str.isalnum, text))  # "..."


def _is_sentence(text: str) -> bool:
    """Whether a heading ends as a sentence of several words does, as an exclamation, or with a comma."""
    *words, last = text.split() or [""]
    if last.endswith(_ENDS):
        return True
    return last.endswith(".") and last[-2:-1].isalnum() and any(word[-1].isalnum() for word in words)


def _is_entry(text: str) -> bool:
    """Whether an entry of a glossary is another one's, or is said in full: "Rye (see Grain)", "PC (own computer)"."""
    _, opening, remark = text.rstrip().rpartition("(")
    return bool(opening) and remark.find(")") == len(remark) - 1 and len(remark.split()) > 1


def _leads_on(outline: _Outline, at: int) -> bool:
    """Whether what follows a heading is its content: the items of a list, text that dashes have made a heading."""
    following = outline.following(at)
    if following is None:
        return False
    introduces = outline.sections[at][0].text.rstrip().endswith((":", "："))
    return (introduces and _BULLET.match(following.text) is not None) or is_paragraph(outline.doc, following)


def _ends(outline: _Outline, heading: Heading, printed_below: Collection[str]) -> bool:
    """Whether the last heading of a post is a farewell ("Enjoy.") or its author, or something is printed below it.

    The layout may print posts on a page that lists them, or values of the header: a deck, a form.
    Footnotes and the works that a text cites are printed at its end, below a heading with one of the words
    `printed_below`.
    """
    if any(outline.doc.front_matter.field(key) is not None for key in outline.doc.preset.data.get("printed_below", ())):
        return True
    if is_list(outline.doc) or heading.text.rstrip().endswith(".") or _is_signature(outline.doc, heading):
        return True
    if not any(word in printed_below for word in _WORDS.findall(fold(heading.text))):
        return False
    return any(block.kind == "footnote" for block in outline.doc.root.children) or _cites(outline.doc)


def _is_signature(doc: Document, heading: Heading) -> bool:
    """Whether a heading is the name of the author, as the header has it."""
    fields = [field for name in ("author", "authors") if (field := doc.field(name)) is not None]
    values = [one for field in fields for one in (field.value if isinstance(field.value, list) else [field.as_text()])]
    return any(fold(heading.text).strip() == fold(str(one)).strip() for one in values)


def _is_filled(doc: Document, heading: Heading, section: Section) -> bool:
    """Whether an image is in the line of a heading, or an element is below it that a script fills or that goes on."""
    start, end = section.span
    if len(_OPENED.findall(doc.text, start, end)) > len(_CLOSED.findall(doc.text, start, end)):
        return True  # the next heading stands in the element, as its content
    if heading.kind == "html" and _CLOSES.match(doc.text, heading.span.end):
        return True
    if _NAMED_ELEMENT.search(doc.text, heading.span.end, end):
        return True
    return any(heading.span.start <= image.span.start < heading.span.end for image in doc.images)


def _begins_with_link(heading: Heading) -> bool:
    """Whether a heading is an entry that leads elsewhere: a link, and perhaps a remark."""
    inlines = heading.block.inlines
    return bool(inlines) and inlines[0].kind == "link"


def _word_count(text: str) -> int:
    """The number of words of a heading, of whatever script."""
    wide = len(_WIDE.findall(text))
    return len(_WIDE.sub(" ", text).split()) + -(-wide // _WIDE_WORD)


def _cites(doc: Document) -> bool:
    """Whether a post cites as Pandoc reads it, or names a bibliography: the references are printed at its end."""
    return _CITATION.search(doc.text) is not None or doc.front_matter.field("bibliography") is not None
