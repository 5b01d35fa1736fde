"""Output of a report: the formats in which it is printed or written, the severities shown, and the exit status."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.cli.command_group import FAILED, Refusal
from postlint.cli.options import together
from postlint.cli.report_files import check_folder, check_packages, is_folder, write_folder
from postlint.data.inside import leads_outside
from postlint.records import NamedTuple
from postlint.report.formats import Rendering, format_names, load_format

if TYPE_CHECKING:
    from postlint.catalog.rule import Rule
    from postlint.config.config import Config
    from postlint.report.html.material import Material
    from postlint.results.findings import Finding, Report
    from postlint.results.verdict import Verdict

LEVELS = ("info", "warning", "error")
#: an encoded report, or the files of one that is a folder
Text = bytes | Mapping[str, bytes]
#: encoded texts, one an output; notes; the exit status
Printed = tuple[Sequence[Text], Sequence[str], int]


class FormatType(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``format`` or ``format:file`` as a pair, the file empty for standard output."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The pair. Fails for a format that does not exist."""
        if isinstance(value, tuple):
            return value
        name, _, file = str(value).partition(":")
        if name not in format_names():
            self.fail(f"{name!r} is none of {', '.join(format_names())}.", param, ctx)
        return name, file

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The names of formats."""
        from click.shell_completion import CompletionItem

        names = (name for name in format_names() if name.startswith(incomplete))
        return [CompletionItem(name, help=load_format(name).about) for name in names]


report_options = together(
    click.option(
        "--format",
        "outputs",
        type=FormatType(),
        multiple=True,
        metavar="FORMAT[:FILE]",
        help=f"{', '.join(format_names())}; repeatable.",
    ),
    click.option("-o", "--output-file", metavar="FILE", help="Write the report there and not to standard output."),
    click.option("--level", type=click.Choice(LEVELS), default="warning", help="Least severity to show (warning)."),
    click.option("--all", "everything", is_flag=True, help="Show every finding of a long report."),
    click.option("--statistics", is_flag=True, help="Show the number of findings of each rule, not the findings."),
    click.option("-q", "--quiet", is_flag=True, help="Show only findings."),
    click.option("--fail-on", type=click.Choice((*LEVELS, "never")), help="Least severity for exit code 1 (warning)."),
    click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Do not fail for up to N warnings."),
    click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colours (auto)."),
    click.option("--no-color", "color", flag_value="never", help="The same as --color never."),
)


class Output(NamedTuple):
    """The options for the report. `outputs` are formats with their files, "" for standard output."""

    outputs: tuple[tuple[str, str], ...]
    level: str
    everything: bool
    statistics: bool
    quiet: bool
    fail_on: str | None
    max_warnings: int | None
    color: str

    @classmethod
    def take(cls, options: dict[str, Any]) -> Output:
        """Remove `report_options` from the options of a command, as a value.

        Raises UsageError when two formats go to standard output, Refusal for a file that cannot be written.
        """
        file = options.pop("output_file")
        outputs = list(options.pop("outputs")) or [("text", "")]
        if sum(not name for _, name in outputs) > 1:
            raise click.UsageError(
                "Only one format can go to standard output; name a file for the other: json:report.json."
            )
        if file is not None:
            outputs = [(kind, name or file) for kind, name in outputs]
            if all(name != file for _, name in outputs):
                raise click.UsageError("--output-file is for the format without a file, and each has one.")
        for kind, name in outputs:
            _check_output(kind, name)
        values = {name: options.pop(name) for name in cls._fields if name != "outputs"}
        return cls(tuple(outputs), **values)

    @property
    def shows_posts(self) -> bool:
        """Whether a format shows the posts themselves, so that it needs more of a run than findings."""
        return any(load_format(kind).folder is not None for kind, _ in self.outputs)

    def has(self, name: str) -> bool:
        """Whether a format is among the outputs."""
        return any(kind == name for kind, _ in self.outputs)

    def verdict(self, config: Config) -> Verdict:
        """The conditions of failure: those of the configuration, overridden by the command line."""
        from postlint.results.hits import Severity

        verdict = config.verdict
        if self.fail_on is not None:
            verdict = verdict._replace(fail_on=None if self.fail_on == "never" else Severity.of(self.fail_on))
        if self.max_warnings is not None:
            verdict = verdict._replace(max_warnings=self.max_warnings, max_warnings_per_post=None)
        return verdict

    def render(
        self,
        report: Report,
        verdict: Verdict,
        rules: Callable[[], Mapping[str, Rule]],
        notes: Iterable[str],
        touched: Callable[[Finding], bool] | None = None,
        material: Material | None = None,
    ) -> Printed:
        """The report as an encoded text for each output, the notes, and the exit status."""
        from postlint.data.inside import slashed
        from postlint.report.outcome import reason
        from postlint.results.hits import Severity

        level = Severity.of(self.level)
        if os.sep != "/":  # readers of reports, such as GitHub and SARIF viewers, want slashes
            report = report.renamed(slashed)
        texts: list[Text] = []
        for kind, file in self.outputs:
            rendering = Rendering(
                report,
                level,
                verdict,
                rules,
                touched,
                colour=not file and wants_colour(self.color),
                everything=self.everything,
                statistics=self.statistics,
                quiet=self.quiet,
                others=tuple(other for _, other in self.outputs if other and other != file),
                material=material,
            )
            found = load_format(kind)
            if found.folder is not None and is_folder(file):
                texts.append({name: page.encode("utf-8", "replace") for name, page in found.folder(rendering)})
                continue
            text = io.BytesIO()
            for piece in found.render(rendering):
                text.write(piece.encode(_encoding(found.for_terminal, file), "backslashreplace"))
            texts.append(text.getvalue())
        failed = bool(verdict.reasons(report))
        shown_notes = [] if self.quiet else list(notes)
        if failed and (self.quiet or ("text", "") not in self.outputs):
            shown_notes.append(reason(report, verdict, level))
        return texts, shown_notes, FAILED if failed else 0

    def write(self, texts: Sequence[Text], notes: Sequence[str], status: int) -> int:
        """Print or write a text for each output, and notes to standard error. Returns the exit status."""
        for (kind, file), text in zip(self.outputs, texts, strict=True):
            _write(text, kind, file)
        click.echo(self.shown(notes), nl=False, err=True)
        return status

    def shown(self, notes: Iterable[str]) -> str:
        """Notes as they are printed to standard error."""
        from postlint.report.terminal import escaped

        return "".join(f"postlint: {escaped(note)}\n" for note in notes)


def _check_output(kind: str, file: str) -> None:
    """Check before the run whether a format can be made, and written there. Raises Refusal."""
    if load_format(kind).folder is None:
        check_writable(file)
        return
    check_packages()
    if is_folder(file):
        check_folder(file)
    else:
        check_writable(file)


def check_writable(file: str) -> None:
    """Check before the run whether a report can be written there. Raises Refusal."""
    path = Path(file)
    if not file:
        return
    if not path.parent.is_dir():
        raise Refusal(f"{file}: No such file or directory")
    if path.is_dir():
        raise Refusal(f"{file}: Is a directory")
    if leads_outside(path):  # the user names a file of the repository, and a stranger's link is there
        raise Refusal(f"{file}: a link leads out of the repository")


def _encoding(for_terminal: bool, file: str) -> str:
    """The encoding: UTF-8, but for people on a terminal, that of the terminal."""
    return "utf-8" if file or not for_terminal else getattr(sys.stdout, "encoding", None) or "utf-8"


def _write(text: Text, kind: str, file: str) -> None:
    if isinstance(text, Mapping):
        write_folder(file, text)
    elif file:
        Path(file).write_bytes(text)
    elif sys.stdout.isatty() and load_format(kind).for_terminal:
        click.echo(text.decode(_encoding(True, file)), nl=False, color=True)
    else:
        click.echo(text, nl=False)


def wants_colour(choice: str) -> bool:
    """Whether to print colours. See no-color.org and force-color.org; an explicit choice overrides both."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
