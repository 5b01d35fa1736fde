"""Commands that only look: what postlint sees in a post, which rules there are, which configuration holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.cli.front import Refusal
from postlint.cli.options import config_options, load, print_json, read_posts, selection_options

if TYPE_CHECKING:
    from postlint.catalog import Rule
    from postlint.config import Config

format_option = click.option("--format", "kind", type=click.Choice(("text", "json")), default="text")


@click.command()
@click.argument("paths", nargs=-1)
@format_option
@config_options
@click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="What to call standard input (-).")
@click.option("--claims", "only_claims", is_flag=True, help="List the sentences that may be claims, and why.")
def inspect(
    paths: tuple[str, ...],
    kind: str,
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str,
    only_claims: bool,
) -> None:
    """Show what postlint sees and counts in posts."""
    from postlint.engine.run import document_of
    from postlint.report import claims
    from postlint.report import inspect as counts

    view, render = (claims.claims, claims.render) if only_claims else (counts.inspection, counts.render)

    settings = load(config_file, isolated)
    sources = read_posts(settings, paths, stdin_filename)
    files = [view(document_of(settings.settings_for(source.path), source)) for source in sources]
    if not files:
        raise Refusal("There is nothing to inspect.")
    if kind == "json":
        print_json({"version": 1, "files": files})
    else:
        click.echo("\n\n".join(render(file) for file in files))


@click.command()
@format_option
@selection_options
@config_options
def rules(kind: str, config_file: Path | None, isolated: bool, **selection: tuple[str, ...]) -> None:
    """List the rules, and which of them are on."""
    from postlint.report import catalogue

    config = load(config_file, isolated, **selection)
    on = {active.rule.name: active for active in config.active_rules(config.layers[:1])}
    if kind == "json":
        print_json(catalogue.listing(config.catalogue, on))
    else:
        click.echo(catalogue.render(config.catalogue, on))


@click.command()
@click.argument("name")
@config_options
def explain(name: str, config_file: Path | None, isolated: bool) -> None:
    """Show the page about a rule: what, why, options, examples, how to silence it."""
    from postlint.report.explain import render

    config = load(config_file, isolated)
    click.echo(render(_rule(config, name)))


def _rule(config: Config, name: str) -> Rule:
    from postlint.catalog import rule_names
    from postlint.wording import suggest

    names = rule_names(config.catalogue)
    if name in names:
        return config.catalogue[names[name]]
    members = [rule.name for rule in config.catalogue.values() if rule.group == name]
    if members:
        raise Refusal(f"{name!r} is a group; its rules are {', '.join(members)}.")
    raise Refusal(f"There is no rule {name!r}{suggest(name, names)}")


@click.command()
@click.option("--for", "path", metavar="FILE", help="What holds for this file.")
@format_option
@selection_options
@config_options
def config(path: str | None, kind: str, config_file: Path | None, isolated: bool, **selection: tuple[str, ...]) -> None:
    """Show the configuration that holds, and where each value comes from."""
    from postlint.report.config import effective, render

    loaded = load(config_file, isolated, **selection)
    data: dict[str, Any] = effective(loaded, path)
    if kind == "json":
        print_json(data)
    else:
        click.echo(render(data))
