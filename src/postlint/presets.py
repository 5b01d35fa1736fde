"""The presets of site generators: which there are, which one a site wants, and what is in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.data import data_dir
from postlint.datafile import ConfigError, read_data
from postlint.wording import suggest

if TYPE_CHECKING:
    from postlint.document.preset import Preset

#: the preset that stands for "find out", and that of sites which show no generator
AUTO, GENERIC = "auto", "generic"


@cache
def preset_names() -> tuple[str, ...]:
    """The presets that there are: generic, and one a generator's front matter schema."""
    files = data_dir("schemas").glob("front-matter/*.schema.json")
    return tuple(sorted({GENERIC, *(file.name.removesuffix(".schema.json") for file in files)}))


@lru_cache
def load_preset(name: str, schema_file: str | None = None) -> Preset:
    """A generator's preset; with `schema_file`, its front matter schema is the user's own.

    The user's ``x-postlint`` is laid over the generator's. Raises ConfigError for a preset that does not exist.
    """
    from postlint.document.preset import Preset

    schema, folder = _schema(name), data_dir("schemas") / "front-matter"
    if schema_file is not None:
        own = read_data(Path(schema_file), schema_file).data
        schema = {**own, "x-postlint": {**schema.get("x-postlint", {}), **own.get("x-postlint", {})}}
        folder = Path(schema_file).parent
    return replace(Preset.from_schema(name, schema), schema_dir=str(folder))


@cache
def _schema(name: str) -> Mapping[str, Any]:
    if name not in preset_names():
        raise ConfigError(f"unknown preset {name!r}{suggest(name, preset_names())}")
    file = data_dir("schemas") / "front-matter" / f"{name}.schema.json"
    schema: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return schema


def detect_preset(path: Path) -> str:
    """The preset of the generator that builds the site around a post: "generic" when nothing tells.

    The nearest folder upwards that shows a generator decides; the search ends at the top of the repository.
    """
    for folder in path.parents:
        try:
            names = sorted(entry.name for entry in folder.iterdir())
        except OSError:
            continue
        for preset, sign in _signs():
            if _shows(folder, names, sign):
                return preset
        if ".git" in names:
            break
    return GENERIC


@cache
def _signs() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """What gives each generator away, from the `detect` part of its preset."""
    return tuple(
        (name, sign) for name in preset_names() for sign in _schema(name).get("x-postlint", {}).get("detect", ())
    )


def _shows(folder: Path, names: Sequence[str], sign: Mapping[str, Any]) -> bool:
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


def _matching(folder: Path, names: Sequence[str], glob: str) -> Iterator[Path]:
    if "/" in glob:
        yield from folder.glob(glob)
    else:
        yield from (folder / name for name in names if fnmatchcase(name, glob))


def _text(file: Path) -> str:
    """The beginning of a file, "" if it cannot be read."""
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(100_000)
    except OSError:
        return ""
