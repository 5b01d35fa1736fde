"""Tells by the files that build a site which version of Hugo they name, and what it does to a header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_values import Data, read_text

#: the first version that stops: before, a date that cannot be read counts as none
_STOPS = 135
#: the first version with today's reader of YAML: before, ``yes`` is true, and the last of two equal keys counts
_STRICT = 152
#: the first version with today's reader of Markdown
_GOLDMARK = 60
_LATEST = 999
#: files of hosts, tools and images that name a version, beside the site or in the folder above of the same repository
_FILES = (
    *("netlify.toml", "vercel.json", "package.json", ".tool-versions", "mise.toml", ".hvm", ".gitlab-ci.yml"),
    *("Makefile", "Dockerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yaml"),
)
#: a version behind the name of the program, of its image or of its setting: ``HUGO_VERSION = "0.125.3"``,
#: ``hugo-version: latest``, ``mill/hugo:0.55-alpine``
_VERSION = lazy_pattern(
    r"(?i)(?<![\w-])hugo(?:[_-]?(?:bin|extended|version))*[\"']?[\s:=@^~v]{1,6}[\"']?(?:extended_|[\^~v])?(?:0\.(\d{2,3})\b|(latest)\b)"
)
_COMMENT = lazy_pattern(r"(?m)^[ \t]*(?:#|//).*$")
_BARE_VERSION = lazy_pattern(r"\A\s*v?0\.(\d{2,3})\b")


def stops_at_dates(site: Path, least: str = "") -> bool:
    """Whether the files that build the site in a folder name a version that stops at a date that it cannot read.

    `least` is the version that the configuration asks for; "" if it names none.
    """
    wanted = _BARE_VERSION.match(least)
    return max([*_versions(site), int(wanted[1]) if wanted else 0]) >= _STOPS


def reads_goldmark(site: Path) -> bool:
    """Whether the version that the files name, if any, has today's reader of Markdown."""
    return max(_versions(site), default=_LATEST) >= _GOLDMARK


def old_readers(site: Path) -> Data:
    """What differs in the version that the files name: how it reads YAML, and its ids of headings.

    Where they name none, the site is read as by today's version, but no error made of what older ones take.
    """
    newest = max(_versions(site), default=0)
    if not newest:
        return {"header": {"repeated_keys": True}}  # whether the build stops is not known
    data: Data = {"header": {"yaml": "1.1", "repeated_keys": True}} if newest < _STRICT else {}
    return {**data, "site": {"anchors": "unknown"}} if newest < _GOLDMARK else data


def _versions(site: Path) -> Iterator[int]:
    """The second numbers of the named versions; "latest" is the highest one."""
    for text in _texts(site):
        for found in _VERSION.finditer(_COMMENT.sub("", text)):
            yield int(found[1]) if found[1] else _LATEST
    if bare := _BARE_VERSION.match(read_text(site / ".hvm")):
        yield int(bare[1])


def _texts(site: Path) -> Iterator[str]:
    for folder in (site,) if (site / ".git").exists() else (site, site.parent):
        yield from (read_text(folder / name) for name in _FILES)
        yield from map(read_text, files_below(folder / ".github" / "workflows", "*.yml", "*.yaml"))
