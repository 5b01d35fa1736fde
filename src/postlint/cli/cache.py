"""`postlint cache`: show or delete the cache."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import config_options, load, print_lines


@click.group()
def cache() -> None:
    """Show or delete the stored results of unchanged posts."""


@cache.command()
@config_options
def path(config_file: Path | None, isolated: bool) -> None:
    """Print the folder of the cache."""
    from postlint.engine.cache import cache_folder

    print_lines(str(cache_folder(load(config_file, isolated).root)))


@cache.command()
@config_options
def clear(config_file: Path | None, isolated: bool) -> None:
    """Delete the cache."""
    from postlint.engine.cache import cache_folder, clear_cache

    root = load(config_file, isolated).root
    try:
        there = clear_cache(root)
    except OSError as error:
        raise Refusal(f"The cache cannot be deleted: {error}") from None
    print_lines(f"Deleted {cache_folder(root)}." if there else "There is no cache.")
