"""Reads YAML text: its values, and line and column of each. PyYAML parses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from math import isfinite
from typing import Any

import yaml

from postlint.data.json_schema import KeyPath, plain, plain_key

#: how many values aliases and merges may add to the written ones
MAX_ALIASED = 10_000
#: PyYAML's C parser is ten times as fast, but not built everywhere
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: no number is longer; YAML 1.1 reads 1:1:1:… to the base of 60, in a time that grows with the square of its length
_LONGEST_NUMBER = 100


class YamlMistakesError(ValueError):
    """YAML text that cannot be read: pairs of a place ("line:column") and a sentence."""

    def __init__(self, *mistakes: tuple[str, str]) -> None:
        super().__init__(*mistakes)
        self.mistakes = mistakes


def load_yaml(text: str) -> Any:
    """The values of YAML text that is known to be valid, such as a built-in card."""
    return yaml.load(text, _Loader)


def read_yaml(text: str) -> tuple[Any, Callable[[KeyPath, bool], tuple[int, int]]]:
    """The values of YAML text, and a function that gives their lines and columns.

    Raises YamlMistakesError for a mistake in its syntax and for repeated keys.
    """
    loader = _loader_class()(text)
    try:
        root = loader.get_single_node()
        if root is not None:
            _check_size(root)
        data = None if root is None else plain(loader.construct_document(root))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise YamlMistakesError((place, f"invalid YAML: {error.problem or error.context}")) from None
    except YamlMistakesError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        # ValueError: a date such as 2017-02-29; RecursionError: nested too deeply, or in itself
        raise YamlMistakesError(("1:1", f"invalid YAML: {str(error).splitlines()[0]}")) from None
    finally:
        loader.dispose()
    repeated = list(_repeated_keys(root)) if root is not None else []
    if repeated:
        raise YamlMistakesError(*repeated)

    def locate(path: KeyPath, at_key: bool) -> tuple[int, int]:
        return _place(root, path, at_key)

    return data, locate


@cache
def _loader_class() -> Any:
    """A loader that refuses, with a ValueError, very long numbers and those that are none."""

    def number(loader: Any, node: yaml.ScalarNode) -> Any:
        if len(node.value) > _LONGEST_NUMBER:
            raise ValueError(f"a number of {len(node.value)} characters")
        if node.tag.endswith(":int"):
            return loader.construct_yaml_int(node)
        value = loader.construct_yaml_float(node)
        if not isfinite(value):  # no limit could be compared with it
            raise ValueError(f"{node.value} is no number of JSON")
        return value

    loader: Any = type("Loader", (_Loader,), {})
    for kind in ("int", "float"):
        loader.add_constructor(f"tag:yaml.org,2002:{kind}", number)
    return loader


def _check_size(root: yaml.Node) -> None:
    """Raise YamlMistakesError for a value in itself, and when aliases stand for too many values.

    Each node is counted once; the sizes of those below it are known then.
    """
    sizes: dict[int, int | None] = {}
    waiting: list[tuple[yaml.Node, bool]] = [(root, False)]
    while waiting:
        node, is_counted = waiting.pop()
        below = _below(node)
        if is_counted:
            sizes[id(node)] = 1 + sum(sizes[id(one)] or 0 for one in below)
        elif id(node) not in sizes:
            sizes[id(node)] = None  # begun
            waiting.append((node, True))
            waiting += ((one, False) for one in below)
        elif sizes[id(node)] is None:
            raise _mistake(node, "a value that has itself inside")
    if (sizes[id(root)] or 0) > len(sizes) + MAX_ALIASED:
        raise _mistake(root, f"its aliases stand for more than {MAX_ALIASED:,} values")


def _below(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [one for pair in node.value for one in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _mistake(node: yaml.Node, sentence: str) -> YamlMistakesError:
    return YamlMistakesError((f"{node.start_mark.line + 1}:{node.start_mark.column + 1}", f"invalid YAML: {sentence}"))


def _repeated_keys(root: yaml.Node) -> Iterator[tuple[str, str]]:
    """Repeated keys in one map, of which YAML silently keeps the last."""
    todo, seen = [root], set()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                todo.append(value)
                if isinstance(key, yaml.ScalarNode):
                    mark = key.start_mark
                    if key.value in first and key.value != "<<":
                        sentence = f"{key.value!r} is given twice, first in line {first[key.value]}; keep one of them"
                        yield f"{mark.line + 1}:{mark.column + 1}", sentence
                    first.setdefault(key.value, mark.line + 1)


def _place(root: yaml.Node | None, path: KeyPath, at_key: bool) -> tuple[int, int]:
    """Line and column of the deepest part of `path` that is there."""
    if root is None:
        return 1, 1
    node, mark = root, root.start_mark
    for depth, step in enumerate(path, start=1):
        found = _child(node, step)
        if found is None:
            break
        key, node = found
        mark = key.start_mark if at_key and depth == len(path) else node.start_mark
    return mark.line + 1, mark.column + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The key and value nodes below `node` (of a list's item: twice the item)."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        constructor = yaml.constructor.SafeConstructor()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            is_text = key.tag == "tag:yaml.org,2002:str"
            if (key.value if is_text else plain_key(constructor.construct_object(key))) == step:
                return key, value
    return None
