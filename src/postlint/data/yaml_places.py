"""Reads YAML text: its values, and line and column of each. PyYAML parses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from postlint.data.schema import KeyPath, plain, plain_key

#: PyYAML's C parser is ten times as fast, but not built everywhere
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        data = None if root is None else plain(loader.construct_document(root))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise YamlMistakesError((place, f"invalid YAML: {error.problem or error.context}")) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
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
            keys: set[str] = set()
            for key, value in node.value:
                todo.append(value)
                if isinstance(key, yaml.ScalarNode):
                    if key.value in keys and key.value != "<<":
                        mark = key.start_mark
                        yield f"{mark.line + 1}:{mark.column + 1}", f"{key.value!r} is given twice"
                    keys.add(key.value)


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
            if isinstance(key, yaml.ScalarNode) and plain_key(constructor.construct_object(key)) == step:
                return key, value
    return None
