"""`postlint inspect`: show the parsed parts of posts, and counts."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import config_options, format_option, print_json, print_text
from postlint.cli.posts import each_post, load_all, post_options, read_posts


@click.command()
@click.argument("paths", nargs=-1)
@format_option
@config_options
@post_options
@click.option("--claims", "only_claims", is_flag=True, help="List the sentences that may be claims, and why.")
def inspect(
    paths: tuple[str, ...],
    kind: str,
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str | None,
    exclude: tuple[str, ...],
    only_claims: bool,
) -> None:
    """Show the parsed parts of posts (headings, links, images …), and counts."""
    from postlint.engine.lint import document_of
    from postlint.report import claims
    from postlint.report import inspect as counts

    view, render = (claims.claims, claims.render) if only_claims else (counts.inspection, counts.render)

    posts = read_posts(load_all(config_file, isolated), paths, stdin_filename, exclude)
    files = list(each_post(posts, lambda config, source: view(document_of(config.settings_for(source.path), source))))
    if not files:
        raise Refusal("There is nothing to inspect.")
    if kind == "json":
        print_json({"version": 1, "files": files})
    else:
        print_text("\n\n".join(render(file) for file in files))
