"""Questions about headings: the outline, the H1 beside the title, the text of a heading, what stands under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from postlint.document.document import Document
from postlint.document.removal import whole_lines
from postlint.parse.nodes import OBJECT, Heading, Passage
from postlint.prose.readability import SPACELESS
from postlint.results.hits import Edit, Fix, Hit, Related, Severity
from postlint.spans import Span

# -- the outline ------------------------------------------------------------------------------------------


def _outline(doc: Document) -> list[Heading]:
    """The headings of the post's own outline: those in block quotes belong to the quoted text."""
    return [heading for heading in doc.headings if not heading.block.inside("quote")]


def heading_increment(doc: Document, *, max_step: int) -> Iterator[Hit]:
    """Compare each heading with the one before it; the first with the title, where the title is an H1."""
    headings = _outline(doc)
    if doc.preset.title_is_h1 and headings and headings[0].level > 1 + max_step:
        fix = _raised(doc, headings, 1 + max_step)
        yield Hit(headings[0].span, {"level": headings[0].level}, message="first", fix=fix)
    for at, (before, after) in enumerate(pairwise(headings), start=1):
        if after.level > before.level + max_step:
            fix = _raised(doc, headings[at:], before.level + max_step)
            yield Hit(after.span, {"previous": before.level, "level": after.level}, fix=fix)


def _raised(doc: Document, headings: Sequence[Heading], level: int) -> Fix | None:
    """Bring a heading up to a level, and with it those after it that are as deep or deeper; ``#`` headings only."""
    steps = headings[0].level - level
    group = list(takewhile(lambda heading: heading.level >= headings[0].level, headings))
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


def duplicate_heading(doc: Document) -> Iterator[Hit]:
    """Compare headings of one level that have the same parent heading; case does not matter."""
    seen: dict[tuple[int, int, str], Heading] = {}
    path: list[tuple[int, int]] = []  # (level, index) of the headings above the current one
    for index, heading in enumerate(_outline(doc)):
        while path and path[-1][0] >= heading.level:
            path.pop()
        parent = path[-1][1] if path else -1
        path.append((heading.level, index))
        text = " ".join(heading.text.casefold().split())
        if not text:
            continue
        first = seen.setdefault((parent, heading.level, text), heading)
        if first is not heading:
            yield Hit(
                heading.text_span,
                {"text": heading.text},
                related=(Related(first.text_span, "the first heading with this text"),),
            )


def no_headings(doc: Document, *, max_words: int) -> Iterator[Hit]:
    """Expect a heading in a post of more than `max_words` words."""
    if not doc.headings and doc.word_count > max_words:
        yield Hit(doc.top, {"words": doc.word_count, "max": max_words})


def required_section(doc: Document, *, sections: Sequence[str]) -> Iterator[Hit]:
    """Expect for each pattern a heading in which it is found; case does not matter."""
    for section in sections:
        pattern = re.compile(section, re.IGNORECASE)
        if not any(pattern.search(heading.text) for heading in doc.headings):
            yield Hit(doc.top, {"section": section})


# -- the H1 and the title ---------------------------------------------------------------------------------


def h1_in_body(doc: Document, *, title_is_h1: bool | str) -> Iterator[Hit]:
    """Expect no H1 where the generator prints the title as one, else at most one.

    `title_is_h1` is "auto" (what the preset knows of its generator), True or False. A post without a title
    in its front matter has none to print.
    """
    h1s = [heading for heading in _outline(doc) if heading.level == 1 and heading.text.strip()]
    printed = doc.preset.title_is_h1 if title_is_h1 == "auto" else bool(title_is_h1)
    if printed and doc.string("title"):
        suffix = "-auto" if title_is_h1 == "auto" else ""
        title = _words(doc.string("title"))
        for heading in h1s:
            values: Mapping[str, str] = {"text": heading.text, "preset": doc.preset.name}
            if _words(heading.text) == title:
                fix = Fix((Edit(_with_blank_lines(doc, heading.span), ""),))
                yield Hit(heading.text_span, values, f"repeated{suffix}", fix=fix)
            else:
                yield Hit(heading.text_span, values, f"printed{suffix}")
        return
    for heading in h1s[1:]:
        related = (Related(h1s[0].text_span, "the first H1"),)
        yield Hit(heading.text_span, {"text": heading.text, "first": h1s[0].text}, "several", related=related)


