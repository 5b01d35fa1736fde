"""`--fix`, `--unsafe-fixes` and `--diff` of `postlint check`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.cli.command_group import FAILED, Refusal
from postlint.cli.options import together
from postlint.data.ci import in_ci
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from postlint.engine.fix_post import FixedPost
    from postlint.engine.run import Run
    from postlint.engine.workspace import Part
    from postlint.results.findings import Report

fixing_options = together(
    click.option("--fix", is_flag=True, help="Apply the fixes that are safe; report what is left."),
    click.option("--fix-only", is_flag=True, help="Like --fix, but report nothing and exit with 0."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix, --fix-only or --diff: also fixes that need a look."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
)


def check_options(fix: bool, unsafe_fixes: bool, diff: bool) -> None:
    """Check the combination of options. Raises UsageError."""
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes needs --fix, --fix-only or --diff.")


class Wanted(NamedTuple):
    """The posts to fix, and the options for it."""

    #: a run over the posts, which finds those with fixes
    run: Run
    jobs: int | None
    unsafe: bool
    debug: bool
    #: the report of a run without known findings and lines that did not change
    narrowed: Callable[[Run, Report], Report]


class Left(NamedTuple):
    """How many fixable findings are left as they are: those in the baseline, and those with unsafe fixes."""

    known: int
    unsafe: int

    @property
    def sentences(self) -> str:
        """What can be fixed besides; "" for nothing."""
        hint = ""
        if self.known:
            hint += f" {_findings(self.known)} in the baseline can be fixed with --no-baseline."
        if self.unsafe:
            hint += f" {_findings(self.unsafe)} can be fixed with --unsafe-fixes."
        return hint


def _findings(count: int) -> str:
    return "1 finding" if count == 1 else f"{count:,} findings"


def fixed_posts(wanted: Wanted) -> tuple[list[FixedPost], Left]:
    """Fix all posts, in memory: what the run reports. A habit of the site is no slip, and left as it is."""
    from postlint.data.reading import read_bytes
    from postlint.engine.fix_post import fix_post, is_wanted, spot

    run, unsafe = wanted.run, wanted.unsafe
    given = run.given
    found = run.finish(jobs=wanted.jobs)
    narrowed = {report.path: report for report in wanted.narrowed(run, found).files}
    known = sum(is_wanted(one, unsafe=unsafe) for report in narrowed.values() for one in report.baselined)
    fixable = [one for report in narrowed.values() for one in report.findings if is_wanted(one, unsafe=True)]
    risky = sum(not is_wanted(one, unsafe=unsafe) for one in fixable)
    posts = []
    for report in found.files:
        left = set(map(spot, narrowed[report.path].findings)) if report.path in narrowed else set()
        if any(is_wanted(finding, unsafe=unsafe) and spot(finding) in left for finding in report.findings):
            content = given[report.path] if report.path in given else read_bytes(report.path)
            # a file that is not UTF-8 has no fixable findings, unless it was changed after the run
            text = content.decode("utf-8", "replace")
            settings, habits = run.config.settings_for(report.path), run.habits_of(report.path)
            fixed = fix_post(settings, report.path, text, unsafe=unsafe, only=left, habits=habits, debug=wanted.debug)
            posts.append(fixed)
    return posts, Left(known, risky)


def write(posts: Sequence[FixedPost], parts: Sequence[Part], paths: Sequence[str]) -> None:
    """Write the posts that are files, all or none, and print that from standard input; `parts` get its fixed text."""
    from postlint.engine.fix_files import FixError, write_fixed

    given = {name for part in parts for name in part.given}
    folders: list[str | Path] = [Path.cwd(), *(part.config.root for part in parts), *paths]
    try:
        write_fixed([post for post in posts if post.path not in given], folders)
    except FixError as error:
        raise Refusal(str(error)) from None
    fixed = {post.path: post.after.encode("utf-8") for post in posts if post.path in given}
    for part in parts:
        part.given = {name: fixed.get(name, content) for name, content in part.given.items()}
        for content in part.given.values():
            click.echo(content, nl=False)


@contextmanager
def report_aside(aside: bool) -> Iterator[None]:
    """Print the report on standard error, where standard output is for a fixed text."""
    with redirect_stdout(sys.stderr) if aside else nullcontext():
        yield


def show(posts: Iterable[FixedPost], left: Left, *, colour: bool) -> int:
    """Print the diffs; the exit status."""
    from postlint.report.diff import render

    # a patch must be exact, but on a terminal or in a log, control characters of a post are escaped
    for_terminal = sys.stdout.isatty() or in_ci()
    changed = [post for post in posts if post.changed]
    for post in changed:
        text = render(post.path, post.before, post.after, for_terminal=for_terminal, colour=colour)
        click.echo(text.encode("utf-8"), nl=False)
    click.echo(f"postlint: {summary(posts, left, 'Would fix')}", err=True)
    return FAILED if changed else 0


def summary(posts: Iterable[FixedPost], left: Left, verb: str = "Fixed") -> str:
    """Sentences with the number of fixed findings and posts, by rule, and with what is left."""
    return _fixed(posts, verb) + left.sentences


def _fixed(posts: Iterable[FixedPost], verb: str) -> str:
    changed = [post for post in posts if post.changed]
    rules = Counter[str]()
    for post in changed:
        rules.update(post.applied)
    if not rules:
        return f"{verb} nothing."
    by_rule = ", ".join(
        f"{count} {rule}" for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    )
    many = _findings(rules.total())
    where = f"{len(changed)} post{'' if len(changed) == 1 else 's'}"
    return f"{verb} {many} in {where} ({by_rule})."
