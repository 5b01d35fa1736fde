"""The presets of site generators: which there are, which one a site wants, and what is in them."""

from __future__ import annotations

import fnmatch
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.data.folders import data_dir
from postlint.data.schema import KeyPath
from postlint.data.user_file import ConfigError
from postlint.data.wording import suggest

if TYPE_CHECKING:
    from postlint.generators.preset import Preset

#: the preset that stands for "find out", and that of sites which show no generator
AUTO, GENERIC = "auto", "generic"

_GLOB_CHARACTERS = frozenset("*?[")


@cache
def preset_names() -> tuple[str, ...]:
    """The presets that there are: generic, and one a generator's front matter schema."""
    files = data_dir("schemas").glob("front-matter/*.schema.json")
    return tuple(sorted({GENERIC, *(file.name.removesuffix(".schema.json") for file in files)}))


@dataclass(frozen=True)
class Detected:
    """The site that a post belongs to: its preset, its folder, and the sign that told (both empty: none found)."""

    preset: str = GENERIC
    folder: Path | None = None
    sign: str = ""


@lru_cache
def load_preset(name: str, schema: str = "", overlay: str = "") -> Preset:
    """A generator's preset; with `schema` (JSON), its front matter schema is the user's own.

    The user's ``x-postlint`` is laid over the generator's. `overlay` is JSON: what the site's configuration adds
    (`site_settings.site_overlay`). Raises ConfigError for a preset that does not exist.
    """
    from postlint.generators.preset import Preset

    whole = _schema(name)
    if overlay:
        from postlint.generators.site_config import lay_over

        whole = lay_over(whole, json.loads(overlay))
    if schema:
        own = json.loads(schema)
        whole = {**own, "x-postlint": {**whole.get("x-postlint", {}), **own.get("x-postlint", {}), "own_schema": True}}
    return Preset.from_schema(name, whole)


def reference_mistakes(schema: Any, folder: Path, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Every ``$ref`` that cannot be followed, with the sentence about it: the network is out of bounds."""
    if isinstance(schema, Mapping):
        target = schema.get("$ref")
        if isinstance(target, str) and (sentence := _reference_mistake(target, folder)):
            yield (*path, "$ref"), sentence
        for key, value in schema.items():
            yield from reference_mistakes(value, folder, (*path, key))
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from reference_mistakes(value, folder, (*path, index))


def _reference_mistake(target: str, folder: Path) -> str:
    file = target.partition("#")[0]
    if "://" in file:
        return f"{target!r} is on the network, where postlint does not go; save it as a file and refer to that"
    return f"there is no file {file!r} beside the schema" if file and not (folder / file).is_file() else ""


@cache
def _schema(name: str) -> Mapping[str, Any]:
    if name not in preset_names():
        raise ConfigError(f"unknown preset {name!r}{suggest(name, preset_names())}")
    file = data_dir("schemas") / "front-matter" / f"{name}.schema.json"
    schema: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return schema


def detect_preset(path: Path) -> str:
    """The preset of the generator that builds the site around a post: "generic" when nothing tells."""
    return find_site(path).preset


def find_site(path: Path) -> Detected:
    """The site around a post (an absolute path).

    The nearest folder upwards that shows a generator decides; the search ends at the top of the repository.
    """
    return next((site for site in map(site_at, path.parents) if site is not None), Detected())


def site_at(folder: Path) -> Detected | None:
    """The site whose folder this is; None when the folders above have to tell."""
    try:
        with os.scandir(folder) as entries:
            names = frozenset(entry.name for entry in entries)
    except OSError:
        return None
    for preset, sign in _signs():
        if _shows(folder, names, sign):
            return Detected(preset, folder, sign["file"])
    return Detected() if ".git" in names else None


@cache
def _signs() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """What gives each generator away, from the `detect` part of its preset."""
    return tuple(
        (name, sign) for name in preset_names() for sign in _schema(name).get("x-postlint", {}).get("detect", ())
    )


def _shows(folder: Path, names: frozenset[str], sign: Mapping[str, Any]) -> bool:
    """Whether a folder has the `file` of a sign, with what it `contains`, one thing `beside` and none `unless`."""
    files = _matching(folder, names, sign["file"])
    if "contains" in sign:
        pattern = re.compile(sign["contains"])
        files = (file for file in files if pattern.search(_text(file)))
    return (
        any(True for _ in files)
        and ("beside" not in sign or any((folder / other).exists() for other in sign["beside"]))
        and not any((folder / other).exists() for other in sign.get("unless", ()))
    )


def _matching(folder: Path, names: frozenset[str], glob: str) -> Iterator[Path]:
    if "/" in glob:
        yield from folder.glob(glob)
    elif glob in names:
        yield folder / glob
    elif not _GLOB_CHARACTERS.isdisjoint(glob):
        yield from (folder / name for name in fnmatch.filter(names, glob))


def _text(file: Path) -> str:
    """The beginning of a file, "" if it cannot be read."""
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(100_000)
    except OSError:
        return ""
