"""Reads what the sections of a Hugo site hand down to the pages below them: ``cascade``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from postlint.generators.config_values import Data, as_map, has_folder, read_text
from postlint.parse.front_matter import read_front_matter

#: where the pages of sections are, the deepest first
_SECTIONS = ("*/*/_index*.md", "*/_index*.md", "_index*.md")


def cascades(site: Path, roots: Sequence[str]) -> Iterator[tuple[str, Data]]:
    """What the pages of sections hand down, with their folders, the deepest first."""
    for top in (site / root for root in roots if has_folder(site, root)):
        for file in (one for glob in _SECTIONS for one in sorted(top.glob(glob))):
            if "cascade" in (text := read_text(file)):
                given = read_front_matter(text).values.get("cascade")
                for cascade in map(as_map, given if isinstance(given, list) else [given]):
                    yield file.parent.relative_to(site).as_posix(), cascade


def layout_scopes(handed: Iterable[tuple[str, Data]]) -> Iterator[Data]:
    """The layouts and types that sections hand down; those for some of the pages count for all."""
    for folder, cascade in handed:
        found = {key: cascade[key] for key in ("layout", "type") if isinstance(cascade.get(key), str)}
        yield from [{"folder": folder, **found}] if found else []


def without_pages(handed: Iterable[tuple[str, Data]]) -> Iterator[str]:
    """The folders whose page says that those in it are only listed: ``cascade: {build: {render: never}}``."""
    return (folder for folder, cascade in handed if _never_rendered(cascade))


def _never_rendered(cascade: Data) -> bool:
    """Whether a cascade takes away the pages of all that is below its page, where the site is published."""
    target = as_map(cascade.get("target", cascade.get("_target")))
    build = as_map(cascade.get("build", cascade.get("_build")))
    whole = set(target) <= {"environment"} and target.get("environment", "production") == "production"
    return whole and build.get("render") in ("never", False)
