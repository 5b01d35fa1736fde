"""What in a header the schema of its preset does not allow: empty values and dates as the generator reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from postlint.data.json_schema import SchemaProblem, problems
from postlint.document.document import Document
from postlint.generators.preset import Preset
from postlint.generators.presets import GENERIC
from postlint.parse.dates import FORMS, DateText, may_be_date, parse_date


def schema_problems(doc: Document) -> list[SchemaProblem]:
    """The problems of the document's header by the schema of its preset; [] without schema or header.

    An empty value counts as absent, except in a schema of the user's own and where the generator stops at one, and an
    empty list or map as well where it lets other kinds of values pass. An empty text is a value of a required key: a
    schema takes it for text (``description: ''``). On a page outside of the blog, the keys are not checked that the
    generator knows of posts only.
    """
    header, preset = doc.front_matter, doc.preset
    if not header or header.broken or not preset.schema:
        return []
    data, checked = header.as_data(), frozenset(preset.data.get("empty_checked", ()))
    if preset.data.get("outside_blog") and not preset.data.get("own_schema"):
        data = {key: value for key, value in data.items() if key not in preset.data.get("post_keys", ())}
    if preset.data.get("own_schema") or "*" in checked:
        return problems(data, preset.schema, formats=preset_formats(preset))
    kept = checked | frozenset(key for key in preset.schema.get("required", ()) if _may_be_empty(preset, key, data))
    empty: Sequence[Any] = (None,) if preset.data.get("strict") else (None, [], {})
    data = {key: _filled(one) for key, one in data.items() if key in kept or not (_is_empty(one) or one in empty)}
    found = problems(data, preset.schema, formats=preset_formats(preset))
    nullable = {key for key in preset.data.get("nullable_keys", ()) if key in header.as_data()}
    found = [one for one in found if one.path or one.missing not in nullable]
    return [one for one in found if not (_is_empty_item(data, one) or _is_own(preset, data, one))]


def _is_own(preset: Preset, data: Mapping[str, Any], problem: SchemaProblem) -> bool:
    """Whether a value is what the site itself asks for, or its own use of a key.

    A map under a key that the collection's schema defines is no slip: that schema says what is in it, and so it does
    where it gives a key no single type. A map from numbers is a list as PHP writes it, which a program of the site may
    do. A sentence without a figure under a key for a date is no date written wrongly, where the generator lets it pass.
    """
    if len(problem.path) == 1 and problem.path[0] in preset.data.get("loose_keys", ()):
        return True
    value = data.get(str(problem.path[0])) if len(problem.path) == 1 else None
    if problem.keyword == "type" and isinstance(value, Mapping):
        numbered = preset.name == GENERIC and all(str(key).isdecimal() for key in value)
        return numbered or problem.path[0] in preset.data.get("known_keys", ())
    if problem.keyword != "format" or not isinstance(value, str) or preset.data.get("strict"):
        return False
    exact = preset.data.get("dates", {}).get("exact")
    words = len(value.split())
    is_sentence = words >= _SENTENCE or (words >= _SHORT_SENTENCE and value.rstrip().endswith("."))
    return not exact and is_sentence and not any(map(str.isdigit, value))


#: so many words are no date, with or without a stop: "end of next month" is one in words
_SENTENCE, _SHORT_SENTENCE = 5, 3


def _may_be_empty(preset: Preset, key: str, data: Mapping[str, Any]) -> bool:
    """Whether a required key is there and its value a text, or empty where the generator takes it so."""
    if key not in data:
        return False
    schema = preset.schema.get("properties", {}).get(key)
    kinds = schema.get("type", ()) if isinstance(schema, Mapping) else ()
    return isinstance(data[key], str) or "null" in kinds


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _filled(value: Any) -> Any:
    """A value without the empty members of maps."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if not _is_empty(inner)}
    # the places of items count from the start of the list
    return [_filled(item) for item in value] if isinstance(value, list) else value


def _is_empty_item(data: Any, problem: SchemaProblem) -> bool:
    """Whether the problem is an item of a list without a value, as a dash alone."""
    for step in problem.path:
        data = data[step]
    return data is None and bool(problem.path) and isinstance(problem.path[-1], int)


def preset_formats(preset: Preset) -> dict[str, Any]:
    """The format checkers for schemas of presets: dates as the generator reads them."""
    forms, words = date_forms(preset), frozenset(preset.data.get("dates", {}).get("words", ()))
    lenient, own = (bool(preset.data.get("dates", {}).get(key)) for key in ("lenient", "own"))

    def is_date(text: str) -> bool:
        if own or isinstance(text, DateText) or text in words or parse_date(text, forms) is not None:
            return True
        return lenient and may_be_date(text)

    return {"post-date": is_date, "unquoted-date": lambda text: own or isinstance(text, DateText)}


def date_forms(preset: Preset) -> Sequence[str]:
    """The forms of dates that the generator reads; the most common first."""
    forms: Sequence[str] = preset.data.get("dates", {}).get("forms", tuple(FORMS))
    return forms


def has_no_key(doc: Document, name: str) -> bool:
    """Whether the site's own schema of the post has no key for a logical field, so that none can be given."""
    known = doc.preset.data.get("known_keys", ())
    return bool(known) and not any(key.partition(".")[0] in known for key in doc.preset.fields.get(name, ()))
