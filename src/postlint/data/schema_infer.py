"""Infers a JSON Schema of front matter from existing posts: the keys that all have, their types and their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from postlint.data.schema_formats import FORMATS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: texts become an enum when there are at most so many different ones …
MAX_VALUES = 12
#: … and each occurs, on average, at least so often
MIN_REPEATS = 3
#: the formats that are looked for, the strictest first
_FORMATS = ("date", "date-time", "uri")


def infer_schema(headers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The schema of headers as plain JSON values (`FrontMatter.as_data`). It accepts every one of them.

    A key is required when all headers have it; texts that repeat become an enum; counts are in `description`.
    """
    schema: dict[str, Any] = {"$schema": DIALECT, "title": "Front matter, as it is in the posts"}
    if headers:
        schema["description"] = f"Derived from {_count(len(headers), 'post')}."
    return schema | _map_schema(headers, "post")


def _map_schema(maps: Sequence[Mapping[str, Any]], noun: str) -> dict[str, Any]:
    """The schema of values that are maps."""
    keys = Counter(key for one in maps for key in one)
    schema: dict[str, Any] = {"type": "object"}
    required = [key for key, number in keys.items() if number == len(maps)]
    if required:
        schema["required"] = required
    schema["properties"] = {}
    for key, number in keys.items():
        inner = _schema([one[key] for one in maps if key in one])
        share = f"In {number} of {_count(len(maps), noun)}."
        schema["properties"][key] = {
            "description": " ".join(filter(None, [share, inner.pop("description", "")]))
        } | inner
    return schema


def _schema(values: Sequence[Any]) -> dict[str, Any]:
    """The schema of some values of one key."""
    types = Counter(map(_type, values))
    if types["integer"] and types["number"]:
        types["number"] += types.pop("integer")
    names = [name for name, _ in types.most_common()]
    schema: dict[str, Any] = {"type": names[0] if len(names) == 1 else names}
    if len(names) > 1:
        schema["description"] = "; ".join(f"{types[name]} times {name}" for name in names) + "."
    texts = [value for value in values if isinstance(value, str)]
    if texts:
        schema |= _text_schema(texts, alone=len(texts) == len(values))
    lists = [item for value in values if isinstance(value, list) for item in value]
    if lists:
        schema["items"] = _schema(lists)
    maps = [value for value in values if isinstance(value, dict)]
    if maps:
        schema |= {key: value for key, value in _map_schema(maps, "map").items() if key != "type"}
    return schema


def _text_schema(texts: Sequence[str], *, alone: bool) -> dict[str, Any]:
    """The schema of texts: a format, or an enum of few values, if all values are texts (`alone`)."""
    name = next((name for name in _FORMATS if all(map(FORMATS[name], texts))), None)
    if name is not None:
        return {"format": name}
    counts = Counter(map(str, texts))
    if alone and len(counts) <= MAX_VALUES and len(texts) >= MIN_REPEATS * len(counts):
        shown = ", ".join(f"{value!r} {number}" for value, number in counts.most_common())
        return {"enum": sorted(counts), "description": f"How often: {shown}."}
    if all(texts):
        return {"minLength": 1}
    return {}


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if value is None:
        return "null"
    kinds: Iterable[tuple[type, str]] = (
        (str, "string"), (int, "integer"), (float, "number"), (list, "array"), (dict, "object"),
    )  # fmt: skip
    return next(name for kind, name in kinds if isinstance(value, kind))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
