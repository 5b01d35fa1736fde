"""Checks on the H1: whether the page has one, and whether it agrees with the title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from postlint.checks.headings.mistaken import shown_text
from postlint.checks.headings.outline import is_late, may_print_title, outline, printed_title, title_words
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import post_day, title_of_name
from postlint.document.page_kinds import is_front_page, is_slides
from postlint.generators.layouts import MAIN, NONE
from postlint.parse.nodes import Heading
from postlint.prose import language_data as languages
from postlint.results.hits import Edit, Fix, Hit, Related, Severity, of_one_cause
from postlint.spans import Span

#: the separator between a title and the name of the site or of the series
_SITE_NAME = lazy_pattern(r"(?<!\s)\s+[|·•»–—-]\s+")
#: two long words that differ in no more than an ending of the shorter one are forms of one word, or compounds of it
_STEM, _ENDING = 5, 2
#: from this share of common words on, two titles agree
_SHARED = 0.4
#: so many further H1s are reported one by one; more are the way of the author, and one finding
_FEW = 3


def h1_in_body(doc: Document, *, title_is_h1: bool | str) -> Iterator[Hit]:
    """Expect no H1 where the generator prints the title as one, else at most one.

    `title_is_h1` is "auto" (as the preset declares for its generator), True or False. Without a title in the front
    matter, the generator prints the name of the file, or none. In a deck of slides, each has its H1; where the site
    lowers all headings, none is one.
    """
    if is_slides(doc) or doc.preset.data.get("lowers_headings"):
        return
    # a sign or an emoji alone is a picture
    h1s = [one for one in outline(doc) if one.level == 1 and any(map(str.isalnum, shown_text(doc, one)))]
    if not h1s:
        return
    title_level = printed_title(doc) if title_is_h1 == "auto" else MAIN if title_is_h1 else NONE
    title, suffix = doc.string("title"), "-auto" if title_is_h1 == "auto" else ""
    if not title and suffix:
        title, suffix = title_of_name(doc), "-name"
    if title_level == NONE or not title:
        yield from _several(doc, h1s, may_be_printed=title_is_h1 == "auto" and may_print_title(doc))
        return
    severity = Severity.INFO if title_level is None else None
    others = []
    # Docusaurus prints it as the title, and of a blog post it prints none: its guide on headings, `removeContentTitle`
    if doc.preset.data.get("opening_h1_is_title") and _is_taken_out(doc, h1s[0]):
        opening, *h1s = h1s
        text = shown_text(doc, opening)
        if not doc.preset.data.get("outside_blog") and title_words(text) != title_words(title):
            yield Hit(opening.text_span, {"text": text}, "left-out")
    for heading in h1s:
        text = shown_text(doc, heading)
        if title_words(text) == title_words(title) and outline(doc)[0] is heading:
            fix = _without(doc, heading, text, sure=not suffix) if suffix != "-name" else None
            yield Hit(heading.text_span, {"text": text}, f"repeated{suffix}", fix=fix, severity=severity)
        else:
            values = {"text": text, "below": _moved(doc, [heading])}
            if suffix == "-auto" and _opens(doc, heading) and _says(text, title):
                yield Hit(heading.text_span, values, "resembles", severity)
                continue
            others.append(Hit(heading.text_span, values, f"printed{suffix}", severity=severity))
    if len(others) > 1:
        below = _moved(doc, h1s)
        others = [hit._replace(values={**hit.values, "below": below}) for hit in others]
    yield from of_one_cause(others, 1, f"printed-many{suffix}")


def _is_taken_out(doc: Document, h1: Heading) -> bool:
    """Whether Docusaurus takes a heading out as the title: the first one, before version 3 at the start of the text."""
    return outline(doc)[0] is h1 and not (doc.preset.data.get("mdx_1") and not _opens(doc, h1))


def _says(text: str, title: str) -> bool:
    """Whether a heading says what the title says: the words of one are at least half of those of the other."""
    fewer, more = sorted((title_words(text), title_words(title)), key=len)
    return bool(fewer) and fewer <= more and 2 * len(fewer) >= len(more)


def _moved(doc: Document, h1s: Sequence[Heading]) -> str:
    """What is to be said of the headings below some H1s, which would stand beside these on level 2."""
    headings = outline(doc)
    has_sections = any(one.level == 1 and after.level == 1 + 1 and one in h1s for one, after in pairwise(headings))
    return ", and the headings below one level deeper" if has_sections else ""


def _without(doc: Document, heading: Heading, text: str, *, sure: bool) -> Fix | None:
    """Remove a heading that is nothing but its text.

    Unless it is `sure` that the title is printed, of posts only, and where the layouts are at hand: those of pages may
    print no title, nor may those of a theme that is elsewhere.
    """
    if not sure and (post_day(doc) is None or doc.preset.data.get("theme_elsewhere")):
        return None
    if doc.slice(heading.span).strip("# \t\n=*_") != text:
        return None
    return Fix((Edit(_with_blank_lines(doc, heading.span), ""),))


def _several(doc: Document, h1s: Sequence[Heading], *, may_be_printed: bool) -> Iterator[Hit]:
    """A hit for each H1 after the first, which is the title; where there are many, one for all, with their places.

    Where the first is one of several siblings, or a layout of the site may print the title, one for all of them.
    """
    first, count = h1s[0], len(h1s)
    below = _moved(doc, h1s)
    if count == 1 and is_late(doc, first) and title_words(shown_text(doc, first)) != title_words(doc.string("title")):
        yield Hit(first.text_span, {"text": shown_text(doc, first), "below": below}, "late")
    together = "" if count == 1 else "layout" if may_be_printed else _siblings(doc, h1s)
    if together:
        at = h1s[together != "siblings"]  # else the first may be the title
        related = tuple(Related(heading.text_span, "another H1") for heading in h1s if heading is not at)
        yield Hit(
            at.text_span, {"text": shown_text(doc, at), "count": count, "below": below}, together, related=related
        )
        return
    hits = [
        Hit(
            heading.text_span,
            {"text": shown_text(doc, heading), "first": shown_text(doc, first), "below": _moved(doc, h1s[1:])},
            "several" if shown_text(doc, heading) != shown_text(doc, first) else "again",
            related=(Related(first.text_span, "the first H1"),),
        )
        for heading in h1s[1:]
    ]
    yield from of_one_cause(hits, _FEW, of="several")


def _siblings(doc: Document, h1s: Sequence[Heading]) -> str:
    """The message for H1s of which the first is no title but a section like the others; "" where it is the title.

    It is one where it agrees with the title of the post or the name of its file, which none of the others does, or
    opens the text of a post that has no title: surely before one other H1, perhaps before more.
    """
    title, little = doc.string("title"), languages.load(doc.language).function_words
    names = [title, *_SITE_NAME.split(title), *doc.posix_path.with_suffix("").parts[-2:]]
    names = [name for name in names if title_words(name)]
    named, *others = (
        any(_agree(name, text, little, of_longer=len(h1s) > _PAIR) or _is_longer(name, text) for name in names)
        for text in (shown_text(doc, heading) for heading in h1s)
    )
    if named and not any(others):
        return ""
    if title or not _opens(doc, h1s[0]):
        return "siblings"
    return "siblings-open" if len(h1s) > _PAIR else ""


#: so many H1s may be the title and a section that should be of level 2
_PAIR = 2


def _with_blank_lines(doc: Document, span: Span) -> Span:
    """The lines of a span, and the blank ones after them."""
    blank = re.compile(r"[^\n]*\n\s*").match(doc.text, span.end)
    return Span(doc.text.rfind("\n", 0, span.start) + 1, blank.end() if blank else len(doc.text))


def h1_differs_from_title(doc: Document) -> Iterator[Hit]:
    """Compare the words of the title with those of the H1 that opens the body; one may shorten the other.

    Where the generator prints the title as H1, the one in the body is surplus, which another rule reports; where
    layouts would, and none is at hand or some do, it cannot be decided.
    """
    title, h1 = doc.field("title"), _opening_h1(doc)
    if title is None or h1 is None or doc.preset.title_is_h1 or "title_in_layouts" in doc.preset.data:
        return
    if is_front_page(doc):
        return
    name, text = title.as_text(), shown_text(doc, h1)
    parts = [name, *_SITE_NAME.split(name)]
    little = languages.load(doc.language).function_words
    if text and not any(_agree(part, text, little) for part in parts if part.strip()):
        yield Hit(h1.text_span, {"h1": text, "title": name}, related=(Related(title.span, "the title"),))


def _opening_h1(doc: Document) -> Heading | None:
    """The only H1 of the post, if no text is before it: an H1 further down is a section and no title."""
    h1s = [heading for heading in outline(doc) if heading.level == 1]
    return h1s[0] if len(h1s) == 1 and _opens(doc, h1s[0]) else None


def _opens(doc: Document, heading: Heading) -> bool:
    """Whether neither text nor another heading is before one."""
    start = heading.span.start
    before = any(passage.block.span.start < start for passage in doc.passages[:1])
    code = any(code.span.start < start for code in doc.code[:1])
    return outline(doc)[0] is heading and not before and not code


def _agree(one: str, other: str, little: Collection[str], *, of_longer: bool = False) -> bool:
    """Whether two texts share many words of the shorter or the longer one, in any form, but for `little` ones."""
    words, others = title_words(one), title_words(other)
    fewer, more = sorted((words.difference(little) or words, others.difference(little) or others), key=len)
    shared = sum(any(_akin(word, found) for found in more) for word in fewer)
    return not fewer or shared >= _SHARED * len(more if of_longer else fewer)


def _is_longer(one: str, other: str) -> bool:
    """Whether one text has the other as a part, in a script without spaces between words."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return not short.isascii() and short in long


def _akin(one: str, other: str) -> bool:
    """Whether two words are alike, forms of one word, or one the head of the other: "Datenschutzerklärung"."""
    short, long = sorted((one, other), key=len)
    stem = short[: max(_STEM, len(short) - _ENDING)]
    return one == other or (len(short) >= _STEM and long.startswith(stem))
