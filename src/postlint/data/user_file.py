"""One YAML, TOML or JSON file of a user: its values, and the line and column of each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from postlint.data.json_schema import KeyPath, SchemaProblem, path_text, problems
from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_bytes
from postlint.records import NamedTuple

#: a larger file is no configuration, card or schema of a user; in bytes
_LARGEST = 1 << 22

Locate = Callable[[KeyPath, bool], tuple[int, int]]


class DataError(ValueError):
    """Data that cannot be used. The message has a line for each mistake, with file, line and column."""


class ConfigError(DataError):
    """The configuration cannot be used. The message has a line for each mistake, with file, line and column."""


class DataFile(NamedTuple):
    """The values of a file as plain JSON values; `locate` gives line and column (1-based) of a path in them."""

    name: str
    data: Any
    locate: Locate

    def complaint(self, path: KeyPath, sentence: str, *, at_key: bool = False) -> str:
        """A line for a person: ``file:line:column: path: sentence``."""
        line, column = self.locate(path, at_key)
        prefix = path_text(path[:-1] if at_key else path)
        return f"{self.name}:{line}:{column}: {prefix}{': ' if prefix else ''}{sentence}"

    def explain(self, problem: SchemaProblem, under: KeyPath = ()) -> str:
        """The complaint about a problem that was found in the part of the data at `under`."""
        return self.complaint((*under, *problem.path), problem.message, at_key=problem.at_key)

    def complaints(
        self,
        schema: Mapping[str, Any],
        *,
        under: Sequence[str] = (),
        base_dir: Path | None = None,
        noun: str = "key",
    ) -> list[str]:
        """What is wrong with the data at `under`, a line for each problem."""
        data = self.data
        for step in under:
            data = data.get(step, {})
        found = problems(data, schema, base_dir=base_dir, noun=noun)
        return [self.explain(problem, tuple(under)) for problem in found]


def read_text(path: Path, name: str) -> str:
    """The text of a file. Raises DataError when it cannot be read or is not UTF-8.

    Whether a file of the tree may be read is decided by the one who knows who named it (`ConfigFile`).
    """
    try:
        text = read_bytes(path, _LARGEST, own=True).decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise DataError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: is not UTF-8 (byte {error.start})") from None


def read_data(path: Path, name: str) -> DataFile:
    """The values of a .toml, .json or YAML file. Raises DataError when it cannot be read or has mistakes."""
    text = read_text(path, name)
    if path.suffix == ".toml":
        return parse_toml(text, name)
    return parse_json(text, name) if path.suffix == ".json" else parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> DataFile:
    """The values of YAML text. Raises DataError for a mistake in its syntax and for a repeated key."""
    from postlint.data.yaml_places import (  # a run with only cache hits needs no PyYAML
        YamlMistakesError,
        read_yaml,
    )

    try:
        return DataFile(name, *read_yaml(text))
    except YamlMistakesError as error:
        raise DataError("\n".join(f"{name}:{place}: {sentence}" for place, sentence in error.mistakes)) from None


def parse_json(text: str, name: str) -> DataFile:
    """The values of JSON text. Raises DataError for a mistake in its syntax."""
    try:
        data = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise DataError(f"{name}:{error.lineno}:{error.colno}: invalid JSON: {error.msg}") from None
    except RecursionError:
        raise DataError(f"{name}:1:1: invalid JSON: nested too deeply") from None
    except DataError as error:
        raise DataError(f"{name}: {error}") from None
    except ValueError:  # an integer with more digits than Python reads
        raise DataError(f"{name}:1:1: invalid JSON: a number is too long") from None
    # for the places, JSON is parsed as YAML; tabs and surrogate escapes, which YAML rejects, are replaced by text of
    # equal width. The values are parsed as JSON: 1e3 is a number there, and a pair of surrogates one character
    text = re.sub(r"\\u[dD][89a-fA-F][0-9A-Fa-f]{2}", r"\\u0041", text.replace("\t", " "))
    return DataFile(name, data, parse_yaml(text, name).locate)


def _no_number(name: str) -> None:
    raise DataError(f"invalid JSON: {name} is no number of JSON")


_TOML_HEADER = lazy_pattern(r"\s*(\[\[?)([^\]]+)\]")
_TOML_KEY = lazy_pattern(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TOML_PART = lazy_pattern(r"""[\w-]+|"[^"]*"|'[^']*'""")


def _finite(written: str) -> float:
    value = float(written)
    if not isfinite(value):  # no limit could be compared with it
        raise ValueError(f"{written} is no number of JSON")
    return value


def parse_toml(text: str, name: str) -> DataFile:
    """The values of TOML text; `locate` finds the nearest key. Raises DataError for a mistake in its syntax."""
    from postlint.data.toml_text import load_toml  # most configurations are YAML

    try:
        data = load_toml(text, _finite)
    except (ValueError, RecursionError) as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f"{place[1]}:{place[2]}" if place else f"{text.count(chr(10)) + 1}:1"
        deep = isinstance(error, RecursionError) and "parts" not in str(error)
        sentence = "nested too deeply" if deep else str(error).split(" (at ")[0]
        raise DataError(f"{name}:{where}: invalid TOML: {sentence}") from None

    entries: list[_TomlEntry] = []

    def locate(path: KeyPath, at_key: bool) -> tuple[int, int]:
        if not entries:
            entries.extend(_toml_entries(text))
        return _toml_place(entries, path)

    return DataFile(name, data, locate)


#: the path of a key or table header, its line and column
_TomlEntry = tuple[KeyPath, tuple[int, int]]


def _toml_entries(text: str) -> Iterator[_TomlEntry]:
    """The keys and table headers of TOML text."""
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TOML_HEADER.match(line):
            table = tuple(part.strip("\"'") for part in _TOML_PART.findall(header[2]))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
            table = _with_numbers(table, counts)
            yield table, (number, header.start(1) + 1)
        elif key := _TOML_KEY.match(line):
            here = (*table, *(part.strip("\"'") for part in _TOML_PART.findall(key[1])))
            yield here, (number, key.start(1) + 1)


def _with_numbers(table: KeyPath, counts: Mapping[KeyPath, int]) -> KeyPath:
    """The path of a table in the data: after each list of tables on the way, the number of the last one."""
    path: list[str | int] = []
    for length, step in enumerate(table, start=1):
        path.append(step)
        if table[:length] in counts:
            path.append(counts[table[:length]])
    return tuple(path)


def _toml_place(entries: Iterable[_TomlEntry], path: KeyPath) -> tuple[int, int]:
    """Line and column of the key or table header that shares the longest beginning with `path`.

    tomllib has no places; keys inside an inline table or a list fall back to the key that holds them.
    """
    best, place = 0, (1, 1)
    for here, found in entries:
        if best < len(here) <= len(path) and path[: len(here)] == here:
            best, place = len(here), found
    return place
