"""The configuration file as written: found, read, validated and cut into layers."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.catalog.load import Rule, installed_plugins
from postlint.config.rule_names import Selectors
from postlint.data.folders import data_dir
from postlint.data.globs import compile_globs
from postlint.data.schema import KeyPath, problems, schema_problems
from postlint.data.user_file import ConfigError, DataError, DataFile, read_data, read_text
from postlint.data.wording import suggest
from postlint.generators.presets import AUTO, preset_names, preset_problems, reference_mistakes
from postlint.results.hits import Severity

if TYPE_CHECKING:
    import pathspec

NAMES = (".postlint.yaml", ".postlint.yml")
DEFAULT_SELECT = ("recommended",)
LOCAL_RULES = ".postlint/rules"
#: what may stand among the options of a rule without being one
RESERVED = ("severity", "ignore_patterns", "levels", "fix", "habit")


@lru_cache(maxsize=64)
def _matcher(glob: str) -> pathspec.GitIgnoreSpec:
    """The matcher of one glob: each post is held against it."""
    return compile_globs([glob])


def find_config(folder: Path) -> Path | None:
    """The configuration file of the nearest folder upwards from `folder`, at most to the top of a repository.

    Raises ConfigError when a folder has two.
    """
    for here in (folder, *folder.parents):
        found = [here / name for name in NAMES if (here / name).is_file()]
        project = here / "pyproject.toml"
        if project.is_file() and "[tool.postlint" in read_text(project, project.name):
            found.append(project)
        if len(found) > 1:
            names = " and ".join(file.name for file in found)
            raise ConfigError(f"{found[0]}:1:1: {here} has two configurations ({names}); keep one")
        if found:
            return found[0]
        if (here / ".git").exists():
            return None
    return None


def read_config(path: Path | None, cwd: Path) -> ConfigFile:
    """Read and validate a configuration file; None gives the defaults. Raises DataError."""
    if path is None:
        return ConfigFile(None, cwd, DataFile("", {}, lambda path, at_key: (1, 1)), ())
    path = cwd / path
    name = str(path.relative_to(cwd)) if path.is_relative_to(cwd) else str(path)
    under = ("tool", "postlint") if path.suffix == ".toml" else ()
    file = ConfigFile(path, path.parent, read_data(path, name), under)
    file.validate()
    return file


@dataclass(frozen=True)
class RuleSetting:
    """What one layer says about one rule. `places` tells where each of its options is set.

    `levels` holds for a severity the options that a finding must still be found with to have it.
    """

    on: bool
    origin: str
    options: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    ignore_patterns: tuple[str, ...] = ()
    levels: Mapping[Severity, Mapping[str, Any]] = field(default_factory=dict)
    fix: str | None = None
    habit: bool | None = None
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """The top level of a configuration, or one of its overrides (then `files` says for which paths).

    `select`, `extend_select` and `ignore` hold names of rules, with where they were turned on.
    """

    index: int
    files: pathspec.GitIgnoreSpec | None = None
    select: Mapping[str, str] | None = None
    extend_select: Mapping[str, str] = field(default_factory=dict)
    ignore: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    preset: str | None = None
    language: str | None = None
    ignore_patterns: tuple[str, ...] = ()

    def matches(self, path: str) -> bool:
        """Whether the layer holds for a path relative to the root of the configuration."""
        return self.files is None or self.files.match_file(path)


class ConfigFile:
    """A validated configuration file: its values, and where each of them stands."""

    def __init__(self, path: Path | None, root: Path, data: DataFile, under: KeyPath) -> None:
        self.path = path
        self.root = root
        self._file = data
        self._under = under
        values = data.data
        for step in under:
            values = values.get(step, {})
        self.values: Mapping[str, Any] = {} if values is None else values

    # -- values -------------------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether the file sets a top-level key."""
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a top-level key."""
        return self.values.get(key, default)

    def strings(self, key: str) -> tuple[str, ...]:
        """A top-level list of strings; one string is a list of one."""
        value = self.values.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    @property
    def today(self) -> datetime.date | None:
        """The date that date rules take for today, when the configuration pins one."""
        text = self.values.get("today")
        return datetime.date.fromisoformat(text) if text else None

    def place(self, path: KeyPath) -> str:
        """Where a key stands: ``file:line:column``."""
        line, column = self._file.locate((*self._under, *path), True)
        return f"{self._file.name}:{line}:{column}"

    def local_dirs(self) -> list[Path]:
        """The folders of local cards. Raises ConfigError when one that the file names is not there."""
        if not self.has("local_rules"):
            folder = self.root / LOCAL_RULES
            return [folder] if folder.is_dir() else []
        folders = [self.root / name for name in self.strings("local_rules")]
        missing = [folder for folder in folders if not folder.is_dir()]
        if missing:
            raise ConfigError(self._complaint(("local_rules",), f"there is no folder {missing[0]}"))
        return folders

    def schema_file(self, path: str) -> str | None:
        """The user's front matter schema for a path relative to the root: that of the last matching glob."""
        found = None
        for glob, name in self.values.get("schemas", {}).items():
            if _matcher(glob).match_file(path):
                found = str(self.root / name)
        return found

    # -- layers -------------------------------------------------------------------------------------------

    def layers(self, selectors: Selectors) -> tuple[Layer, ...]:
        """The top level and the overrides. Raises ConfigError for unknown rules and bad options."""
        mistakes: list[str] = []
        layers = [self._layer((), self.values, selectors, mistakes)]
        for index, override in enumerate(self.values.get("overrides", ())):
            layers.append(self._layer(("overrides", index), override, selectors, mistakes))
        if mistakes:
            raise ConfigError("\n".join(mistakes))
        return tuple(layers)

    def _layer(self, at: KeyPath, values: Mapping[str, Any], selectors: Selectors, mistakes: list[str]) -> Layer:
        def names(key: str) -> dict[str, str]:
            chosen: dict[str, str] = {}
            for index, word in enumerate(values.get(key, ())):
                expanded = selectors.expand(word)
                if expanded is None:
                    mistakes.append(self._complaint((*at, key, index), selectors.unknown(word)))
                else:
                    chosen |= dict.fromkeys(expanded, f"{self.place((*at, key, index))} ({word})")
            return chosen

        select = names("select") if "select" in values else None
        if select is None and not at:
            chosen = [(name, word) for word in DEFAULT_SELECT for name in selectors.expand(word) or ()]
            select = {name: f"default ({word})" for name, word in chosen}
        rules: dict[str, RuleSetting] = {}
        for written, value in (values.get("rules") or {}).items():
            path = (*at, "rules", written)
            name = selectors.names.get(written)
            if name is None:
                ending = suggest(written, selectors.names)
                mistakes.append(self._complaint(path, f"unknown rule {written!r}{ending}", at_key=True))
            else:
                rules[name] = self._rule_setting(path, selectors.catalogue[name], value, mistakes)
        return Layer(
            index=len(at) and int(at[1]) + 1,
            files=compile_globs(values["files"]) if at else None,
            select=select,
            extend_select=names("extend_select"),
            ignore=names("ignore"),
            rules=rules,
            preset=values.get("preset", values.get("generator")),
            language=values.get("language"),
            ignore_patterns=tuple(values.get("ignore_patterns", ())),
        )

    def _rule_setting(self, path: KeyPath, rule: Rule, value: Any, mistakes: list[str]) -> RuleSetting:
        origin = self.place(path)
        if isinstance(value, bool) or value in ("on", "off"):
            return RuleSetting(value in (True, "on"), origin)
        if isinstance(value, str):
            return RuleSetting(True, origin, severity=Severity.of(value), places={"severity": origin})
        options = {name: option for name, option in value.items() if name not in RESERVED}
        levels = value.get("levels", {})
        for at, given in [((), options), *((("levels", label), levels[label]) for label in levels)]:
            for problem in problems(given, rule.schema, noun="option"):
                mistakes.append(self._complaint((*path, *at, *problem.path), problem.message, at_key=problem.at_key))
        if levels and rule.reads not in ("document", "images"):
            sentence = "only rules that look at single posts have levels"
            mistakes.append(self._complaint((*path, "levels"), sentence, at_key=True))
        severity = value.get("severity")
        return RuleSetting(
            True,
            origin,
            options=options,
            severity=Severity.of(severity) if severity else None,
            ignore_patterns=tuple(value.get("ignore_patterns", ())),
            levels={Severity.of(label): levels[label] for label in levels},
            fix=value.get("fix"),
            habit=value.get("habit"),
            places={name: self.place((*path, name)) for name in value},
        )

    # -- mistakes -----------------------------------------------------------------------------------------

    def _complaint(self, path: KeyPath, sentence: str, *, at_key: bool = False) -> str:
        return self._file.complaint((*self._under, *path), sentence, at_key=at_key)

    def validate(self) -> None:
        """Raise ConfigError for what does not fit the schema, bad globs and missing schema files."""
        schema = json.loads((data_dir("schemas") / "config.schema.json").read_text(encoding="utf-8"))
        found = problems(self.values, schema)
        mistakes = [self._complaint(p.path, p.message, at_key=p.at_key) for p in found]
        if not mistakes:
            mistakes += [*self._preset_mistakes(), *self._plugin_mistakes(), *self._glob_mistakes()]
            mistakes += self._schema_mistakes()
        if mistakes:
            raise ConfigError("\n".join(mistakes))

    def _preset_mistakes(self) -> Iterator[str]:
        if self.has("preset") and self.has("generator"):
            sentence = "'generator' is another name for 'preset'; keep one of them"
            yield self._complaint(("generator",), sentence, at_key=True)
        overrides = [(("overrides", i), override) for i, override in enumerate(self.values.get("overrides", ()))]
        for at, values in [((), self.values), *overrides]:
            for key in ("preset", "generator"):
                if values.get(key, AUTO) not in (AUTO, *preset_names()):
                    ending = suggest(values[key], (AUTO, *preset_names()))
                    yield self._complaint((*at, key), f"unknown preset {values[key]!r}{ending}")

    def _plugin_mistakes(self) -> Iterator[str]:
        for index, name in enumerate(self.strings("plugins")):
            installed = installed_plugins()
            if name not in installed:
                yield self._complaint(("plugins", index), f"{name!r} is not installed{suggest(name, installed)}")

    def _glob_mistakes(self) -> Iterator[str]:
        globs: list[tuple[KeyPath, str]] = []
        for key in ("content", "exclude"):
            globs += [((key, index), glob) for index, glob in enumerate(self.strings(key))]
        for number, override in enumerate(self.values.get("overrides", ())):
            globs += [(("overrides", number, "files", i), glob) for i, glob in enumerate(override["files"])]
        globs += [(("schemas", glob), glob) for glob in self.values.get("schemas", {})]
        for path, glob in globs:
            try:
                compile_globs([glob])
            except (ValueError, re.error):
                yield self._complaint(path, f"{glob!r} is no valid glob")

    def _schema_mistakes(self) -> Iterator[str]:
        for glob, name in self.values.get("schemas", {}).items():
            if not (self.root / name).is_file():
                yield self._complaint(("schemas", glob), f"there is no file {name}")
                continue
            try:
                schema = read_data(self.root / name, name)
            except DataError as error:
                yield str(error)
                continue
            yield from (schema.explain(problem) for problem in schema_problems(schema.data))
            for problem in preset_problems(schema.data):
                path = ("x-postlint", *problem.path)
                yield schema.complaint(path, problem.message, at_key=problem.at_key)
            references = reference_mistakes(schema.data, (self.root / name).parent)
            yield from (schema.complaint(path, sentence) for path, sentence in references)
