"""Validate any data against a JSON Schema and explain what is wrong in plain sentences.

Configuration, cards, options and front matter all pass through `problems`. It knows data and paths in data;
where a path stands in a file is for `datafile` and for the front matter to say.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

KeyPath = tuple[str | int, ...]

#: up to so many known names are listed in a message; more would bury the sentence
FEW = 12


class SchemaError(ValueError):
    """A schema cannot be used: it is no schema, or it refers to what is not there. The message says why."""


@dataclass(frozen=True)
class SchemaProblem:
    """One thing wrong with data.

    `path` leads to the value (for a missing key: to the map that lacks it); with `at_key`, to the key itself.
    `keyword` is the JSON Schema keyword that failed and `schema` the subschema that holds it, so that
    annotations beside the keyword (``x-postlint-severity``) can be read.
    """

    path: KeyPath
    message: str
    keyword: str
    schema: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    at_key: bool = False


def problems(
    data: Any,
    schema: Mapping[str, Any],
    *,
    base_dir: Path | None = None,
    formats: Mapping[str, Callable[[str], bool]] | None = None,
    noun: str = "key",
) -> list[SchemaProblem]:
    """Everything in `data` that `schema` does not allow, in document order; empty when all is well.

    `base_dir` is the folder that relative ``$ref``s start from (files only, never the network). `formats`
    adds to or replaces the checkers of ``format``. `noun` is what a key is called in messages ("key",
    "option"). Raises SchemaError when the schema itself is unusable.
    """
    from referencing.exceptions import Unresolvable

    validator = _validator(schema, base_dir, {**FORMATS, **(formats or {})})
    found: dict[tuple[KeyPath, str], SchemaProblem] = {}
    try:
        for error in validator.iter_errors(plain(data)):
            for problem in _explain(error, noun):
                found.setdefault((problem.path, problem.message), problem)
    except Unresolvable as error:
        raise SchemaError(f"the schema refers to {error.ref!r}, which cannot be read") from None
    except re.error as error:
        raise SchemaError(f"the schema has a pattern that is no regular expression: {error}") from None
    return list(found.values())


def schema_problems(schema: Any) -> list[SchemaProblem]:
    """What makes `schema` no valid JSON Schema; empty when it is one."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import validator_for

    dialect = validator_for(schema, default=Draft202012Validator)
    return problems(schema, dialect.META_SCHEMA, noun="keyword")


def plain(data: Any) -> Any:
    """The data as JSON has it: YAML's dates as ISO text, its keys as text, tuples as lists."""
    if isinstance(data, Mapping):
        return {plain_key(key): plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, (datetime.date, datetime.time)):
        return data.isoformat()
    return data


def plain_key(key: Any) -> str:
    """A map's key as text; YAML reads ``off:`` as false, ``2024:`` as a number and ``2024-01-01:`` as a date."""
    if isinstance(key, str):
        return key
    if isinstance(key, bool) or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    return key.isoformat() if isinstance(key, datetime.date) else str(key)


def suggest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: ``, did you mean 'max'? (known: max, min)``; may be empty."""
    names = sorted(set(known))
    folded = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    hint = f", did you mean {folded[close[0]]!r}?" if close else ""
    listed = f" (known: {', '.join(names)})" if 0 < len(names) <= FEW else ""
    return hint + listed


def path_text(path: KeyPath) -> str:
    """A path as people write it: ``overrides[0].rules.title-too-long``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


