"""Checks on the slug, the last part of a post's address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from postlint.data.normal_forms import normalized
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import Slug, post_day, read_slug
from postlint.generators.slugs import UnknownSlugError
from postlint.generators.slugs import slug as make_slug
from postlint.parse.dates import MONTHS
from postlint.results.hits import Edit, Fix, Hit, Severity
from postlint.spans import Span


def slug_format(doc: Document, *, max: int, ascii: bool, from_file_name: bool) -> Iterator[Hit]:
    """Look for characters that make an address hard to read, type or share; one hit a slug, at the first mistake.

    Mistakes that the generator corrects in the address do not count. Renaming a published post breaks links to it: so
    the file name of one is only an info.
    """
    slug = _slug(doc, from_file_name)
    if slug is None:
        return
    text = slug.text
    pattern = r"[A-Z]+|[_\s]+|--+|[^\w\s./-]+" + (r"|[^\x00-\x7f]+" if ascii else "")
    origin = "slug" if slug.key else "file name"
    made = re.search(pattern, _address_part(doc, slug))
    severity = None if slug.key or doc.is_draft() or _is_planned(doc) else Severity.INFO
    if made and (match := re.search(pattern, text)):
        fix = _rewritten(doc, slug, _slugified(text, doc.language))
        found = {"slug": text, "found": match[0], "origin": origin}
        yield Hit(_part(doc, slug, *match.span()), found, _kind(match[0]), severity, fix)
    elif len(text) > max:
        values = {"slug": text, "length": len(text), "max": max, "origin": origin}
        yield Hit(_part(doc, slug, max, len(text)), values, "long", severity)


def _address_part(doc: Document, slug: Slug) -> str:
    """The slug as the generator writes it in the address, as far as that is known."""
    site = doc.preset.data.get("site", {})
    try:
        made = make_slug(slug.text, site.get("slugs", {}).get("slug" if slug.key else "name", ""))
    except UnknownSlugError:
        return ""
    return made.lower() if site.get("lower") else made


def _is_planned(doc: Document) -> bool:
    day = post_day(doc)
    return day is not None and day > doc.today


def _slugified(text: str, language: str) -> str:
    """The slug in lower case with hyphens, in ASCII letters; "" for a script that has no others."""
    plain = text.lower()
    letters = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
    if language == "de":
        letters |= {"ä": "ae", "ö": "oe", "ü": "ue"}
    for letter, replacement in letters.items():
        plain = plain.replace(letter, replacement)
    plain = "".join(c for c in normalized("NFKD", plain) if not unicodedata.combining(c))
    if not plain.isascii():
        return ""
    plain = re.sub(r"[^\w/.-]+|_+", "-", re.sub(r"['\"]", "", plain))
    return re.sub(r"-*/-*", "/", re.sub(r"-{2,}", "-", plain)).strip("-")


def _rewritten(doc: Document, slug: Slug, text: str) -> Fix | None:
    """The fix for a slug in the front matter; none for a file name."""
    field = doc.field("slug") if slug.key else None
    if field is None or doc.slice(field.text_span) != slug.text or not re.search(r"[a-z]", text):
        return None
    return Fix((Edit(field.text_span, text),))


def _kind(found: str) -> str:
    if not found.isascii():
        return "ascii"
    if found.isalpha():
        return "case"
    return "separator" if not found.strip("_- \t") else "character"


#: the English name of a month, or its first three letters
_MONTH = rf"(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)})"
#: a date, or a month with its year
_DATE = lazy_pattern(
    rf"(?i)(?<!\d)(?:(?:19|20)\d\d-[01]\d|[0-3]?\d-[0-3]?\d-(?:19|20)\d\d|(?:19|20)\d\d-{_MONTH}"
    rf"|\b{_MONTH}-(?:[0-3]?\d-)?(?:19|20)\d\d)(?![^\W_])"
)


def slug_has_year(doc: Document, *, from_file_name: bool) -> Iterator[Hit]:
    """Look for a year in the slug: it will be outdated next year, and the address should not change.

    A date, or a month with its year, is the name of an issue, which stays what it is.
    """
    slug = _slug(doc, from_file_name)
    if slug is None:
        return
    for match in () if _DATE.search(slug.text) else re.finditer(r"(?<![\d])(?:19|20)\d\d(?!\d)", slug.text):
        rest = re.sub(rf"-{match[0]}(?=-|/|$)|(?:^|(?<=/)){match[0]}-", "", slug.text, count=1)
        fix = _rewritten(doc, slug, rest) if rest != slug.text else None
        yield Hit(_part(doc, slug, *match.span()), {"year": match[0], "slug": slug.text}, fix=fix)


def _slug(doc: Document, from_file_name: bool) -> Slug | None:
    if doc.front_matter.broken:
        return None
    slug = read_slug(doc)
    return slug if slug is not None and (slug.key or from_file_name) else None


def _part(doc: Document, slug: Slug, start: int, end: int) -> Span:
    """The span of a part of the slug; for a slug that is the file's name, the top of the post."""
    field = doc.field("slug") if slug.key else None
    return field.part(start, end) if field is not None else slug.span
