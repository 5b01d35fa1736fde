"""Checks on the text of single headings: its length, its last character, its capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from postlint.checks.headings.outline import heading_passages, outline
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.quotations import in_marks
from postlint.parse.nodes import OBJECT, Block, Heading, bold_start
from postlint.prose import language_data as languages
from postlint.results.hits import Edit, Fix, Hit, of_one_cause

#: the credits of a heading in release notes, in brackets at its end: "(#123 by @ada)"
_CREDITS = lazy_pattern(rf"(?<!\s)\s*+\((?=[^()]*?(?:[#@]\w|{OBJECT}))[^()]*+\)\s*+(?:\{{#[\w-]+\}})?$")
#: the name of an emoji or icon that a generator puts in its place
_ICON = lazy_pattern(r"(?<!\w):[a-z][a-z0-9_+-]+:(?!\w)")
#: from so many headings on, the marks at their ends are the way of the author, and one finding
_MANY = 4
#: what is not shown of a link between notes: its brackets, and its target before a text
_NOTE = lazy_pattern(r"!?\[\[(?:[^\[\]|\n]*\|)?|\]\]")
#: a heading that is too long, with such a stop at its end, is a paragraph
_STOPS = (".", "!", "。", "！")
#: the marks at the end of a question
_QUESTION = ("?", "？", "؟")


def heading_too_long(doc: Document, *, max: int) -> Iterator[Hit]:
    """Count the shown characters (code points); the surplus is the place. Code and the name of an icon (":tada:")
    count as one character.

    A heading that is the title, or repeats it, is left to the rules for titles. A question, or what a named person
    answers as in an interview, a quotation, the caption of a numbered figure, and the title of another work (a heading
    that is mostly a link, above a player, or in Latin letters in a text of others) may have any length; credits in
    brackets at the end ("(#123 by @ada)") are not counted.
    """
    if doc.is_legal:
        return
    title = doc.string("title")
    latin = cache(lambda: _latin_share("".join(one.text for one in doc.passages)))
    for heading, passage in heading_passages(doc):
        if passage is None and heading.kind != "html":
            continue  # nothing but code: the signature of a function
        text = passage.text if passage is not None else heading.text
        if len(text) <= max:
            continue  # as most are: what is not counted makes it only shorter
        text = _CREDITS.sub("", text)
        length = len(_ICON.sub("x", _NOTE.sub("", text)))
        if length <= max or _is_question(text) or _is_title_of_a_work(doc, heading):
            continue
        if _is_answered(doc, heading) or _is_caption(heading) or _latin_share(text) > 0.5 > latin():
            continue
        if 2 * sum(one.end - one.start for one in in_marks(text)) > len(text):
            continue
        if heading.text == title or (not title and heading is doc.headings[0] and heading.level == 1):
            continue
        start = max
        for icon in _ICON.finditer(text):
            start += len(icon[0]) - 1 if icon.start() < start else 0
        span = passage.span(start, len(text)) if passage is not None else heading.text_span
        values = {"length": length, "max": max, "surplus": length - max, "marks": "#" * heading.level}
        is_paragraph = heading.kind == "atx" and text.rstrip().endswith(_STOPS)
        yield Hit(span, values, "paragraph" if is_paragraph else "default")


def _is_title_of_a_work(doc: Document, heading: Heading) -> bool:
    """Whether a heading is mostly a link, or above a video or a link to elsewhere, whose title it is."""
    if is_mostly_a_link(doc, heading) or _EMBEDDED.match(doc.text, heading.span.end):
        return True
    if _LINK_BELOW.match(doc.text, heading.span.end):
        return True  # the session of a talk, its speaker, the paper
    section = next((one for one in doc.sections if one.heading is heading), None)
    return section is not None and _PLAYER.search(doc.text, heading.span.end, section.span.end) is not None


def _is_answered(doc: Document, heading: Heading) -> bool:
    """Whether somebody speaks below a heading: it is the question of an interviewer."""
    section = next((one for one in doc.sections if one.heading is heading), None)
    return section is not None and any(map(doc.quotations.is_whole, section.passages[:1]))


def _is_caption(heading: Heading) -> bool:
    """Whether a heading begins with a numbered label in bold: "**Figure 2.** Ovens by year"."""
    label = bold_start(heading.block.inlines)
    return label != heading.text.strip() and _NUMBERED.fullmatch(label) is not None


_NUMBERED = lazy_pattern(r"\s*[^\W\d_]+\.?\s*\d+[a-z]?[.:：]?\s*")


def _latin_share(text: str) -> float:
    """The share of Latin letters among all letters; a letter of Chinese counts as three, for it says as much."""
    latin, wide = len(_LATIN.findall(text)), len(_WIDE.findall(text))
    letters = sum(map(str.isalpha, text)) + 2 * wide
    return latin / letters if letters else 0


_LATIN = lazy_pattern("[A-Za-z\u00c0-\u024f]")
_WIDE = lazy_pattern("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]")


def _is_question(text: str) -> bool:
    """Whether a text ends as a question, perhaps with a remark in brackets: "Who are you? (Your name, your role …)"."""
    end = next((at for at in range(len(text), 0, -1) if _is_of_word(text[at - 1])), 0)
    if any(mark in text[end:] for mark in _QUESTION):
        return True
    closing = text.find(")", end)
    opening = max(text.rfind("(", 0, closing), text.rfind(")", 0, closing)) if closing >= 0 else -1
    if closing >= 0 and any(mark in text[opening + 1 : closing] for mark in _QUESTION):
        return True
    return opening >= 0 and text[opening] == "(" and text[:opening].rstrip().endswith(_QUESTION)


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def is_mostly_a_link(doc: Document, heading: Heading) -> bool:
    if heading.kind == "html":
        return _LINKED_HTML.match(doc.text, *heading.span) is not None
    links = (inline for inline in heading.block.inlines if inline.kind == "link")
    linked = sum(_letters(inline.text) for link in links for inline in link.walk())
    return 2 * linked > _letters(heading.text)


#: a heading with a link first in it, and a text in the link
_LINKED_HTML = lazy_pattern(
    r"<h[1-6]\b[^<>]*+>\s*+<a\s(?=[^<>]*?\bhref\b)[^<>]*+>\s*+(?:<\w[^<>]*+>\s*+)?[^<>\s]", re.IGNORECASE
)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


#: an embed on the next line: a short code, a liquid tag, a frame or a player, a component, an address
_EMBEDDED = lazy_pattern(r"\s*(?:\{\{[<%]|\{%|<(?:iframe|video|audio|[A-Z])|https?://\S+\s*(?:\n|$))")
#: a text that begins with a link to elsewhere, as the first thing below a heading
_LINK_BELOW = lazy_pattern(r"\s*(?:[-*+]\s+)?[*_]{0,2}\[[^\[\]\n]{1,120}\]\(<?https?://")
#: a player by itself in a line
_PLAYER = lazy_pattern(
    r"(?im)^[ \t]*(?:\{\{[<%]\s*|\{%\s*|<)(?:youtube|vimeo|video|audio|podcast|spotify|soundcloud|embed|iframe)"
)


#: the head of a function of code: "def get_bread(kind):", "Oven.heat():"
_CALL = lazy_pattern(r"[a-z0-9](?:[_.]\w|[A-Z])\w{0,60}\([^()]{0,200}\):$")


def heading_trailing_punctuation(doc: Document, *, punctuation: str, exceptions: Sequence[str]) -> Iterator[Hit]:
    """Check the last character of a heading.

    An ellipsis and other doubled marks ("the operator ::"), code ("run();", "def get_bread(kind):"), an abbreviation
    with inner stops ("U.S."), the `exceptions`, the code of an emoji (":tada:"), a heading of several sentences, one
    that is mostly a link (the title of its target) and one without a letter ("1.") keep what they end with; so does one
    that what follows completes ("Use it when:"). In Greek, a semicolon is a question mark. Four and more in a post are
    one finding.
    """
    hits = list(_trailing_marks(doc, punctuation, exceptions))
    yield from of_one_cause(hits, _MANY - 1)


def _trailing_marks(doc: Document, punctuation: str, exceptions: Sequence[str]) -> Iterator[Hit]:
    function_words = languages.load(doc.language).function_words
    punctuation = punctuation.replace(";", "") if doc.language == "el" else punctuation
    allowed = {word.casefold() for word in exceptions}
    for heading, passage in heading_passages(doc):
        if passage is None or not _ends_with_surplus(passage.text.rstrip(), punctuation, allowed):
            continue
        if heading.block.inside("quote"):
            continue  # it is another's
        if doc.language not in _SPACED_MARKS and _NAMED_MARK.search(passage.text):
            continue  # it tells of the mark
        if heading is doc.headings[0] and passage.text.rstrip().endswith((",", "，")):
            continue  # a salutation: "Dear readers,"
        if _is_unfinished(passage.text, function_words or languages.common_words(doc.language)) or is_mostly_a_link(
            doc, heading
        ):
            continue
        if passage.text.rstrip().endswith((":", "：")) and _introduces(heading, passage.text):
            continue
        end = len(passage.text.rstrip())
        mark = passage.text[end - 1]
        kept = len(passage.text[: end - 1].rstrip())
        surplus = passage.span(kept, end)
        fix = Fix((Edit(surplus, ""),)) if doc.slice(surplus) == passage.text[kept:end] else None
        if not function_words and _introduces_block(heading):
            fix = None  # whether the heading goes on in the list cannot be seen
        yield Hit(passage.span(end - 1, end), {"mark": mark, "text": passage.text}, fix=fix)


#: a mark by itself behind a word, but for a colon, before which many put a space; and where that is the custom
_NAMED_MARK, _SPACED_MARKS = lazy_pattern(r"\w[ \t]+[;,.]\s*$"), ("fr", "")
#: a heading of more words is a sentence; the colon before a list belongs to it
_LABEL_WORDS = 7


def _introduces(heading: Heading, text: str) -> bool:
    """Whether a heading is a sentence before what its colon announces."""
    return len(text.split()) > _LABEL_WORDS and _introduces_block(heading)


def _introduces_block(heading: Heading) -> bool:
    """Whether a list, code or the like follows."""
    after = _block_after(heading)
    return after is not None and after.kind not in ("paragraph", "heading")


def _block_after(heading: Heading) -> Block | None:
    siblings = heading.block.parent.children if heading.block.parent is not None else ()
    return next((one for one in siblings if one.span.start >= heading.span.end), None)


def _is_unfinished(text: str, function_words: Collection[str]) -> bool:
    """Whether a heading ends in a colon after a function word: the list or the code below completes it."""
    words = text.rstrip().rstrip(":： ").split()
    return text.rstrip().endswith((":", "：")) and len(words) > 1 and words[-1].lower() in function_words


def _ends_with_surplus(text: str, punctuation: str, allowed: set[str]) -> bool:
    if not text or text[-1] not in punctuation or not re.search(r"[^\W\d_]", text):
        return False
    last = text.split()[-1].lstrip("(“\"'‘")
    if last.casefold() in allowed or re.fullmatch(r"(?:[^\W\d_]{1,2}\.){1,}", last):
        return False
    if text[-1] == ";" and ";" in text[:-1]:
        return False  # "tl;dr;", "import {Oven}; export {rye};"
    if text[-1] == ":" and re.search(r"\b[a-z]\w*:\s\w+\s\S+:$", text):
        return False  # "blob: and data:", each with a mark of its own
    if text.endswith((2 * text[-1], "?!", ");")) or re.search(r":[\w+-]+:$", last) or _CALL.search(text):
        return False
    # "One tool. One job.": the last stop belongs to a pair
    return text[-1] not in ".!。！" or not re.search(r"[^\W\d_]{2}\s?[.!?]\s+\S|\w \d+\.\s+\S|[。！？]", text[:-1])


def heading_case(doc: Document, *, style: str) -> Iterator[Hit]:
    """Compare headings in Title Case with those in sentence case; report those of the rarer style.

    Names are no evidence of a style: a word that is capitalised inside a sentence of the prose is ignored, and capitals
    tell something only of words that the prose has in lower case. So are short words, which title case leaves small,
    links, and questions, which are sentences in either style. `style` is "consistent", "title" or "sentence"; the post
    has a style of its own where one is three times as frequent as the other.
    """
    inside = {word.text for sentence in doc.sentences for word in sentence.words[1:]}
    names = {word for word in inside if word[:1].isupper()}
    headings = [heading for heading in outline(doc) if not is_mostly_a_link(doc, heading)]
    if headings and headings[0].level == 1:
        headings = headings[1:]  # the title of the page may have a style of its own
    styles = [(h, found) for h in headings if (found := _case_of(h.text, names, inside, 1 if style == "title" else 2))]
    wanted = style
    if style == "consistent":
        counts = Counter(found for _, found in styles)
        wanted = max(counts, key=counts.__getitem__, default="")
        if counts[wanted] < _STYLE * (counts.total() - counts[wanted]):
            return
    for heading, found in styles:
        if found != wanted:
            yield Hit(heading.text_span, {"text": heading.text}, message=found)


#: how many times as frequent as the other one the style of a post is
_STYLE = 3


def _case_of(text: str, names: set[str], inside: set[str], least: int) -> str | None:
    """The style of a heading, where at least two of its words tell it, or `least` words without a capital."""
    if text.rstrip().endswith("?"):
        return None
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)[1:]
    evidence = [word for word in words if len(word) >= 4 and word not in names and word[1:].islower()]
    capitals = [word for word in evidence if word[0].isupper()]
    if len(evidence) >= least and not capitals:
        return "sentence"
    ordinary = sum(word.lower() in inside for word in capitals)
    return "title" if ordinary > 1 and len(capitals) == len(evidence) else None
