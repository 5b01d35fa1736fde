"""Reads TOML headers: values by `tomllib`, spans by a scanner of the same grammar.

The scanner expects text that `tomllib` has accepted and does not validate it; of other text, only the keys before the
mistake are used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from postlint.parse.front_matter.values import MAX_DEPTH, Field, Path, Problem, UnreadableHeaderError, too_much
from postlint.spans import Span


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.MULTILINE)


_STRING = r'"""(?:\\[\s\S]|[^\\])*?"{3,5}|' + r"'''[\s\S]*?'{3,5}|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'"
_KEY = r"""[ \t]*(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DATE = r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[-+]\d\d:\d\d)?)?"
_SPACE = r"(?:[ \t\n]+|#.*)*"


def is_julia(text: str, content: Span) -> bool:
    """Whether a header between ``+++`` is Franklin's: Julia code, not TOML."""
    written = text[content.start : content.end]
    return bool(_pattern(r"^(?:using|import|function)\s|^\w+[ \t]*=[ \t]*[A-Za-z_][\w.]*\(|^@def\s").search(written))


def read_toml(text: str, content: Span) -> tuple[dict[Path, Field], list[Problem]]:
    """The fields of the TOML in ``text[content]`` and its problems. Raises UnreadableHeaderError."""
    written = text[content.start : content.end]
    if _pattern(rf"(?:^|\{{|,|\[)(?:{_KEY}[ \t]*\.){{{MAX_DEPTH}}}").search(written):
        raise too_much(_first_line(text, content), MAX_DEPTH, "levels")
    try:
        values = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableHeaderError(_explain(error, text, content)) from None
    except ValueError:  # an integer with more digits than Python reads
        number = _pattern(r"[0-9_]{1000,}").search(text, content.start, content.end)
        place = Span(*number.span()) if number else _first_line(text, content)
        found = f"{text[place.start : place.start + 20]}…"
        raise UnreadableHeaderError(Problem(place, "impossible-number", {"found": found})) from None
    except RecursionError:
        raise too_much(_first_line(text, content), MAX_DEPTH, "levels") from None
    fields: dict[Path, Field] = {}
    for entry in _Scanner(text, content).entries():
        _add(fields, entry, values, text)
    return fields, []


def _first_line(text: str, content: Span) -> Span:
    return Span(content.start, content.start + len(text[content.start : content.end].partition("\n")[0]))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with the span of its value; `tables` are the spans of the keys that lead to it."""

    path: Path
    key: Span
    span: Span
    text_span: Span
    style: str
    tables: tuple[tuple[Path, Span], ...] = ()


def _lookup(values: Any, path: Path) -> Any:
    for part in path:
        values = values[part]
    return values


def _add(fields: dict[Path, Field], entry: _Entry, values: Any, text: str) -> None:
    """Add an entry; the tables around it are created, or extended to its end."""
    if len(entry.path) > MAX_DEPTH:
        raise too_much(entry.key, MAX_DEPTH, "levels")
    for path, key in entry.tables:
        table = fields.get(path)
        whole = Span(table.span.start if table else entry.key.start, entry.span.end)
        value = _lookup(values, path)
        style = "list" if isinstance(value, list) else "map"
        fields[path] = Field(path, value, whole, table.key_span if table else key, whole, style, text)
    if entry.style:
        value = _lookup(values, entry.path)
        fields[entry.path] = Field(entry.path, value, entry.span, entry.key, entry.text_span, entry.style, text)


class _Scanner:
    def __init__(self, text: str, content: Span) -> None:
        self.text = text
        self.at = content.start
        self.end = content.end

    def entries(self) -> Iterator[_Entry]:
        """Every key and table in document order; ends at text that is not TOML."""
        prefix: Path = ()
        above: tuple[tuple[Path, Span], ...] = ()
        counts: dict[Path, int] = {}
        while self._skip(_SPACE) and self.at < self.end:
            if self.text[self.at] == "[":
                start, many = self.at, self.text.startswith("[[", self.at)
                self.at += 2 if many else 1
                prefix, above = self._path((), counts)
                if many:
                    counts[prefix] = counts.get(prefix, -1) + 1
                    prefix = (*prefix, counts[prefix])
                    above = (*above, (prefix, above[-1][1]))
                self._skip(r"[ \t]*\]{1,2}")
                yield _Entry(prefix, above[-1][1], Span(start, self.at), Span(start, self.at), "", above)
            else:
                yield from self._pair(prefix, above)

    def _pair(self, prefix: Path, above: tuple[tuple[Path, Span], ...] = ()) -> Iterator[_Entry]:
        start = self.at
        path, places = self._path(prefix, {})
        if self.at == start or not self._skip(r"[ \t]*=[ \t]*", required=True):
            self.at = self.end
            return
        yield from self._value(path, places[-1][1], above + places[:-1])

    def _path(self, prefix: Path, counts: dict[Path, int]) -> tuple[Path, tuple[tuple[Path, Span], ...]]:
        """A dotted key: its path, and the span of each part; a list of tables means its last table."""
        path, places = prefix, []
        while match := _pattern(_KEY).match(self.text, self.at, self.end):
            written = match[0].lstrip(" \t")
            span = Span(match.end() - len(written), match.end())
            name = _unquoted(written)
            path = (*path, name)
            places.append((path, span))
            self.at = match.end()
            dot = _pattern(r"[ \t]*\.").match(self.text, self.at, self.end)
            if not dot:
                break
            self.at = dot.end()
            if path in counts:
                path = (*path, counts[path])
                places.append((path, span))
        return path, tuple(places)

    def _value(self, path: Path, key: Span, tables: tuple[tuple[Path, Span], ...]) -> Iterator[_Entry]:
        start, mark = self.at, self.text[self.at : self.at + 1]
        if mark in ("[", "{") and mark:
            inner = list(self._items(path, key) if mark == "[" else self._members(path))
            span = Span(start, self.at)
            yield _Entry(path, key, span, span, "list" if mark == "[" else "map", tables)
            yield from inner
            return
        string = _pattern(_STRING).match(self.text, start, self.end)
        if string:
            block = string[0].startswith(('"""', "'''"))
            style = ("basic" if mark == '"' else "raw") + ("-block" if block else "")
            self.at = string.end()
            inside = Span(start + (3 if block else 1), self.at - (3 if block else 1))
        else:
            word = _pattern(_DATE + r"|[^\s,\]}#]+").match(self.text, start, self.end)
            self.at = word.end() if word else self.end
            style, inside = "plain", Span(start, self.at)
        yield _Entry(path, key, Span(start, self.at), inside, style, tables)

    def _items(self, path: Path, key: Span) -> Iterator[_Entry]:
        self.at += 1
        index = 0
        while self._skip(_SPACE) and self.at < self.end and self.text[self.at] != "]":
            yield from self._value((*path, index), key, ())
            index += 1
            self._skip(_SPACE + r",?")
        self.at = min(self.at + 1, self.end)

    def _members(self, path: Path) -> Iterator[_Entry]:
        self.at += 1
        while self._skip(_SPACE) and self.at < self.end and self.text[self.at] != "}":
            yield from self._pair(path)
            self._skip(_SPACE + r",?")
        self.at = min(self.at + 1, self.end)

    def _skip(self, pattern: str, required: bool = False) -> bool:
        match = _pattern(pattern).match(self.text, self.at, self.end)
        if match:
            self.at = match.end()
        return match is not None or not required


