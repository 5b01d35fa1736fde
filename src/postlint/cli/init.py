"""`postlint init`: write a commented configuration for the site in this folder."""

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
    from postlint.engine.discover import folders_with_posts
    from postlint.generators.detect import find_site
    from postlint.generators.presets import load_preset

    for name in (*NAMES, "pyproject.toml"):
        file = Path(name)
        if file.is_file() and (name in NAMES or "[tool.postlint" in file.read_text(encoding="utf-8")):
            raise Refusal(f"There is a configuration already: {name}. It stays as it is.")
    site = find_site(Path.cwd() / "post.md")
    globs = [glob for glob in load_preset(site.preset).data.get("content", ()) if any(Path().glob(glob))]
    globs = globs or [f"{folder}/**/*.md" for folder in folders_with_posts(Path())] or ["**/*.md"]
    file = Path(NAMES[0])
    file.write_text(render(site.preset, globs), encoding="utf-8", newline="\n")
    found = f"a site made with {site.preset} (because of {site.sign})" if site.sign else "no generator that is known"
    click.echo(f"Found {found}. Wrote {file}: look through it and change what does not fit.")
