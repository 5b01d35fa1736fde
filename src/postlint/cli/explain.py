"""`postlint explain`: print the page about one rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import RuleNames, config_options, load, print_lines

if TYPE_CHECKING:
    from postlint.catalog.load import Rule
    from postlint.config.config import Config


@click.command()
@click.argument("name", required=False, type=RuleNames(groups=False))
@click.option("--all", "everything", is_flag=True, help="Show the pages about all rules.")
@config_options
def explain(name: str | None, everything: bool, config_file: Path | None, isolated: bool) -> None:
    """Show the page about a rule: summary, reason, options, examples, how to suppress it."""
    from postlint.report.explain import render

    config = load(config_file, isolated)
    if everything == (name is not None):
        raise click.UsageError("Name a rule, or write --all.")
    rules = [_rule(config, name)] if name is not None else list(config.catalogue.values())
    on = {active.rule.name for active in config.active_rules(config.top_layers)}
    print_lines(f"\n\n{'─' * 80}\n\n".join(render(rule, rule.name in on) for rule in rules))


def _rule(config: Config, name: str) -> Rule:
    from postlint.catalog.load import rule_names
    from postlint.data.wording import suggest

    names = rule_names(config.catalogue)
    if name in names:
        return config.catalogue[names[name]]
    if rule := _of_own_style(name):
        return rule
    members = [rule.name for rule in config.catalogue.values() if rule.group == name]
    if members:
        raise Refusal(f"{name!r} is a group; its rules are {', '.join(members)}.")
    raise Refusal(f"There is no rule {name!r}{suggest(name, names)}")


def _of_own_style(name: str) -> Rule | None:
    """The rule of a style that comes with postlint, chosen or not."""
    from postlint.catalog.load import style_rules
    from postlint.catalog.styles import own_style, own_styles

    style = name.partition("/")[0]
    rules = style_rules(own_style(style), []) if "/" in name and style in own_styles() else ()
    return next((rule for rule in rules if rule.name == name), None)
