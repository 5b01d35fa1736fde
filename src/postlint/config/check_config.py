"""What can be wrong in a configuration file before any rule is known: its keys, presets, plugins, globs and schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from postlint.catalog.load import installed_plugins
from postlint.config.file import OUTSIDE, ConfigFile
from postlint.config.hints import glob_hint, language_hint, schema_hint
from postlint.data.folders import data_dir
from postlint.data.globs import compile_globs, split_glob
from postlint.data.inside import from_folder
from postlint.data.json_schema import KeyPath, problems, schema_problems
from postlint.data.schema_walk import references
from postlint.data.user_file import ConfigError, DataError, DataFile, read_data
from postlint.data.wording import suggest
from postlint.generators.presets import AUTO, preset_names, preset_problems


def check_config(file: ConfigFile) -> None:
    """Raise ConfigError for what does not fit the schema, bad globs and missing schema files."""
    schema = json.loads((data_dir("schemas") / "config.schema.json").read_text(encoding="utf-8"))
    found = problems(file.values, schema)
    mistakes = [file.complaint(p.path, schema_hint(p, file.values), at_key=p.at_key) for p in found]
    if not mistakes:
        mistakes += [*_preset_mistakes(file), *_language_mistakes(file)]
        mistakes += [*_plugin_mistakes(file), *_glob_mistakes(file)]
        mistakes += _schema_mistakes(file)
    if mistakes:
        raise ConfigError("\n".join(mistakes))


def check_content(file: ConfigFile) -> None:
    """Raise ConfigError for a glob of posts outside of the repository: what is linted is shown, and may be fixed.

    `file` is one that no other extends, since the globs of those that it extends hold from its folder on.
    """
    owner = file.owner("content")
    for index, glob in enumerate(file.strings("content")):
        folder = Path(*split_glob(glob)[0])
        if owner is not None and not file.may_name(file.root / folder / "any"):
            raise ConfigError(owner.complaint(("content", index), f"the folder {folder} {OUTSIDE}"))


def _preset_mistakes(file: ConfigFile) -> Iterator[str]:
    if file.has("preset") and file.has("generator"):
        sentence = "'generator' is another name for 'preset'; keep one of them"
        yield file.complaint(("generator",), sentence, at_key=True)
    for at, values in _levels(file):
        for key in ("preset", "generator"):
            if values.get(key, AUTO) not in (AUTO, *preset_names()):
                ending = suggest(values[key], (AUTO, *preset_names()))
                ending = ending if "did you mean" in ending else f"; there are {', '.join((AUTO, *preset_names()))}"
                yield file.complaint((*at, key), f"unknown preset {values[key]!r}{ending}")


def _levels(file: ConfigFile) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    """The top level and the overrides of a file, each with its path."""
    yield (), file.values
    yield from ((("overrides", index), values) for index, values in enumerate(file.values.get("overrides", ())))


def _language_mistakes(file: ConfigFile) -> Iterator[str]:
    """Codes of languages that do not exist: all rules for a language would be silent."""
    for at, values in _levels(file):
        if hint := language_hint(values.get("language", "")):
            yield file.complaint((*at, "language"), hint)


def _plugin_mistakes(file: ConfigFile) -> Iterator[str]:
    for index, name in enumerate(file.strings("plugins")):
        installed = installed_plugins()
        if name not in installed:
            yield file.complaint(("plugins", index), f"{name!r} is not installed{suggest(name, installed)}")


def _glob_mistakes(file: ConfigFile) -> Iterator[str]:
    globs: list[tuple[KeyPath, str]] = []
    for key in ("content", "exclude"):
        globs += [((key, index), glob) for index, glob in enumerate(file.strings(key))]
    for number, override in enumerate(file.values.get("overrides", ())):
        globs += [(("overrides", number, "files", i), glob) for i, glob in enumerate(override["files"])]
    globs += [(("schemas", glob), glob) for glob in file.values.get("schemas", {})]
    for path, glob in globs:
        if hint := glob_hint(glob):
            yield file.complaint(path, hint)
            continue
        try:
            compile_globs([glob])
        except (ValueError, re.error):
            yield file.complaint(path, f"{glob!r} is no valid glob")


def _schema_mistakes(file: ConfigFile) -> Iterator[str]:
    for glob, name in file.values.get("schemas", {}).items():
        if not (file.root / name).is_file():
            yield file.complaint(("schemas", glob), f"there is no file {name}")
            continue
        if not file.may_name(file.root / name):
            yield file.complaint(("schemas", glob), f"the file {name} {OUTSIDE}")
            continue
        try:
            schema = read_data(file.root / name, name)
        except DataError as error:
            yield str(error)
            continue
        yield from (schema.explain(problem) for problem in schema_problems(schema.data))
        for problem in preset_problems(schema.data):
            path = ("x-postlint", *problem.path)
            yield schema.complaint(path, problem.message, at_key=problem.at_key)
        yield from _reference_mistakes(file, schema, file.root / name)


def _reference_mistakes(file: ConfigFile, schema: DataFile, path: Path) -> Iterator[str]:
    """What is wrong with the ``$ref``s of a schema, and of the files that these lead to; the network is never used."""
    waiting, seen = [(schema, path)], {path.resolve()}
    while waiting:
        schema, path = waiting.pop()
        for at, target in references(schema.data):
            name = target.partition("#")[0]
            other = path.parent / name
            if "://" in name:
                sentence = (
                    f"{target!r} is on the network, where postlint does not go; save it as a file and refer to that"
                )
                yield schema.complaint(at, sentence)
            elif name and not other.is_file():
                yield schema.complaint(at, f"there is no file {name!r} beside the schema")
            elif name and not file.may_name(other):
                yield schema.complaint(at, f"the file {name!r} {OUTSIDE}")
            elif name and other.resolve() not in seen:
                seen.add(other.resolve())
                try:
                    waiting.append((read_data(other, from_folder(other, file.root)), other))
                except DataError as error:
                    yield str(error)
