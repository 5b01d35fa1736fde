"""Adds up layers: the rules that are on, each with its options, its severity and what turned it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from postlint.catalog.load import Rule
from postlint.config.file import ConfigFile
from postlint.config.layers import Layer
from postlint.config.rule_names import CommandLine, Selectors
from postlint.config.settings import ActiveRule
from postlint.results.hits import Severity

#: the tag of rules that a selection cannot leave out, only `ignore` and ``off``: what makes a report incomplete
ALWAYS = "always"
#: values of the site that fill the option of the same name in every rule that has it
SITE_OPTIONS = ("title_template",)


def active_rules(
    file: ConfigFile, selectors: Selectors, layers: Sequence[Layer], command_line: CommandLine
) -> tuple[ActiveRule, ...]:
    """The rules that are on where these layers hold, in the order of the catalogue; later layers win."""
    on, off = _turned_on(layers)
    on = command_line.apply(on, off)
    always = selectors.expand(ALWAYS) or ()
    on |= {name: ALWAYS for name in always if name not in on and name not in off | command_line.ignore}
    site_options = {name: file.get(name) for name in SITE_OPTIONS if file.has(name)}
    return tuple(
        _active(selectors.catalogue[name], layers, on[name], site_options) for name in _in_order(selectors, on)
    )


def left_out(
    selectors: Selectors, layers: Sequence[Layer], active: Sequence[ActiveRule]
) -> tuple[tuple[str, str], ...]:
    """The rules that these layers turn on and that are not among the active ones, each with its group."""
    on, _ = _turned_on(layers)
    names = on.keys() - {one.rule.name for one in active}
    return tuple((name, selectors.catalogue[name].group) for name in _in_order(selectors, dict.fromkeys(names, "")))


def told(selectors: Selectors, active: Sequence[ActiveRule]) -> tuple[ActiveRule, ...]:
    """The rules whose findings say how likely those of active rules are, but that are not judged by them.

    They are weighed rules of the same groups that are off or have options or a severity of the user's own: which of
    them a run selects, and how it reports on them, makes no difference to the others.
    """
    groups = {one.rule.group for one in active if one.rule.is_weighed}
    known = {one.rule.name for one in active if one.is_weighed}
    return tuple(
        ActiveRule(rule, dict(rule.defaults), habit=rule.habit)
        for rule in selectors.catalogue.values()
        if rule.is_weighed and rule.group in groups and rule.name not in known
    )


def _in_order(selectors: Selectors, on: Mapping[str, str]) -> Iterator[str]:
    return (name for name in selectors.catalogue if name in on)


def _turned_on(layers: Sequence[Layer]) -> tuple[dict[str, str], set[str]]:
    """The rules that layers turn on, with the setting that did, and those that they turn off."""
    on: dict[str, str] = {}
    off: set[str] = set()
    for layer in layers:
        if layer.select is not None:
            on = dict(layer.select)
            off = set()
        on |= layer.extend_select
        for name in layer.ignore:
            on.pop(name, None)
            off.add(name)
        for name, setting in layer.rules.items():
            if setting.on:
                on[name] = setting.origin
                off.discard(name)
            else:
                on.pop(name, None)
                off.add(name)
    return on, off


def _active(rule: Rule, layers: Sequence[Layer], origin: str, site_options: Mapping[str, Any]) -> ActiveRule:
    """One rule with what the layers say of it."""
    options = dict(rule.defaults)
    options |= {name: value for name, value in site_options.items() if name in options}
    severity: Severity | None = None
    ignore_patterns: tuple[str, ...] = ()
    levels: dict[Severity, Mapping[str, Any]] = {}
    habit = True
    fix: str | None = None
    for layer in layers:
        if setting := layer.rules.get(rule.name):
            options |= setting.options
            levels |= setting.levels
            severity = setting.severity if setting.severity is not None else severity
            ignore_patterns += setting.ignore_patterns
            habit = setting.habit if setting.habit is not None else habit
            fix = setting.fix or fix
    graver = tuple(sorted(levels.items()))
    return ActiveRule(rule, options, severity, ignore_patterns, origin, graver, fix, rule.habit if habit else ())