# -- formats --------------------------------------------------------------------------------------------


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and _parses(datetime.date.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    return bool(re.match(r"\d{4}-\d{2}-\d{2}[Tt ]", text)) and _parses(datetime.datetime.fromisoformat, text)


def _is_uri(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", text))


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


#: how the formats are tested that postlint's own schemas use; jsonschema alone skips most of them
FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "date-time": _is_date_time,
    "uri": _is_uri,
    "regex": _is_regex,
}


# -- the validator --------------------------------------------------------------------------------------


def _validator(
    schema: Mapping[str, Any], base_dir: Path | None, formats: Mapping[str, Callable[[str], bool]]
) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import validator_for
    from referencing import Registry

    checker = FormatChecker(formats=())
    for name, test in formats.items():
        checker.checks(name)(lambda value, test=test: not isinstance(value, str) or test(value))
    if base_dir is not None:
        schema = {**schema, "$id": base_dir.resolve().as_uri() + "/schema.json"}
    dialect = validator_for(schema, default=Draft202012Validator)
    registry: Any = Registry(retrieve=_read_reference)  # type: ignore[call-arg]
    return dialect(schema, registry=registry, format_checker=checker)


def _read_reference(uri: str) -> Any:
    """Read the schema file behind a ``file:`` URI."""
    import json
    from urllib.parse import unquote, urlsplit

    from referencing import Resource
    from referencing.exceptions import NoSuchResource
    from referencing.jsonschema import DRAFT202012

    parts = urlsplit(uri)
    if parts.scheme != "file":
        raise NoSuchResource(ref=uri)
    try:
        contents = json.loads(Path(unquote(parts.path)).read_bytes())
    except (OSError, ValueError) as error:
        raise NoSuchResource(ref=uri) from error
    return Resource.from_contents(contents, default_specification=DRAFT202012)


# -- from errors to sentences ---------------------------------------------------------------------------


def _explain(error: ValidationError, noun: str) -> Iterator[SchemaProblem]:
    """The problems that one error of jsonschema stands for."""
    path: KeyPath = tuple(error.absolute_path)
    keyword = str(error.validator)
    schema = error.schema if isinstance(error.schema, Mapping) else {}

    def problem(message: str, path: KeyPath = path, at_key: bool = False) -> SchemaProblem:
        return SchemaProblem(path, message, keyword, schema, at_key)

    if keyword in ("anyOf", "oneOf") and error.context:
        yield from _best_alternative(error, noun)
    elif keyword == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield problem(f"{noun} {name!r} is missing")
    elif keyword in ("additionalProperties", "unevaluatedProperties") and error.validator_value is False:
        for name in _extra_keys(error.instance, schema):
            ending = suggest(name, schema.get("properties", {}))
            yield problem(f"unknown {noun} {name!r}{ending}", (*path, name), at_key=True)
    elif keyword == "propertyNames" or (error.parent is not None and "propertyNames" in error.schema_path):
        yield problem(f"{noun} {error.instance!r}: {_sentence(error)}", (*path, str(error.instance)), at_key=True)
    else:
        yield problem(_sentence(error))


def _extra_keys(instance: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    known = schema.get("properties", {})
    return [key for key in instance if key not in known and not any(p.search(key) for p in patterns)]


def _best_alternative(error: ValidationError, noun: str) -> Iterator[SchemaProblem]:
    """Explain the one alternative of anyOf/oneOf that fits best; if none has the right type, name all types."""
    branches: dict[int, list[ValidationError]] = {}
    for suberror in error.context or ():
        branches.setdefault(int(suberror.relative_schema_path[0]), []).append(suberror)
    fitting = {index: errors for index, errors in branches.items() if not any(map(_is_wrong_type, errors))}
    path: KeyPath = tuple(error.absolute_path)
    schema = error.schema if isinstance(error.schema, Mapping) else {}
    if not fitting:
        types: list[str] = []
        for errors in branches.values():
            types += [name for e in errors if _is_wrong_type(e) for name in _types(e.validator_value)]
        yield SchemaProblem(path, _wrong_type(types, error.instance), "type", schema)
        return
    if all(len(errors) == 1 and errors[0].validator in ("enum", "const") for errors in fitting.values()):
        values: list[Any] = []
        for (choice,) in fitting.values():
            values += choice.validator_value if choice.validator == "enum" else [choice.validator_value]
        if not any(e.relative_path for errors in fitting.values() for e in errors):
            yield SchemaProblem(path, _not_one_of(error.instance, values), "enum", schema)
            return
    # a discriminating const or enum that fails says "not this alternative"; then the fewest mistakes win
    best = min(fitting.values(), key=lambda errors: (sum(e.validator == "const" for e in errors), len(errors)))
    for suberror in best:
        yield from _explain(suberror, noun)


def _is_wrong_type(error: ValidationError) -> bool:
    return error.validator == "type" and not error.relative_path


def _sentence(error: ValidationError) -> str:
    """What is wrong with one value, without its path."""
    make = _SENTENCES.get(str(error.validator))
    if make is not None:
        return make(error.instance, error.validator_value)
    return f"does not fit the schema ({_shown(error.instance)}: {error.validator})"


def _shown(value: Any, limit: int = 60) -> str:
    """A value as it stands in a sentence, cut when long."""
    if isinstance(value, bool) or value is None:
        return plain_key(value)
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, list):
        return "a list"
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


_TYPE_NAMES = {
    "string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
    "array": "a list", "object": "a map", "null": "empty",
}  # fmt: skip


def _types(expected: str | Sequence[str]) -> list[str]:
    return [expected] if isinstance(expected, str) else list(expected)


def _wrong_type(expected: str | Sequence[str], value: Any) -> str:
    types = list(dict.fromkeys(_types(expected)))
    wanted = _either([_TYPE_NAMES.get(name, name) for name in types])
    if value is None:
        return f"must be {wanted}, but is empty"
    if "string" in types and isinstance(value, (bool, int, float)):
        return f"must be {wanted}, but YAML reads it as {_shown(value)}; put it in quotes"
    got = {str: "text", bool: "true or false", list: "a list", dict: "a map"}.get(type(value), "a number")
    shown = "" if isinstance(value, (list, dict)) else f" ({_shown(value)})"
    return f"must be {wanted}, but is {got}{shown}"


def _either(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _not_one_of(value: Any, allowed: Sequence[Any]) -> str:
    names = [name if isinstance(name, str) else _shown(name) for name in allowed]
    if isinstance(value, (dict, list)) or len(names) > FEW:
        shown = f"{_shown(value)} is not one of the {len(names)} allowed values"
    else:
        shown = f"{_shown(value)} is not allowed; use {_either(names)}"
    if isinstance(value, str):
        close = difflib.get_close_matches(value.lower(), [name.lower() for name in names], n=1)
        if close:
            meant = next(name for name in names if name.lower() == close[0])
            shown += f" (did you mean {meant!r}?)"
    return shown


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _repeated(items: Sequence[Any]) -> str:
    seen: list[Any] = []
    for item in items:
        if item in seen:
            return _shown(item)
        seen.append(item)
    return "an item"


_SENTENCES: Mapping[str, Callable[[Any, Any], str]] = {
    "type": lambda value, types: _wrong_type(types, value),
    "enum": _not_one_of,
    "const": lambda value, only: f"must be {_shown(only)}, not {_shown(value)}",
    "minLength": lambda value, least: (
        "must not be empty" if least == 1 else f"needs at least {_count(least, 'character')}, has {len(value)}"
    ),
    "maxLength": lambda value, most: f"may have at most {_count(most, 'character')}, has {len(value)}",
    "pattern": lambda value, pattern: f"{_shown(value)} does not match the pattern {pattern}",
    "format": lambda value, name: f"{_shown(value)} is no valid {_FORMAT_NAMES.get(name, name)}",
    "minimum": lambda value, least: f"must be at least {least}, is {value}",
    "maximum": lambda value, most: f"must be at most {most}, is {value}",
    "exclusiveMinimum": lambda value, limit: f"must be more than {limit}, is {value}",
    "exclusiveMaximum": lambda value, limit: f"must be less than {limit}, is {value}",
    "multipleOf": lambda value, step: f"must be a multiple of {step}, is {value}",
    "minItems": lambda value, least: f"needs at least {_count(least, 'item')}, has {len(value)}",
    "maxItems": lambda value, most: f"may have at most {_count(most, 'item')}, has {len(value)}",
    "uniqueItems": lambda value, _: f"has {_repeated(value)} more than once",
    "minProperties": lambda value, least: f"needs at least {_count(least, 'key')}, has {len(value)}",
    "maxProperties": lambda value, most: f"may have at most {_count(most, 'key')}, has {len(value)}",
    "dependentRequired": lambda value, needs: _dependent(value, needs),
    "oneOf": lambda value, _: f"{_shown(value)} fits several alternatives, where only one may fit",
    "not": lambda value, banned: f"{_shown(value)} is not allowed here",
    "contains": lambda value, _: "lacks an item that must be in the list",
    "additionalProperties": lambda value, _: "has a key that is not allowed",
}

_FORMAT_NAMES = {
    "date": "date (YYYY-MM-DD)",
    "date-time": "date with time (2026-01-31T12:00:00Z)",
    "uri": "URL (https://…)",
    "regex": "regular expression",
}


def _dependent(value: Mapping[str, Any], needs: Mapping[str, Sequence[str]]) -> str:
    lacking = [
        f"{key!r} also needs {name!r}"
        for key, names in needs.items()
        if key in value
        for name in names
        if name not in value
    ]
    return "; ".join(lacking)
