"""`postlint check`: lint posts and print the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from postlint.cli import fixing
from postlint.cli.command_group import OptionalValues
from postlint.cli.fixing import Wanted, fixing_options
from postlint.cli.linting import Conditions, check_parts, finish, judged, keep_output, plan, rules_of, verdict_of
from postlint.cli.narrowing import Narrowing, narrowing_options
from postlint.cli.options import config_options, print_lines, selection_options
from postlint.cli.output import Output, check_writable, report_options, wants_colour
from postlint.cli.posts import find_posts, load_all, post_options
from postlint.cli.report_files import append_history, entry_now, material_of, read_history
from postlint.cli.suppressing import suppress
from postlint.cli.watch import watchable

if TYPE_CHECKING:
    from postlint.engine.baseline import Baseline
    from postlint.engine.linted import View
    from postlint.engine.run import Run
    from postlint.engine.workspace import Part
    from postlint.results.findings import Report


def _part(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Parse ``2/8`` to a pair of numbers."""
    if value is None:
        return None
    part, _, parts = value.partition("/")
    if not (part.isdecimal() and parts.isdecimal() and 1 <= int(part) <= int(parts)):
        raise click.BadParameter("write the part and how many there are: 2/8.")
    return int(part), int(parts)


@click.command(cls=OptionalValues, optional=("--changed", "--changed-lines", "--add-suppressions"))
@click.argument("paths", nargs=-1)
@report_options
@selection_options
@config_options
@narrowing_options
@fixing_options
@post_options
@click.option("--force-exclude", is_flag=True, help="Apply 'content' and 'exclude' to named files, too.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for many files (one a processor).")
@click.option("--no-cache", is_flag=True, help="Read and write no cache.")
@click.option("--cluster", metavar="ADDRESS", help="Lint on a Dask cluster: tcp://scheduler:8786.")
@click.option("--shard", callback=_part, metavar="K/N", help="Only part K of N of the posts.")
@click.option("--facts-out", type=click.Path(path_type=Path), metavar="FILE", help="Write the file for postlint merge.")
@click.option("--history", type=click.Path(path_type=Path), metavar="FILE", help="Add a line about this run there.")
@click.option("--timings", is_flag=True, help="Print how long each rule took; uses no cache.")
@watchable
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool,
    jobs: int | None,
    no_cache: bool,
    cluster: str | None,
    shard: tuple[int, int] | None,
    facts_out: Path | None,
    history: Path | None,
    timings: bool,
    fix: bool,
    fix_only: bool,
    unsafe_fixes: bool,
    diff: bool,
    **options: Any,
) -> NoReturn:
    """Lint posts. The default command."""
    from postlint.engine.gather import gathered
    from postlint.engine.wanted import Share
    from postlint.engine.workspace import idle_overrides

    output, narrowing = Output.take(options), Narrowing.take(options)
    for file in (facts_out, history):
        check_writable(str(file or ""))
    fix = fix or fix_only
    fixing.check_options(fix, unsafe_fixes, diff)
    if narrowing.staged and (fix or diff or narrowing.add_suppressions is not None):
        raise click.UsageError("--staged is about git's index, and fixes and suppressions change files.")
    configs = load_all(config_file, isolated, **options)
    parts = find_posts(configs, paths, stdin_filename, exclude, strict=force_exclude)
    conditions = Conditions(
        jobs=jobs,
        cluster=cluster,
        # with cache hits, --timings would have nothing to measure
        use_cache=not (no_cache or timings or ctx.meta["debug"]),
        share=Share(*(shard or (1, 1)), facts_out) if shard or facts_out else None,
        debug=ctx.meta["debug"],
    ).distrusting(parts)
    conditions.remember_sources(parts)
    check_parts(parts, conditions.share)
    baselines = [narrowing.find_baseline(part.config) for part in parts]
    notes = [note for part in parts for note in (*part.found.notes, *idle_overrides(part))]
    notes += conditions.distrusted.values()
    changes = narrowing.changes(configs.cwd)
    if changes is not None:
        parts = [narrowing.narrowed(part, changes, conditions.cache(part.config), jobs) for part in parts]
        if not any(part.found.files or part.given for part in parts):
            notes.append(f"No post has changed since {changes.name}.")
    if fix or diff:

        def narrowed(part: Part, baseline: Baseline | None, run: Run, report: Report) -> Report:
            return narrowing.applied([part], [run], [report], [baseline], changes)

        narrow = [partial(narrowed, *one) for one in zip(parts, baselines, strict=True)]
        runs = plan(parts, conditions.whole(), changes)
        notes += _fix(ctx, parts, runs, narrow, conditions, unsafe_fixes, diff, output, paths)
        if fix_only:
            click.echo(f"postlint: {notes[-1]}", err=True)
            ctx.exit(0)
        changes = narrowing.changes(configs.cwd)  # the lines have other numbers now
    runs = plan(parts, conditions, changes, _view(output))
    verdict = verdict_of(output, [part.config for part in parts] or [configs.main])
    report = narrowing.applied(parts, runs, finish(runs, conditions), baselines, changes)
    if narrowing.add_suppressions is not None:
        print_lines(suppress(report, configs, narrowing.add_suppressions, output.level, paths))
        ctx.exit(0)
    report = judged(gathered(report), verdict, output, configs)
    touched = narrowing.touched(changes, configs.cwd, output.has("github"))
    entries = [*read_history(history), entry_now(report)] if history is not None else []
    material = material_of(runs, configs.main, entries) if output.shows_posts else None
    rules = rules_of(report, configs)
    printed = output.render(report, verdict, rules, [*notes, *report.notes], touched, material)
    if history is not None:
        append_history(history, entries[-1])
    again = changes is None and history is None and not _is_pull_request(output)
    if ctx.obj is not None and again and not (fix or diff):
        keep_output(runs, ctx.obj, output, printed)
    with fixing.report_aside(fix and any(part.given for part in parts)):
        status = output.write(*printed)
    if timings:
        from postlint.report.timings import render

        click.echo(render(report), err=True)
    ctx.exit(status)


def _view(output: Output) -> View | None:
    """What a format needs of each post besides its findings; None for nothing."""
    if not output.shows_posts:
        return None
    from postlint.report.html.post_view import VIEW

    return VIEW


def _is_pull_request(output: Output) -> bool:
    """Whether the order of the report depends on changes that git reports."""
    return output.has("github") and bool(os.environ.get("GITHUB_BASE_REF"))


def _fix(
    ctx: click.Context,
    parts: Sequence[Part],
    runs: Sequence[Run],
    narrow: Sequence[Callable[[Run, Report], Report]],
    conditions: Conditions,
    unsafe: bool,
    diff: bool,
    output: Output,
    paths: Sequence[str],
) -> list[str]:
    """Write fixes, or with `diff` show them and exit. Returns notes about the fixes."""
    how = (conditions.jobs, unsafe, conditions.debug)
    fixed = [fixing.fixed_posts(Wanted(run, *how, narrowed)) for run, narrowed in zip(runs, narrow, strict=True)]
    posts = [post for some, _ in fixed for post in some]
    left = fixing.Left(sum(one.known for _, one in fixed), sum(one.unsafe for _, one in fixed))
    if diff:
        ctx.exit(fixing.show(posts, left, colour=wants_colour(output.color)))
    fixing.write(posts, parts, paths)
    return [fixing.summary(posts, left)]
