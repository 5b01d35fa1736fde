"""Options that several commands share, and what they mean: a configuration, and posts to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from postlint.config.config import Config

F = TypeVar("F", bound=Callable[..., Any])


def _remember_debug(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta["debug"] = value


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator."""

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_remember_debug, help="Show tracebacks."
)
format_option = click.option("--format", "kind", type=click.Choice(("text", "json")), default="text")
config_options = together(
    click.option("--config", "config_file", type=click.Path(path_type=Path), help="Use this configuration file."),
    click.option("--isolated", is_flag=True, help="Look for no configuration file."),
    debug_option,
)
selection_options = together(
    click.option("--select", multiple=True, metavar="NAMES", help="Only these rules, groups or tags."),
    click.option("--ignore", multiple=True, metavar="NAMES", help="Not these."),
    click.option("--extend-select", multiple=True, metavar="NAMES", help="These as well."),
)


def load(config_file: Path | None, isolated: bool, **selection: Sequence[str]) -> Config:
    """The configuration of the working directory."""
    from postlint.config.config import load_config

    return load_config(config_file, cwd=Path.cwd(), isolated=isolated, **selection)


def print_json(data: Any) -> None:
    """Print data as JSON, in UTF-8 whatever the terminal says."""
    from postlint.report.formats.json import dump

    click.echo(dump(data).encode("utf-8"), nl=False)
