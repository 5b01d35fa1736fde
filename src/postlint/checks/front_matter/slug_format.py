"""Questions about the slug, the last part of a post's address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.document.document import Document
from postlint.document.logical import Slug, read_slug
from postlint.results.hits import Hit
from postlint.spans import Span


def slug_format(doc: Document, *, max: int, ascii: bool, from_file_name: bool) -> Iterator[Hit]:
    """Look for what makes an address hard to read, type or share; one hit a slug, at the first mistake."""
    slug = _slug(doc, from_file_name)
    if slug is None:
        return
    text = slug.text
    pattern = r"[A-Z]+|[_\s]+|--+|[^\w\s./-]+" + (r"|[^\x00-\x7f]+" if ascii else "")
    origin = "slug" if slug.key else "file name"
    if match := re.search(pattern, text):
        kind = _kind(match[0])
        yield Hit(_part(doc, slug, *match.span()), {"slug": text, "found": match[0], "origin": origin}, message=kind)
    elif len(text) > max:
        values = {"slug": text, "length": len(text), "max": max, "origin": origin}
        yield Hit(_part(doc, slug, max, len(text)), values, message="long")


def _kind(found: str) -> str:
    if not found.isascii():
        return "ascii"
    if found.isalpha():
        return "case"
    return "separator" if not found.strip("_- \t") else "character"


def slug_has_year(doc: Document, *, from_file_name: bool) -> Iterator[Hit]:
    """Look for a year in the slug: it will be wrong next year, and the address should stay."""
    slug = _slug(doc, from_file_name)
    if slug is None:
        return
    for match in re.finditer(r"(?<![\d])(?:19|20)\d\d(?!\d)", slug.text):
        yield Hit(_part(doc, slug, *match.span()), {"year": match[0], "slug": slug.text})


def _slug(doc: Document, from_file_name: bool) -> Slug | None:
    if doc.front_matter.broken:
        return None
    slug = read_slug(doc)
    return slug if slug is not None and (slug.key or from_file_name) else None


def _part(doc: Document, slug: Slug, start: int, end: int) -> Span:
    """A part of the slug where it is written; for a slug that is the file's name, the top of the post."""
    field = doc.field("slug") if slug.key else None
    return field.part(start, end) if field is not None else slug.span
