"""The commands of the command line, as a group."""

from __future__ import annotations

import click

from postlint.cli.command_group import DefaultCommandGroup
from postlint.data.version import VERSION

#: the place of each command; it is imported when it is called, so that the start is quick
COMMANDS = {
    "check": "postlint.cli.check:check",
    "inspect": "postlint.cli.inspect:inspect",
    "score": "postlint.cli.score:score",
    "card": "postlint.cli.card:card",
    "rules": "postlint.cli.rules:rules",
    "explain": "postlint.cli.explain:explain",
    "config": "postlint.cli.config:config",
    "schema": "postlint.cli.schema:schema",
    "init": "postlint.cli.init:init",
    "style": "postlint.cli.style:style",
    "test": "postlint.cli.test:test",
    "merge": "postlint.cli.merge:merge",
    "baseline": "postlint.cli.baseline:baseline",
    "completion": "postlint.cli.completion:completion",
    "cache": "postlint.cli.cache:cache",
    "serve": "postlint.cli.serve:serve",
    "server": "postlint.cli.server:server",
}


@click.group(
    cls=DefaultCommandGroup,
    places=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(VERSION, "-V", "--version", prog_name="postlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Checks Markdown blog posts before they are published.

    postlint PATH... lints files and folders; without PATH, the posts that `content` in the configuration describes.
    """
