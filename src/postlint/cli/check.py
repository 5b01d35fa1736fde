"""`postlint check`: lint posts and tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from postlint.cli import fixing
from postlint.cli.cluster import executor_for
from postlint.cli.fixing import Wanted, fixing_options
from postlint.cli.main import Refusal
from postlint.cli.options import config_options, find_posts, load, selection_options, standard_input
from postlint.cli.output import Output, report_options, rules_of, wants_colour
from postlint.cli.stored_output import store_output, stored_output
from postlint.engine.gc_threshold import rare_collections


def _part(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """``2/8`` as a pair."""
    if value is None:
        return None
    part, _, parts = value.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise click.BadParameter("write the part and how many there are: 2/8.")
    return int(part), int(parts)


@click.command()
@click.argument("paths", nargs=-1)
@report_options
@selection_options
@config_options
@fixing_options
@click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="What to call standard input (-).")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for many files (one a processor).")
@click.option("--no-cache", is_flag=True, help="Read and write no cache.")
@click.option("--cluster", metavar="ADDRESS", help="Lint on a Dask cluster: tcp://scheduler:8786.")
@click.option("--shard", callback=_part, metavar="K/N", help="Only part K of N of the posts.")
@click.option("--facts-out", type=click.Path(path_type=Path), metavar="FILE", help="What postlint merge needs.")
@click.option("--timings", is_flag=True, help="Say how long each rule took; uses no cache.")
@click.pass_context
@rare_collections()
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str,
    jobs: int | None,
    no_cache: bool,
    cluster: str | None,
    shard: tuple[int, int] | None,
    facts_out: Path | None,
    timings: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    **options: Any,
) -> NoReturn:
    """Lint posts. The default command."""
    from postlint.config.config import ALWAYS
    from postlint.engine.cache import Cache, cache_folder
    from postlint.engine.plan import Share
    from postlint.engine.run import plan_run
    from postlint.report.progress import progress_line

    fixing.check_options(fix, unsafe_fixes, diff)
    output = Output.take(options)
    config = load(config_file, isolated, **options)
    found = find_posts(config, paths)
    if found.files and not any(
        active.origin != ALWAYS for file in found.files for active in config.settings_for(file).rules
    ):
        raise Refusal("No rule is on: --select, --ignore and the configuration leave nothing to look for.")
    given = standard_input(found.files, stdin_filename)
    # with a cache, --timings would have nothing to measure
    cache = None if no_cache or timings or ctx.meta["debug"] else Cache(cache_folder(config.root))
    notes = list(found.notes)
    if fix or diff:
        wanted = Wanted(config, found, given, cache, jobs, unsafe_fixes, ctx.meta["debug"])
        posts = fixing.fixed_posts(wanted)
        if diff:
            ctx.exit(fixing.show(posts, colour=wants_colour(output.color)))
        given = fixing.write(posts, wanted, paths)
        notes.append(fixing.summary(posts))
    run = plan_run(
        config,
        found.files,
        folders=found.folders,
        all_content=found.content,
        given=given,
        unreadable_folders=found.unreadable,
        cache=cache,
        share=Share(*(shard or (1, 1)), facts_out) if shard or facts_out else None,
        debug=ctx.meta["debug"],
    )
    verdict = output.verdict(config)
    more = (output.key(verdict), *notes)
    printed = stored_output(cache, run.key(*more)) if cache is not None else None
    if printed is None:
        with executor_for(cluster) as executor, progress_line(sys.stderr) as progress:
            report = run.finish(executor=executor, jobs=jobs, progress=progress)
        if run.share is not None:
            from postlint.engine.shards import write_share

            write_share(run)
        printed = output.render(report, verdict, lambda: rules_of(report, config), [*notes, *report.notes])
        if cache is not None and (key := run.key(*more)):
            store_output(cache, key, printed)
    with fixing.report_aside(bool(given) and fix):
        status = output.write(*printed)
    if timings:
        from postlint.report.timings import render

        click.echo(render(report), err=True)
    ctx.exit(status)
