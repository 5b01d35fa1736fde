"""`postlint schema`: infer a schema of front matter from posts, or print that of a preset or the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import config_options, debug_option, load, print_json
from postlint.cli.posts import each_post, load_all, read_posts

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.parse.source import Source


@click.group()
def schema() -> None:
    """Infer a JSON Schema of front matter from posts, or show that of a generator."""


@schema.command()
@click.argument("paths", nargs=-1)
@config_options
def infer(paths: tuple[str, ...], config_file: Path | None, isolated: bool) -> None:
    """Print a JSON Schema that every post in PATHS fits."""
    from postlint.data.schema_infer import infer_schema
    from postlint.report.terminal import escaped

    headers: list[Mapping[str, Any]] = []
    posts = read_posts(load_all(config_file, isolated), paths, None)
    for path, header in each_post(posts, lambda config, source: (source.path, _header(config, source))):
        if header is None:
            click.echo(
                f"postlint: {escaped(path)}: its front matter cannot be read, so that it does not count", err=True
            )
        elif header:
            headers.append(header)
    if not headers:
        raise Refusal("No post has front matter.")
    print_json(infer_schema(headers))


def _header(config: Config, source: Source) -> Mapping[str, Any] | None:
    """The front matter of a post as plain values, {} where it has none; None for one that cannot be read."""
    from postlint.engine.lint import document_of

    header = document_of(config.settings_for(source.path), source).front_matter
    return None if header.broken else header.as_data() if header else {}


@schema.command()
@click.argument("preset")
@debug_option
def show(preset: str) -> None:
    """Print the JSON Schema of a preset (hugo, astro, jekyll …)."""
    from postlint.generators.presets import load_preset

    print_json(load_preset(preset).schema)


@schema.command("config")
@config_options
def of_config(config_file: Path | None, isolated: bool) -> None:
    """Print the JSON Schema of the configuration, with all rules and their options."""
    from postlint.config.full_schema import full_schema

    print_json(full_schema(load(config_file, isolated).catalogue))
