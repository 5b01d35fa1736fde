"""Foreign text in Markdown: shown as it is, with no power over the page (in GitHub's dialect, which has the most)."""

from __future__ import annotations

import re

from postlint.data.patterns import lazy_pattern
from postlint.report.terminal import visible

#: What Markdown, HTML or GitHub (math, emoji names) reads as more than itself inside of a line.
_SPECIAL = lazy_pattern(r"[\\`*_\[\]<>|~$&#]|:(?=\w+:)")
#: Words that GitHub makes links of although they are plain text: URLs, addresses, @names, #1, org/repo#1.
_LIVE = lazy_pattern(r"\S*(?:://|\bwww\.|@|#\d|\bGH-\d|\b(?:mailto|xmpp):)\S*", re.IGNORECASE)


def prose(text: str) -> str:
    """The text for the inside of a line: without line breaks; what would become a link is code."""
    text = _one_line(text)
    parts, end = [], 0
    for match in _LIVE.finditer(text):
        parts += [_escaped(text[end : match.start()]), code(match[0])]
        end = match.end()
    return "".join([*parts, _escaped(text[end:])])


def code(text: str) -> str:
    """The text as inline code, in a fence that it does not hold."""
    return _fenced(_one_line(text) or "–")


def code_cell(text: str) -> str:
    r"""Inline code for a cell of a table, with no pipe that parts cells.

    GitHub looks for the borders of cells before it looks for code, and takes ``\|`` for none; a backslash before a
    pipe is doubled, so that it cannot take the next one's power.
    """
    return _fenced(re.sub(r"(\\*)\|", r"\1\1\\|", _one_line(text) or "–"))


def _fenced(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{room}{text}{room}{fence}"


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _escaped(text: str) -> str:
    """Entities rather than backslashes: they mean the same everywhere, next to a pipe too."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
