"""Finds the image files that a post names, and reads their heads: the only place where a post's images are opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from postlint.document.assets import ImageFacts

#: what only a site's own program can lead to a file: other sites, templates, aliases of import paths
_UNKNOWN = re.compile(r"[a-z][a-z0-9+.-]*:|//|[@~#]|.*[{}<>\x00]", re.IGNORECASE | re.DOTALL)
#: how the content of a file begins; imagesize knows sizes, but does not tell formats
_HEADS = {
    "png": rb"\x89PNG\r\n",
    "jpeg": rb"\xff\xd8\xff",
    "gif": rb"GIF8[79]a",
    "webp": rb"RIFF....WEBP",
    "avif": rb"....ftypavi[fs]",
    "heic": rb"....ftyp(?:hei|mif|msf)",
    "tiff": rb"II\*\x00|MM\x00\*",
    "bmp": rb"BM",
    "svg": rb"(?:\xef\xbb\xbf)?\s*<(?:svg\b|[?!].*?<svg\b)",
}
_HEAD_BYTES = 2048


class ImageFinder:
    """Finds the images of one post: beside it, or in the folders whose files the site serves as they are.

    `folder` is that of the site; nothing outside of it is opened. `static` leads from a folder to the address under
    which its files are served (``public: /``). `asked` says whether anybody wanted to know.
    """

    def __init__(self, post: str, folder: str, static: Mapping[str, str]) -> None:
        self._post = post
        self._folder = folder
        self._static = static
        self.asked = False

    def __call__(self, url: str) -> ImageFacts | None:
        """The facts of the image that a URL in the post names; None when it is no file that can be found."""
        self.asked = True
        url = url.strip()
        path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
        if not path or _UNKNOWN.match(url):
            return None
        for file in self._candidates(path):
            stamp = self._stamp(file)
            if stamp is not None:
                return image_facts(str(file), *stamp)
        return None

    def _candidates(self, path: str) -> Iterator[Path]:
        root = Path(self._folder)
        if not path.startswith("/"):
            yield Path(self._post).parent / path
        address = "/" + path.lstrip("/")
        for folder, served in self._static.items():
            prefix = served.rstrip("/") + "/"
            if address.startswith(prefix):
                yield root / folder / address.removeprefix(prefix)

    def _stamp(self, file: Path) -> tuple[int, int] | None:
        """The size and the time of a file of the site."""
        try:
            real = os.path.realpath(file)
            if not Path(real).is_relative_to(os.path.realpath(self._folder)) or not Path(real).is_file():
                return None
            found = Path(real).stat()
        except (OSError, ValueError):
            return None
        return found.st_size, found.st_mtime_ns


@lru_cache(maxsize=1024)
def image_facts(file: str, size: int, changed: int) -> ImageFacts:
    """The facts of a file of so many bytes, last changed at that time; many posts may show one image."""
    import imagesize

    try:
        with Path(file).open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
        width, height = imagesize.get(file)
    except (OSError, ValueError):
        head, width, height = b"", -1, -1
    known = (name for name, pattern in _HEADS.items() if re.match(pattern, head, re.DOTALL))
    has_size = width > 0 and height > 0
    return ImageFacts(next(known, ""), size, round(width) if has_size else None, round(height) if has_size else None)
