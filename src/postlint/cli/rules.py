"""`postlint rules`: list the rules with their state."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import (
    RuleNames,
    config_options,
    format_option,
    load,
    print_json,
    print_text,
    selection_options,
)


@click.command()
@click.argument("names", nargs=-1, type=RuleNames())
@click.option("--on", "only", flag_value="on", help="Only rules that are on.")
@click.option("--off", "only", flag_value="off", help="Only rules that are off.")
@click.option("--fixable", is_flag=True, help="Only rules that offer fixes.")
@format_option
@selection_options
@config_options
def rules(
    names: tuple[str, ...],
    only: str | None,
    fixable: bool,
    kind: str,
    config_file: Path | None,
    isolated: bool,
    **selection: tuple[str, ...],
) -> None:
    """List the rules, and which of them are on; with NAMES those rules, groups and tags."""
    from postlint.config.rule_names import Selectors
    from postlint.report import rules_list

    config = load(config_file, isolated, **selection)
    on = {active.rule.name: active for active in config.active_rules(config.top_layers)}
    selectors = Selectors(config.catalogue)
    if unknown := [name for name in names if selectors.expand(name) is None]:
        raise Refusal("\n".join(map(selectors.unknown, unknown)))
    named = {rule for name in names for rule in selectors.expand(name) or ()}
    shown = {
        name: rule
        for name, rule in config.catalogue.items()
        if (not names or name in named)
        and (only is None or (only == "on") == (name in on))
        and (not fixable or rule.fixable)
    }
    if kind == "json":
        print_json(rules_list.listing(shown, on))
    else:
        print_text(rules_list.render(shown, on))
