"""How the formats of JSON Schema are tested: dates, addresses, regular expressions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

from postlint.data.ecma_pattern import PatternError, python_pattern


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)) and _parses(datetime.date.fromisoformat, text)


def _is_date_time(text: str) -> bool:
    return bool(re.match(r"\d{4}-\d{2}-\d{2}[Tt ]", text)) and _parses(datetime.datetime.fromisoformat, text)


def _is_uri(text: str) -> bool:
    from urllib.parse import urlsplit

    return _parses(urlsplit, text) and bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+", text))


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def is_ecma_regex(text: str) -> bool:
    """Whether a text is a regular expression of JavaScript, supported by Python or not."""
    try:
        python_pattern(text)
    except PatternError as error:
        return error.legal
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
