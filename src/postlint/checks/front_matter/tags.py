"""Checks on tags, keywords, author, cover image and canonical address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.checks.front_matter.header_schema import has_no_key
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import Item, read_items
from postlint.document.removal import list_item
from postlint.prose.fold import fold_case
from postlint.results.hits import Edit, Fix, Hit, Related
from postlint.spans import Span


def keywords_count(doc: Document, *, min: int, max: int) -> Iterator[Hit]:
    """Count the keywords of posts that have some."""
    yield from _count(doc, "keywords", min, max)


def tags_count(doc: Document, *, min: int, max: int) -> Iterator[Hit]:
    """Count the tags of posts that have some; the platform's own limit applies when it is lower."""
    limit = doc.preset.data.get("max_tags", max)
    yield from _count(doc, "tags", min, limit if limit < max else max)


def _count(doc: Document, name: str, least: int, most: int) -> Iterator[Hit]:
    items = read_items(doc, name)
    field = doc.field(name)
    if field is None or not items:
        return
    values = {"count": len(items), "min": least, "max": most}
    if len(items) > most:
        surplus = items[most].span
        yield Hit(surplus._replace(end=items[-1].span.end), values, message="many")
    elif len(items) < least:
        yield Hit(field.span, values, message="few")


def duplicate_tag(doc: Document) -> Iterator[Hit]:
    """Look for a repeated tag: also in another case, with other separators, or in the plural (English)."""
    first: dict[str, Item] = {}
    items = read_items(doc, "tags")
    for at, item in enumerate(items):
        key = tag_key(item.text, plural=doc.language == "en")
        if key in first:
            # a header in a file beside the post has no places in it
            elsewhere = item.span == first[key].span
            related = () if elsewhere else (Related(first[key].span, "the first one is here"),)
            fix = _without(doc, items, at)
            # in another spelling, it may have a page of its own
            same = item.text == first[key].text
            fix = fix._replace(safe=same) if fix is not None else None
            values = {"tag": item.text, "first": first[key].text}
            yield Hit(item.span, values, "twice" if same else "default", fix=fix, related=related)
        else:
            first[key] = item


def _without(doc: Document, items: Sequence[Item], at: int) -> Fix | None:
    """Remove an item (not the first) from the tags, with its comma or line."""
    field = doc.field("tags")
    if field is None:
        return None
    if isinstance(field.value, list):
        gone = list_item(doc, field, at) if len(items) == len(field.value) else None
    else:
        gap = doc.text[items[at - 1].span.end : items[at].span.start]
        gone = Span(items[at - 1].span.end, items[at].span.end) if len(gap) < 9 and not gap.strip(" ,;") else None
    return Fix((Edit(gone, ""),)) if gone is not None else None


_VOWEL = lazy_pattern(r"[aeiouy]")


def tag_key(tag: str, *, plural: bool) -> str:
    """Equal for tags that differ in case, in separators or, with `plural`, in an English plural.

    The S of an abbreviation without a vowel before it makes none: HTTPS.
    """
    key = re.sub(r"[\s_-]+", "-", fold_case(tag))
    if not plural or not _VOWEL.search(key):
        return key
    if key.endswith("ies") and len(key) > 5:
        return key[:-3] + "y"
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith(("ss", "us", "is")) else key


def author_missing(doc: Document) -> Iterator[Hit]:
    """Look for posts without an author."""
    yield from _missing(doc, "author")


def cover_image_missing(doc: Document) -> Iterator[Hit]:
    """Look for posts without an image for cards and previews."""
    yield from _missing(doc, "image")


def _missing(doc: Document, name: str) -> Iterator[Hit]:
    header = doc.front_matter
    if header and not header.broken and doc.field(name) is None and not has_no_key(doc, name):
        place = header.opening if header.opening != (0, 0) else doc.top
        yield Hit(place, {"key": next(iter(doc.preset.fields[name]), name)})


def canonical_not_absolute(doc: Document) -> Iterator[Hit]:
    """Look for a canonical address that is no full URL."""
    field = doc.field("canonical")
    if field is not None and not re.match(r"https?://[^\s/]+", field.as_text()):
        address = re.match(r"(//)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?$", field.as_text())
        written = doc.slice(field.text_span) == field.as_text()
        # "about.html" is a path, and "www.example.org" or "//example.org" a host
        is_host = address is not None and (address[1] or field.as_text().startswith("www."))
        start, scheme = field.text_span.start, "https:" if address is not None and address[1] else "https://"
        fix = Fix((Edit(Span(start, start), scheme),)) if written and is_host else None
        yield Hit(field.text_span, {"url": field.as_text()}, fix=fix)
