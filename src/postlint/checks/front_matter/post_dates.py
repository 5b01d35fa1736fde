"""Checks on the dates of a post."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from postlint.checks.front_matter.header import generator
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import date_field, file_name_day, lacks_date, post_day
from postlint.parse.dates import as_day
from postlint.prose.language_data import load
from postlint.results.hits import Hit, Related, Severity

#: so many days ahead, the first year of a century was chosen; "2200" may be a slip for 2020
_NEXT_CENTURY = 365 * 40


def date_in_future(
    doc: Document, *, events: Sequence[str], event_keys: Sequence[str], event_days: int
) -> Iterator[Hit]:
    """Look for a date after today on a post that is no draft; the date of an event may be.

    The first or last day in the last year of a century keeps a post at the top of its list: 2099-12-31. So does any day
    in the last year of a millennium, or in the first of the next century. `events` are names of folders, types and
    layouts of events, `event_keys` keys that an event has besides; more than `event_days` ahead the year is most likely
    a slip all the same. A site that is told to publish such posts has them on purpose, or a slip among them.
    """
    found = date_field(doc, "date")
    if found is None or doc.is_draft():
        return
    field, date = found
    day = as_day(date)
    ahead = (day - doc.today).days
    if ahead <= 0 or _is_at_top(day, doc.today) or _has_other_dates(doc, day):
        return
    if ahead > event_days or not _is_event(doc, events, event_keys):
        severity = Severity.INFO if doc.preset.data.get("publishes_future") else None
        yield Hit(field.text_span, {"date": day.isoformat(), "days": ahead}, severity=severity)


def _is_at_top(day: datetime.date, today: datetime.date) -> bool:
    """Whether a day was chosen to keep a post at the top of its list."""
    if day.year % 100 == 99:
        return day.year % 1000 == 999 or (day.month, day.day) in ((1, 1), (12, 31))
    return day.year == (today.year // 100 + 1) * 100 and (day - today).days > _NEXT_CENTURY


def _is_event(doc: Document, events: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether a post is that of an event: by its folders, type or layout, or a key with a value."""
    given = (key.lower() for key, value in doc.front_matter.values.items() if value not in _NOTHING)
    return not set(events).isdisjoint(_names(doc)) or not set(keys).isdisjoint(given)


#: values of keys that a form was not filled in for
_NOTHING: tuple[object, ...] = (None, "", [], {}, False)


def _names(doc: Document) -> Iterator[str]:
    """The names of the folders, the type and the layout of a post, without the marks before them (``_events``)."""
    fields = (doc.front_matter.field(key) for key in ("type", "layout", "template"))
    named = [PurePosixPath(field.as_text()).stem for field in fields if field is not None]
    return (name.lower().strip("_") for name in (*doc.site_path.parent.parts, *named))


def _has_other_dates(doc: Document, day: datetime.date) -> bool:
    """Whether the header says that a date is not that of the post: when it ends, or another date of publication."""
    for key in doc.front_matter.values:
        field = doc.front_matter.field(key)
        date = field.as_date() if field is not None else None
        if date is None:
            continue
        if _ENDS.search(key) and as_day(date) >= day:
            return True
        if key in doc.preset.fields.get("date", ()) and as_day(date) <= doc.today:
            return True
    return False


#: the key of the day on which something ends: ``date_end``, ``endDate``
_ENDS = lazy_pattern(r"(?:(?:^|[_\W])[eE]|(?<=[a-z])E)nds?(?=$|[_\WA-Z])")


def updated_before_published(doc: Document) -> Iterator[Hit]:
    """Compare the two dates, as days; where one has a time, a day is left for zones."""
    published, updated = date_field(doc, "date"), date_field(doc, "updated")
    if published is None or updated is None or as_day(published[1]) > doc.today:
        return  # one that is planned ahead was written before; another rule finds a slip in the year
    timed = isinstance(updated[1], datetime.datetime) or isinstance(published[1], datetime.datetime)
    if (as_day(published[1]) - as_day(updated[1])).days > timed:
        values = {"date": published[0].as_text(), "updated": updated[0].as_text()}
        related = (Related(published[0].text_span, "the date of publication is here"),)
        yield Hit(updated[0].text_span, values, related=related)


