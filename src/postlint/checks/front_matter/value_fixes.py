"""Fixes for values of front matter, as the schema requires them: booleans, lists, enum values, dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any

from postlint.data.json_schema import SchemaProblem
from postlint.document.document import Document
from postlint.parse.dates import FORMS, parse_date
from postlint.parse.front_matter import Field
from postlint.results.hits import Edit, Fix

_TRUE, _FALSE = ("true", "yes", "on", "y", "1"), ("false", "no", "off", "n", "0")
#: formats with the same syntax for a list on one line and for a quoted text
_FORMATS = ("yaml", "toml", "json")
#: a value that needs no quotes in a YAML list
_SIMPLE = r"[A-Za-z\u00c0-\u024f][\w .+/-]*"
#: forms without a day, or with an ambiguous month
_VAGUE = ("year", "year-month", "month-first")


def value_fix(doc: Document, problem: SchemaProblem, forms: Sequence[str]) -> Fix | None:
    """The fix that makes a value valid, where only one value can be meant; else None.

    `forms` are those of dates that the generator reads.
    """
    field = doc.front_matter.field(*problem.path)
    if field is None or problem.at_key or problem.missing or doc.front_matter.format not in _FORMATS:
        return None
    schema = problem.schema
    if problem.keyword == "format":
        return _date(doc, field, str(schema.get("format")), forms)
    if problem.keyword == "enum":
        return _enumerated(doc, field, schema.get("enum", ()))
    if problem.keyword == "const":
        return _other_key(doc, field, schema.get("const"))
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    if problem.keyword != "type":
        kinds = tuple({"boolean"}.intersection(kinds)) if problem.keyword == "pattern" else ()
    return _typed(doc, field, kinds) if field.style not in ("literal", "folded", "alias") else None


def _typed(doc: Document, field: Field, kinds: Sequence[str]) -> Fix | None:
    value, written = field.value, field.written
    text = value.strip() if isinstance(value, str) else str(value)
    if "boolean" in kinds and isinstance(value, (str, int)) and not isinstance(value, bool):
        word = "true" if text.lower() in _TRUE else "false" if text.lower() in _FALSE else ""
        return _instead(field, word)
    if kinds and set(kinds) <= {"number", "integer", "null"} and isinstance(value, str):
        return _instead(field, text if re.fullmatch(r"0|-?[1-9]\d{0,8}", text) else "")
    if "string" in kinds and isinstance(value, (int, float)) and not isinstance(value, bool) and '"' not in written:
        return _instead(field, f'"{written}"')
    if "array" in kinds and isinstance(value, str) and text:
        return _instead(field, _as_list(doc, field, text))
    return None


def _as_list(doc: Document, field: Field, text: str) -> str:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(re.fullmatch(_SIMPLE, part) for part in parts):
        return ""
    quoted = doc.front_matter.format != "yaml" or field.style != "plain"
    return f"[{', '.join(f'{chr(34)}{part}{chr(34)}' if quoted else part for part in parts)}]"


def _enumerated(doc: Document, field: Field, allowed: Sequence[Any]) -> Fix | None:
    """The one allowed value that differs in case only."""
    if not isinstance(field.value, str) or doc.slice(field.text_span) != field.value:
        return None
    same = [word for word in allowed if isinstance(word, str) and word.lower() == field.value.strip().lower()]
    return Fix((Edit(field.text_span, same[0]),)) if len(same) == 1 else None


def _other_key(doc: Document, field: Field, read_as: Any) -> Fix | None:
    """``published: false`` for ``draft: true`` and the other way round, where the generator reads only the other."""
    other = {("draft", False): "published", ("published", True): "draft"}.get((field.key, read_as))
    known = doc.preset.schema.get("properties", {})
    if other is None or len(field.path) > 1 or other in doc.front_matter.values or not isinstance(field.value, bool):
        return None
    if "boolean" not in str(known.get(other, {}).get("type")) or not doc.preset.drafts.get(other, True):
        return None
    return Fix((Edit(field.key_span, other), Edit(field.span, str(read_as).lower())))


def _date(doc: Document, field: Field, wanted: str, forms: Sequence[str]) -> Fix | None:
    """The fix that writes a date in the generator's own form, or removes quotes that make it a text."""
    text = doc.slice(field.text_span)
    if wanted == "unquoted-date":
        quoted = field.text_span != field.span and parse_date(text, forms) is not None
        return _instead(field, text if quoted else "")
    if "date" not in wanted or not isinstance(field.value, str) or field.value != text:
        return None
    date = parse_date(text, [form for form in FORMS if form not in _VAGUE])
    if date is None:
        return None
    new = date.isoformat()
    if isinstance(date, datetime.datetime) and parse_date(new, forms) is None:
        new = new.replace("T", " ")
    return Fix((Edit(field.text_span, new),)) if new != text and parse_date(new, forms) is not None else None


def _instead(field: Field, written: str) -> Fix | None:
    """The fix that replaces a value; None for ""."""
    return Fix((Edit(field.span, written),)) if written else None
