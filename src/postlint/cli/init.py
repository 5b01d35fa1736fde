"""`postlint init`: write a commented configuration for the sites in this folder."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import debug_option

#: with more posts than this, many old findings are likely
_MANY = 20


@click.command()
@debug_option
@click.pass_context
def init(ctx: click.Context) -> None:
    """Write a commented .postlint.yaml for the site in this folder."""
    from postlint.cli.init_file import render
    from postlint.config.find import NAMES
    from postlint.data.user_file import read_text
    from postlint.engine.content_globs import find_content

    for name in (*NAMES, "pyproject.toml"):
        file = Path(name)
        if file.is_file() and (name in NAMES or "[tool.postlint" in read_text(file, name)):
            raise Refusal(f"There is a configuration already: {name}. It stays as it is.")
    found = find_content(Path.cwd())
    file = Path(NAMES[0])
    # what is no UTF-8 in a name cannot be written, but a wildcard matches it
    text = re.sub("[\ud800-\udfff]", "?", render(found.globs, *_site(found.globs)))
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:  # follows no link
            stream.write(text)
    except FileExistsError:
        raise Refusal(f"{file} is there already, but is no file that can be read; remove it first.") from None
    sites = " and ".join(f"{name} (because of {sign})" for name, sign in found.sites)
    made = f"a site made with {sites}" if sites else "no known generator"
    files = "Markdown file" if found.all == 1 else "Markdown files"
    click.echo(f"Found {made}, and {found.posts} of {found.all} {files} to lint.")
    for note in found.notes:
        click.echo(note)
    click.echo(f"Wrote {file}: look through it and change what does not fit.")
    if found.posts:
        click.echo(
            "Next: 'postlint' lints them; 'postlint baseline' records the present findings, so that only new ones show."
        )
    if found.posts > _MANY and sys.stdin.isatty() and sys.stdout.isatty():
        _offer_baseline(ctx)


def _site(globs: Sequence[str]) -> tuple[str, str]:
    """The preset of the site with the posts, and its address from its generator's configuration; "" for none."""
    from postlint.config.load_config import load_config

    config = load_config(cwd=Path.cwd(), isolated=True)
    folder = next(iter(globs), "").partition("*")[0].rpartition("/")[0]
    site = config.site_of(Path.cwd() / folder / "post.md")
    return (site.preset, config.address_of(site.preset, site.folder)) if site.folder is not None else ("", "")


def _offer_baseline(ctx: click.Context) -> None:
    """On a terminal, ask whether to record the present findings now."""
    from postlint.cli.baseline import baseline

    if click.confirm("Record the present findings, so that only new ones are reported?", default=False):
        with baseline.make_context("baseline", [], parent=ctx) as inner:
            baseline.invoke(inner)
