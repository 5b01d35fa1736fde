"""Prints a report: in which formats, from which severity on, and with which exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.cli.main import FAILED
from postlint.cli.options import together

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.results.findings import Report
    from postlint.results.verdict import Verdict

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


printing_options = together(
    click.option(
        "--format",
        "outputs",
        callback=_outputs,
        multiple=True,
        metavar="FORMAT[:FILE]",
        help=f"{', '.join(FORMATS)}; repeatable.",
    ),
    click.option("--level", type=click.Choice(LEVELS), default="warning", help="Least severity to show (warning)."),
    click.option("--fail-on", type=click.Choice((*LEVELS, "never")), help="Least severity for exit code 1 (warning)."),
    click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Up to N warnings are no failure."),
    click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colours (auto)."),
)


@dataclass(frozen=True)
class Printing:
    """The options that decide how a report is printed."""

    outputs: tuple[tuple[str, str], ...]
    level: str
    fail_on: str | None
    max_warnings: int | None
    color: str

    def key(self, config: Config) -> str:
        """All that decides how a report is printed."""
        verdict = _verdict(config, self.fail_on, self.max_warnings)
        return repr((self, verdict, _wants_colour(self.color), _encoding("text", "")))

    def encode(self, report: Report, config: Config, notes: Iterable[str]) -> tuple[list[bytes], list[str], int]:
        """The report as an encoded text for each output, the notes, and the exit status."""
        verdict = _verdict(config, self.fail_on, self.max_warnings)
        texts = []
        for kind, file in self.outputs:
            colour = not file and _wants_colour(self.color)
            text = io.BytesIO()
            for piece in _pieces(report, kind, self.level, config, verdict, colour=colour):
                text.write(piece.encode(_encoding(kind, file), "backslashreplace"))
            texts.append(text.getvalue())
        return texts, list(notes), FAILED if verdict.reasons(report) else 0

    def write(self, texts: Sequence[bytes], notes: Sequence[str], status: int) -> int:
        """Print or write a text for each output, notes to standard error; the exit status."""
        for (kind, file), text in zip(self.outputs, texts, strict=True):
            _write(text, kind, file)
        for note in notes:
            click.echo(f"postlint: {note}", err=True)
        return status


def _pieces(report: Report, kind: str, level: str, config: Config, verdict: Verdict, *, colour: bool) -> Iterable[str]:
    """The text of an output, in one piece or many."""
    from postlint.results.hits import Severity

    if kind == "json":
        from postlint.report import json

        return [json.render(report)]
    if kind == "github":
        from postlint.report import github

        return [github.render(report, level=Severity.of(level))]
    if kind == "markdown":
        from postlint.report import markdown

        on = (active.rule for file in report.files for active in config.settings_for(file.path).rules)
        rules = {rule.name: rule for rule in on}
        return [markdown.render(report, verdict=verdict, rules=rules, level=Severity.of(level))]
    from postlint.report import text

    return text.pieces(report, level=Severity.of(level), colour=colour)


def _encoding(kind: str, file: str) -> str:
    """UTF-8, but what people read on a terminal is in the terminal's own."""
    return "utf-8" if file or kind in ("json", "markdown") else getattr(sys.stdout, "encoding", None) or "utf-8"


def _write(text: bytes, kind: str, file: str) -> None:
    if file:
        Path(file).write_bytes(text)
    elif kind in ("text", "github") and sys.stdout.isatty():
        click.echo(text.decode(_encoding(kind, file)), nl=False, color=True)
    else:
        click.echo(text, nl=False)


def _wants_colour(choice: str) -> bool:
    """See no-color.org and force-color.org; an explicit choice beats both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def _verdict(config: Config, fail_on: str | None, max_warnings: int | None) -> Verdict:
    """What the configuration says, with what the command line puts in its place."""
    from postlint.results.hits import Severity

    verdict = config.verdict
    if fail_on is not None:
        verdict = replace(verdict, fail_on=None if fail_on == "never" else Severity.of(fail_on))
    if max_warnings is not None:
        verdict = replace(verdict, max_warnings=max_warnings, max_warnings_per_post=None)
    return verdict
