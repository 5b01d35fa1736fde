"""The command line: words and options become calls of the rooms below, their outcome becomes an exit code."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from postlint import __version__
from postlint.cli.cache import cache
from postlint.cli.check import check
from postlint.cli.front import FrontDoor, run
from postlint.cli.look import config, explain, inspect, rules
from postlint.cli.merge import merge
from postlint.cli.schema import schema
from postlint.cli.score import score
from postlint.cli.start import init, test


@click.group(cls=FrontDoor, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="postlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Checks Markdown blog posts before they are published.

    postlint PATH... lints files and folders; without PATH, what `content` in the configuration describes.
    """


for command in (check, inspect, score, rules, explain, config, schema, init, test, merge, cache):
    cli.add_command(command)


def main() -> NoReturn:
    """The entry point of the command `postlint`."""
    sys.exit(run(cli))
