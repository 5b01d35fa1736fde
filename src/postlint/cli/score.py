"""`postlint score`: score posts, to see which ones to revise first."""

from __future__ import annotations

from pathlib import Path

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import config_options, print_json, print_text, selection_options
from postlint.cli.posts import each_post, load_all, post_options, read_posts
from postlint.cli.report_files import read_history
from postlint.cli.watch import watchable


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "kind", type=click.Choice(("text", "json")), default="text")
@click.option("--history", type=click.Path(path_type=Path), metavar="FILE", help="Draw the trend of these runs.")
@click.option("--points", is_flag=True, help="Name the rules behind each lost point.")
@selection_options
@config_options
@post_options
@watchable
def score(
    paths: tuple[str, ...],
    kind: str,
    history: Path | None,
    points: bool,
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str | None,
    exclude: tuple[str, ...],
    **selection: tuple[str, ...],
) -> None:
    """Score posts for SEO and readability, worst first."""
    from postlint.engine.score import score_source, worst_first
    from postlint.report.score import render, score_data, trend

    posts = read_posts(load_all(config_file, isolated, **selection), paths, stdin_filename, exclude)
    scores = list(each_post(posts, lambda config, source: score_source(config.settings_for(source.path), source)))
    if not scores:
        raise Refusal("There is nothing to score.")
    ordered = worst_first(scores)
    if kind == "json":
        print_json(score_data(ordered))
    else:
        print_text(render(ordered, points=points))
        if history is not None:
            print_text("\n" + trend(read_history(history)))
