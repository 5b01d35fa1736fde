"""Validate any data against a JSON Schema and explain what is wrong in plain sentences.

Configuration, cards, options and front matter all pass through `problems`. It returns paths in the data; `user_file`
and `parse.front_matter` turn these into places in files.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from postlint.data.ecma_pattern import PatternError
from postlint.data.folders import data_dir
from postlint.data.reading import read_bytes
from postlint.data.schema_fast_path import accepts
from postlint.data.schema_formats import FORMATS, is_ecma_regex
from postlint.data.schema_walk import for_python, loops
from postlint.data.time_limit import searched
from postlint.data.wording import not_one_of, sentence, suggest, wrong_type
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

KeyPath = tuple[str | int, ...]
#: more are not mended at a time, and each costs the search for a similar name
MOST_PROBLEMS = 100
_ENDLESS = "the schema refers to itself without an end, or it or the data is nested too deeply"


class SchemaError(ValueError):
    """A schema cannot be used: it is no schema, or a reference leads nowhere. The message has the reason."""


class SchemaProblem(NamedTuple):
    """One thing wrong with data.

    `path` leads to the value (for a missing key: to the map that lacks it); with `at_key`, to the key itself.
    `keyword` is the JSON Schema keyword that failed and `schema` the subschema that holds it, so that
    annotations beside the keyword (``x-postlint-severity``) can be read. `missing` is the name of a missing key.
    """

    path: KeyPath
    message: str
    keyword: str
    schema: Mapping[str, Any] = MappingProxyType({})
    at_key: bool = False
    missing: str = ""


def problems(
    data: Any,
    schema: Mapping[str, Any],
    *,
    base_dir: Path | None = None,
    formats: Mapping[str, Callable[[str], bool]] | None = None,
    noun: str = "key",
) -> list[SchemaProblem]:
    """What in `data` `schema` does not allow, in document order, at most 100 problems; empty when all is well.

    `base_dir` is the folder that relative ``$ref``s start from (files only, never the network). `formats`
    adds to or replaces the checkers of ``format``. `noun` is what a key is called in messages ("key",
    "option"). Raises SchemaError when the schema itself is unusable.
    """
    data, known = plain(data), {**FORMATS, **(formats or {})}
    if accepts(data, schema, known):
        return []

    from referencing.exceptions import Unresolvable

    found: dict[tuple[KeyPath, str], SchemaProblem] = {}
    try:
        for mistake in _validator(schema, base_dir, known).iter_errors(data):
            for problem in _explain(mistake, noun):
                found.setdefault((problem.path, problem.message), problem)
                if len(found) == MOST_PROBLEMS:
                    return list(found.values())
    except Unresolvable as error:
        raise SchemaError(f"the schema refers to {error.ref!r}, which cannot be read") from None
    except PatternError as error:
        raise SchemaError(f"the schema has a pattern that is no regular expression: {error}") from None
    except RecursionError:
        raise SchemaError(_ENDLESS) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # so rpds, which keeps the references, dies of a RecursionError
            raise
        raise SchemaError(_ENDLESS) from None
    return list(found.values())


def schema_problems(schema: Any) -> list[SchemaProblem]:
    """Why `schema` is no valid JSON Schema, or refers to itself without end; empty when it can be used.

    A legal pattern that Python cannot search for is no problem here: `schema_walk.unsupported_patterns` finds those.
    """
    formats = {**FORMATS, "regex": is_ecma_regex}
    if not accepts(plain(schema), _plain_schemas(), formats):
        from jsonschema import Draft202012Validator
        from jsonschema.validators import validator_for

        dialect = validator_for(schema, default=Draft202012Validator)
        if found := problems(schema, dialect.META_SCHEMA, noun="keyword", formats=formats):
            return found
    return [SchemaProblem(path, "the schema refers to itself for the same value", "$ref") for path in loops(schema)]


@cache
def _plain_schemas() -> Mapping[str, Any]:
    """The schema of schemas that are surely valid, so that jsonschema need not be imported for them."""
    import json

    read: Mapping[str, Any] = json.loads(read_bytes(data_dir("schemas") / "json-schema.schema.json", own=True))
    return read


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
    """A map's key as text; YAML reads ``off:`` as false, ``2024:`` as a number, ``2024-01-01:`` as a date."""
    if isinstance(key, str):
        return key
    if isinstance(key, bool) or key is None:
        return {True: "true", False: "false", None: "null"}[key]
    return key.isoformat() if isinstance(key, datetime.date) else str(key)


