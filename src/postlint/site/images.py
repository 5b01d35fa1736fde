"""What is known of the image files that a post shows, for rules that never open a file themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from postlint.spans import Span


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """An image file: its format as its content tells ("webp", "jpeg"; "" unknown), its size in pixels and in bytes.

    `width` and `height` are as shown, after the rotation that a camera noted; None where the file does not say.
    """

    format: str
    bytes: int
    width: int | None = None
    height: int | None = None


#: finds the facts of an image by the URL that a post names it with; None: no local file, or nobody can know
FindImage = Callable[[str], ImageFacts | None]


@dataclass(frozen=True, slots=True)
class LocalImage:
    """An image of a post that is a file of the site. `role` is "cover" (named in the front matter) or "body"."""

    url: str
    span: Span
    role: str
    facts: ImageFacts
