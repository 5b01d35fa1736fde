"""`postlint baseline`: record the present findings, so that only new ones are reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.cli.command_group import FAILED, Refusal
from postlint.cli.linting import Conditions, check_parts, finish, plan
from postlint.cli.narrowing import check_baseline_folder
from postlint.cli.options import config_options, print_lines, selection_options
from postlint.cli.posts import find_posts, load_all, post_options
from postlint.data.inside import from_here
from postlint.engine.find_baseline import baseline_file
from postlint.report.outcome import many

if TYPE_CHECKING:
    from postlint.engine.baseline import Baseline, Entry
    from postlint.engine.run import Run
    from postlint.results.findings import Report


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--baseline", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write this file.")
@click.option("--prune", is_flag=True, help="Only remove entries that match nothing any more.")
@click.option("--strict", is_flag=True, help="Write nothing; fail when there are entries to remove.")
@selection_options
@config_options
@post_options
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for many files (one a processor).")
@click.pass_context
def baseline(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    file: Path | None,
    prune: bool,
    strict: bool,
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str | None,
    exclude: tuple[str, ...],
    jobs: int | None,
    **selection: tuple[str, ...],
) -> None:
    """Record the present findings, so that from now on only new ones are reported.

    They are written to .postlint-baseline.json beside the configuration, or to the file that 'baseline' in the
    configuration names. With paths, or with --select and --ignore, what is known of other posts and rules stays.
    """
    configs = load_all(config_file, isolated, **selection)
    parts = find_posts(configs, paths, stdin_filename, exclude)
    check_parts(parts, None)
    conditions = Conditions(jobs=jobs, debug=ctx.meta["debug"]).distrusting(parts)
    known = []
    for part in parts:
        place, _ = baseline_file(part.config, file)
        if place is None:
            raise Refusal("The configuration has 'baseline: false'; name a file with --baseline.")
        check_baseline_folder(place)
        known.append(_known(place, must_exist=prune or strict))
    runs = plan(parts, conditions)
    stale = 0
    selected = any(selection.values())
    for old, run, report in zip(known, runs, finish(runs, conditions), strict=True):
        if prune or strict:
            stale += _prune(old, run, report, write=not strict)
        else:
            _record(old, report, run.rules_run_on if selected else None)
    ctx.exit(FAILED if strict and stale else 0)


def _known(place: Path, *, must_exist: bool) -> Baseline:
    """The present baseline; an empty one where there is none, unless it must exist."""
    from postlint.engine.baseline import Baseline
    from postlint.engine.baseline_file import read_baseline

    if not must_exist and not place.exists():
        return Baseline(place)
    return read_baseline(place)


def _record(old: Baseline, report: Report, rules_run_on: Callable[[str], Collection[str]] | None) -> None:
    from postlint.engine.baseline import record
    from postlint.engine.baseline_file import write_baseline

    new = record(old, report, rules_run_on)
    write_baseline(new)
    posts = many(len(new.posts), "post")
    print_lines(f"Recorded {many(new.count, 'finding')} in {posts} in {from_here(new.file)}{_difference(old, new)}.")
    print_lines("From now on only what is new is reported; keep the file with the posts.")


def _difference(old: Baseline, new: Baseline) -> str:
    """How many entries are added and taken out, where there was a baseline before."""
    if not old.posts:
        return ""
    before = _entries(old)
    after = _entries(new)
    added = sum(max(0, count - before.get(key, 0)) for key, count in after.items())
    gone = sum(max(0, count - after.get(key, 0)) for key, count in before.items())
    return f" ({added:,} added, {gone:,} taken out)"


def _entries(baseline: Baseline) -> dict[tuple[str, str, str], int]:
    """The number of entries by post, rule and text, whatever their lines."""
    counts: dict[tuple[str, str, str], int] = {}
    for name, post in baseline.posts.items():
        for entry, count in post.entries.items():
            key = (name, entry.rule, entry.text)
            counts[key] = counts.get(key, 0) + count
    return counts


def _by_post(baseline: Baseline) -> dict[str, Mapping[Entry, int]]:
    return {name: post.entries for name, post in baseline.posts.items()}


def _prune(old: Baseline, run: Run, report: Report, *, write: bool) -> int:
    from postlint.engine.baseline import compare, prune
    from postlint.engine.baseline_file import write_baseline

    comparison = compare(old, report, run.rules_run_on)
    name = from_here(old.file)
    entries = "1 entry" if comparison.stale == 1 else f"{comparison.stale:,} entries"
    if not write:
        match = "matches" if comparison.stale == 1 else "match"
        print_lines(
            f"{entries} of {name} {match} nothing any more." if comparison.stale else f"All of {name} still holds."
        )
        return comparison.stale
    pruned = prune(old, comparison)
    if _by_post(pruned) != _by_post(old):
        write_baseline(pruned)
    print_lines(f"Took {entries} out of {name}; {many(pruned.count, 'finding')} left.")
    return comparison.stale
