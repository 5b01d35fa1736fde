"""A check on placeholder text and the author's notes in a post: "TODO", "[Insert link]", lorem ipsum."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from postlint.checks.kinds.search import Found, search
from postlint.checks.style.crosses import CROSSES, without_meant_crosses
from postlint.checks.style.dummies import is_demo, is_in_styled
from postlint.checks.style.task_lists import AROUND, NAMES_OF_LISTS, names_list, word_before
from postlint.data.patterns import lazy_pattern
from postlint.data.wording import on_one_line
from postlint.document.code_lines import is_comment_of_code
from postlint.document.document import Document
from postlint.document.page_kinds import is_among_drafts, is_form, shows_levels, shows_styles
from postlint.document.views import plain_text
from postlint.parse.nodes import Passage, Section
from postlint.prose.language_data import load
from postlint.results.hits import Hit, Severity, of_one_cause
from postlint.spans import Span

_PLACES = ("prose", "headings", "title", "description", "alt")
#: a note behind text that may say how far it is
_STATE_BEHIND = "(TODO)"
_DASHES = " -–—"
#: how the first line of a box begins, which has its title
_BOXES = (":::", "!!!", "???")
_NOTES = ("TODO", "FIXME", "TBD", "TK")
_NOTE = lazy_pattern(rf"(?:{'|'.join(_NOTES)})\b[.:!…]*")
#: the same words in brackets so often are a blank for the reader to fill in
_ON_PURPOSE = 3
#: from so many times on, the same words are one finding
_MANY = 3
#: words of notes to oneself; a post with so many of them explains them
_KINDS = frozenset(("TODO", "FIXME", "XXX", "TBD", "TK"))
_ABOUT_NOTES = 3
_DONE = lazy_pattern(r"\W*DONE\b")
#: so many code points of a match are shown
_LONGEST = 60
_LETTERS = lazy_pattern(r"[A-Z]+")
_WORD = lazy_pattern(r"[^\W\d_]+")


def placeholder_text(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    likely: Sequence[str],
    slots: Sequence[str],
    exceptions: Sequence[str],
    demos: Sequence[str],
) -> Iterator[Hit]:
    """Look for words and patterns, for what is only likely a note ("TODO" before a word without a colon; an info) and
    for slots in brackets.

    The same words many times in a post are one finding. In a draft, which is not published, all are infos. In quotation
    marks and block quotes they are only mentioned, or stand so in the source, and ignored; so is the state of a task,
    alone in the cell of a table; more in a cell may be a sample, and one further on in the text of a link to another
    site a part of the name of a page: these are infos. They are ignored in a post about such notes, which has several
    kinds of them or says DONE too, in a template, to be filled in, and in a page that shows what text looks like. Many
    crosses may stand for something, and are an info; those that are all of a sentence are kisses, and beside small ones
    they stand for what is not to be told: "Ada xxxxx of the mill XXXXX". Dummy text in an element with a style may show
    that, and is an info; so is all of it in such a post. A bold "TODO" that begins a block is a note,
    whatever follows it; one that heads a section with text is an info, for the text may say what is planned, and so is
    a "(TODO)" behind text, the state of what stands there.
    """
    if is_form(doc.posix_path) or shows_levels(doc):
        return
    shown = words if shows_styles(doc.posix_path) else ()
    alike: dict[tuple[str, Severity | None], list[Hit]] = {}
    # Gatsby makes a page of what the site asks for: notes beside a post have no front matter
    in_demo = is_demo(doc, demos) or (doc.preset.name == "gatsby" and not doc.front_matter)
    found = list(_placeholders(doc, words, [*patterns, *likely], likely, slots, exceptions))
    dummies = [hit for hit in found if hit.values["match"] in words]
    shows_dummies = any(is_in_styled(doc, hit.span.start) for hit in dummies)
    if len(dummies) >= _MANY and all(is_in_styled(doc, hit.span.start) for hit in dummies):
        shown = words  # specimens of fonts or colours
    for hit in found:
        if hit.values["match"] in shown:
            continue
        if hit.severity is None and hit.values["match"] in words and shows_dummies:
            hit = hit._replace(severity=Severity.INFO)
        if in_demo and (hit.values["match"] in words or not doc.front_matter) and hit.severity is None:
            hit = hit._replace(severity=Severity.INFO)
        alike.setdefault((hit.values["match"], hit.severity), []).append(hit)
    if len(_KINDS.intersection(word for match, _ in alike for word in _LETTERS.findall(match))) >= _ABOUT_NOTES:
        return
    if any("TODO" in match for match, _ in alike) and any(_DONE.match(one.text) for one in doc.all_passages):
        alike = {key: hits for key, hits in alike.items() if "TODO" not in key[0]}
    draft = doc.is_draft() or is_among_drafts(doc.posix_path)
    for hits in alike.values():
        for hit in of_one_cause(hits, _MANY - 1, cause=f"{doc.source.path}:{hits[0].span.start}"):
            yield hit._replace(severity=Severity.INFO) if draft else hit


def _placeholders(
    doc: Document,
    words: Sequence[str],
    patterns: Sequence[str],
    likely: Sequence[str],
    slots: Sequence[str],
    exceptions: Sequence[str],
) -> Iterator[Hit]:
    found = list(search(doc, words, patterns, in_=_PLACES, ignore_case=False, exceptions=exceptions))
    in_brackets = list(search(doc, (), slots, in_=_PLACES, ignore_case=True, exceptions=exceptions, quoted=False))
    quotes = [one.block.span for one in doc.passages if one.quoted] if found or in_brackets else []
    cells = [one for one in doc.passages if one.kind == "cell"]
    if found:
        again = search(doc, words, patterns, in_=_PLACES, ignore_case=False, exceptions=exceptions, quoted=False)
        own = {one.span for one in again}
        weak = {one.span for one in search(doc, (), likely, in_=_PLACES, ignore_case=False, exceptions=exceptions)}
        words_of_language = load(doc.language).function_words
        # Spanish "TODO": all; "VER TODO - "
        found = [one for one in found if _own_word(one.text) not in words_of_language]
        found = [one for one in found if not (_is_named(doc, one.span) or names_list(doc, one.span))]
        found = [one for one in found if not (_is_abbreviation(doc, one.span) or _is_state(doc, one.span))]
        found = [one for one in found if not is_comment_of_code(doc, one.span)]
        if any(_NAME_OF_SOMEBODY.search(text) for text in (doc.string("title"), *(one.text for one in doc.passages))):
            found = [
                one for one in found if not (_HAS_NAME.match(one.text) or (_NOTE.match(one.text) and one.span in weak))
            ]
        names = {name for one in doc.passages for name in _NAME_OF_THING.findall(one.text)}
        found = [one for one in found if not (one.span in weak and _names_thing(doc, one.span, names))]
        found = without_meant_crosses(doc, found)
        if _has_blanks(doc):
            found = [one for one in found if not _LETTER_BLANK.fullmatch(one.text)]
        elsewhere = [link.text_span for link in doc.links if doc.is_external(link.url)]
        # a table of contents says a heading again
        entries = [link.text_span for link in doc.links if link.url.startswith("#")]
        often_crossed = sum(CROSSES.fullmatch(one.text) is not None for one in found) >= _ON_PURPOSE
        for one in found:
            if one.span in own and not (_overlaps(one.span, quotes) or _overlaps(one.span, entries)):
                cell = _passage_of(cells, one.span)
                if cell is not None and (_tells_states(doc, cell) or _OPEN.fullmatch(cell.text.strip(AROUND))):
                    continue
                unsure = one.span in weak or cell is not None or _is_unsure(doc, one)
                unsure = unsure or any(text.start < one.span.start < text.end for text in elsewhere)
                unsure = unsure or (often_crossed and CROSSES.fullmatch(one.text) is not None)
                yield Hit(one.span, _values(one.text), severity=Severity.INFO if unsure else None)
    taken = [one.span for one in found]
    in_brackets = [one for one in in_brackets if not _overlaps(one.span, quotes)]
    often = Counter(one.text.lower() for one in in_brackets)
    for one in in_brackets:
        if often[one.text.lower()] < _ON_PURPOSE and not _overlaps(one.span, taken):
            yield Hit(one.span, _values(one.text), message="slot")
    for passage in doc.passages:
        span = _bold_note(passage)
        if span is not None and not passage.quoted and not _overlaps(span, taken) and not names_list(doc, span):
            yield Hit(span, _values(doc.slice(span)))


def _own_word(text: str) -> str:
    """A note that may be a word of the language, in capitals: all of it, or the first in brackets without a colon."""
    first = _WORD.match(text, 1) if text.startswith(("(", "[")) else None
    if first is not None and text[first.end() : first.end() + 1] != ":":
        return first[0].lower()
    return text.lower().rstrip(_DASHES)


def _passage_of(passages: Sequence[Passage], span: Span) -> Passage | None:
    """That of some passages in order (cells of tables) that a span is in."""
    at = bisect_right(passages, span.start, key=lambda passage: passage.block.span.start) - 1
    return passages[at] if at >= 0 and span.end <= passages[at].block.span.end else None


def _tells_states(doc: Document, cell: Passage) -> bool:
    """Whether a cell that is nothing but a note stands among other states of tasks: short words, and no figures."""
    row = cell.block.parent
    if row is None or row.parent is None or not _NOTE.fullmatch(cell.text.strip(AROUND).upper()):
        return False
    column = [*row.children].index(cell.block)
    others = [
        other.children[column] for other in row.parent.children if other is not row and column < len(other.children)
    ]
    texts = [plain_text(other.inlines, doc.text).strip() for other in others[1:]]
    return len(texts) > 0 and all(len(text.split()) <= _STATE_WORDS and not _DIGIT.search(text) for text in texts)


#: what is to be determined, as the value of a table: a date that is not known yet
_OPEN = lazy_pattern(r"TBD")
_STATE_WORDS, _DIGIT = 2, lazy_pattern(r"\d")


def _is_abbreviation(doc: Document, span: Span) -> bool:
    """Whether a note in brackets has the initials of the words before it: "traditional knowledge (TK)"."""
    letters = doc.slice(span).strip("()[]").lower() if doc.text.startswith(("(", "["), span.start) else ""
    words = _WORD.findall(doc.text[max(0, span.start - 60) : span.start].lower())[-len(letters) :]
    return letters.isalpha() and [word[0] for word in words] == list(letters)


def _is_state(doc: Document, span: Span) -> bool:
    """Whether a note stands in an element of its own for the state of a task, as an export from Org has it.

    One that is struck out is done.
    """
    before = doc.text[max(0, span.start - 200) : span.start]
    if before.rstrip().endswith("~~"):
        return before.rpartition("\n")[2].count("~~") % 2 == 1
    return _STATE.search(before) is not None


def _values(text: str) -> dict[str, str]:
    shown = on_one_line(text, _LONGEST)
    return {"match": shown, "text": shown}


def _is_named(doc: Document, span: Span) -> bool:
    """Whether a span is the whole text between quotation marks."""
    around = doc.text[span.start - 1 : span.start] + doc.text[span.end : span.end + 1]
    return around in ('""', "''", "“”", "„“", "‘’", "«»")


def _is_unsure(doc: Document, found: Found) -> bool:
    """Whether a note may be none: "(TODO)" behind text, which may be its state; the title of a box or the whole heading
    of a section with text, which may tell readers what is still to be done; a word in a sentence; a title that the text
    says, too.
    """
    span = found.span
    before = doc.text[doc.text.rfind("\n", 0, span.start) + 1 : span.start].strip()
    if (found.text == _STATE_BEHIND and before) or before.startswith(_BOXES):
        return True
    if found.text.startswith(NAMES_OF_LISTS) and word_before(doc, span):
        return True
    if span.end <= doc.front_matter.span.end and any(found.text in one.text for one in doc.passages):
        return True
    below = zip_longest(doc.sections, doc.sections[1:])
    return any(_is_heading_of(one, doc.slice(span), span) and _has_text(one, after) for one, after in below)


def _has_text(section: Section, following: Section | None) -> bool:
    """Whether a section has a text, or subsections."""
    level = section.heading.level if section.heading is not None else 0
    after = following.heading if following is not None else None
    return not section.empty or (after is not None and after.level > level)


def _is_heading_of(section: Section, text: str, span: Span) -> bool:
    heading = section.heading
    return heading is not None and heading.span.overlaps(span) and heading.text.strip(AROUND) == text.strip(AROUND)


def _has_blanks(doc: Document) -> bool:
    """Whether the post holds a form for its readers: blanks in brackets with several other names."""
    names = {found[1].lower() for passage in doc.passages for found in _BLANK.finditer(passage.text)}
    return len(names) >= _ON_PURPOSE


#: a text in which "TODO" is a part of a name: "the TODO Group"
_NAME_OF_SOMEBODY = lazy_pattern(r"\w TODO [A-Z][a-z]|^TODO [A-Z][a-z]+$")
_HAS_NAME = lazy_pattern(r"[(\[]TODO [A-Z][a-z]")
#: the start of an element whose class says that it shows a state
_STATE = lazy_pattern(r"<\w+[^<>]*\bclass=[\"'][^\"'<>]*\btodo\b[^<>]*>$|<(?:s|strike|del)>\s*$", re.IGNORECASE)
#: a blank for a number, which the author may have left, and one with another name
_LETTER_BLANK = lazy_pattern(r"\[X{1,3}\]")
_BLANK = lazy_pattern(r"\[(?![Xx]+\])([A-Za-z][^\[\]\n]{0,40})\]")


def _names_thing(doc: Document, span: Span, names: Collection[str]) -> bool:
    """Whether a note begins a name that the text has in a sentence: "TODO view", for it says "the TODO view"."""
    begun = _BEGINS_NAME.match(doc.text, span.start)
    return begun is not None and begun[1] in names


#: a word of a sentence, the note as a part of a name, and the noun behind it
_NAME_OF_THING, _BEGINS_NAME = lazy_pattern(r"\b[A-Za-z][a-z]* TODO ([a-z]\w+)"), lazy_pattern(r"TODO ([a-z]\w+)")


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _bold_note(passage: Passage) -> Span | None:
    """A note in bold at the start of a block."""
    bold = passage.bold_start if passage.text.startswith(_NOTES) else ""
    if not _NOTE.fullmatch(bold) or not passage.text.startswith(bold):
        return None
    return passage.span(0, len(bold.rstrip(".:!…")))