def _unquoted(key: str) -> str:
    if key[:1] == '"':
        return str(tomllib.loads(f"key = {key}")["key"])
    return key[1:-1] if key[:1] == "'" else key


def _explain(error: tomllib.TOMLDecodeError, text: str, content: Span) -> Problem:
    """The problem of an error, on the line that `tomllib` names."""
    problem, _, place = str(error).partition(" (at ")
    start, end = content
    numbers = re.findall(r"\d+", place)
    if len(numbers) == 2:
        for _ in range(int(numbers[0]) - 1):
            start = text.index("\n", start) + 1
        end = min(content.end, text.find("\n", start) if text.find("\n", start) >= 0 else content.end)
        at = min(start + int(numbers[1]) - 1, end)
    else:  # "at end of document"
        start = at = max(text.rfind("\n", content.start, max(content.end - 1, content.start)) + 1, content.start)
        end = content.end
    line = Span(start, start + len(text[start:end].rstrip()))
    if "overwrite" in problem or "twice" in problem:
        return _duplicate(text, content, line)
    value = _pattern(r"[^=\n]*=[ \t]*(?P<value>[^#\n]*)").match(text, line.start, line.end)
    inside = Span(value.start("value"), value.start("value") + len(value["value"].rstrip())) if value else line
    if "date" in problem:
        return Problem(inside, "impossible-date", {"found": text[inside.start : inside.end]})
    if ("Unterminated" in problem or "Illegal character" in problem) and text[inside.start : inside.start + 1] in "\"'":
        return Problem(Span(inside.start, inside.start + 1), "unclosed-quote", {"quote": text[inside.start]})
    if problem == "Invalid value":
        return Problem(
            inside if inside.start < inside.end else line,
            "toml-value",
            {"found": text[inside.start : inside.end]},
        )
    if "Expected '='" in problem:
        return Problem(line, "no-equals-sign", {"found": text[line.start : line.end]})
    return Problem(Span(at, max(line.end, at)) if at < line.end else line, "toml", {"problem": problem})


def _duplicate(text: str, content: Span, line: Span) -> Problem:
    """The second key of a name (on the line that the error names), and the first."""
    seen: dict[Path, Span] = {}
    for entry in _Scanner(text, Span(content.start, line.end)).entries():
        if entry.path in seen:
            name = ".".join(map(str, entry.path))
            return Problem(entry.key, "duplicate-key", {"key": name}, related=seen[entry.path])
        seen[entry.path] = entry.key
    return Problem(line, "duplicate-key", {"key": text[line.start : line.end].partition("=")[0].strip(" []")})
