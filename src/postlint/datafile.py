"""One YAML, TOML or JSON file that a user wrote: its values, and the line and column where each of them stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from postlint.schema import KeyPath, SchemaProblem, path_text, plain, plain_key, problems

#: PyYAML's C parser is ten times as fast, but not built everywhere
YamlLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Locate = Callable[[KeyPath, bool], tuple[int, int]]


class DataError(ValueError):
    """Data that cannot be used. The message has a line for each mistake, with file, line and column."""


class ConfigError(DataError):
    """The configuration cannot be used. The message has a line for each mistake, with file, line and column."""


@dataclass(frozen=True)
class DataFile:
    """The values of a file as JSON has them; `locate` tells line and column (1-based) of a path in them."""

    name: str
    data: Any
    locate: Locate

    def complaint(self, path: KeyPath, sentence: str, *, at_key: bool = False) -> str:
        """A line that tells a person what is wrong where: ``file:line:column: path: sentence``."""
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
    """The text of a file. Raises DataError when it cannot be read or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{name}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: is not UTF-8 (byte {error.start})") from None


def read_data(path: Path, name: str) -> DataFile:
    """The values of a .toml, .json or YAML file. Raises DataError when it cannot be read or has mistakes."""
    parse = {".toml": parse_toml, ".json": parse_json}.get(path.suffix, parse_yaml)
    return parse(read_text(path, name), name)


def parse_yaml(text: str, name: str) -> DataFile:
    """The values of YAML text. Raises DataError for a mistake in its syntax and for a repeated key."""
    loader = YamlLoader(text)
    try:
        root = loader.get_single_node()
        data = None if root is None else plain(loader.construct_document(root))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise DataError(f"{name}:{place}: invalid YAML: {error.problem or error.context}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: a date such as 2017-02-29; RecursionError: nested too deeply, or in itself
        raise DataError(f"{name}:1:1: invalid YAML: {str(error).splitlines()[0]}") from None
    finally:
        loader.dispose()
    repeated = list(_repeated_keys(root)) if root is not None else []
    if repeated:
        raise DataError("\n".join(f"{name}:{place}: {sentence}" for place, sentence in repeated))

    def locate(path: KeyPath, at_key: bool) -> tuple[int, int]:
        return _yaml_place(root, path, at_key)

    return DataFile(name, data, locate)


def _repeated_keys(root: yaml.Node) -> Iterator[tuple[str, str]]:
    """Keys that stand twice in one map: YAML silently keeps the last."""
    todo, seen = [root], set()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                todo.append(value)
                if isinstance(key, yaml.ScalarNode):
                    if key.value in keys and key.value != "<<":
                        mark = key.start_mark
                        yield f"{mark.line + 1}:{mark.column + 1}", f"{key.value!r} is given twice"
                    keys.add(key.value)


def _yaml_place(root: yaml.Node | None, path: KeyPath, at_key: bool) -> tuple[int, int]:
    """Line and column of the deepest part of `path` that is there."""
    if root is None:
        return 1, 1
    node, mark = root, root.start_mark
    for depth, step in enumerate(path, start=1):
        found = _yaml_child(node, step)
        if found is None:
            break
        key, node = found
        mark = key.start_mark if at_key and depth == len(path) else node.start_mark
    return mark.line + 1, mark.column + 1


def _yaml_child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and value nodes below `node` (of a list's item: twice the item)."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        constructor = yaml.constructor.SafeConstructor()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and plain_key(constructor.construct_object(key)) == step:
                return key, value
    return None


def parse_json(text: str, name: str) -> DataFile:
    """The values of JSON text. Raises DataError for a mistake in its syntax."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(f"{name}:{error.lineno}:{error.colno}: invalid JSON: {error.msg}") from None
    except RecursionError:
        raise DataError(f"{name}:1:1: invalid JSON: nested too deeply") from None
    # JSON is YAML, except that YAML has no tabs between tokens: a tab takes one column in both
    return parse_yaml(text.replace("\t", " "), name)


_TOML_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_TOML_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TOML_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def parse_toml(text: str, name: str) -> DataFile:
    """The values of TOML text; `locate` finds the nearest key. Raises DataError for a mistake in its syntax."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f"{place[1]}:{place[2]}" if place else f"{text.count(chr(10)) + 1}:1"
        sentence = str(error).split(" (at ")[0]
        raise DataError(f"{name}:{where}: invalid TOML: {sentence}") from None

    def locate(path: KeyPath, at_key: bool) -> tuple[int, int]:
        return _toml_place(text, path)

    return DataFile(name, data, locate)


def _toml_place(text: str, path: KeyPath) -> tuple[int, int]:
    """Line and column of the key or table header that shares the longest beginning with `path`.

    tomllib tells no places; keys inside an inline table or a list fall back to the key that holds them.
    """
    best, place = 0, (1, 1)
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TOML_HEADER.match(line):
            table = tuple(part.strip("\"'") for part in _TOML_PART.findall(header[2]))
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
            for name, count in counts.items():
                if table[: len(name)] == name:
                    table = (*name, count, *table[len(name) :])
            here, column = table, header.start(1) + 1
        elif key := _TOML_KEY.match(line):
            here = (*table, *(part.strip("\"'") for part in _TOML_PART.findall(key[1])))
            column = key.start(1) + 1
        else:
            continue
        if len(here) <= len(path) and path[: len(here)] == here and len(here) > best:
            best, place = len(here), (number, column)
    return place
