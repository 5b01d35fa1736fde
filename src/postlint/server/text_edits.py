"""Turns fixes and changed texts into edits of the protocol, in the positions and line endings of the client's text."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from postlint.results.hits import Fix
from postlint.server.open_texts import OpenText
from postlint.server.positions import Json, line_starts, units


def fix_edits(text: OpenText, fix: Fix) -> list[Json]:
    """The edits of a fix; a fix of how the text is stored has none."""
    return [
        {
            "range": text.positions.range(edit.span.start, edit.span.end),
            "newText": edit.text.replace("\n", text.source.newline),
        }
        for edit in fix.edits
    ]


def line_edits(text: OpenText, after: str) -> list[Json]:
    """The edits that turn a client's text into another one, by whole lines."""
    old, new = _lines(text.text), _lines(after)
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    last = {"line": len(old) - 1, "character": units(old[-1], text.encoding)}

    def start_of(line: int) -> Json:
        return {"line": line, "character": 0} if line < len(old) else last

    return [
        {
            "range": {"start": start_of(head + a), "end": start_of(head + b)},
            "newText": "".join(new[head + c : head + d]),
        }
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def workspace_edit(uri: str, edits: list[Json]) -> Json:
    """The edit of one file."""
    return {"changes": {uri: edits}}


def _lines(text: str) -> list[str]:
    """The lines with their endings, as the protocol counts them; the last one has none."""
    starts = line_starts(text)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    """How many first lines are equal."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
