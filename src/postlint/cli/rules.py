"""`postlint rules`: list the rules, and which of them are on."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.options import config_options, format_option, load, print_json, selection_options


@click.command()
@format_option
@selection_options
@config_options
def rules(kind: str, config_file: Path | None, isolated: bool, **selection: tuple[str, ...]) -> None:
    """List the rules, and which of them are on."""
    from postlint.report import rules_list

    config = load(config_file, isolated, **selection)
    on = {active.rule.name: active for active in config.active_rules(config.layers[:1])}
    if kind == "json":
        print_json(rules_list.listing(config.catalogue, on))
    else:
        click.echo(rules_list.render(config.catalogue, on))
