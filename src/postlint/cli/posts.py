"""Finds the posts of a command: named by the user, described by configurations, or rendered by a generator."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from postlint.cli.options import allows_outside, together

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.config.nearest import Configs
    from postlint.engine.workspace import Part
    from postlint.parse.source import Source

View = TypeVar("View")

STDIN, STDIN_NAME = "-", "<stdin>"

post_options = together(
    click.option("--stdin-filename", metavar="NAME", help="Read standard input, and call it so."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out; repeatable."),
)


def load_all(config_file: Path | None, isolated: bool, **selection: Sequence[str]) -> Configs:
    """The configurations of a run: the nearest of each post, or the one that the user names for all."""
    from postlint.config.nearest import Configs

    return Configs(config_file, cwd=Path.cwd(), isolated=isolated, anywhere=allows_outside(), **selection)


def find_posts(
    configs: Configs, paths: Sequence[str], stdin_filename: str | None, exclude: Sequence[str], *, strict: bool = False
) -> list[Part]:
    """The posts by configuration, with the content of standard input if that is requested."""
    from postlint.engine.discover import Discovery
    from postlint.engine.workspace import Part

    from_stdin = STDIN in paths or stdin_filename is not None
    named = [path for path in paths if path != STDIN]
    parts = [] if from_stdin and not named else _found(configs, named, exclude, strict)
    if from_stdin:
        name = stdin_filename or STDIN_NAME
        config = configs.of(name)
        part = next((part for part in parts if part.config is config), None)
        if part is None:
            part = Part(config, Discovery())
            parts.append(part)
        part.given[name] = sys.stdin.buffer.read()
    return parts


def _found(configs: Configs, paths: Sequence[str], exclude: Sequence[str], strict: bool) -> list[Part]:
    from postlint.engine.workspace import NoContentError, find_parts

    try:
        return find_parts(configs, paths, exclude, strict=strict)
    except NoContentError:
        return _rendered(configs.main, exclude)


def _rendered(config: Config, exclude: Sequence[str]) -> list[Part]:
    """The posts that the generator of the site renders, where nothing else specifies the posts."""
    from postlint.engine.content_globs import find_content
    from postlint.engine.workspace import rendered_posts

    part = rendered_posts(config, exclude)
    if part is not None:
        return [part]
    content = find_content(config.cwd)
    if content.unread_note:
        raise click.UsageError(f"There are no Markdown posts here. {content.unread_note}")
    found = "".join(
        f"Found a site made with {name} (because of {file}), but no posts. " for name, file in content.sites[:1]
    )
    raise click.UsageError(
        f"{found}Name a file or a folder, or describe the posts with 'content' in the configuration (postlint init)."
    )


def each_post(posts: Iterable[tuple[Config, Source]], view: Callable[[Config, Source], View]) -> Iterator[View]:
    """What `view` makes of each post; a sentence on stderr where it fails, or takes more than `post_timeout`."""
    from postlint.data.time_limit import TimeLimit, TimeUpError

    for config, source in posts:
        try:
            with TimeLimit(config.settings_for(source.path).post_timeout, whole=True):
                made = view(config, source)
        except TimeUpError as error:
            at = f", at the pattern {error.pattern}" if error.pattern else ""
            _say(f"{source.path} is left out: it takes more than {error.seconds:g} seconds of processor time{at}.")
        except Exception as error:
            if click.get_current_context().meta.get("debug"):
                raise
            _say(f"{source.path} is left out: {type(error).__name__} (--debug shows where).")
        else:
            yield made


def _say(sentence: str) -> None:
    from postlint.report.terminal import escaped

    click.echo(f"postlint: {escaped(sentence)}", err=True)


def read_posts(
    configs: Configs, paths: Sequence[str], stdin_filename: str | None, exclude: Sequence[str] = ()
) -> Iterator[tuple[Config, Source]]:
    """The texts of posts, each with its configuration; a sentence on stderr for each that cannot be read."""
    from postlint.engine.read_posts import read_sources

    parts = find_posts(configs, paths, stdin_filename, exclude)
    by_name = {name: part for part in parts for name in (*part.found.files, *part.given)}
    given = {name: content for part in parts for name, content in part.given.items()}
    for source in read_sources(by_name, given):
        if isinstance(source, str):
            _say(source)
        else:
            yield by_name[source.path].config, source
