"""`postlint merge`: the report of all shards, as one run would have made it."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from postlint.cli.main import Refusal
from postlint.cli.options import config_options, load, selection_options
from postlint.cli.output import Printing, printing_options


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@printing_options
@selection_options
@config_options
@click.pass_context
def merge(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    outputs: tuple[tuple[str, str], ...],
    level: str,
    fail_on: str | None,
    max_warnings: int | None,
    color: str,
    config_file: Path | None,
    isolated: bool,
    **selection: tuple[str, ...],
) -> NoReturn:
    """Make one report of what --facts-out wrote for each --shard."""
    from postlint.engine.shards import ShardError, merge_shards

    config = load(config_file, isolated, **selection)
    try:
        report = merge_shards(config, files)
    except ShardError as error:
        raise Refusal(str(error)) from None
    printing = Printing(outputs, level, fail_on, max_warnings, color)
    ctx.exit(printing.write(*printing.encode(report, config, report.notes)))
