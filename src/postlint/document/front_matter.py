"""STUB: see the API below; the helper for front matter replaces this file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from postlint.findings import Span

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the front matter; `span` is the value as written (quotes included), `text_span` the text in it."""

    path: Path
    value: Any
    span: Span
    key_span: Span
    text_span: Span

    def as_text(self) -> str:
        """The value as a stripped string; a date as ISO text; "" for lists and maps."""
        if isinstance(self.value, (dict, list)) or self.value is None:
            return ""
        if isinstance(self.value, (datetime.date, datetime.datetime)):
            return self.value.isoformat()
        return str(self.value).strip()

    def as_list(self) -> list[str]:
        """The value as a list of strings; a single string is a list of one."""
        if isinstance(self.value, list):
            return [str(item).strip() for item in self.value if item is not None]
        return [text] if (text := self.as_text()) else []


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the syntax of a header: where, and a plain sentence."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The header of a post. `format` is yaml, toml, json … or "" when there is none (then `span` is empty)."""

    format: str = ""
    span: Span = Span(0, 0)
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def opening(self) -> Span:
        """The opening fence: the place of what is missing. Without front matter, the start of the file."""
        return self.span

    def field(self, *path: str | int) -> Field | None:
        """The value at a path of keys and indexes, or None."""
        return None


def read_front_matter(text: str) -> FrontMatter:
    """Find and read the header at the start of `text`. Never raises: what is wrong is in `problems`."""
    return FrontMatter()
