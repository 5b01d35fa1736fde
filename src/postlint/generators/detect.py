"""Detects the generator of a site and its folder: the nearest one with a file that indicates a generator."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from postlint.data.globs import has_wildcards, is_like
from postlint.data.reading import read_start
from postlint.generators.config_files import config_names
from postlint.generators.presets import GENERIC, preset_data, preset_names
from postlint.records import NamedTuple


class Detected(NamedTuple):
    """The site of a post: its preset, its folder, and the file that indicated it (both empty: none found)."""

    preset: str = GENERIC
    folder: Path | None = None
    sign: str = ""


def find_site(path: Path) -> Detected:
    """The site around a post (an absolute path).

    The nearest folder upwards that indicates a generator decides; the search ends at the top of the repository.
    """
    return next((site for site in map(site_at, path.parents) if site is not None), Detected())


def names_in(folder: Path) -> frozenset[str] | None:
    """The names in a folder: what such a list lacks is known to be missing when a run is repeated. None: no list."""
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry in entries)
    except OSError:
        return None


def site_at(folder: Path) -> Detected | None:
    """The site of this very folder; None when the search has to go on in the folders above."""
    names = names_in(folder)
    if names is None:
        return None
    for preset, sign, starts in _signs():
        if (starts is None or not starts.isdisjoint(names)) and (found := _shown(folder, names, sign)):
            return Detected(preset, folder, found)
    return Detected() if ".git" in names else None


@cache
def _signs() -> tuple[tuple[str, Mapping[str, Any], frozenset[str] | None], ...]:
    """The signs of each generator, from the `detect` part of its preset, `file` expanded to names.

    A sign without a file applies to all configuration files, one with a glob to those among them that match. The third
    of each are the names, one of which a folder has to have; None where they are globs.
    """
    signs = []
    for preset in preset_names():
        data = preset_data(preset)
        known = config_names(data)
        for sign in data.get("detect", ()):
            chosen = [name for name in known if is_like(name, sign["file"])] if "file" in sign else list(known)
            files = chosen or [sign["file"]]
            globs = any(map(has_wildcards, files))
            starts = None if globs else frozenset(name.partition("/")[0] for name in files)
            signs.append((preset, {**sign, "files": files}, starts))
    return tuple(sorted(signs, key=lambda one: bool(one[1].get("weak"))))  # others stay in their order


def _shown(folder: Path, names: frozenset[str], sign: Mapping[str, Any]) -> str:
    """The file that matches a sign (`contains`, one of `beside`, none of `unless`); "" without one."""
    for name in sign["files"]:
        for file in _matching(folder, names, name):
            if "contains" in sign and not re.search(sign["contains"], _text(file)):
                continue
            if "beside" in sign and not any((folder / other).exists() for other in sign["beside"]):
                return ""
            return "" if any((folder / other).exists() for other in sign.get("unless", ())) else name
    return ""


def _matching(folder: Path, names: frozenset[str], name: str) -> Iterator[Path]:
    if name.partition("/")[0] in names:
        yield from [folder / name] if "/" not in name or (folder / name).exists() else []
    elif has_wildcards(name):
        yield from (folder / found for found in names if is_like(found, name))


def _text(file: Path) -> str:
    """The beginning of a file, "" if it cannot be read."""
    try:
        return read_start(file, 100_000).decode("utf-8", errors="replace")
    except OSError:
        return ""
