"""Escapes untrusted text for Markdown, so that it is shown as it is (in GitHub's dialect, with the most syntax)."""

from __future__ import annotations

import re

from postlint.data.patterns import lazy_pattern
from postlint.report.terminal import escaped

#: Characters with a meaning inside of a line in Markdown, HTML or on GitHub (math, emoji names).
_SPECIAL = lazy_pattern(r"[\\`*_\[\]<>|~$&#]|:(?=\w+:)")
#: Plain words that GitHub turns into links: URLs, addresses, @names, #1, org/repo#1.
_LIVE = lazy_pattern(r"://|\bwww\.|@|#\d|\bGH-\d|\b(?:mailto|xmpp):", re.IGNORECASE)

#: the beginnings of an image and of an element of HTML
_LOADED = lazy_pattern(r"!(?=\[)|<(?=[A-Za-z/!?])")


def prose(text: str) -> str:
    """The text for use inside of a line: without line breaks; words that would become a link are code."""
    return " ".join(code(word) if _LIVE.search(word) else _escaped(word) for word in _one_line(text).split(" "))


def unloaded(markdown: str) -> str:
    """Markdown without images and elements of HTML, which readers load; in code, the word joiner is not seen."""
    return _LOADED.sub("\\g<0>\u2060", markdown)


def code(text: str) -> str:
    """The text as inline code, in a fence that the text does not contain."""
    return _fenced(_one_line(text) or "–")


def code_cell(text: str) -> str:
    r"""Inline code for a cell of a table, without pipes that separate cells.

    GitHub splits cells before it looks for code, except at ``\|``; a backslash before a pipe is doubled, so that it
    does not escape the next one.
    """
    return _fenced(re.sub(r"(\\*)\|", r"\1\1\\|", _one_line(text) or "–"))


def _fenced(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    room = " " if "`" in (text[0], text[-1]) else ""
    return f"{fence}{room}{text}{room}{fence}"


def _one_line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    """The text escaped by entities; unlike backslashes, these work everywhere, also next to a pipe."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
