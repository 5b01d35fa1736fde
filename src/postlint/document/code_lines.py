"""Tells lines of code that stand among text from text."""

from __future__ import annotations

import re

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.spans import Span


def is_code_line(line: str) -> bool:
    """Whether a line can hardly be text: a prompt, a setting, a statement, a command with an option or a path."""
    return line.isascii() and len(line) > 1 and _CODE_LINE.match(line) is not None and not _PROSE.search(line)


_CODE_LINE = lazy_pattern(
    r"""
    [$%][ ][A-Za-z./~] | \[?\w+@[\w.-]+[^\s\]]*[ ]?[^\s\]]*\]?[$\#][ ]?  # a prompt
    | include[ \t]*(?:<[\w./+-]+>|"[\w./+-]+")$ | (?:define|ifn?def|undef)[ \t]+(?:[A-Z_]{2}|\w+\()  # for a compiler
    | [A-Za-z_][\w.-]*(?:\[[^\[\]]*\])?[ \t]*[+:]?=>?[ \t]*[^\s=]        # a setting
    | [\w.$]+\([^()]*\)[ \t]*;?$ | [\w.$]+[\w.$ ()\[\]"',=<>!&|%+*/-]*[=(][^;{}]*;$  # a call, a statement
    | [a-z_][\w.$ ()\[\]"',=<>!&|:%-]*[ \t]\{$ | [)\]]*\};?$             # the limits of a block
    | sudo[ \t]+[a-z]
    | [a-z][a-z0-9._+-]*(?:[ \t]+\S+){0,6}?[ \t]+(?:--?[A-Za-z][\w-]*(?:[ =]|$)|(?:~|\.\.?)?/[\w.~-]+(?:/|\b))
    | (?:GET|POST|PUT|PATCH|DELETE)[ ](?:https?:/)?/
    """,
    re.VERBOSE,
)
#: the end of a sentence, an entity, or a line of the code that a page of MDX begins with
_PROSE = lazy_pattern(r"^(?:import|export|the|an?|to|in|of|for|with|how|what|why|when|using)\b|[a-z]{2}[.!?]$|&\w+;$")


def is_comment_of_code(doc: Document, span: Span) -> bool:
    """Whether a comment of code without a block begins with a text: the next line above or below is code, too.

    Its lines may have tags of HTML around them.
    """
    start = doc.text.rfind("\n", 0, span.start) + 1
    if not _COMMENT.fullmatch(_TAGS.sub(" ", doc.text[start : span.start])):
        return False
    above = _TAGS.sub(" ", doc.text[max(0, start - _NEAR) : start]).rstrip().rpartition("\n")[2]
    below = _TAGS.sub(" ", doc.text[span.end : span.end + _NEAR].partition("\n")[2]).lstrip().partition("\n")[0]
    return any(is_code_line(line.strip()) or line.rstrip().endswith(("{", "}", ");")) for line in (above, below))


_TAGS = lazy_pattern(r"</?[A-Za-z][^<>\n]*>|&nbsp;")
#: how a comment begins, and how far away a line is looked for
_COMMENT, _NEAR = lazy_pattern(r"[ \t]*(?://+|/\*+|\*|--|\#+)[ \t]*"), 400
