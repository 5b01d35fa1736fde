"""`postlint check`: lint posts and tell."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from postlint.cli.front import FAILED, Refusal
from postlint.cli.options import config_options, find_posts, load, selection_options, standard_input

if TYPE_CHECKING:
    from postlint.config import Config
    from postlint.findings import Report
    from postlint.verdict import Verdict

LEVELS = ("info", "warning", "error")
FORMATS = ("text", "json", "github", "markdown")


def _outputs(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """``kind`` or ``kind:file`` as pairs, the file empty for standard output; text by default."""
    outputs = []
    for value in values or ("text",):
        kind, _, file = value.partition(":")
        if kind not in FORMATS:
            raise click.BadParameter(f"{kind!r} is none of {', '.join(FORMATS)}.")
        outputs.append((kind, file))
    if sum(not file for _, file in outputs) > 1:
        raise click.BadParameter("only one can go to standard output; name a file for the other: json:report.json.")
    return tuple(outputs)


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "outputs",
    callback=_outputs,
    multiple=True,
    metavar="FORMAT[:FILE]",
    help=f"{', '.join(FORMATS)}; repeatable.",
)
@selection_options
@click.option("--level", type=click.Choice(LEVELS), default="warning", help="Least severity to show (warning).")
@click.option("--fail-on", type=click.Choice((*LEVELS, "never")), help="Least severity for exit code 1 (warning).")
@click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Up to N warnings are no failure.")
@config_options
@click.option("--stdin-filename", default="<stdin>", metavar="NAME", help="What to call standard input (-).")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes for many files (one a processor).")
@click.option("--no-cache", is_flag=True, help="Read and write no cache.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colours (auto).")
@click.option("--timings", is_flag=True, help="Say how long each rule took.")
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    outputs: tuple[tuple[str, str], ...],
    level: str,
    fail_on: str | None,
    max_warnings: int | None,
    config_file: Path | None,
    isolated: bool,
    stdin_filename: str,
    jobs: int | None,
    no_cache: bool,
    color: str,
    timings: bool,
    **selection: tuple[str, ...],
) -> NoReturn:
    """Lint posts. The default command."""
    from postlint.config import ALWAYS
    from postlint.engine.cache import Cache, cache_folder
    from postlint.engine.runner import lint_files

    config = load(config_file, isolated, **selection)
    found = find_posts(config, paths)
    if found.files and not any(
        active.origin != ALWAYS for file in found.files for active in config.settings_for(file).rules
    ):
        raise Refusal("No rule is on: --select, --ignore and the configuration leave nothing to look for.")
    given = standard_input(found.files, stdin_filename)
    report = lint_files(
        config,
        found.files,
        folders=found.folders,
        given=given,
        unreadable_folders=found.unreadable,
        jobs=jobs,
        cache=None if no_cache or ctx.meta["debug"] else Cache(cache_folder(config.root)),
        debug=ctx.meta["debug"],
    )
    verdict = _verdict(config, fail_on, max_warnings)
    for kind, file in outputs:
        _write(_rendered(report, kind, level, config, verdict, colour=not file and _wants_colour(color)), kind, file)
    for note in (*found.notes, *report.notes):
        click.echo(f"postlint: {note}", err=True)
    if timings:
        from postlint.report.timings import render

        click.echo(render(report), err=True)
    ctx.exit(FAILED if verdict.reasons(report) else 0)


def _rendered(report: Report, kind: str, level: str, config: Config, verdict: Verdict, *, colour: bool) -> str:
    from postlint.findings import Severity

    if kind == "json":
        from postlint.report import json

        return json.render(report)
    if kind == "github":
        from postlint.report import github

        return github.render(report, level=Severity.of(level))
    if kind == "markdown":
        from postlint.report import markdown

        on = (active.rule for file in report.files for active in config.settings_for(file.path).rules)
        rules = {rule.name: rule for rule in on}
        return markdown.render(report, verdict=verdict, rules=rules, level=Severity.of(level))
    from postlint.report import text

    return text.render(report, level=Severity.of(level), colour=colour)


def _write(text: str, kind: str, file: str) -> None:
    if file:
        Path(file).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    elif kind in ("json", "markdown"):
        click.echo(text.encode("utf-8"), nl=False)
    else:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        click.echo(text.encode(encoding, "backslashreplace").decode(encoding), nl=False, color=True)


def _wants_colour(choice: str) -> bool:
    """See no-color.org and force-color.org; an explicit choice beats both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _verdict(config: Config, fail_on: str | None, max_warnings: int | None) -> Verdict:
    """What the configuration says, with what the command line puts in its place."""
    from postlint.findings import Severity

    verdict = config.verdict
    if fail_on is not None:
        verdict = replace(verdict, fail_on=None if fail_on == "never" else Severity.of(fail_on))
    if max_warnings is not None:
        verdict = replace(verdict, max_warnings=max_warnings, max_warnings_per_post=None)
    return verdict