def _with_blank_lines(doc: Document, span: Span) -> Span:
    """The lines of a span, and the blank ones after them."""
    blank = re.compile(r"[^\n]*\n\s*").match(doc.text, span.end)
    return Span(doc.text.rfind("\n", 0, span.start) + 1, blank.end() if blank else len(doc.text))


def h1_differs_from_title(doc: Document) -> Iterator[Hit]:
    """Compare the words of the title with those of the H1 that opens the body; one may shorten the other."""
    title, headings = doc.field("title"), _outline(doc)
    h1s = [heading for heading in headings if heading.level == 1]
    # an H1 further down, or one of several, is a section and no title
    if title is None or len(h1s) != 1 or h1s[0] is not headings[0]:
        return
    h1 = h1s[0]
    title_words, h1_words = _words(title.as_text()), _words(h1.text)
    if not title_words or not h1_words or title_words <= h1_words or h1_words <= title_words:
        return
    related = (Related(title.span, "the title"),)
    yield Hit(h1.text_span, {"h1": h1.text, "title": title.as_text()}, related=related)


def _words(text: str) -> set[str]:
    """The words in lower case, with "ü" and "ue" alike: titles are often written without umlauts."""
    plain = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return set(re.findall(r"\w+", plain))


# -- what stands under a heading --------------------------------------------------------------------------


def heading_without_content(doc: Document) -> Iterator[Hit]:
    """Look for headings with nothing before the next one of the same or a higher level."""
    sections = [section for section in doc.sections if section.heading is not None]
    levels = [section.heading.level for section in sections if section.heading is not None]
    for section, following in zip(sections, [*levels[1:], 0], strict=False):
        heading = section.heading
        if heading is not None and section.empty and heading.text.strip() and following <= heading.level:
            yield Hit(heading.span, {"text": heading.text})


def section_too_long(doc: Document, *, max: int, warn_above: int) -> Iterator[Hit]:
    """Count the words between two headings; tables, which have a structure of their own, are left out.

    The text before the first heading is only worth advice, as in Yoast's subheading distribution. Scripts without
    spaces have no words to count.
    """
    if not doc.headings or doc.language in SPACELESS:
        return
    words = Counter[int]()
    for sentence in doc.sentences:
        words[id(sentence.passage)] += len(sentence.tokens)
    for section in doc.sections:
        passages = [p for p in section.passages if p.kind in ("paragraph", "item")]
        count = sum(words[id(passage)] for passage in passages)
        if count <= max:
            continue
        severe = section.heading is not None and count > warn_above
        yield Hit(
            section.heading.span if section.heading else _start_of(passages[0]),
            {"words": count, "max": max, "text": section.heading.text if section.heading else ""},
            message="default" if section.heading else "introduction",
            severity=Severity.WARNING if severe else Severity.INFO,
        )


def _start_of(passage: Passage) -> Span:
    """The first line's worth of a passage: enough to find it, without underlining a whole introduction."""
    end = passage.text.find(" ", 60)
    return passage.span(0, end if end >= 0 else len(passage.text))


# -- the text of a heading --------------------------------------------------------------------------------


def empty_heading(doc: Document) -> Iterator[Hit]:
    """Look for headings in which a reader sees nothing: no text, code, image or shortcode."""
    spans = [image.span for image in doc.images] + [code.span for code in doc.code]
    spans += [mask.span for mask in doc.masks if not mask.kind.endswith("-hidden")]
    for heading in doc.headings:
        if heading.text.strip(f" \t\n{OBJECT}"):
            continue
        start, end = heading.span
        if not any(start <= span.start < end for span in spans):
            yield Hit(heading.span, {"level": heading.level}, fix=_without(doc, heading))


