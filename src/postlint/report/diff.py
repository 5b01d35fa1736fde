"""Renders the changes by fixes as a unified diff for `patch -p1` and `git apply`."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from postlint.data.lines import split_lines
from postlint.report.terminal import escaped, paint

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def render(path: str, before: str, after: str, *, for_terminal: bool = False, colour: bool = False) -> str:
    """The diff of one file; "" when nothing changes. `for_terminal` shows control characters as escapes."""
    return "".join(_lines(path, before, after, for_terminal=for_terminal, colour=colour))


def _lines(path: str, before: str, after: str, *, for_terminal: bool, colour: bool) -> Iterator[str]:
    name = escaped(path.replace("\\", "/"))
    for line in unified_diff(split_lines(before), split_lines(after), f"a/{name}", f"b/{name}"):
        text, end = line.removesuffix("\n"), "\n"
        if not line.endswith("\n"):
            end = "\n\\ No newline at end of file\n"
        if for_terminal:
            text = text[:1] + escaped(text[1:])
        if colour and not line.startswith(("---", "+++")):
            text = paint(text, _COLOURS[text[0]], colour=True) if text[:1] in _COLOURS else text
        yield text + end
