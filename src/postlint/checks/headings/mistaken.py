"""Headings that Markdown sees where none is meant: underlined paragraphs, lost code, front matter in a wrong place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import cast

from postlint.checks.headings.lost_code import is_lost_comment
from postlint.data.patterns import lazy_pattern
from postlint.document.code_fences import swapped_from
from postlint.document.document import Document
from postlint.parse.nodes import Heading, HtmlTag

#: an underlined text of so many characters that ends as a sentence does, or of twice as many, is a paragraph
_PARAGRAPH = 60
#: a heading of more lines is a paragraph as well
_LINES = 2
_STOPS = (".", "!", "?", "…", ":", "。", "！", "？")
_FULL_STOPS = (".", "!", "。", "！")


def is_paragraph(doc: Document, heading: Heading) -> bool:
    """Whether a heading is a paragraph that became one by the line of dashes or equals signs right below it, or code.

    A line that is as long as the text above it underlines a heading; one below nothing but an image or a comment, which
    is none of Markdown in MDX, or below the lines of a header in a wrong place, does not.
    """
    if heading.kind != "setext":
        return is_code(doc, heading)
    text = heading.text.strip()
    if is_fields(doc, heading) or not _without_comments(shown_text(doc, heading)).strip():
        return True
    *lines, underline = doc.slice(heading.span).rstrip().splitlines()
    if len(lines) == 1 and underline.lstrip().startswith("="):
        return False  # a row of equals signs is nothing else
    if is_swallowed(doc, heading) or (len(lines) > 1 and not lines[0].strip(" *_-=")):
        return True  # of a frame of dashes, the lower one underlines the text
    if len(lines) > _LINES and "-" in underline:
        return True
    if len(underline.strip()) >= len(lines[-1].strip()):
        return False
    if underline.strip() == "-" or (len(lines) > 1 and (len(underline.strip()) == 1 or len(lines) > _LINES)):
        return True  # nobody underlines with one dash (an item without a text), several lines with one mark, or many
    if len(text) < _PARAGRAPH:
        return len(lines) == 1 and _is_rule(doc, underline.strip())
    return len(text) > 2 * _PARAGRAPH or text.rstrip("\"'”’»)*_").endswith(_STOPS)


def _is_rule(doc: Document, marks: str) -> bool:
    """Whether a line of dashes is how the post draws its lines, and not how it writes its headings of that level."""
    if _is_rule not in doc.check_cache:
        drawn = Counter(doc.slice(one.span).strip() for one in doc.blocks if one.kind == "break")
        hashed = any(one.kind == "atx" and one.level == _OF_DASHES for one in doc.headings)
        doc.check_cache[_is_rule] = drawn if hashed else Counter()
    others = sum(one.kind == "setext" and one.level == _OF_DASHES for one in doc.headings)
    return cast("Counter[str]", doc.check_cache[_is_rule])[marks] >= others


#: the level of a heading that dashes underline
_OF_DASHES = 2


def is_long_paragraph(heading: Heading) -> bool:
    """Whether the text behind hashes is that of a paragraph, which `heading_too_long` reports."""
    return heading.kind == "atx" and len(heading.text) > 2 * _PARAGRAPH and heading.text.endswith(_FULL_STOPS)


def is_swapped(doc: Document, heading: Heading) -> bool:
    """Whether a heading may be the comment of code: a fence is missing, which `unclosed_code_block` reports."""
    return heading.kind == "atx" and heading.span.start >= swapped_from(doc)


def is_doubled(doc: Document, heading: Heading) -> bool:
    """Whether a heading has hashes twice, so that its level is not known: ``# ## Rye``."""
    return heading.kind == "atx" and _DOUBLED.match(doc.text, *heading.span) is not None


_DOUBLED = lazy_pattern(r" {0,3}#{1,6}[ \t]+#{2,6}[ \t]+\w")


