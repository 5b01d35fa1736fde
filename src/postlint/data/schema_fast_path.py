"""Accepts valid data without jsonschema, whose import takes 70 ms.

It supports the keywords of our own schemas. For any other keyword, and for a mistake, it returns False, and
`postlint.data.json_schema` decides and explains. True must mean that jsonschema accepts the data: tests compare both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from postlint.data.ecma_pattern import PatternError, python_pattern
from postlint.data.time_limit import searched
from postlint.records import NamedTuple

Formats = Mapping[str, Callable[[str], bool]]
REFERENCE = "#/$defs/"

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: (
        (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())
    ),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}

#: keywords that by themselves allow or forbid nothing
_SILENT = frozenset(
    "$id $comment $defs title description default examples deprecated then else".split()  # noqa: SIM905
)


#: dialects in which the supported keywords mean the same; in draft-04, 1.0 is no integer and exclusive limits differ
_DIALECTS = frozenset(
    f"json-schema.org/{name}/schema" for name in ("draft-06", "draft-07", "draft/2019-09", "draft/2020-12")
)


def accepts(data: Any, schema: Any, formats: Formats) -> bool:
    """Whether `data` is surely valid. False means: not sure, use `postlint.data.json_schema.problems`."""
    try:
        return _accepts(data, schema, _Context(formats, schema))
    except (_UnknownError, RecursionError):
        return False


class _Context(NamedTuple):
    """What the keyword functions need beside the data and their own value: the formats, and the whole schema."""

    formats: Formats
    root: Any


class _UnknownError(Exception):
    """A keyword that this evaluator does not support."""


def _accepts(data: Any, schema: Any, context: _Context) -> bool:
    if isinstance(schema, bool):
        return schema
    if schema is not context.root and ("$id" in schema or "$schema" in schema):
        raise _UnknownError("$id")  # a schema within the schema, with references of its own
    for keyword, value in schema.items():
        test = _KEYWORDS.get(keyword)
        if test is not None:
            if not test(data, value, schema, context):
                return False
        elif keyword not in _SILENT and not keyword.startswith("x-"):
            raise _UnknownError(keyword)
    return True


def _dialect(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    if value.partition("://")[2].rstrip("#") not in _DIALECTS:
        raise _UnknownError(value)
    return True


def _type(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return any(_TYPES[name](data) for name in ([value] if isinstance(value, str) else value))


def _equal(one: Any, other: Any) -> bool:
    """Equality as JSON has it: true is not 1. Two collections are left to jsonschema."""
    if isinstance(one, (list, dict)) and isinstance(other, (list, dict)):
        raise _UnknownError("enum")
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _enum(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return any(_equal(data, one) for one in value)


def _const(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return _equal(data, value)


def _properties(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return not isinstance(data, dict) or all(
        _accepts(data[name], inner, context) for name, inner in value.items() if name in data
    )


def _additional(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    if not isinstance(data, dict):
        return True
    if "patternProperties" in schema:
        raise _UnknownError("patternProperties")
    known = schema.get("properties", {})
    return all(_accepts(item, value, context) for name, item in data.items() if name not in known)


def _items(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    if "prefixItems" in schema or isinstance(value, list):
        raise _UnknownError("prefixItems")
    return not isinstance(data, list) or all(_accepts(item, value, context) for item in data)


def _unique(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    if not value or not isinstance(data, list):
        return True
    if not all(isinstance(item, str) for item in data):
        raise _UnknownError("uniqueItems")
    return len(set(data)) == len(data)


def _pattern(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return not isinstance(data, str) or searched(_compiled(value), data)


@lru_cache(256)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(python_pattern(pattern))
    except PatternError:
        raise _UnknownError(pattern) from None


def _format(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    if value not in context.formats:
        raise _UnknownError(value)
    return not isinstance(data, str) or context.formats[value](data)


def _not(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return not _accepts(data, value, context)


def _ref(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    definitions = context.root.get("$defs", {})
    name = value.removeprefix(REFERENCE)
    if not value.startswith(REFERENCE) or name not in definitions:
        raise _UnknownError(value)
    return _accepts(data, definitions[name], context)


def _if(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    branch = "then" if _accepts(data, value, context) else "else"
    return _accepts(data, schema.get(branch, True), context)


def _property_names(data: Any, value: Any, schema: Any, context: _Context) -> bool:
    return not isinstance(data, dict) or all(_accepts(name, value, context) for name in data)


def _limit(kind: type | tuple[type, ...], holds: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    """A keyword that only applies to one kind of value."""

    def test(data: Any, value: Any, schema: Any, context: _Context) -> bool:
        return not isinstance(data, kind) or isinstance(data, bool) or holds(data, value)

    return test


_KEYWORDS: Mapping[str, Callable[[Any, Any, Any, _Context], bool]] = {
    "$schema": _dialect,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "uniqueItems": _unique,
    "pattern": _pattern,
    "format": _format,
    "not": _not,
    "$ref": _ref,
    "if": _if,
    "propertyNames": _property_names,
    "required": _limit(dict, lambda data, names: all(name in data for name in names)),
    "minLength": _limit(str, lambda data, least: len(data) >= least),
    "maxLength": _limit(str, lambda data, most: len(data) <= most),
    "minItems": _limit(list, lambda data, least: len(data) >= least),
    "maxItems": _limit(list, lambda data, most: len(data) <= most),
    "minProperties": _limit(dict, lambda data, least: len(data) >= least),
    "maxProperties": _limit(dict, lambda data, most: len(data) <= most),
    "minimum": _limit((int, float), lambda data, least: data >= least),
    "maximum": _limit((int, float), lambda data, most: data <= most),
    "exclusiveMinimum": _limit((int, float), lambda data, limit: data > limit),
    "exclusiveMaximum": _limit((int, float), lambda data, limit: data < limit),
    "anyOf": lambda data, value, schema, context: any(_accepts(data, one, context) for one in value),
    "oneOf": lambda data, value, schema, context: sum(_accepts(data, one, context) for one in value) == 1,
    "allOf": lambda data, value, schema, context: all(_accepts(data, one, context) for one in value),
}
