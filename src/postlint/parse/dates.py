"""Parses the dates of front matter. The preset lists the forms that its generator reads.

A form is a named way of writing a date; `FORMS` lists them. Parsed dates are `datetime.date`, or `datetime.datetime`
when the text has a time (with a zone if the text has one).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import cache

_DAY = r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
_SLASHED = r"(?P<year>\d{4})/(?P<month>\d\d?)/(?P<day>\d\d?)"
_MINUTES = r"(?P<hour>\d\d?):(?P<minute>\d\d)"
_SECONDS = _MINUTES + r":(?P<second>\d\d)(?:[.,]\d+)?"
_ZONE = r"(?:[ ]?(?:UTC|GMT)?(?P<zone>[Zz]|UTC|GMT|[-+]\d\d(?::?\d\d)?))?"
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_TIME = rf"(?:[ ]+{_MINUTES}(?::(?P<second>\d\d))?{_ZONE}(?:[ ][A-Z]{{3,4}})?)?"

#: name of a form -> (an example, the pattern of the whole text)
FORMS: Mapping[str, tuple[str, str]] = {
    "date": ("2026-01-31", _DAY),
    "t-seconds": ("2026-01-31T10:00:00+01:00", rf"{_DAY}[Tt]{_SECONDS}{_ZONE}"),
    "t-minutes": ("2026-01-31T10:00", rf"{_DAY}[Tt]{_MINUTES}{_ZONE}"),
    "space-seconds": ("2026-01-31 10:00:00", rf"{_DAY}[ \t]+{_SECONDS}{_ZONE}"),
    "space-minutes": ("2026-01-31 10:00", rf"{_DAY}[ \t]+{_MINUTES}{_ZONE}"),
    "slashes": ("2026/01/31", _SLASHED + _TIME),
    "month-first": ("01/31/2026", rf"(?P<month>\d\d?)[/-](?P<day>\d\d?)[/-](?P<year>\d{{4}}){_TIME}"),
    "day-month": ("31 Jan 2026", rf"(?P<day>\d\d?)[ ]{_NAME}(?:,[ ]?|[ ])(?P<year>\d{{4}}){_TIME}"),
    "month-day": ("Jan 31 2026", rf"{_NAME}[ ](?P<day>\d\d?)(?:st|nd|rd|th)?(?:,[ ]?|[ ])(?P<year>\d{{4}}){_TIME}"),
    "rfc-1123": (
        "Sat, 31 Jan 2026 10:00:00 GMT",
        rf"[A-Z][a-z]{{2,8}},[ ](?P<day>\d\d?)[ ]{_NAME}[ ](?P<year>\d{{4}}){_TIME}",
    ),
    "date-command": (
        "Sat Jan 31 10:00:00 UTC 2026",
        rf"[A-Z][a-z]{{2}}[ ]{_NAME}[ ]+(?P<day>\d\d?)[ ]{_MINUTES}:(?P<second>\d\d)(?:[ ][-+\w]{{1,5}})?"
        r"[ ](?P<year>\d{4})",
    ),
    "git-log": (
        "Sat Jan 31 10:00:00 2026 +0100",
        rf"[A-Z][a-z]{{2}}[ ]{_NAME}[ ]+(?P<day>\d\d?)[ ]{_SECONDS}[ ](?P<year>\d{{4}}){_ZONE}",
    ),
    "javascript": (
        "Sat Jan 31 2026 10:00:00 GMT+0100 (CET)",
        rf"[A-Z][a-z]{{2}}[ ]{_NAME}[ ](?P<day>\d\d?)[ ](?P<year>\d{{4}})(?:[ ]{_SECONDS}{_ZONE}(?:[ ]\([^()]*\))?)?",
    ),
    "year-month": ("2026-01", r"(?P<year>\d{4})-(?P<month>\d\d)"),
    "year": ("2026", r"(?P<year>\d{4})"),
}

#: the English names of the months, in lower case
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


#: in characters: the name of a time zone may be spelled out
_LONGEST = 80


class DateText(str):
    """The text of a date that is a date in the syntax of the header: in YAML and TOML, an unquoted date."""


def parse_date(text: str, forms: Iterable[str] = FORMS) -> datetime.date | None:
    """The date that `text` has in one of `forms`; None for any other text, and for a day that does not exist."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    starts_with_digit = text[:1].isdecimal()
    for form in forms:
        if FORMS[form][0][0].isdecimal() != starts_with_digit:
            continue  # most forms need not be compiled
        match = _pattern(form).fullmatch(text)
        if match:
            return _build(match.groupdict())
    return None


def may_be_date(text: str) -> bool:
    """Whether a reader that guesses (dateutil's, Ruby's) may find a date: there is a number, and no impossible day."""
    iso = re.match(r"\s*" + _DAY + r"(?!\d)", text)
    if iso is not None and int(iso["month"]) <= 12:  # such a reader takes a larger number for the day
        return _build(iso.groupdict()) is not None
    return any(map(str.isdigit, text))


def as_day(date: datetime.date) -> datetime.date:
    """The calendar day of a date or moment, in its own zone."""
    return date.date() if isinstance(date, datetime.datetime) else date


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(FORMS[form][1])


def _build(parts: Mapping[str, str | None]) -> datetime.date | None:
    month = _month(parts["name"]) if parts.get("name") else int(parts.get("month") or 1)
    try:
        day = datetime.date(int(parts["year"] or 0), month, int(parts.get("day") or 1))
        if not parts.get("hour"):
            return day
        time = datetime.time(
            int(parts["hour"] or 0),
            int(parts["minute"] or 0),
            int(parts.get("second") or 0),
            tzinfo=_zone(parts.get("zone")),
        )
        return datetime.datetime.combine(day, time)
    except ValueError:
        return None


def _month(name: str | None) -> int:
    """The number of a month by its English name or at least the first three letters of it; 0 for another word."""
    found = (number for number, month in enumerate(MONTHS, 1) if name and month.startswith(name.lower()))
    return next(found, 9 if name and name.lower() == "sept" else 0)


def _zone(text: str | None) -> datetime.tzinfo | None:
    if not text:
        return None
    if text in ("Z", "z", "UTC", "GMT"):
        return datetime.UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return datetime.timezone(-offset if text[0] == "-" else offset)
