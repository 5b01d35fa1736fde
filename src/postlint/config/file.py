"""The configuration file as written: found, read, validated and cut into layers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.catalog.load import Rule
from postlint.config.check_config import check_config
from postlint.config.hints import crossed_limits, syntax_hint
from postlint.config.rule_names import Selectors
from postlint.data.globs import compile_globs
from postlint.data.schema import KeyPath, problems
from postlint.data.user_file import ConfigError, DataError, DataFile, read_data, read_text
from postlint.data.wording import suggest
from postlint.results.hits import Severity

if TYPE_CHECKING:
    import pathspec

NAMES = (".postlint.yaml", ".postlint.yml", "postlint.yaml", "postlint.yml", ".postlint.toml", "postlint.toml")
#: names that look as if they were read
_UNREAD = (".postlint.json", "postlint.json", ".postlintrc", ".postlintrc.yaml", ".postlintrc.json", ".postlintrc.toml")
#: the style of an installed package: this file in its folder
STYLE = "postlint.yaml"
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
        if unread := next((name for name in _UNREAD if (here / name).is_file()), None):
            sentence = f"a configuration of this name is not read; call it {NAMES[0]} (JSON is YAML, too)"
            raise ConfigError(f"{here / unread}:1:1: {sentence}")
        if (here / ".git").exists():
            return None
    return None


def read_config(path: Path | None, cwd: Path) -> ConfigFile:
    """Read and validate a configuration file and those that it extends; None gives the defaults. Raises DataError."""
    if path is None:
        return ConfigFile(None, cwd, DataFile("", {}, lambda path, at_key: (1, 1)), ())
    return _read(cwd / path, cwd, ())


def _read(path: Path, cwd: Path, around: tuple[Path, ...]) -> ConfigFile:
    """Read a file that those `around` extend, from the outside to the inside."""
    name = str(path.relative_to(cwd)) if path.is_relative_to(cwd) else str(path)
    try:
        data = read_data(path, name)
    except DataError as error:
        raise DataError(syntax_hint(str(error), read_text(path, name))) from None
    file = ConfigFile(path, path.parent, data, ("tool", "postlint") if path.name == "pyproject.toml" else ())
    complete(file, cwd, (*around, path.resolve()))
    return file


def complete(file: ConfigFile, cwd: Path, chain: tuple[Path, ...] = ()) -> None:
    """Validate a file and read those that it extends; `chain` leads from the outermost one to it. Raises DataError."""
    check_config(file)
    for index, other in enumerate(file.strings("extends")):
        at: KeyPath = ("extends", index) if isinstance(file.values["extends"], list) else ("extends",)
        base = _extended(file, other, at)
        if base.resolve() in chain:
            circle = " → ".join(one.name for one in (*chain[chain.index(base.resolve()) :], base))
            raise ConfigError(file.complaint(at, f"a circle of files that extend each other: {circle}"))
        file.bases.append(_read(base, cwd, chain))


def _extended(file: ConfigFile, other: str, at: KeyPath) -> Path:
    """The file that is extended: a path relative to the one that says so, or an installed package's style."""
    if "/" in other or other.endswith((".yaml", ".yml", ".toml", ".json")):
        path = file.root / other
        if not path.is_file():
            raise ConfigError(file.complaint(at, f"there is no file {other}"))
        return path
    spec = find_spec(other) if other.isidentifier() else None
    if spec is None:
        sentence = f"no package {other!r} is installed; a file needs its ending: {other}.yaml"
        raise ConfigError(file.complaint(at, sentence))
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    found = next((folder / STYLE for folder in folders if (folder / STYLE).is_file()), None)
    if found is None:
        raise ConfigError(file.complaint(at, f"the package {other!r} has no {STYLE}"))
    return found