def is_code(doc: Document, heading: Heading) -> bool:
    """Whether a heading is the comment of a lost code block, where hashes need no space: ``#Heat it: oven { on; }``.

    So is any line of hashes in an element of code that began inside of another one, and a command of a shell or its
    comment.
    """
    if heading.kind != "atx":
        return False
    has_list = _ATTRIBUTES.search(doc.slice(heading.span).rstrip()) is not None
    if (_CODE.match(doc.text, *heading.span) is not None and not has_list) or is_in_element(doc, heading):
        return True
    return _is_command(doc, heading) or is_lost_comment(doc, heading)


def _is_command(doc: Document, heading: Heading) -> bool:
    """Whether a heading is a command behind the prompt of a shell: another one is right above or below it."""
    start, end = heading.span
    if heading.level != 1 or _COMMAND.match(doc.text, start, end) is None:
        return False
    above = doc.text[:start].removesuffix("\n").rpartition("\n")[2]
    below = doc.text[doc.text.find("\n", start) + 1 :].partition("\n")[0]
    return any(map(_PROMPT.match, (above, below)))


#: a hash, the name of a program, and what it is given; a prompt that Markdown reads as text
_COMMAND, _PROMPT = lazy_pattern(r" {0,3}# [a-z][\w.-]*[ \t]+\S"), lazy_pattern(r"(?:\$|\\#) [a-z./]")


def is_in_element(doc: Document, heading: Heading) -> bool:
    """Whether a heading stands in an element whose text is no Markdown, and a blank line ended the HTML before it.

    Alone, such an element goes on to its end tag; inside of another one (``<div>``, ``<p>``), the blank line ends both.
    """
    if is_in_element not in doc.check_cache:
        doc.check_cache[is_in_element] = [tag for tag in doc.html_tags if tag.name in _ELEMENTS_OF_CODE]
    tags = cast("list[HtmlTag]", doc.check_cache[is_in_element])
    at = bisect_left(tags, heading.span.start, key=lambda tag: tag.span.start)
    if not at or tags[at - 1].closing:
        return False
    return doc.text.find(f"</{tags[at - 1].name}", heading.span.end) >= 0


_ELEMENTS_OF_CODE = frozenset(("pre", "script", "style", "textarea"))


#: hashes without a space, and braces or the end of a statement in the line
_CODE = lazy_pattern(r" {0,3}#{1,6}[^\s#](?=[^\n]*(?:[{};][ \t]*$|\{[^{}\n]*;))", re.MULTILINE)

#: a list of attributes at the end of a heading, for its link or itself: ``{:target="_blank"}``, ``{#rye}``
_ATTRIBUTES = lazy_pattern(r"\{[:#.][^{}\n]*\}$")


def is_swallowed(doc: Document, heading: Heading) -> bool:
    """Whether only the last line of an underlined text is meant as a heading: the sentence above it has ended."""
    *lines, underline = doc.slice(heading.span).rstrip().splitlines()
    if heading.kind != "setext" or len(lines) < _LINES or not lines[-2].rstrip("\"'”’»)*_ ").endswith(_STOPS):
        return False
    last = lines[-1].strip()
    return len(last) < _PARAGRAPH and len(underline.strip()) >= len(last)


def is_fields(doc: Document, heading: Heading) -> bool:
    """Whether a heading is front matter in a wrong place: lines with keys, and a line of dashes below them."""
    lines = doc.slice(heading.span).strip().splitlines()[:-1]
    return len(lines) > 1 and all(_FIELD.match(line) for line in lines)


def _without_comments(text: str) -> str:
    """A text without its comments. A comment without an end ends the search, which takes linear time so."""
    shown, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        shown.append(text[at:start])
        at = end + len("-->")
    return "".join((*shown, text[at:]))


_FIELD = lazy_pattern(r"[ \t]*[A-Za-z_]\w*(?:-\w+)*:(?:\s|$)|[ \t]*- ")


def shown_text(doc: Document, heading: Heading) -> str:
    """The text of a heading as shown, without the alt texts of its images."""
    text, (start, end) = heading.text, heading.span
    for image in doc.images:
        if image.alt and start <= image.span.start < end:
            text = text.replace(image.alt, "", 1)
    return " ".join(text.split())
