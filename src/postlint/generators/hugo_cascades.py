"""Reads what a Hugo site hands down to the pages below a section: ``cascade``, of sections and the configuration."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_values import Data, as_map, has_folder, read_text
from postlint.parse.front_matter import read_front_matter


def cascades(site: Path, roots: Sequence[str], configured: Any) -> Iterator[tuple[str, Data]]:
    """What the pages of sections hand down, with their folders, the deepest first; then what the configuration does.

    A cascade for the pages of some folders stands with each of them.
    """
    tops = [root for root in roots if has_folder(site, root)]
    for top in tops:
        for file in sorted(files_below(site / top, "_index*.md"), key=lambda file: -len(file.parts)):
            if "cascade" in (text := read_text(file)):
                folder = file.parent.relative_to(site).as_posix()
                yield from _by_folder(top, folder, read_front_matter(text).values.get("cascade"))
    for top in tops:
        yield from _by_folder(top, top, configured)


def _by_folder(top: str, folder: str, given: Any) -> Iterator[tuple[str, Data]]:
    """The cascades of a page in a folder, each with the folder that it reaches."""
    for cascade in map(as_map, given if isinstance(given, list) else [given]):
        path = _target(cascade).get("path")
        reached = _folders_of(path) if isinstance(path, str) else None
        for one in [folder] if reached is None else [posixpath.join(top, name) for name in reached]:
            yield one, cascade


def _folders_of(path: str) -> list[str] | None:
    """The folders that a glob of paths names whole: ``/{news,talks}/**``; None for a glob of other pages."""
    match = _WHOLE_FOLDERS.fullmatch(path)
    return None if match is None else [f"{match[1]}{name}".strip("/") for name in re.split(",", match[2] or "")]


_WHOLE_FOLDERS = lazy_pattern(r"/?([\w./-]*)(?:\{([\w./,-]+)\})?/\*\*")


def layout_scopes(handed: Iterable[tuple[str, Data]]) -> Iterator[Data]:
    """The layouts and types that sections hand down; those for some of the pages of a folder count for all."""
    for folder, cascade in handed:
        found = {key: cascade[key] for key in ("layout", "type") if isinstance(cascade.get(key), str)}
        yield from [{"folder": folder, **found}] if found else []


def without_pages(handed: Iterable[tuple[str, Data]]) -> Iterator[str]:
    """The folders whose page says that those in it are only listed: ``cascade: {build: {render: never}}``."""
    return (folder for folder, cascade in handed if _never_rendered(cascade))


def _never_rendered(cascade: Data) -> bool:
    """Whether a cascade takes away the pages of all that is in its folder, where the site is published."""
    target = _target(cascade)
    build = as_map(cascade.get("build", cascade.get("_build")))
    path = target.get("path", "/**")
    whole = set(target) <= {"environment", "path"} and target.get("environment", "production") == "production"
    return whole and _folders_of(str(path)) is not None and build.get("render") in ("never", False)


def _target(cascade: Data) -> Data:
    """The pages that a cascade is for."""
    return as_map(cascade.get("target", cascade.get("_target")))
