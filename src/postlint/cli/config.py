"""`postlint config`: print the resolved configuration, and where each value comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from postlint.cli.options import config_options, format_option, load, print_json, print_text, selection_options


@click.command()
@click.option("--for", "path", metavar="FILE", help="Show the configuration of this file.")
@format_option
@selection_options
@config_options
def config(path: str | None, kind: str, config_file: Path | None, isolated: bool, **selection: tuple[str, ...]) -> None:
    """Show the resolved configuration, and where each value comes from."""
    from postlint.report.config import effective, render

    loaded = load(config_file, isolated, **selection)
    data: dict[str, Any] = effective(loaded, path)
    if kind == "json":
        print_json(data)
    else:
        print_text(render(data))
