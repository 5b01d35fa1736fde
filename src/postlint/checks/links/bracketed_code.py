"""Brackets that look like references, and are code: classes of regular expressions, the syntax of commands."""

from __future__ import annotations

import re

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Reference
from postlint.spans import Span

#: what follows ``[^`` in a regular expression: escapes, ranges and signs
_CHARACTER_CLASS = lazy_pattern(r"(?:\\.|\w-\w|[^\w\\]|_)+")


def is_character_class(doc: Document, reference: Reference) -> bool:
    """Whether the brackets of a footnote are a class of a regular expression: ``q[^u]``, ``[^\\x00-\\xff]``.

    The mark of a note follows what it belongs to; letters by themselves may be a class: "([^abc])". So may be those
    that stand in a pattern elsewhere in the post.
    """
    label, start = reference.label.removeprefix("^"), reference.span.start
    if not label.strip() or "\\" in label or _CHARACTER_CLASS.fullmatch(label):
        return True  # the character by itself: "[^]"; characters of a pattern: "[^\\x00-\\xff]"
    single = len(label) == 1 and label.isalpha()
    if single and re.search(r"(?<!\w)[a-z]$", doc.text[max(start - 2, 0) : start]) is not None:
        return True
    if any(one.footnote for one in doc.definitions):
        return False
    if doc.text.startswith("^", start - 1) or label.startswith("/") or (label[0] == " " and label[1:].isalpha()):
        return True  # "^[^48]" at the start of a line; escapes that have lost their backslashes
    if not label.isalpha():
        return False
    if re.fullmatch(r"[\s(|{]?", doc.text[max(start - 1, 0) : start]) is not None:
        return True
    around = doc.text[max(start - 2, 0) : start], doc.text[reference.span.end : reference.span.end + 2]
    return around == (".*", ".*") or re.search(_IN_PATTERN.format(re.escape(label)), doc.text) is not None


#: a class as the whole of a quotation, or with what tells how often
_IN_PATTERN = r"(?:[『「`/]\[\^{0}\][+』」`/])|(?:\[\^{0}\](?:\+|\*\?|\{{\d))"


def is_syntax(doc: Document, span: Span) -> bool:
    """Whether two brackets in a row, where nothing is defined, are parts that a command may have: ``[-t table][file]``.

    No text of a link, nor a label, begins with a dash or a colon, ends with dots or is without a letter and a digit.
    """
    line_end = doc.text.find("\n", span.end)
    if doc.text[span.end : line_end if line_end >= 0 else None].rstrip().endswith(" {"):
        return True  # a condition of code without a block: "if [oven][heat] > 200 {"
    if _VALUE.search(doc.text[doc.text.rfind("\n", 0, span.start) + 1 : span.start]):
        return True
    parts = [part.strip("[]") for part in doc.slice(span).split("][")]
    return any(_PART.match(part) or not any(map(str.isalnum, part)) for part in parts if part)


#: before a value in brackets, perhaps behind others
_VALUE = lazy_pattern(r"[%={](?:\[[^\[\]]*\])*$")
_PART = lazy_pattern(r"[-–—:]\S|[^\s.]+\.{3}$|[ \t].*[ \t]$")