def date_differs_from_file_name(doc: Document, *, max_days: int) -> Iterator[Hit]:
    """Compare the date with that at the start of the file's or folder's name; `max_days` allows for time zones."""
    found, named = date_field(doc, "date"), file_name_day(doc.path)
    if found is None or named is None:
        return
    field, date = found
    days = abs((as_day(date) - named).days)
    if days > max_days:
        yield Hit(field.text_span, {"date": as_day(date).isoformat(), "named": named.isoformat(), "days": days})


def undated_file_name(doc: Document) -> Iterator[Hit]:
    """Look for files that the generator leaves out because their names have no date; without a header they are parts
    that posts include.
    """
    if not doc.front_matter or doc.is_draft() or not lacks_date(doc):
        return
    stem, ending = doc.posix_path.stem, doc.posix_path.suffix
    written, day = _DATED_OTHERWISE.match(stem), post_day(doc)
    if written is not None:
        date, stem = "-".join(written.groups()), stem[written.end() :] or "name"
    else:
        date = day.isoformat() if day is not None else "YYYY-MM-DD"
    yield Hit(doc.top, {"generator": generator(doc.preset), "name": f"{date}-{stem}{ending}"})


#: a date in another form than Jekyll's, or with nothing after it
_DATED_OTHERWISE = lazy_pattern(r"(\d{4})[-._ ]?(\d\d)[-._ ]?(\d\d)(?:[-._ ]+|$)")


def stale_post(doc: Document, *, max_days: int) -> Iterator[Hit]:
    """Measure the days since the post was updated, or else published."""
    found = date_field(doc, "updated") or date_field(doc, "date")
    if found is not None and not doc.is_draft():
        days = (doc.today - as_day(found[1])).days
        if days > max_days:
            yield Hit(found[0].text_span, {"days": days, "max_days": max_days})


def stale_year_in_title(doc: Document, *, evergreen: list[str], dated: list[str]) -> Iterator[Hit]:
    """Look for a past year in a title that has a word of `evergreen` and none of `dated`."""
    field = doc.field("title")
    if field is None:
        return
    title = field.as_text()
    if not _has_any(title, evergreen) or _has_any(title, dated):
        return
    for match in re.finditer(r"(?<![\w.,/–-])20\d\d(?![\w/–-]|\.\d)", title):
        if _looks_back(doc, title, match):
            continue
        if int(match[0]) < doc.today.year and not _names_a_time(title, match, evergreen):
            yield Hit(field.part(*match.span()), {"year": match[0], "now": doc.today.year})


def _looks_back(doc: Document, title: str, year: re.Match[str]) -> bool:
    """Whether a post is a review of a year: "of 2008", dated at the end of that year or later."""
    day = post_day(doc)
    of_year = title[: year.start()].rstrip().lower().endswith(" of")
    return of_year and day is not None and (day.year, day.month) >= (int(year[0]), 11)


def _names_a_time(title: str, year: re.Match[str], evergreen: list[str]) -> bool:
    """Whether a year distinguishes a month, a season, an edition or a tax year from others.

    It does after the name of a month and the word "year", and beside a word that is neither a function word nor one of
    `evergreen`: "the 2017 hurricane season", "at PyConf 2017", but not "the 2017 guide" and "in 2017 for beginners".
    """
    before, after = title[: year.start()].rstrip(), title[year.end() :].lstrip(" ")
    months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    if re.search(rf"(?i)\b(?:{months})[a-z]*\.?(?:\s+\d{{1,2}},?)?$|\byear$|\b(?:q[1-4]|h[12])$", before):
        return True
    if re.match(r"(?:May|MAY)\b(?! (?:be|I|we|you|it)\b)", after):
        return True  # another word than the one that is no noun
    beside = (re.search(r"[^\W\d_]+$", before), re.match(r"[^\W\d_]+", after))
    words = [found[0].lower() for found in beside if found is not None]
    return any(word not in load("en").function_words and not _has_any(word, evergreen) for word in words)


def _has_any(text: str, phrases: list[str]) -> bool:
    return bool(phrases) and bool(
        re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", text, re.IGNORECASE)
    )
