"""Renders `postlint rules`: the list of rules."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from postlint.catalog.load import Rule
from postlint.config.settings import ActiveRule
from postlint.report.terminal import escaped


def listing(rules: Mapping[str, Rule], on: Mapping[str, ActiveRule]) -> dict[str, Any]:
    """Every rule as plain values, in the order of the catalogue."""
    return {
        "version": 1,
        "rules": [
            {
                "name": rule.name,
                "group": rule.group,
                "severity": severity_of(rule, on),
                "on": rule.name in on,
                "summary": rule.summary,
                "fixable": rule.fixable,
                "fix": rule.fix,
                "tags": list(rule.tags),
                "aliases": list(rule.aliases),
                "renamed": dict(rule.renamed),
                "deprecated": dict(rule.deprecated),
                "languages": list(rule.languages),
                "url": rule.url,
            }
            for rule in rules.values()
        ],
    }


def render(rules: Mapping[str, Rule], on: Mapping[str, ActiveRule]) -> str:
    """One line for each rule under the name of its group, and a count."""
    wide = max((len(rule.name) for rule in rules.values()), default=0)
    lines = []
    for group, members in groupby(rules.values(), key=lambda rule: rule.group):
        lines.append(escaped(group))
        for rule in members:
            state = "on " if rule.name in on else "off"
            line = f"  {rule.name:{wide}}  {severity_of(rule, on):7}  {state}  {rule.summary}"
            lines.append(escaped(line))
        lines.append("")
    many = "1 rule" if len(rules) == 1 else f"{len(rules)} rules"
    lines.append(f"{many}, {sum(name in on for name in rules)} on. 'postlint explain NAME' describes a rule.")
    return "\n".join(lines)


def severity_of(rule: Rule, on: Mapping[str, ActiveRule]) -> str:
    """The severity from the configuration, else the card's."""
    active = on.get(rule.name)
    severity = active.severity if active is not None and active.severity is not None else rule.severity
    return severity.label
