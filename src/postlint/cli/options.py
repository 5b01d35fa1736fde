"""Options that several commands share, and what they mean: a configuration, and posts to look at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.engine.discover import Discovery
    from postlint.parse.source import Source

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
    from postlint.config.config import load_config

    return load_config(config_file, cwd=Path.cwd(), isolated=isolated, **selection)


def find_posts(config: Config, paths: Sequence[str]) -> Discovery:
    """The posts that the command line names, or else the configuration."""
    from postlint.engine.discover import discover_content, discover_paths

    if paths:
        return discover_paths(paths, config.root, config.exclude)
    if config.content:
        return discover_content(config.content, config.root, config.exclude)
    raise click.UsageError("Name a file or a folder, or describe the posts with 'content' in the configuration.")


def standard_input(files: list[str], name: str) -> dict[str, bytes]:
    """Take ``-`` off the files; what stands there is read from standard input."""
    if "-" not in files:
        return {}
    files.remove("-")
    return {name: sys.stdin.buffer.read()}


def read_posts(config: Config, paths: Sequence[str], stdin_filename: str) -> Iterator[Source]:
    """The texts of the posts that a command is about; a sentence on stderr for each that cannot be read."""
    from postlint.engine.read_posts import read_sources

    found = find_posts(config, paths)
    given = standard_input(found.files, stdin_filename)
    for source in read_sources([*found.files, *given], given):
        if isinstance(source, str):
            click.echo(f"postlint: {source}", err=True)
        else:
            yield source


def print_json(data: Any) -> None:
    """Print data as JSON, in UTF-8 whatever the terminal says."""
    from postlint.report.formats.json import dump

    click.echo(dump(data).encode("utf-8"), nl=False)
