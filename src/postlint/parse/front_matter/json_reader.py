"""Reads JSON headers with the span of every value, which the standard library does not give."""

from __future__ import annotations

import re
from collections.abc import Callable
from json.decoder import JSONDecodeError, JSONDecoder
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.parse.front_matter.values import MAX_DEPTH, Field, Path, Problem, UnreadableHeaderError, too_much
from postlint.spans import Span

_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}
_TOKEN = lazy_pattern(r"[^\s,\]}:\[{\"]*")


def read_json(text: str, content: Span, *, members: bool) -> tuple[dict[Path, Field], list[Problem], int]:
    """The fields, the problems, and the offset after the JSON and its line. Raises UnreadableHeaderError.

    With `members` the content is the text between the braces (Hexo); else it begins with the opening brace, and text
    after the closing one is not read.
    """
    reader = _Reader(text, content.end)
    if members:
        reader.object((), content.start, stop="")
        return reader.fields, reader.problems, content.end
    try:
        _, at = reader.object((), content.start + 1)
    except UnreadableHeaderError as error:
        brace = re.compile(r"^\}[ \t]*$\n?", re.MULTILINE).search(text, content.start)
        raise UnreadableHeaderError(error.problem, brace.end() if brace else _rest(text, content.start)) from None
    blank = re.compile(r"[ \t]*(?:\n|\Z)").match(text, at)
    return reader.fields, reader.problems, blank.end() if blank else at


def _rest(text: str, start: int) -> int:
    """Where the body starts when no brace closes the header: after the first blank line."""
    blank = text.find("\n\n", start)
    return len(text) if blank < 0 else blank + 2


class _Reader:
    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.end = end
        self.fields: dict[Path, Field] = {}
        self.problems: list[Problem] = []
        #: the standard library's reader of strings: (text, offset, strict) -> (string, offset after its quote)
        self.scan: Callable[[str, int, bool], tuple[str, int]] = _json_strings()

    def object(self, path: Path, at: int, stop: str = "}") -> tuple[dict[str, Any], int]:
        """The members from `at` on, and the offset after the closing brace (or the end, without `stop`)."""
        values: dict[str, Any] = {}
        seen: dict[str, Span] = {}
        at = self._skip(at)
        while not self._closes(at, stop):
            if self.text[at] != '"':
                raise self._wrong(at, "json-key")
            name, after = self._string(at)
            key = Span(at, after)
            if name in seen:
                self.problems.append(Problem(key, "duplicate-key", {"key": name}, related=seen[name]))
            seen[name] = key
            at = self._skip(after)
            if self.text[at : at + 1] != ":":
                raise self._wrong(at, "json-colon")
            values[name], at = self.value((*path, name), self._skip(at + 1), key)
            at = self._comma(at, stop)
        return values, at + len(stop)

    def value(self, path: Path, at: int, key: Span) -> tuple[Any, int]:
        if len(path) > MAX_DEPTH:
            raise too_much(Span(at, at + 1), MAX_DEPTH, "levels")
        self.fields[path] = Field(path, None, key, key, key)  # keeps its position before the inner values
        mark, style, text_span = self.text[at : at + 1], "plain", None
        value: Any
        if mark == '"':
            value, end = self._string(at)
            style, text_span = "json", Span(at + 1, end - 1)
        elif mark == "{":
            value, end = self.object(path, at + 1)
            style = "map"
        elif mark == "[":
            value, end = self._array(path, at + 1, key)
            style = "list"
        else:
            value, end = self._word(at)
        span = Span(at, end)
        self.fields[path] = Field(path, value, span, key, text_span or span, style, self.text)
        return value, end

    def _array(self, path: Path, at: int, key: Span) -> tuple[list[Any], int]:
        items: list[Any] = []
        at = self._skip(at)
        while not self._closes(at, "]"):
            item, at = self.value((*path, len(items)), at, key)
            items.append(item)
            at = self._comma(at, "]")
        return items, at + 1

    def _word(self, at: int) -> tuple[Any, int]:
        match = _TOKEN.match(self.text, at, self.end)
        word = match[0] if match else ""
        if word in _WORDS:
            return _WORDS[word], at + len(word)
        try:
            return (int(word) if word.lstrip("-").isdigit() else float(word)), at + len(word)
        except ValueError:
            raise self._wrong(at, "json-value", len(word)) from None

    def _string(self, at: int) -> tuple[str, int]:
        try:
            return self.scan(self.text, at + 1, True)
        except JSONDecodeError as error:
            kind = "unclosed-quote" if "Unterminated" in error.msg or "control" in error.msg else "json-escape"
            place = at if kind == "unclosed-quote" else error.pos
            raise UnreadableHeaderError(Problem(Span(place, place + 1), kind, {"quote": '"'})) from None

    def _comma(self, at: int, stop: str) -> int:
        """The offset after the comma; a surplus or missing comma is a problem."""
        at = self._skip(at)
        if self._closes(at, stop):
            return at
        if self.text[at] != ",":
            raise self._wrong(at, "json-comma")
        after = self._skip(at + 1)
        if self._closes(after, stop):
            raise UnreadableHeaderError(Problem(Span(at, at + 1), "json-last-comma"))
        return after

    def _closes(self, at: int, stop: str) -> bool:
        if at >= self.end:
            if not stop:
                return True
            if self.end < len(self.text):
                raise too_much(Span(0, 1), self.end, "characters")
            raise UnreadableHeaderError(Problem(Span(0, 1), "unclosed", {"fence": stop}))
        return self.text[at] == stop

    def _skip(self, at: int) -> int:
        while at < self.end and self.text[at] in " \t\n\r":
            at += 1
        return at

    def _wrong(self, at: int, kind: str, length: int = 1) -> UnreadableHeaderError:
        at = min(at, self.end)
        end = min(at + max(length, 1), self.end)
        return UnreadableHeaderError(Problem(Span(at, end), kind, {"found": self.text[at:end]}))


def _json_strings() -> Any:
    return getattr(JSONDecoder(), "parse_string")  # noqa: B009 - missing in the stubs
