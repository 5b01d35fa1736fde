"""What of all findings a run is about: what a change touched, what is new since the baseline."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.cli.main import Refusal
from postlint.cli.options import together

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.engine.baseline import Baseline
    from postlint.engine.cache import Cache
    from postlint.engine.changes import Changes
    from postlint.engine.run import Run
    from postlint.engine.workspace import Part
    from postlint.results.findings import FileReport, Finding, Report

#: where the baseline of a project is, beside its configuration, unless the user names another file
BASELINE = ".postlint-baseline.json"

baseline_options = together(
    click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Report only what is not in it."),
    click.option("--no-baseline", is_flag=True, help="Report what the baseline has, too."),
    click.option("--strict", is_flag=True, help="Fail when entries of the baseline match nothing any more."),
)
narrowing_options = together(
    click.option("--changed", metavar="[=REF]", help="Only posts that differ from REF, or the upstream branch."),
    click.option("--changed-lines", metavar="[=REF]", help="Only what touches changed lines, or was caused by them."),
    click.option("--staged", is_flag=True, help="Only posts that are staged, as they are in git's index."),
    click.option("--add-suppressions", metavar="[=REASON]", help="Write comments that silence what is found."),
    baseline_options,
)


@dataclass(frozen=True)
class Narrowing:
    """What the options say. A REF is "" where only the option was given."""

    changed: str | None
    changed_lines: str | None
    staged: bool
    baseline: Path | None
    no_baseline: bool
    add_suppressions: str | None
    strict: bool

    @classmethod
    def take(cls, options: dict[str, Any]) -> Narrowing:
        """Take what `narrowing_options` gave out of the options of a command, or only `baseline_options`."""
        narrowing = cls(**{field.name: options.pop(field.name, None) for field in fields(cls)})
        if narrowing.staged and (narrowing.changed or narrowing.changed_lines):
            raise click.UsageError("--staged is about what is staged since the last commit, and takes no REF.")
        if narrowing.changed is not None and narrowing.changed_lines is not None:
            raise click.UsageError("--changed and --changed-lines are two widths of one question; take one.")
        if any(ending in (narrowing.add_suppressions or "") for ending in ("-->", "*/", "\n")):
            raise click.UsageError("The reason of --add-suppressions is one line, and does not end a comment.")
        return narrowing

    # -- changes ----------------------------------------------------------------------------------------

    def changes(self, folder: Path) -> Changes | None:
        """The change that the run is about, if it is about one. Raises GitError."""
        if self.changed is None and self.changed_lines is None and not self.staged:
            return None
        from postlint.engine.changes import find_changes

        return find_changes(folder, self.changed or self.changed_lines or None, staged=self.staged)

    def narrowed(self, part: Part, changes: Changes, cache: Cache | None, jobs: int | None) -> Part:
        """The posts that the change touched, or did something to."""
        from postlint.engine.changed_site import caused
        from postlint.engine.sites import absolute

        found = part.found
        wanted = set(changes.files)
        causes = None
        if self.changed_lines is not None:
            causes = caused(part.config, found, changes, cache, jobs=jobs) if found.files else None
            wanted |= {cause.path for cause in causes or ()}
        files = [path for path in found.files if absolute(path) in wanted]
        return replace(part, found=replace(found, files=files), site=found.files, caused=causes)

    def touched(self, changes: Changes | None, folder: Path, of_github: bool) -> Callable[[Finding], bool] | None:
        """What tells whether a change touched a finding, where the report is for a pull request on GitHub."""
        if changes is not None:
            return changes.touches
        target = os.environ.get("GITHUB_BASE_REF")
        if not of_github or not target:
            return None
        from postlint.engine.changes import find_changes
        from postlint.engine.git import GitError

        try:
            return find_changes(folder, f"origin/{target}").touches
        except GitError:
            return None

    # -- the baseline -----------------------------------------------------------------------------------

    def find_baseline(self, config: Config) -> Baseline | None:
        """The baseline for the posts of a configuration, if there is one. Raises BaselineError."""
        from postlint.engine.baseline import read_baseline

        file, named = baseline_file(config, self.baseline)
        if self.no_baseline or file is None or not (named or file.is_file()):
            return None
        return read_baseline(file)

    # -- what is left -----------------------------------------------------------------------------------

    def applied(
        self,
        parts: Sequence[Part],
        runs: Sequence[Run],
        reports: Sequence[Report],
        baselines: Sequence[Baseline | None],
        changes: Changes | None,
    ) -> Report:
        """The reports on all parts as one, with what the run is about."""
        from postlint.results.findings import Report

        left = []
        for part, run, report, baseline in zip(parts, runs, reports, baselines, strict=True):
            if baseline is not None:
                report = self.compared(baseline, run.rules_run_on, report)
            if changes is not None and self.changed_lines is not None:
                report = replace(report, files=tuple(_on_changed_lines(report, part, changes)))
            left.append(report)
        return Report(
            tuple(sorted((file for report in left for file in report.files), key=lambda file: file.path)),
            tuple(dict.fromkeys(note for report in left for note in report.notes)),
            tuple(dict.fromkeys(failure for report in left for failure in report.failures)),
        )

    def compared(self, baseline: Baseline, asked: Callable[[str], Collection[str]], report: Report) -> Report:
        """A report without what a baseline knows; `asked` names the rules that were asked about a post."""
        from postlint.engine.baseline import compare

        comparison = compare(baseline, report, asked)
        if not comparison.stale:
            return comparison.report
        entries = "1 entry" if comparison.stale == 1 else f"{comparison.stale:,} entries"
        match = "matches" if comparison.stale == 1 else "match"
        said = f"{entries} of {os.path.relpath(baseline.file)} {match} nothing any more"
        return replace(
            comparison.report,
            notes=(*report.notes, f"{said}; 'postlint baseline --prune' takes them out."),
            failures=(*report.failures, said) if self.strict else report.failures,
        )


def _on_changed_lines(report: Report, part: Part, changes: Changes) -> list[FileReport]:
    """The files of a report with the findings that a change touched or caused."""
    from postlint.engine.changed_site import cause_of
    from postlint.engine.sites import absolute

    files = []
    for file in report.files:
        left = dict(part.caused or {})
        findings = []
        for finding in file.findings:
            cause = cause_of(finding, file)
            if changes.touches(finding) or left.get(cause, 0) > 0:
                left[cause] = left.get(cause, 0) - 1
                findings.append(finding)
        if findings or absolute(file.path) in changes.files:
            files.append(replace(file, findings=tuple(findings)))
    return files


def baseline_file(config: Config, named: Path | None) -> tuple[Path | None, bool]:
    """Where the baseline of a configuration is, and whether somebody said so; None where there shall be none."""
    if named is not None:
        return config.cwd / named, True
    value = config.file.get("baseline", True)
    if isinstance(value, str):
        return config.root / value, True
    return (config.root / BASELINE if value else None), False


def check_baseline_folder(file: Path) -> None:
    """Refuse a baseline in a folder that is not there."""
    if not file.parent.is_dir():
        raise Refusal(f"{os.path.relpath(file)}: No such file or directory")
