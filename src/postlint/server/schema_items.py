"""Completions and explanations that a JSON Schema gives: keys, values and their descriptions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from postlint.records import NamedTuple

Schema = Mapping[str, Any]
#: combinations whose parts may each describe a value
_PARTS = ("allOf", "anyOf", "oneOf")

#: the kind of a key whose value is a map
MAP = "map"


class Choice(NamedTuple):
    """A key or value that a schema allows, as it is written in the file, and what is said about it."""

    text: str
    about: str = ""
    kind: str = ""
    deprecated: bool = False


def schemas_at(schema: Schema, path: Sequence[str]) -> list[Schema]:
    """The parts of a schema that describe the value below these keys; items of lists are looked into."""
    found = list(_all_parts(schema, schema))
    for step in path:
        found = [
            part
            for one in found
            for below in _below(one, step)
            for part in _all_parts(schema, below)
        ]  # fmt: skip
    return found


def _below(schema: Schema, step: str) -> Iterator[Schema]:
    properties = schema.get("properties", {})
    more = schema.get("additionalProperties")
    if isinstance(properties, Mapping) and isinstance(properties.get(step), Mapping):
        yield properties[step]
    elif isinstance(more, Mapping):
        yield more


def _all_parts(root: Schema, schema: Schema, depth: int = 0) -> Iterator[Schema]:
    """A schema, what it refers to, the parts that it combines, and what it says of the items of lists."""
    if depth > 8:  # schemas may refer to themselves
        return
    yield schema
    reference = schema.get("$ref")
    inner = [_referred(root, reference)] if isinstance(reference, str) else []
    inner += [part for name in _PARTS for part in schema.get(name, ()) if isinstance(part, Mapping)]
    inner += [schema["items"]] if isinstance(schema.get("items"), Mapping) else []
    for part in inner:
        yield from _all_parts(root, part, depth + 1)


def _referred(root: Schema, reference: str) -> Schema:
    here: Any = root
    for step in reference.removeprefix("#").split("/")[1:]:
        here = here.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(here, Mapping) else None
    return here if isinstance(here, Mapping) else {}


def keys(schema: Schema, path: Sequence[str]) -> list[Choice]:
    """The keys that may stand below other keys, in the order of the schema."""
    found: dict[str, Choice] = {}
    for part in schemas_at(schema, path):
        for name, about in part.get("properties", {}).items():
            if isinstance(about, Mapping):
                parts = list(_all_parts(schema, about))
                kind = MAP if _is_map(parts) else _kind(parts)
                found.setdefault(name, Choice(name, description(parts), kind, bool(about.get("deprecated"))))
    return list(found.values())


def _is_map(parts: Sequence[Schema]) -> bool:
    """Whether a value can only be a map."""
    kinds = [one["type"] for one in parts if "type" in one]
    return (
        bool(kinds)
        and all(kind == "object" for kind in kinds)
        and not any("enum" in one or "const" in one for one in parts)
    )


def values(schema: Schema, path: Sequence[str]) -> list[Choice]:
    """The values that may be written for the last of these keys: those of `enum`, `const` and booleans."""
    found: dict[str, Choice] = {}
    parts = schemas_at(schema, path)
    for part in parts:
        listed = [*part.get("enum", ()), *([part["const"]] if "const" in part else ())]
        kinds = part.get("type", ())
        if not listed and "boolean" in ([kinds] if isinstance(kinds, str) else kinds):
            listed = [True, False]
        for value in listed:
            if value is not None and not isinstance(value, (dict, list)):
                text = value if isinstance(value, str) else json.dumps(value)
                found.setdefault(text, Choice(text, description([part])))
    return list(found.values())


def description(parts: Sequence[Schema]) -> str:
    """What a schema says about its value: description, else title; then type, choice and default."""
    texts = [str(one[key]) for key in ("description", "title") for one in parts if isinstance(one.get(key), str)]
    lines = texts[:1]
    kind = _kind(parts)
    chosen = next((one["enum"] for one in parts if isinstance(one.get("enum"), list)), None)
    default = next((json.dumps(one["default"], ensure_ascii=False) for one in parts if "default" in one), None)
    if chosen is not None:
        lines.append("One of " + ", ".join(json.dumps(one, ensure_ascii=False) for one in chosen[:20]) + ".")
    elif kind:
        lines.append(f"Type: {kind}.")
    if default is not None:
        lines.append(f"Default: {default}.")
    return "\n\n".join(lines)


def _kind(parts: Sequence[Schema]) -> str:
    kinds = next((one["type"] for one in parts if "type" in one), "")
    listed = [kinds] if isinstance(kinds, str) else [str(one) for one in kinds]
    return " or ".join(one for one in listed if one and one != "null")
