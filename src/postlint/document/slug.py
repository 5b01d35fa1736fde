"""The slug of a post: the last part of its address, from the front matter or from the name of the file."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

_DATE_PREFIX = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_]")
_LANGUAGE_SUFFIX = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2})?$")
_INDEX_NAMES = frozenset({"index", "_index", "readme", "page", "+page"})


class Slug(NamedTuple):
    """A slug and where it stands in the front matter; `span` is None when the file name makes it."""

    text: str
    span: Span | None = None


def read_slug(doc: Document) -> Slug | None:
    """The slug that the front matter gives, else the one that the path makes; None for a text without a path."""
    field = doc.field("slug")
    if field is not None and (text := field.as_text().strip("/")):
        return Slug(text.rsplit("/", 1)[-1], field.text_span)
    text = slug_of_path(doc.path)
    return Slug(text) if text else None


def slug_of_path(path: str) -> str:
    """The slug that generators make of a path: no ending, no date before it, a bundle's folder for its index."""
    if path.startswith("<") or path == "-":
        return ""
    file = PurePosixPath(path.replace("\\", "/"))
    name = _LANGUAGE_SUFFIX.sub("", file.stem)
    if name.lower() in _INDEX_NAMES:
        name = file.parent.name
    return _DATE_PREFIX.sub("", name, count=1)


def slug_of_url(url: str) -> str:
    """The slug in an address: the last part of its path, without an ending; "" for the home page."""
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    path = re.sub(r"^(?:[a-z][a-z0-9+.-]*:)?//[^/]*", "", path, flags=re.IGNORECASE)
    return slug_of_path(path.strip("/")) if path.strip("/") else ""