def _without(doc: Document, heading: Heading) -> Fix | None:
    """Take out an empty heading with its line; one with an anchor may be the target of links."""
    if not re.fullmatch(r" {0,3}#{1,6}[ \t#]*\n?|<h([1-6])>\s*</h\1>\n?", doc.slice(heading.span), re.IGNORECASE):
        return None
    lines = whole_lines(doc, heading.block, heading.span)
    return Fix((Edit(lines, ""),)) if lines is not None else None


def heading_too_long(doc: Document, *, max: int) -> Iterator[Hit]:
    """Count the characters (code points) that a reader sees; the surplus is the place.

    A heading that repeats the title is left to the rules for titles.
    """
    title = doc.string("title")
    for heading, passage in _heading_passages(doc):
        length = len(heading.text)
        if length > max and heading.text != title:
            same = passage is not None and passage.text == heading.text
            span = passage.span(max, length) if passage is not None and same else heading.text_span
            yield Hit(span, {"length": length, "max": max, "surplus": length - max})


def heading_trailing_punctuation(doc: Document, *, punctuation: str, exceptions: Sequence[str]) -> Iterator[Hit]:
    """Look at the last character of a heading.

    An ellipsis, an abbreviation with inner stops ("U.S."), the `exceptions`, a heading of several sentences
    and one without a letter ("1.") keep what they end with.
    """
    allowed = {word.casefold() for word in exceptions}
    for _, passage in _heading_passages(doc):
        if passage is None or not _ends_with_surplus(passage.text.rstrip(), punctuation, allowed):
            continue
        end = len(passage.text.rstrip())
        mark = passage.text[end - 1]
        span = passage.span(end - 1, end)
        fix = None
        if doc.slice(span) == mark:
            fix = Fix((Edit(span, ""),), safe=mark not in "!！")  # an exclamation mark may carry the tone
        yield Hit(span, {"mark": mark}, fix=fix)


def _ends_with_surplus(text: str, punctuation: str, allowed: set[str]) -> bool:
    if not text or text[-1] not in punctuation or not re.search(r"[^\W\d_]", text):
        return False
    last = text.split()[-1].lstrip("(“\"'‘")
    if last.casefold() in allowed or re.fullmatch(r"(?:[^\W\d_]{1,2}\.){1,}", last):
        return False
    if text.endswith(("..", "?!")):
        return False
    # "One tool. One job.": the last stop belongs to a pair
    return text[-1] not in ".!" or not re.search(r"[^\W\d_]{2}[.!?] +\S", text[:-1])


def heading_case(doc: Document, *, style: str) -> Iterator[Hit]:
    """Compare headings in Title Case with those in sentence case; report those of the rarer style.

    Names tell nothing of the style: a word that is capitalised inside a sentence of the prose is passed over,
    and so are short words, which title case leaves small, and questions, which are sentences in either style.
    `style` is "consistent", "title" or "sentence".
    """
    names = {
        word.text
        for sentence in doc.sentences
        for word in sentence.words[1:]
        if word.text[:1].isupper()
    }  # fmt: skip
    styles = [(h, found) for h in _outline(doc) if (found := _case_of(h.text, names))]
    if not styles:
        return
    wanted = style
    if style == "consistent":
        # the most frequent style; the first one seen when there are as many of each
        wanted = Counter(found for _, found in styles).most_common(1)[0][0]
    for heading, found in styles:
        if found != wanted:
            yield Hit(heading.text_span, {"style": found, "wanted": wanted, "text": heading.text})


def _case_of(text: str, names: set[str]) -> str | None:
    if text.rstrip().endswith("?"):
        return None
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)[1:]
    telling = [word for word in words if len(word) >= 4 and word not in names and word[1:].islower()]
    capitals = sum(word[0].isupper() for word in telling)
    if telling and capitals == 0:
        return "sentence"
    return "title" if capitals >= 2 and capitals == len(telling) else None


def _heading_passages(doc: Document) -> Iterator[tuple[Heading, Passage | None]]:
    by_block = {id(p.block): p for p in doc.all_passages if p.kind == "heading"}
    for heading in doc.headings:
        yield heading, by_block.get(id(heading.block))
