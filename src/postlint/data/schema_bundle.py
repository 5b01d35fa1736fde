"""Bundles a user's front matter schema with the files that it refers to into one value, which any worker can use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.data.inside import from_folder
from postlint.data.user_file import read_data


def own_schema(file: str) -> str:
    """The schema in a file as JSON, the files of its relative ``$ref``s taken into ``$defs``. Raises DataError.

    A schema that is only a ``$ref: "#/definitions/post"``, such as Astro generates, is replaced by its target.
    Generated schemas forbid further keys, which Astro merely drops: those are left to front-matter-unknown-key.
    """
    schema = _Bundle(Path(file)).schema
    target: Any = schema
    for step in str(schema.get("$ref", "")).removeprefix("#/").split("/") if "properties" not in schema else ():
        target = target.get(step, {}) if isinstance(target, Mapping) else {}
    if target is not schema and target:
        schema = {**schema, **target}
        schema.pop("$ref", None)
    if ".astro" in Path(file).parts:
        schema = {key: value for key, value in schema.items() if key != "additionalProperties"}
    return json.dumps(schema)


class _Bundle:
    """A schema and the files that it refers to, directly or not, each once."""

    def __init__(self, file: Path) -> None:
        self._main = file.resolve()
        self._taken: dict[str, Any] = {}
        data = self._with_files(read_data(file, str(file)).data, self._main, "")
        self.schema: dict[str, Any] = data if isinstance(data, dict) else {}
        if self._taken:
            self.schema["$defs"] = {**self.schema.get("$defs", {}), **self._taken}

    def _with_files(self, part: Any, file: Path, place: str) -> Any:
        """A part of a file whose content is at `place` in the bundle, with its references rewritten accordingly."""
        if isinstance(part, list):
            return [self._with_files(one, file, place) for one in part]
        if not isinstance(part, Mapping):
            return part
        copy = {key: self._with_files(value, file, place) for key, value in part.items()}
        if isinstance(part.get("$ref"), str):
            copy["$ref"] = self._reference(part["$ref"], file, place)
        return copy

    def _reference(self, target: str, file: Path, place: str) -> str:
        name, _, pointer = target.partition("#")
        if "://" in name or (pointer and not pointer.startswith("/")):
            return target  # configurations with network addresses are rejected; the validator resolves a name
        return f"#{self._taken_in((file.parent / name).resolve()) if name else place}{pointer}"

    def _taken_in(self, file: Path) -> str:
        """Where the content of a file is in the bundle. Raises DataError when it cannot be read."""
        if file == self._main:
            return ""
        name = "file:" + from_folder(file, self._main.parent)
        place = "/$defs/" + name.replace("~", "~0").replace("/", "~1")
        if name not in self._taken:
            self._taken[name] = {}  # files may refer to each other
            self._taken[name] = self._with_files(read_data(file, str(file)).data, file, place)
        return place
