"""`postlint card`: show how posts look in a list of search results, and when they are shared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import config_options, print_text
from postlint.cli.output import wants_colour
from postlint.cli.posts import each_post, load_all, read_posts
from postlint.cli.report_files import frame_and_url

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.parse.source import Source


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="POST...")
@config_options
@click.option("--stdin-filename", metavar="NAME", help="Read standard input, and call it so.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colours (auto).")
def card(
    paths: tuple[str, ...], config_file: Path | None, isolated: bool, stdin_filename: str | None, color: str
) -> None:
    """Show how posts look as a search result and when they are shared."""
    posts = read_posts(load_all(config_file, isolated), paths, stdin_filename)
    colour = wants_colour(color)
    cards = list(each_post(posts, lambda config, source: _card(config, source, colour=colour)))
    if not cards:
        raise Refusal("There is no post to show.")
    print_text("\n\n".join(cards))


def _card(config: Config, source: Source, *, colour: bool) -> str:
    from postlint.engine.lint import document_of
    from postlint.engine.lint_site import address_of
    from postlint.report.card import render
    from postlint.report.html.post_view import post_view
    from postlint.report.html.search_result import crumbs_of, search_result, social_card

    settings = config.settings_for(source.path)
    doc = document_of(settings, source)
    view = post_view(doc)
    frame, site_url = frame_and_url(config, [source.path])
    crumbs = crumbs_of(site_url, address_of(config, doc))
    found = search_result(view.page_title, view.description, view.opening, crumbs, view.day, frame)
    social = social_card(
        view.title or "Untitled", view.description or view.opening, crumbs[0], view.image, view.image_alt
    )
    return render(source.path, found, social, colour=colour)
