"""`postlint init`: write a commented configuration for the sites in this folder."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.main import Refusal
from postlint.cli.options import debug_option


@click.command()
@debug_option
def init() -> None:
    """Write a commented .postlint.yaml for the site in this folder."""
    from postlint.cli.init_file import render
    from postlint.config.file import NAMES
    from postlint.engine.content_globs import find_content

    for name in (*NAMES, "pyproject.toml"):
        file = Path(name)
        if file.is_file() and (name in NAMES or "[tool.postlint" in file.read_text(encoding="utf-8")):
            raise Refusal(f"There is a configuration already: {name}. It stays as it is.")
    found = find_content(Path.cwd())
    file = Path(NAMES[0])
    file.write_text(render(found.globs), encoding="utf-8", newline="\n")
    sites = " and ".join(f"{name} (because of {sign})" for name, sign in found.sites)
    made = f"a site made with {sites}" if sites else "no generator that is known"
    files = "Markdown file" if found.all == 1 else "Markdown files"
    click.echo(f"Found {made}, and {found.posts} of {found.all} {files} to lint.")
    click.echo(f"Wrote {file}: look through it and change what does not fit.")
