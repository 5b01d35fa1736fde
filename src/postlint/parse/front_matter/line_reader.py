"""Reads headers with a ``Key: value`` line for each field: Pelican, MultiMarkdown, and Nikola's ``.. key: value``."""

from __future__ import annotations

import re
from functools import cache

from postlint.parse.front_matter.values import Field, Path, Problem
from postlint.spans import Span


def read_lines(text: str, content: Span, *, dotted: bool) -> tuple[dict[Path, Field], list[Problem]]:
    """The fields of ``text[content]`` and its problems: all values are strings, keys are in lower case."""
    fields: dict[Path, Field] = {}
    problems: list[Problem] = []
    for match in _pattern(dotted).finditer(text, content.start, content.end):
        name = match["key"].lower()
        key = Span(*match.span("key"))
        start, end = match.span("value")
        written = text[start:end].rstrip()
        span = Span(start, start + len(written))
        if (name,) in fields:
            first = fields[name,]
            kind = "same-key" if written in ("", first.written) else "duplicate-key"
            problems.append(Problem(key, kind, {"key": name}, related=first.key_span))
            continue  # the first one counts
        value = re.sub(r"\n[ \t]*", "\n", written)
        fields[name,] = Field((name,), value or None, span, key, span, "line" if written else "", text)
    return fields, problems


@cache
def _pattern(dotted: bool) -> re.Pattern[str]:
    if dotted:
        return re.compile(r"^[ \t]*\.\.[ \t]+(?P<key>\w[\w-]*):[ \t]*(?P<value>.*)$", re.MULTILINE)
    # a line indented by four or more spaces continues the value above it
    return re.compile(r"^(?P<key>[A-Za-z][\w-]*)[ \t]*:[ \t]*(?P<value>.*(?:\n[ \t]{4,}\S.*)*)$", re.MULTILINE)