def path_text(path: KeyPath) -> str:
    """A path as people write it: ``overrides[0].rules.title-too-long``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


# -- the validator --------------------------------------------------------------------------------------


def _validator(
    schema: Mapping[str, Any], base_dir: Path | None, formats: Mapping[str, Callable[[str], bool]]
) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import validator_for
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
    from referencing import Registry

    checker = FormatChecker(formats=())
    for name, test in formats.items():
        checker.checks(name)(lambda value, test=test: not isinstance(value, str) or test(value))
    if base_dir is not None:
        schema = {**schema, "$id": base_dir.resolve().as_uri() + "/schema.json"}
    schema = for_python(schema)
    if loops(schema):
        raise SchemaError(_ENDLESS)
    dialect = validator_for(schema, default=Draft202012Validator)
    retrieve = partial(_read_reference, base_dir)
    registry: Any = REGISTRY.combine(Registry(retrieve=retrieve))  # type: ignore[call-arg]
    return dialect(schema, registry=registry, format_checker=checker)


def _read_reference(base_dir: Path | None, uri: str) -> Any:
    """Read the schema file behind a ``file:`` URI, if it is in the folder that references start from."""
    import json
    from urllib.parse import unquote, urlsplit

    from referencing import Resource
    from referencing.jsonschema import DRAFT202012

    parts = urlsplit(uri)
    file = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or base_dir is None or not file.is_relative_to(base_dir.resolve()):
        raise LookupError(uri)
    try:
        contents = json.loads(read_bytes(file))
    except (OSError, ValueError) as error:
        raise LookupError(uri) from error
    return Resource.from_contents(for_python(contents), default_specification=DRAFT202012)


# -- from errors to problems ----------------------------------------------------------------------------


def _explain(error: ValidationError, noun: str) -> Iterator[SchemaProblem]:
    """The problems of one error of jsonschema."""
    path: KeyPath = tuple(error.absolute_path)
    keyword = str(error.validator)
    value: Any = error.instance
    expected: Any = error.validator_value
    schema = error.schema if isinstance(error.schema, Mapping) else {}

    def problem(message: str, path: KeyPath = path, at_key: bool = False) -> SchemaProblem:
        return SchemaProblem(path, message, keyword, schema, at_key)

    if keyword in ("anyOf", "oneOf") and error.context:
        yield from _best_alternative(error, noun)
    elif keyword == "required":
        for name in expected:
            if name not in value:
                message = f"{noun} {name!r} is missing"
                yield SchemaProblem(path, message, keyword, schema, missing=name)
    elif keyword in ("additionalProperties", "unevaluatedProperties") and expected is False:
        for name in _extra_keys(value, schema):
            ending = suggest(name, schema.get("properties", {}))
            yield problem(f"unknown {noun} {name!r}{ending}", (*path, name), at_key=True)
    elif "propertyNames" in error.absolute_schema_path:
        yield problem(f"{noun} {value!r}: {sentence(keyword, value, expected)}", (*path, str(value)), at_key=True)
    elif keyword == "not" and expected == {} and path:
        yield problem(f"{noun} {path[-1]!r} does not belong here", at_key=True)
    else:
        yield problem(sentence(keyword, value, expected))


def _extra_keys(value: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    known = schema.get("properties", {})
    return [key for key in value if key not in known and not any(searched(p, key) for p in patterns)]


def _best_alternative(error: ValidationError, noun: str) -> Iterator[SchemaProblem]:
    """Explain the alternative of anyOf/oneOf that fits best.

    Alternatives of another type fit worst; if all are, the sentence names all types. Where only fixed values are left,
    it names all of them. Else alternatives without a failing `const` come first, then those with the fewest
    mistakes.
    """
    alternatives: dict[Any, list[Any]] = {}
    for suberror in error.context or ():
        if suberror.relative_schema_path:  # an alternative `false` has none, and cannot be what was meant
            alternatives.setdefault(suberror.relative_schema_path[0], []).append(suberror)
    if not alternatives:
        message = sentence("not", error.instance, {})
        yield SchemaProblem(tuple(error.absolute_path), message, str(error.validator))
        return
    wrong = [e for errors in alternatives.values() for e in errors if _wants_other_type(e)]
    fitting = [errors for errors in alternatives.values() if not any(map(_wants_other_type, errors))]
    path: KeyPath = tuple(error.absolute_path)
    if not fitting:
        types = [name for e in wrong for name in _as_list(e.validator_value)]
        yield SchemaProblem(path, wrong_type(types, error.instance), "type", wrong[0].schema)
    elif all(len(errors) == 1 and _fixes_value(errors[0]) for errors in fitting):
        values = [value for (e,) in fitting for value in _as_list(e.validator_value)]
        yield SchemaProblem(path, not_one_of(error.instance, values), "enum", fitting[0][0].schema)
    else:
        best = min(fitting, key=lambda errors: (any(e.validator == "const" for e in errors), len(errors)))
        for suberror in best:
            yield from _explain(suberror, noun)


def _wants_other_type(error: ValidationError) -> bool:
    return error.validator == "type" and not error.relative_path


def _fixes_value(error: ValidationError) -> bool:
    return error.validator in ("enum", "const") and not error.relative_path


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
