"""The values of a header: fields, problems and the front matter itself, each with its span. Values only."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from postlint.parse.dates import DateText, parse_date
from postlint.parse.front_matter.scalars import scalar_map
from postlint.records import NamedTuple
from postlint.spans import Span

Path = tuple[str | int, ...]
NOWHERE = Span(0, 0)
#: deeper nesting is rejected, so that paths stay short and code that reads the values cannot recurse too deeply
MAX_DEPTH = 60


class HeaderStyle(NamedTuple):
    """How a generator reads a header.

    `bare` names the supported headers without an opening fence: "yaml" (closed by ``---``, Hexo), "json"
    (closed by ``;;;``, Hexo) and "meta" (``Key: value`` lines up to a blank line, Pelican). With `yaml_1_1`
    the words yes, no, on and off are booleans and ``12:30`` is a number. `spellings` maps the lower-case form of a key
    to the documented one, where the generator ignores the case of keys.
    """

    bare: tuple[str, ...] = ()
    yaml_1_1: bool = False
    spellings: Mapping[str, str] = MappingProxyType({})
    #: where tabs count as spaces: in "blank-lines", or as "indentation" of any line
    tabs: str = ""
    #: a first line of ``---`` or ``+++`` begins a header, whatever follows
    always: bool = False
    #: what is not closed ends with the file: gray-matter
    open_end: bool = False
    #: a line that begins with three marks ends the header, and what follows them begins the text
    loose_end: bool = False
    #: a header between fences is YAML also where bare lines are none
    yaml_fences: bool = False
    #: fences may be equal lines of more than three hyphens
    long_fences: bool = False

    @classmethod
    def from_data(cls, data: Mapping[str, Any], known: Iterable[str] = ()) -> HeaderStyle:
        """Read the `header` object of a preset's `x-postlint` part; `known` are the documented keys."""
        return cls(
            bare=tuple(data.get("bare", ())),
            yaml_1_1=data.get("yaml") == "1.1",
            tabs=str(data.get("tabs", "")),
            always=bool(data.get("always")),
            open_end=bool(data.get("open_end")),
            loose_end=bool(data.get("loose_end")),
            yaml_fences=bool(data.get("yaml_fences")),
            long_fences=bool(data.get("long_fences")),
            spellings={key.lower(): key for key in known} if data.get("ignore_case") else {},
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the header.

    `span` is the value as written (quotes, anchor and block indicator included), `text_span` the text in it.
    `key_span` is the span of its key; an item of a list has its list's. `style` is how it is written:
    plain, single, double, literal or folded (YAML), json, basic, basic-block, raw, raw-block (TOML), line
    (``Key: value``), map, list, alias, or "" for an empty value.
    """

    path: Path
    value: Any
    span: Span
    key_span: Span
    text_span: Span
    style: str = ""
    #: the text that the spans count in
    source: str = field(default="", repr=False, compare=False)

    @property
    def written(self) -> str:
        """The value as written in the file."""
        return self.source[self.span.start : self.span.end]

    @property
    def key(self) -> str:
        """The last name of the path, without list indexes."""
        return next((str(part) for part in reversed(self.path) if isinstance(part, str)), "")

    @property
    def is_scalar(self) -> bool:
        """Whether the value is neither a list nor a map nor empty."""
        return self.value is not None and not isinstance(self.value, (dict, list))

    def as_text(self) -> str:
        """The value as a stripped string; a date as ISO text; "" for lists, maps and empty values."""
        if not self.is_scalar:
            return ""
        if isinstance(self.value, (datetime.date, datetime.datetime)):
            return self.value.isoformat()
        return str(self.value).strip()

    def as_list(self) -> list[str]:
        """The value as a list of strings; a single string is a list of one."""
        if isinstance(self.value, list):
            return [str(item).strip() for item in self.value if item is not None]
        return [text] if (text := self.as_text()) else []

    def as_date(self) -> datetime.date | None:
        """The value as a date (or, with a time, a datetime); None when it is none."""
        if isinstance(self.value, datetime.date):
            return self.value
        return parse_date(self.value) if isinstance(self.value, str) else None

    def as_data(self) -> Any:
        """A scalar as a JSON value; a date as its text in the file, as `DateText`."""
        value = self.value
        if isinstance(value, (datetime.date, datetime.time)):
            written = self.source[self.text_span.start : self.text_span.end]
            return DateText(value.isoformat() if self.style == "alias" else written)
        return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)

    def part(self, start: int, end: int) -> Span:
        """The span of ``as_text()[start:end]``: exact through escapes, folded lines and indentation.

        The whole text for a value that is no string, and where there is no map to the file.
        """
        return self.parts([(start, end)])[0]

    def parts(self, places: Sequence[tuple[int, int]]) -> list[Span]:
        """The spans of several parts (see `part`), for which the map to the file is made once."""
        value = self.value if isinstance(self.value, str) else ""
        offsets = scalar_map(self.source, self.span, self.style, value) if value else None
        if offsets is None:
            return [self.text_span] * len(places)
        skipped = len(value) - len(value.lstrip())
        return [offsets.span(start + skipped, end + skipped) for start, end in places]


class Problem(NamedTuple):
    """A mistake in the syntax of a header.

    `kind` is a key of the `messages` of the card front-matter-syntax, `values` are for its placeholders. `related` is a
    second span, such as the first of two equal keys; `replacement` is the corrected text of the span.
    """

    span: Span
    kind: str
    values: Mapping[str, Any] = MappingProxyType({})
    related: Span | None = None
    replacement: str | None = None


class UnreadableHeaderError(Exception):
    """A header cannot be read; `problem` has place and reason, `end` is where the body starts if that is known."""

    def __init__(self, problem: Problem, end: int | None = None) -> None:
        super().__init__(problem.kind)
        self.problem = problem
        self.end = end


def too_much(span: Span, limit: int, unit: str) -> UnreadableHeaderError:
    """The error for a header that exceeds a limit (of characters, levels …)."""
    return UnreadableHeaderError(Problem(span, "too-much", {"max": limit, "unit": unit}))


class FrontMatter(NamedTuple):
    """The header of a post.

    `format` is yaml, toml, json, meta, nikola, franklin, javascript or ruby, or "" when there is none (then `span` is
    empty, as it is for a header in a file beside the post).
    `span` holds the header with its fences and the line ending after them: the body starts at its end.
    `fields` has every value, nested ones included, in document order. A `broken` header could not be read: values may
    be missing.
    """

    format: str = ""
    span: Span = NOWHERE
    opening: Span = NOWHERE
    values: Mapping[str, Any] = MappingProxyType({})
    fields: Mapping[Path, Field] = MappingProxyType({})
    problems: tuple[Problem, ...] = ()
    broken: bool = False

    def __bool__(self) -> bool:
        """Whether the post has a header."""
        return bool(self.format)

    @property
    def is_beside(self) -> bool:
        """Whether the header is in another file, so that its values have no place in the post."""
        return bool(self.format) and self.span == NOWHERE

    def field(self, *path: str | int) -> Field | None:
        """The value at a path of keys and indexes, or None."""
        return self.fields.get(path)

    def items(self, *path: str | int) -> list[Field]:
        """The items of the list at a path; a single value is a list of one; [] when there is nothing."""
        found = self.fields.get(path)
        if found is None or found.value is None:
            return []
        if not isinstance(found.value, list):
            return [found]
        return [self.fields[*path, index] for index in range(len(found.value)) if (*path, index) in self.fields]

    @property
    def top_level(self) -> list[Field]:
        """The values that are not inside of others."""
        return [found for path, found in self.fields.items() if len(path) == 1]

    def as_data(self) -> dict[str, Any]:
        """The values as JSON values: dates as their text in the file, keys as strings."""
        data: dict[str, Any] = {}
        holders: dict[Path, Any] = {(): data}
        for path, found in self.fields.items():
            value = found.value
            if isinstance(value, dict):
                value = holders[path] = {}
            elif isinstance(value, list):
                value = holders[path] = [None] * len(value)
            else:
                value = found.as_data()
            holders[path[:-1]][path[-1]] = value
        return data
