"""`postlint merge`: make one report of all shards."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import click

from postlint.cli.command_group import Refusal
from postlint.cli.linting import rules_of
from postlint.cli.narrowing import Narrowing, baseline_options
from postlint.cli.options import config_options, selection_options
from postlint.cli.output import Output, report_options
from postlint.cli.posts import load_all


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@report_options
@baseline_options
@selection_options
@config_options
@click.pass_context
def merge(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    config_file: Path | None,
    isolated: bool,
    **options: Any,
) -> NoReturn:
    """Make one report of the files that --facts-out wrote for each --shard."""
    from postlint.engine.gather import gathered
    from postlint.engine.shards import ShardError, merge_shards

    output, narrowing = Output.take(options), Narrowing.take(options)
    configs = load_all(config_file, isolated, **options)
    config = configs.main
    baseline = narrowing.find_baseline(config)
    try:
        report = merge_shards(config, files)
    except ShardError as error:
        raise Refusal(str(error)) from None
    if baseline is not None:
        report = narrowing.compared(baseline, config.rule_names_for, report)
    report = gathered(report)
    printed = output.render(report, output.verdict(config), rules_of(report, configs), report.notes)
    ctx.exit(output.write(*printed))
