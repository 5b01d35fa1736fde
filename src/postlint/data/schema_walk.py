"""Walks a JSON Schema: its subschemas, its patterns for Python, and references to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from postlint.data.ecma_pattern import PatternError, python_pattern

KeyPath = tuple[str | int, ...]

#: keywords that hold a schema, a list of schemas, or a map of schemas
_ONE = frozenset(
    "additionalItems additionalProperties contains contentSchema else if items not propertyNames then "  # noqa: SIM905
    "unevaluatedItems unevaluatedProperties".split()
)
_LIST = frozenset(("allOf", "anyOf", "items", "oneOf", "prefixItems"))
_MAP = frozenset(("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"))
#: keywords whose schemas apply to the same data
_IN_PLACE = frozenset(("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependencies", "dependentSchemas"))


def parts(schema: Any) -> Iterator[tuple[KeyPath, Any]]:
    """The schemas directly below a schema, each with its path in it."""
    if not isinstance(schema, Mapping):
        return
    for keyword, value in schema.items():
        if keyword in _ONE and isinstance(value, (Mapping, bool)):
            yield (keyword,), value
        elif keyword in _LIST and isinstance(value, list):
            yield from (((keyword, index), one) for index, one in enumerate(value))
        elif keyword in _MAP and isinstance(value, Mapping):
            yield from (((keyword, name), one) for name, one in value.items() if isinstance(one, (Mapping, bool)))


def walk(schema: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """A schema and all below it, each with its path."""
    yield path, schema
    for step, part in parts(schema):
        yield from walk(part, (*path, *step))


def references(schema: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every ``$ref`` anywhere in a schema, with its path."""
    if isinstance(schema, Mapping):
        target = schema.get("$ref")
        if isinstance(target, str):
            yield (*path, "$ref"), target
        for key, value in schema.items():
            yield from references(value, (*path, key))
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from references(value, (*path, index))


# -- for Python --------------------------------------------------------------------------------------------


def for_python(schema: Any) -> Any:
    """The schema with its patterns in Python's syntax, without those that Python cannot express. Raises PatternError.

    A forbidden key's ``false`` becomes ``{"not": {}}``: jsonschema gives no path for a false schema.
    """
    if not isinstance(schema, Mapping):
        return schema
    copy = dict(schema)
    for step, part in parts(schema):
        new = for_python(part)
        if step[0] == "properties" and part is False:
            new = {"not": {}}
        if len(step) == 1:
            copy[str(step[0])] = new
            continue
        if copy[str(step[0])] is schema[step[0]]:
            copy[str(step[0])] = schema[step[0]].copy()
        copy[str(step[0])][step[1]] = new
    if isinstance(copy.get("pattern"), str):
        pattern = _python(copy.pop("pattern"))
        copy |= {"pattern": pattern} if pattern is not None else {}
    if isinstance(copy.get("patternProperties"), Mapping):
        written = copy["patternProperties"]
        known = {pattern: value for name, value in written.items() if (pattern := _python(name)) is not None}
        copy["patternProperties"] = known
        if len(known) < len(written):  # which keys are additional cannot be determined
            copy.pop("additionalProperties", None)
            copy.pop("unevaluatedProperties", None)
    return copy


def _python(pattern: str) -> str | None:
    try:
        return python_pattern(pattern)
    except PatternError as error:
        if not error.legal:
            raise
        return None


def unsupported_patterns(schema: Any) -> Iterator[tuple[KeyPath, str, str]]:
    """The legal patterns that Python cannot search for: path, pattern and reason."""
    for path, part in walk(schema):
        if not isinstance(part, Mapping):
            continue
        found = [((*path, "pattern"), part.get("pattern"))]
        names = part.get("patternProperties")
        found += [((*path, "patternProperties", name), name) for name in (names if isinstance(names, Mapping) else ())]
        for place, pattern in found:
            try:
                python_pattern(pattern) if isinstance(pattern, str) else None
            except PatternError as error:
                yield place, str(pattern), str(error)


# -- loops -------------------------------------------------------------------------------------------------


def loops(schema: Any) -> list[KeyPath]:
    """Where a schema refers to itself for the same data, so that validation would never end."""
    places = {path: part for path, part in walk(schema) if isinstance(part, Mapping)}
    pointers = {_pointer(path): path for path in places}
    after = {path: list(_same_data(path, part, pointers)) for path, part in places.items()}
    found, done = [], set[KeyPath]()
    for start in places:
        trail: list[tuple[KeyPath, Iterator[KeyPath]]] = [(start, iter(after[start]))] if start not in done else []
        on_trail = {start}
        while trail:
            path, following = trail[-1]
            one = next(following, None)
            if one is None:
                trail.pop()
                on_trail.discard(path)
                done.add(path)
            elif one in on_trail:
                found.append(path)
            elif one not in done and one in after:
                on_trail.add(one)
                trail.append((one, iter(after[one])))
    return found


def _same_data(path: KeyPath, part: Mapping[str, Any], pointers: Mapping[str, KeyPath]) -> Iterator[KeyPath]:
    target = part.get("$ref")
    if isinstance(target, str) and target.startswith("#") and target[1:] in pointers:
        yield pointers[target[1:]]
    yield from ((*path, *step) for step, inner in parts(part) if step[0] in _IN_PLACE and isinstance(inner, Mapping))


def _pointer(path: KeyPath) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
