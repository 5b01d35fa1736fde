"""`postlint serve`: the report as pages in a browser, which follow the posts as they are saved."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.cli.command_group import Refusal
from postlint.cli.linting import Conditions, check_parts, plan
from postlint.cli.narrowing import Narrowing, baseline_options
from postlint.cli.options import config_options, selection_options
from postlint.cli.posts import find_posts, load_all
from postlint.cli.report_files import check_packages, frame_and_url
from postlint.config.find import CONFIGURING
from postlint.generators.post_files import POST_ENDINGS

if TYPE_CHECKING:
    from postlint.serve.live_site import Opened

#: milliseconds after a change for which others of the same save are waited for, and between looks for them
_DEBOUNCE, _STEP = 40, 10
PORT = 4747


@click.command()
@click.argument("paths", nargs=-1)
@selection_options
@config_options
@baseline_options
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out; repeatable.")
@click.option("--host", default="127.0.0.1", help="The address to listen at (127.0.0.1: only this machine).")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, help=f"The port ({PORT}); 0 takes a free one.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for many files (one a processor).")
@click.option("--editor", default="", metavar="COMMAND", help="Opens a post: 'code -g {path}:{line}'.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in a browser.")
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
    exclude: tuple[str, ...],
    host: str,
    port: int,
    jobs: int | None,
    editor: str,
    open_browser: bool,
    **options: Any,
) -> None:
    """Show the posts and the site in a browser; pages follow as posts are saved."""
    try:
        import uvicorn

        from postlint.serve.app import Server
        from postlint.serve.live_site import LiveSite
    except ModuleNotFoundError:
        raise Refusal("postlint serve needs further packages: pip install 'postlint[serve]'.") from None
    from postlint.report.progress import progress_line

    check_packages()
    if "-" in paths:
        raise click.UsageError("postlint serve cannot read standard input.")
    narrowing = Narrowing.take(options)
    debug = ctx.meta["debug"]

    def opened() -> Opened:
        with ctx.scope(cleanup=False):  # the posts are found anew in threads, which know no context
            return _opened(paths, config_file, isolated, exclude, narrowing, options, debug)

    site = LiveSite(opened)
    with progress_line(sys.stderr) as progress:
        site.load(progress, jobs)
    token = secrets.token_urlsafe(24)
    server = Server(site, lambda: _changes(site.roots), token=token, host=host, editor=editor)
    config = uvicorn.Config(
        server.app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=1
    )
    listening = _listening(config)
    address = f"http://{_shown(host)}:{listening.getsockname()[1]}/#token={token}"
    click.echo(f"postlint: {address}\npostlint: Ctrl-C ends it. Posts can be changed only from this address.")
    if open_browser:
        click.launch(address)
    uvicorn.Server(config).run(sockets=[listening])


def _listening(config: Any) -> Any:
    """The socket that the server listens at. Raises Refusal."""
    try:
        listening = config.bind_socket()
    except SystemExit:
        raise Refusal(f"Port {config.port} of {config.host} is taken; name another one: --port 0.") from None
    listening.listen()  # a program that reads the address may connect at once
    return listening


def _shown(host: str) -> str:
    """The host for an address: that of this machine, where the server listens at all of its addresses."""
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _opened(
    paths: Sequence[str],
    config_file: Path | None,
    isolated: bool,
    exclude: Sequence[str],
    narrowing: Narrowing,
    selection: dict[str, Any],
    debug: bool,
) -> Opened:
    """The posts and their configurations, as they are now."""
    from postlint.report.html.post_view import VIEW
    from postlint.serve.live_site import Opened

    configs = load_all(config_file, isolated, **selection)
    parts = find_posts(configs, paths, None, exclude)
    check_parts(parts, None)
    baselines = [narrowing.find_baseline(part.config) for part in parts]
    conditions = Conditions(use_cache=not debug, debug=debug).distrusting(parts)
    conditions.remember_sources(parts)
    runs = plan(parts, conditions, view=VIEW)
    return Opened(
        runs,
        lambda runs, reports: narrowing.applied(parts, runs, reports, baselines, None),
        configs.main.verdict,
        *frame_and_url(configs.main, (path for run in runs for path in run.reported)),
    )


async def _changes(folders: Sequence[Path]) -> AsyncIterator[set[str]]:
    """The absolute paths of the files of each save that the report may depend on."""
    from watchfiles import DefaultFilter, awatch

    usual = DefaultFilter()
    endings = (*POST_ENDINGS, *CONFIGURING)
    here = [Path(os.path.normpath(Path.cwd() / folder)) for folder in folders]
    tops = [one for one in dict.fromkeys(here) if not any(one != other and one.is_relative_to(other) for other in here)]

    def is_read(kind: Any, path: str) -> bool:
        return path.endswith(endings) and bool(usual(kind, path))

    async for changes in awatch(*tops, watch_filter=is_read, debounce=_DEBOUNCE, step=_STEP):
        yield {os.path.normpath(path) for _, path in changes}
