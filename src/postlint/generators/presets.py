"""Loads the presets of site generators."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from postlint.data.folders import data_dir
from postlint.data.json_schema import SchemaProblem, problems
from postlint.data.user_file import ConfigError
from postlint.data.wording import suggest

if TYPE_CHECKING:
    from postlint.generators.preset import Preset

#: the preset name for "detect the generator", and the preset of sites without a detected one
AUTO, GENERIC = "auto", "generic"


@cache
def preset_names() -> tuple[str, ...]:
    """The names of all presets: generic, and one for each generator's front matter schema."""
    files = data_dir("schemas").glob("front-matter/*.schema.json")
    return tuple(sorted({GENERIC, *(file.name.removesuffix(".schema.json") for file in files)}))


@lru_cache
def load_preset(name: str, schema: str = "", overlay: str = "") -> Preset:
    """A generator's preset; with `schema` (JSON), its front matter schema is the user's own.

    The user's ``x-postlint`` is merged over the generator's. `overlay` is the JSON of the additions from the site's
    configuration (`overlay.site_overlay`). Raises ConfigError for a preset that does not exist.
    """
    from postlint.generators.preset import Preset

    whole = _schema(name)
    if overlay:
        whole = lay_over(whole, json.loads(overlay))
    if schema:
        own = json.loads(schema)
        about = {**own.get("x-postlint", {}), "own_schema": True}
        whole = {**own, "x-postlint": lay_over(whole.get("x-postlint", {}), about)}
    return Preset.from_schema(name, whole)


def lay_over(base: Any, over: Any) -> Any:
    """`base` merged with `over`: maps are joined, all other values are replaced."""
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return {**base, **{key: lay_over(base.get(key), value) for key, value in over.items()}}
    return over


def preset_data(name: str) -> Mapping[str, Any]:
    """The `x-postlint` object of a generator's preset, from its schema. Raises ConfigError."""
    data: Mapping[str, Any] = _schema(name).get("x-postlint", {})
    return data


def preset_problems(schema: Any) -> list[SchemaProblem]:
    """The mistakes in the `x-postlint` object of a front matter schema, a user's or a generator's."""
    data = schema.get("x-postlint", {}) if isinstance(schema, Mapping) else {}
    rules = json.loads((data_dir("schemas") / "preset.schema.json").read_text(encoding="utf-8"))
    return problems(data, rules, noun="key") if data != {} else []


@cache
def _schema(name: str) -> Mapping[str, Any]:
    if name not in preset_names():
        raise ConfigError(f"unknown preset {name!r}{suggest(name, preset_names())}")
    file = data_dir("schemas") / "front-matter" / f"{name}.schema.json"
    schema: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return schema