@dataclass(frozen=True)
class RuleSetting:
    """The settings of one rule in one layer. `places` has where each of its options is set.

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
    #: where the values that are set stand
    places: Mapping[str, str] = field(default_factory=dict)

    def matches(self, path: str) -> bool:
        """Whether the layer holds for a path relative to the root of the configuration."""
        return self.files is None or self.files.match_file(path)


class ConfigFile:
    """A configuration file: its values and those of the files that it extends, and where each of them stands.

    Globs of an extended file hold as if they stood here; what it names is looked for beside it.
    """

    def __init__(self, path: Path | None, root: Path, data: DataFile, under: KeyPath) -> None:
        self.path = path
        self.root = root
        self._file = data
        self._under = under
        values = data.data
        for step in under:
            values = values.get(step, {})
        self.values: Mapping[str, Any] = {} if values is None else values
        #: the files that this one extends: what these say holds where this one says nothing
        self.bases: list[ConfigFile] = []

    # -- values -------------------------------------------------------------------------------------------

    def owner(self, key: str) -> ConfigFile | None:
        """The file that sets a top-level key: this one, or the last of those that it extends."""
        if key in self.values:
            return self
        found = [base.owner(key) for base in self.bases]
        return next((one for one in reversed(found) if one is not None), None)

    def has(self, key: str) -> bool:
        """Whether a top-level key is set."""
        return self.owner(key) is not None

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a top-level key."""
        owner = self.owner(key)
        return owner.values[key] if owner is not None else default

    def strings(self, key: str) -> tuple[str, ...]:
        """A top-level list of strings; one string is a list of one."""
        value = self.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def folder_of(self, key: str) -> Path:
        """The folder that paths under a top-level key are relative to."""
        owner = self.owner(key)
        return self.root if owner is None else owner.root

    @property
    def today(self) -> datetime.date | None:
        """The date that date rules take for today, when the configuration pins one."""
        text = self.get("today")
        return datetime.date.fromisoformat(text) if text else None

    def place(self, path: KeyPath) -> str:
        """Where a key stands: ``file:line:column``."""
        owner = self.owner(str(path[0])) if path else None
        return self.own_place(path) if owner is None else owner.own_place(path)

    def own_place(self, path: KeyPath) -> str:
        """Where a key stands in this very file."""
        line, column = self._file.locate((*self._under, *path), True)
        return f"{self._file.name}:{line}:{column}"

    def local_dirs(self) -> list[Path]:
        """The folders of local cards. Raises ConfigError when one that the file names is not there."""
        inherited = [folder for base in self.bases for folder in base.local_dirs()]
        if "local_rules" not in self.values:
            folder = self.root / LOCAL_RULES
            return [*inherited, folder] if folder.is_dir() else inherited
        value = self.values["local_rules"]
        folders = [self.root / name for name in ([value] if isinstance(value, str) else value)]
        missing = [folder for folder in folders if not folder.is_dir()]
        if missing:
            raise ConfigError(self.complaint(("local_rules",), f"there is no folder {missing[0]}"))
        return [*inherited, *folders]

    def schema_file(self, path: str) -> str | None:
        """The user's front matter schema for a path relative to the root: that of the last matching glob."""
        found = next((one for base in reversed(self.bases) if (one := base.schema_file(path)) is not None), None)
        for glob, name in self.values.get("schemas", {}).items():
            if _matcher(glob).match_file(path):
                found = str(self.root / name)
        return found

    # -- layers -------------------------------------------------------------------------------------------

    def layers(self, selectors: Selectors) -> tuple[Layer, ...]:
        """The layers of extended files, the top level and the overrides. Raises ConfigError for mistakes in them."""
        mistakes: list[str] = []
        layers = self._layers(selectors, mistakes)
        if mistakes:
            raise ConfigError("\n".join(dict.fromkeys(mistakes)))
        return tuple(replace(layer, index=index) for index, layer in enumerate(layers))

    def _layers(self, selectors: Selectors, mistakes: list[str]) -> list[Layer]:
        layers = [layer for base in self.bases for layer in base._layers(selectors, mistakes)]
        layers.append(self._layer((), self.values, selectors, mistakes))
        for index, override in enumerate(self.values.get("overrides", ())):
            layers.append(self._layer(("overrides", index), override, selectors, mistakes))
        return layers

    def _layer(self, at: KeyPath, values: Mapping[str, Any], selectors: Selectors, mistakes: list[str]) -> Layer:
        def names(key: str) -> dict[str, str]:
            chosen: dict[str, str] = {}
            for index, word in enumerate(values.get(key, ())):
                expanded = selectors.expand(word)
                if expanded is None:
                    mistakes.append(self.complaint((*at, key, index), selectors.unknown(word)))
                else:
                    chosen |= dict.fromkeys(expanded, f"{self.own_place((*at, key, index))} ({word})")
            return chosen

        select = names("select") if "select" in values else None
        if select is None and not at and not self.bases:
            chosen = [(name, word) for word in DEFAULT_SELECT for name in selectors.expand(word) or ()]
            select = {name: f"default ({word})" for name, word in chosen}
        rules: dict[str, RuleSetting] = {}
        for written, value in (values.get("rules") or {}).items():
            path = (*at, "rules", written)
            name = selectors.names.get(written)
            if name is None:
                ending = suggest(written, selectors.names)
                mistakes.append(self.complaint(path, f"unknown rule {written!r}{ending}", at_key=True))
            else:
                rules[name] = self._rule_setting(path, selectors.catalogue[name], value, mistakes)
        return Layer(
            index=0,
            files=compile_globs(values["files"]) if at else None,
            select=select,
            extend_select=names("extend_select"),
            ignore=names("ignore"),
            rules=rules,
            preset=values.get("preset", values.get("generator")),
            language=values.get("language"),
            ignore_patterns=tuple(values.get("ignore_patterns", ())),
            places={key: self.own_place((*at, key)) for key in values},
        )

    def _rule_setting(self, path: KeyPath, rule: Rule, value: Any, mistakes: list[str]) -> RuleSetting:
        origin = self.own_place(path)
        if isinstance(value, bool) or value in ("on", "off"):
            return RuleSetting(value in (True, "on"), origin)
        if isinstance(value, str):
            return RuleSetting(True, origin, severity=Severity.of(value), places={"severity": origin})
        options = {name: option for name, option in value.items() if name not in RESERVED}
        levels = value.get("levels", {})
        for at, given in [((), options), *((("levels", label), levels[label]) for label in levels)]:
            for problem in problems(given, rule.schema, noun="option"):
                mistakes.append(self.complaint((*path, *at, *problem.path), problem.message, at_key=problem.at_key))
            for option, sentence in crossed_limits({**rule.defaults, **given}):
                if option in given or option.replace("min", "max", 1) in given:
                    mistakes.append(self.complaint((*path, *at, *((option,) if option in given else ())), sentence))
        if levels and rule.reads not in ("document", "images"):
            sentence = "only rules that look at single posts have levels"
            mistakes.append(self.complaint((*path, "levels"), sentence, at_key=True))
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
            places={name: self.own_place((*path, name)) for name in value},
        )

    # -- mistakes -----------------------------------------------------------------------------------------

    def complaint(self, path: KeyPath, sentence: str, *, at_key: bool = False) -> str:
        """A line for a person with the place in this file."""
        return self._file.complaint((*self._under, *path), sentence, at_key=at_key)
