"""`--watch`: run a command again whenever a file is saved that it may read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from postlint.cli.command_group import DefaultCommandGroup, Refusal
from postlint.config.find import CONFIGURING
from postlint.generators.post_files import IMAGE_ENDINGS, POST_ENDINGS

Command = TypeVar("Command", bound=Callable[..., Any])

#: endings of the files that a run may read: posts, images, configurations, and what these read
_ENDINGS = (*POST_ENDINGS, *IMAGE_ENDINGS, *CONFIGURING)
#: so many milliseconds after a change, others of the same save are waited for
_DEBOUNCE = 60


def watchable(function: Command) -> Command:
    """Give a command the option `--watch`."""

    @wraps(function)
    def command(*args: Any, watch: bool, **options: Any) -> Any:
        if not watch:
            return function(*args, **options)
        changes = _changes(_folders(options.get("paths", ())), _written(options))
        while True:
            click.clear()
            _run(lambda: function(*args, **options))
            click.echo("postlint: waiting for changes; Ctrl-C ends it.", err=True)
            next(changes)

    option = click.option("--watch", is_flag=True, help="On a terminal: run again whenever a file is saved.")
    return option(command)  # type: ignore[return-value]


def _run(work: Callable[[], object]) -> None:
    """Run a command; whatever it ends with, the next save runs it again."""
    try:
        work()
    except (click.exceptions.Exit, click.Abort):
        pass
    except click.ClickException as error:
        error.show()
    except Exception as error:
        DefaultCommandGroup.refusal(error).show()


def _changes(folders: Iterable[Path], written: Iterable[Path]) -> Iterator[object]:
    """One value for each save. Raises UsageError without a terminal, Refusal without the package."""
    if not _is_terminal():
        raise click.UsageError("--watch is for a terminal.")
    try:
        from watchfiles import DefaultFilter, watch
    except ModuleNotFoundError:
        raise Refusal("--watch needs a further package: pip install 'postlint[watch]'.") from None
    own = {os.path.realpath(file) for file in written}
    usual = DefaultFilter()

    def is_read(kind: Any, path: str) -> bool:
        return path.endswith(_ENDINGS) and os.path.realpath(path) not in own and usual(kind, path)

    return watch(*folders, watch_filter=is_read, debounce=_DEBOUNCE, raise_interrupt=True)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _folders(paths: Iterable[str]) -> list[Path]:
    """What is watched: the working directory, and what the user named outside of it."""
    if "-" in paths:
        raise click.UsageError("--watch cannot read standard input.")
    here = Path.cwd()
    named = [Path(path).absolute() for path in paths if Path(path).exists()]
    return [here, *(path for path in named if not path.is_relative_to(here))]


def _written(options: dict[str, Any]) -> list[Path]:
    """The files that each run writes."""
    files = [name for _, name in options.get("outputs", ()) if name]
    return [Path(name) for name in (*files, options.get("output_file"), options.get("facts_out")) if name]
