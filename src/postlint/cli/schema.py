"""`postlint schema`: infer a schema of front matter from posts, or print that of a preset or the configuration."""

from __future__ import annotations

import json
from pathlib import Path

import click

from postlint.cli.main import Refusal
from postlint.cli.options import config_options, debug_option, load
from postlint.cli.posts import load_all, read_posts


@click.group()
def schema() -> None:
    """Infer a JSON Schema of front matter from posts, or show that of a generator."""


@schema.command()
@click.argument("paths", nargs=-1)
@config_options
def infer(paths: tuple[str, ...], config_file: Path | None, isolated: bool) -> None:
    """Print a JSON Schema that every post in PATHS fits."""
    from postlint.data.schema_infer import infer_schema
    from postlint.engine.lint import document_of

    headers = []
    for config, source in read_posts(load_all(config_file, isolated), paths, None):
        header = document_of(config.settings_for(source.path), source).front_matter
        if header.broken:
            click.echo(f"postlint: {source.path}: its front matter cannot be read, so that it does not count", err=True)
        elif header:
            headers.append(header.as_data())
    if not headers:
        raise Refusal("No post has front matter.")
    click.echo(json.dumps(infer_schema(headers), indent=2, ensure_ascii=False))


@schema.command()
@click.argument("preset")
@debug_option
def show(preset: str) -> None:
    """Print the JSON Schema of a preset (hugo, astro, jekyll …)."""
    from postlint.generators.presets import load_preset

    click.echo(json.dumps(load_preset(preset).schema, indent=2, ensure_ascii=False))


@schema.command("config")
@config_options
def of_config(config_file: Path | None, isolated: bool) -> None:
    """Print the JSON Schema of the configuration, with all rules and their options."""
    from postlint.config.full_schema import full_schema

    click.echo(json.dumps(full_schema(load(config_file, isolated).catalogue), indent=2, ensure_ascii=False))
