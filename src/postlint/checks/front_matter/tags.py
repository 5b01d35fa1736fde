"""Questions about tags, keywords and the other fields of a post's presentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.document.document import Document
from postlint.document.logical import Item, read_items
from postlint.results.hits import Hit, Related


def keywords_count(doc: Document, *, min: int, max: int) -> Iterator[Hit]:
    """Count the keywords, where there are any."""
    yield from _count(doc, "keywords", min, max)


def tags_count(doc: Document, *, min: int, max: int) -> Iterator[Hit]:
    """Count the tags, where there are any; the platform's own limit counts when it is lower."""
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
    """Look for a tag that stands twice: in other case, with other separators, or in the plural (English)."""
    first: dict[str, Item] = {}
    for item in read_items(doc, "tags"):
        key = tag_key(item.text, plural=doc.language == "en")
        if key in first:
            related = (Related(first[key].span, "the first one is here"),)
            yield Hit(item.span, {"tag": item.text, "first": first[key].text}, related=related)
        else:
            first[key] = item


def tag_key(tag: str, *, plural: bool) -> str:
    """Equal for tags that differ in case, in separators or, with `plural`, in an English plural."""
    key = re.sub(r"[\s_-]+", "-", tag.casefold())
    if not plural:
        return key
    if key.endswith("ies") and len(key) > 5:
        return key[:-3] + "y"
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith(("ss", "us", "is")) else key


def author_missing(doc: Document) -> Iterator[Hit]:
    """Look for posts that do not say who wrote them."""
    yield from _missing(doc, "author")


def cover_image_missing(doc: Document) -> Iterator[Hit]:
    """Look for posts without an image for cards and previews."""
    yield from _missing(doc, "image")


def _missing(doc: Document, name: str) -> Iterator[Hit]:
    header = doc.front_matter
    if header and not header.broken and doc.field(name) is None:
        place = header.opening if header.opening != (0, 0) else doc.top
        yield Hit(place, {"key": next(iter(doc.preset.fields[name]), name)})


def canonical_not_absolute(doc: Document) -> Iterator[Hit]:
    """Look for a canonical address that is no full URL."""
    field = doc.field("canonical")
    if field is not None and not re.match(r"https?://[^\s/]+", field.as_text()):
        yield Hit(field.text_span, {"url": field.as_text()})
