"""Finds the image files of posts, reads their headers, and runs the rules about them. No other module opens images.

This happens in the process that reads the posts, never in a worker, which may be on a machine without these files.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from postlint.config.config import generator_of
from postlint.config.settings import ActiveRule, Settings
from postlint.data.inside import from_folder
from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_start
from postlint.data.time_limit import TimeLimit, TimeUpError, searched
from postlint.engine.severity_levels import findings_by_level
from postlint.engine.sites import image_rules
from postlint.engine.to_findings import crashed, timed_out
from postlint.generators.generator import Generator
from postlint.generators.static_files import served, static_files
from postlint.results.findings import Finding
from postlint.results.hits import Hit
from postlint.site.addresses import addresses, base_of_links
from postlint.site.facts import Facts
from postlint.site.images import FindImage, ImageFacts, LocalImage

#: URLs that cannot be mapped to a file here: other sites, templates, aliases of import paths
_UNKNOWN = lazy_pattern(r"[a-z][a-z0-9+.-]*:|//|[@~#]|.*[{}<>\x00]", re.IGNORECASE | re.DOTALL)
#: how the content of a file begins, by format; imagesize reads dimensions, but no formats
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


# -- running the rules ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class ImageFindings:
    """The findings of the rules about image files in one post, and how long each rule took in seconds."""

    findings: list[Finding] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def lint_images(settings: Settings, facts: Facts, find: FindImage, *, debug: bool = False) -> ImageFindings:
    """Run the rules about image files on the images that `find` finds.

    A rule that raises becomes a finding; so does one that takes too long, of the time that a post may take.
    """
    result = ImageFindings()
    try:
        with TimeLimit(settings.post_timeout) as limit:
            _run_rules(settings, facts, find, result, debug, limit)
    except TimeUpError as error:  # between two rules
        result.findings += timed_out(settings, facts, "the images of the post", error)
    return result


def _run_rules(
    settings: Settings, facts: Facts, find: FindImage, result: ImageFindings, debug: bool, limit: TimeLimit
) -> None:
    """Run each rule, until the time of the post is used up."""
    images = [
        LocalImage(one.url, one.span, one.kind, known)
        for one in facts.images
        if (known := find(one.url)) is not None
    ]  # fmt: skip
    for active in image_rules(settings):
        rule = active.rule
        if rule.languages and facts.language not in rule.languages:
            continue
        began = time.perf_counter()
        limit.begin()
        try:
            result.findings += findings_by_level(active, lambda one: _hits(one, images), facts)
        except Exception as error:
            if debug:
                raise
            result.findings += crashed(settings, facts, rule.name, error)
        except TimeUpError as error:
            result.findings += timed_out(settings, facts, rule.name, error)
            if error.post:
                return
        result.seconds[rule.name] = time.perf_counter() - began


def _hits(active: ActiveRule, images: Sequence[LocalImage]) -> Sequence[Hit]:
    """The hits of one rule, without images whose URL matches its `ignore_patterns`."""
    ignored = active.ignore_patterns
    wanted = [one for one in images if not any(searched(re.compile(pattern), one.url) for pattern in ignored)]
    return list(active.rule.resolve()(wanted, **active.arguments))


# -- finding --------------------------------------------------------------------------------------------


def finder_for(settings: Settings, facts: Facts) -> ImageFinder:
    """The finder of the images of a post under its settings."""
    generator = generator_of(settings)
    folder = settings.folder
    source = from_folder(facts.path, folder) if folder else facts.path
    own = addresses(facts, source, generator)[:1] if not source.startswith("..") else []
    return ImageFinder(folder, generator, source, base_of_links(facts, source, generator, own[0]) if own else None)


class ImageFinder:
    """Finds the images of one post where its generator finds them.

    `folder` is that of the site; nothing outside of it is opened, and nothing at all without it. `source` is the path
    of the post relative to it, `base` the address that relative paths are joined to, if it is known.
    """

    def __init__(self, folder: str, generator: Generator, source: str, base: str | None = None) -> None:
        self._folder = folder
        self._generator = generator
        self._source = source
        self._base = base

    def __call__(self, url: str) -> ImageFacts | None:
        """The facts of the image at a URL in the post; None when no such file is found."""
        try:
            real = self.file(url)
            if real is None:
                return None
            found = Path(real).stat()
            return image_facts(real, found.st_size, found.st_mtime_ns)
        except (OSError, ValueError):
            return None

    def file(self, url: str) -> str | None:
        """The image file at a URL in the post, as a real path within the folder of the site; None for none."""
        url = url.strip()
        path = unquote(re.split(r"[?#]", url, maxsplit=1)[0])
        if not path or not self._folder or _UNKNOWN.match(url):
            return None
        top = os.path.realpath(self._folder)
        for candidate in self._candidates(path):
            try:
                real = os.path.realpath(Path(self._folder, candidate))
                if Path(real).is_file() and Path(real).is_relative_to(top):
                    return real
            except (OSError, ValueError):
                continue
        return None

    def _candidates(self, path: str) -> Iterator[str]:
        yield from static_files(self._generator, self._source, path, base=self._base, inner_folders=self._inner_folders)
        # the path of a cover is often relative to the static folder, without a slash
        yield from served(self._generator, "/" + path.lstrip("/"))

    def _inner_folders(self, folder: str) -> list[str]:
        try:
            return sorted(one.name for one in Path(self._folder, folder).iterdir() if one.is_dir())
        except OSError:
            return []


@lru_cache(maxsize=4096)
def image_facts(file: str, size: int, changed: int) -> ImageFacts:
    """The facts of an image file; cached by size in bytes and time of change, as many posts may show one image."""
    import imagesize

    try:
        head = read_start(file, _HEAD_BYTES)
        width, height = imagesize.get(file)
    except (OSError, ValueError):
        head, width, height = b"", -1, -1
    known = (name for name, pattern in _HEADS.items() if re.match(pattern, head, re.DOTALL))
    has_size = width > 0 and height > 0
    return ImageFacts(next(known, ""), size, round(width) if has_size else None, round(height) if has_size else None)
