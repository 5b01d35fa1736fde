"""Facts about the image files that a post shows, for rules that never open a file themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document


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


def nothing_known(url: str) -> ImageFacts | None:
    """Finds no image: for texts that are no files."""
    return None


def local_images(doc: Document, find: FindImage) -> Iterator[LocalImage]:
    """The cover and the images in the text that are files, each file name once a role; `span` is where it stands."""
    named: list[tuple[str, Span, str]] = []
    cover = doc.field("image")
    if cover is not None and cover.as_text():
        named.append((cover.as_text(), cover.text_span, "cover"))
    seen: set[str] = set()
    for image in doc.images:
        if image.url and image.url not in seen:
            named.append((image.url, image.url_span, "body"))
            seen.add(image.url)
    for url, span, role in named:
        facts = find(url)
        if facts is not None:
            yield LocalImage(url, span, role, facts)
