"""Common mistakes in configurations, each with what to write instead."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from postlint.data.json_schema import SchemaProblem
from postlint.data.patterns import lazy_pattern
from postlint.prose.language_data import written_codes

_PLACE = lazy_pattern(r"(?P<name>.*):(?P<line>\d+):(?P<column>\d+): invalid YAML: (?P<reason>.*)")
_DATE = lazy_pattern(r"\b\d{4}-\d{1,2}-\d{1,2}\b")


def syntax_hint(message: str, text: str) -> str:
    """The parser's error message, with what is most likely meant."""
    return "\n".join(_hinted(line, text.splitlines()) for line in message.splitlines())


def _hinted(message: str, lines: list[str]) -> str:
    found = _PLACE.fullmatch(message)
    if found is None:
        return message
    name, reason = found["name"], found["reason"]
    number = int(found["line"])
    line = lines[number - 1] if number <= len(lines) else ""
    if re.search(r"\b(month|day|year)\b.*\b(in|range)\b", reason):
        return next(_impossible_dates(name, lines), message)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return f"{name}:{number}:{indent.index(chr(9)) + 1}: YAML is indented with spaces, and here is a tab"
    is_alias = reason.startswith(("a value", "its aliases"))
    if not is_alias and (glob := re.search(r"(?<![\w\"'*/])\*[^\s,\]}]*", line)):
        place = f"{name}:{number}:{glob.start() + 1}"
        return f'{place}: in YAML a glob that begins with * must be in quotes: "{glob.group()}"'
    return message


def _impossible_dates(name: str, lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        for date in _DATE.finditer(line):
            try:
                datetime.date(*map(int, date.group().split("-")))
            except ValueError:
                yield f"{name}:{number}:{date.start() + 1}: there is no date {date.group()}"


def schema_hint(problem: SchemaProblem, values: Mapping[str, Any]) -> str:
    """The schema's error message for a value, or what to write instead."""
    key = problem.path[-1] if problem.path else None
    value: Any = values
    for step in problem.path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return problem.message
    if key == "language" and isinstance(value, str):
        return _NO_LANGUAGE.format(value)
    if key == "title_template" and isinstance(value, str):
        return f'{value!r} does not say where the title goes; write {{}} there: "{{}} | Brand"'
    if isinstance(value, str) and problem.message.startswith("must be a list"):
        return f'{problem.message}: write ["{value}"]'
    return problem.message


_NO_LANGUAGE = "{!r} is no code of a language; write en, de or pt-BR"


def language_hint(tag: str) -> str:
    """What is wrong with the tag of a language; "" when nothing is.

    Two letters must be a code of ISO 639-1; three are taken as they are, unless the language has a code of two.
    """
    code = re.split(r"[-_]", tag, maxsplit=1)[0]
    known = written_codes().get(code.lower())
    if known is None:
        return _NO_LANGUAGE.format(tag) if len(code) == 2 else ""
    return f"{tag!r} is no code of a language; write {known}{tag[len(code) :]}" if known != code.lower() else ""


def crossed_limits(options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Options that exclude each other (`min` above `max`), with a sentence for each."""
    for name, low in options.items():
        other = name.replace("min", "max", 1)
        high = options.get(other)
        if name.startswith("min") and _is_number(low) and _is_number(high) and low > high:
            yield name, f"{name} ({low}) is more than {other} ({high}), so that nothing is allowed"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def glob_hint(glob: str) -> str:
    """What is wrong with the way a glob is written; "" when nothing is."""
    if "\\" in glob:
        return f"{glob!r} has a backslash; globs have / between folders on all systems"
    return ""
