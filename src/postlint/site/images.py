"""Facts of the image files of a post, for rules, which open no files themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postlint.spans import Span


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """An image file: its format by content ("webp", "jpeg"; "" unknown), its size in pixels and in bytes.

    `width` and `height` are as shown, after the rotation in its Exif data; None where the file does not give them.
    """

    format: str
    bytes: int
    width: int | None = None
    height: int | None = None


#: finds the facts of an image by its URL in a post; None: no local file, or it cannot be determined
FindImage = Callable[[str], ImageFacts | None]


@dataclass(frozen=True, slots=True)
class LocalImage:
    """An image of a post that is a file of the site. `role` is "cover" (named in the front matter) or "body"."""

    url: str
    span: Span
    role: str
    facts: ImageFacts
