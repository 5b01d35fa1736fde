"""The layers of a configuration: what its top level, its overrides and the files that it extends say of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from postlint.catalog.rule import DOCUMENT, IMAGES, Rule
from postlint.config.hints import crossed_limits
from postlint.config.rule_names import Selectors
from postlint.data.globs import compile_globs
from postlint.data.json_schema import MOST_PROBLEMS, KeyPath, problems
from postlint.data.user_file import ConfigError
from postlint.records import NamedTuple
from postlint.results.hits import Severity

if TYPE_CHECKING:
    import pathspec

    from postlint.config.file import ConfigFile

DEFAULT_SELECT = ("recommended",)
#: what may stand among the options of a rule without being one
RESERVED = ("severity", "ignore_patterns", "levels", "fix", "habit")


class RuleSetting(NamedTuple):
    """The settings of one rule in one layer. `places` has where each of its options is set.

    `levels` holds for a severity the options that a finding must still be found with to have it.
    """

    on: bool
    origin: str
    options: Mapping[str, Any] = MappingProxyType({})
    severity: Severity | None = None
    ignore_patterns: tuple[str, ...] = ()
    levels: Mapping[Severity, Mapping[str, Any]] = MappingProxyType({})
    fix: str | None = None
    habit: bool | None = None
    places: Mapping[str, str] = MappingProxyType({})


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


def read_layers(file: ConfigFile, selectors: Selectors, advice: list[str]) -> tuple[Layer, ...]:
    """The layers of extended files, the top level and the overrides. Raises ConfigError for mistakes in them.

    Sentences about names of rules that will end, with their places, go to `advice`.
    """
    mistakes: list[str] = []
    layers = _layers(file, selectors, mistakes, advice)
    if mistakes:
        raise ConfigError("\n".join(dict.fromkeys(mistakes)))
    return tuple(replace(layer, index=index) for index, layer in enumerate(layers))


def _layers(file: ConfigFile, selectors: Selectors, mistakes: list[str], advice: list[str]) -> list[Layer]:
    layers = [layer for base in file.bases for layer in _layers(base, selectors, mistakes, advice)]
    of_styles = [
        _Reader(one.settings, selectors, mistakes, advice).style_layer(one.style.name, one.origin)
        for one in file.styles
    ]
    reader = _Reader(file, selectors, mistakes, advice)
    top = reader.layer((), file.values)
    # what a file selects is beside its styles, and what it turns off is off
    layers += [*(replace(one, extend_select={}, ignore={}) for one in of_styles), _beside(of_styles, top)]
    for index, override in enumerate(file.values.get("overrides", ())):
        layers.append(reader.layer(("overrides", index), override))
    return layers


def _beside(styles: Sequence[Layer], top: Layer) -> Layer:
    """The top level of a file that chooses styles: their rules are on, and those that they turn off are off."""
    on: dict[str, str] = {}
    off: dict[str, str] = {}
    for style in styles:
        on = {**{name: origin for name, origin in on.items() if name not in style.ignore}, **style.extend_select}
        off = {**{name: origin for name, origin in off.items() if name not in on}, **style.ignore}
    off = {name: origin for name, origin in off.items() if name not in top.extend_select}
    return replace(top, extend_select={**on, **top.extend_select}, ignore={**off, **top.ignore})


class _Reader:
    """Reads the layers of one file; what is wrong in them goes to `mistakes`, what will end to `advice`."""

    def __init__(self, file: ConfigFile, selectors: Selectors, mistakes: list[str], advice: list[str]) -> None:
        self._file = file
        self._selectors = selectors
        self._mistakes = mistakes
        self._advice = advice

    def layer(self, at: KeyPath, values: Mapping[str, Any]) -> Layer:
        """The layer that stands at a place in the file: () for the top level."""
        select = self._names(at, values, "select") if "select" in values else None
        if select is None and not at and not self._file.bases:
            chosen = [(name, word) for word in DEFAULT_SELECT for name in self._selectors.expand(word) or ()]
            select = {name: f"default ({word})" for name, word in chosen}
        return Layer(
            index=0,
            files=compile_globs(values["files"]) if at else None,
            select=select,
            extend_select=self._names(at, values, "extend_select"),
            ignore=self._names(at, values, "ignore"),
            rules=self._rules((*at, "rules"), values.get("rules") or {}),
            preset=values.get("preset", values.get("generator")),
            language=values.get("language"),
            ignore_patterns=tuple(values.get("ignore_patterns", ())),
            places={key: self._file.own_place((*at, key)) for key in values},
        )

    def style_layer(self, name: str, origin: str) -> Layer:
        """The layer of a style, whose settings this file is: its cards are on, and so is what it has settings of."""
        rules = self._rules(("rules",), self._file.values.get("rules") or {})
        on = [*self._selectors.sets.get(name, ()), *(rule for rule, setting in rules.items() if setting.on)]
        off = [rule for rule, setting in rules.items() if not setting.on]
        return Layer(
            index=0,
            extend_select=dict.fromkeys(on, origin),
            ignore=dict.fromkeys(off, origin),
            rules={rule: setting for rule, setting in rules.items() if setting.on},
        )

    def _complain(self, path: KeyPath, sentence: str, *, at_key: bool = False) -> None:
        self._mistakes.append(self._file.complaint(path, sentence, at_key=at_key))
        if len(self._mistakes) == MOST_PROBLEMS:
            raise ConfigError("\n".join(self._mistakes))

    def _advise(self, path: KeyPath, word: str, *, at_key: bool = False) -> None:
        if advice := self._selectors.advice(word):
            self._advice.append(self._file.complaint(path, advice, at_key=at_key))

    def _names(self, at: KeyPath, values: Mapping[str, Any], key: str) -> dict[str, str]:
        """The rules that the words under a key stand for, with where they stand."""
        chosen: dict[str, str] = {}
        for index, word in enumerate(values.get(key, ())):
            expanded = self._selectors.expand(word)
            if expanded is None:
                self._complain((*at, key, index), self._selectors.unknown(word))
            else:
                self._advise((*at, key, index), word)
                chosen |= dict.fromkeys(expanded, f"{self._file.own_place((*at, key, index))} ({word})")
        return chosen

    def _rules(self, at: KeyPath, values: Mapping[str, Any]) -> dict[str, RuleSetting]:
        settings: dict[str, RuleSetting] = {}
        for written, value in values.items():
            name = self._selectors.names.get(written)
            if name is None:
                self._complain((*at, written), self._selectors.unknown_rule(written), at_key=True)
            else:
                self._advise((*at, written), written, at_key=True)
                settings[name] = self._rule_setting((*at, written), self._selectors.catalogue[name], value)
        return settings

    def _rule_setting(self, path: KeyPath, rule: Rule, value: Any) -> RuleSetting:
        origin = self._file.own_place(path)
        if isinstance(value, bool) or value in ("on", "off"):
            return RuleSetting(value in (True, "on"), origin)
        if isinstance(value, str):
            return RuleSetting(True, origin, severity=Severity.of(value), habit=False, places={"severity": origin})
        options = {name: option for name, option in value.items() if name not in RESERVED}
        levels = value.get("levels", {})
        for at, given in [((), options), *((("levels", label), levels[label]) for label in levels)]:
            self._check_options((*path, *at), rule, given)
        if levels and rule.reads not in (DOCUMENT, IMAGES):
            self._complain((*path, "levels"), "only rules that look at single posts have levels", at_key=True)
        severity = value.get("severity")
        return RuleSetting(
            True,
            origin,
            options=options,
            severity=Severity.of(severity) if severity else None,
            ignore_patterns=tuple(value.get("ignore_patterns", ())),
            levels={Severity.of(label): levels[label] for label in levels},
            fix=value.get("fix"),
            # who sets limits or a severity wants to hear of each post
            habit=value.get("habit", False if options or severity else None),
            places={name: self._file.own_place((*path, name)) for name in value},
        )

    def _check_options(self, path: KeyPath, rule: Rule, options: Mapping[str, Any]) -> None:
        for problem in problems(options, rule.schema, noun="option"):
            self._complain((*path, *problem.path), problem.message, at_key=problem.at_key)
        for option, sentence in crossed_limits({**rule.defaults, **options}):
            if option in options or option.replace("min", "max", 1) in options:
                self._complain((*path, *((option,) if option in options else ())), sentence)
