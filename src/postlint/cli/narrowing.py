"""Options that narrow a run: to the findings of a change, or to those that are not in the baseline."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from postlint.cli.command_group import Refusal
from postlint.cli.options import together
from postlint.data.inside import from_here
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.engine.baseline import Baseline
    from postlint.engine.cache import Cache
    from postlint.engine.changes import Changes
    from postlint.engine.run import Run
    from postlint.engine.workspace import Part
    from postlint.results.findings import FileReport, Finding, Report

baseline_options = together(
    click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Report only new findings."),
    click.option("--no-baseline", is_flag=True, help="Report the findings of the baseline, too."),
    click.option("--strict", is_flag=True, help="Fail when entries of the baseline match nothing any more."),
)
narrowing_options = together(
    click.option("--changed", metavar="[=REF]", help="Only posts that differ from REF, or the upstream branch."),
    click.option("--changed-lines", metavar="[=REF]", help="Only findings on changed lines, or caused by them."),
    click.option("--staged", is_flag=True, help="Only staged posts, as they are in git's index."),
    click.option("--add-suppressions", metavar="[=REASON]", help="Write comments that suppress the findings."),
    baseline_options,
)


class Narrowing(NamedTuple):
    """The values of the options. A REF is "" where only the option was given."""

    changed: str | None
    changed_lines: str | None
    staged: bool
    baseline: Path | None
    no_baseline: bool
    add_suppressions: str | None
    strict: bool

    @classmethod
    def take(cls, options: dict[str, Any]) -> Narrowing:
        """Remove `narrowing_options`, or only `baseline_options`, from the options of a command, as a value."""
        narrowing = cls(*(options.pop(name, None) for name in cls._fields))
        if narrowing.staged and (narrowing.changed or narrowing.changed_lines):
            raise click.UsageError("--staged compares with the last commit, and takes no REF.")
        if narrowing.changed is not None and narrowing.changed_lines is not None:
            raise click.UsageError("--changed and --changed-lines exclude each other; use one of them.")
        if any(ending in (narrowing.add_suppressions or "") for ending in ("-->", "*/", "\n")):
            raise click.UsageError("The reason of --add-suppressions must be one line, and must not end a comment.")
        return narrowing

    # -- changes ----------------------------------------------------------------------------------------

    def changes(self, folder: Path) -> Changes | None:
        """The change that the options name, if any. Raises GitError."""
        if self.changed is None and self.changed_lines is None and not self.staged:
            return None
        from postlint.engine.changes import find_changes

        return find_changes(folder, self.changed or self.changed_lines or None, staged=self.staged)

    def narrowed(self, part: Part, changes: Changes, cache: Cache | None, jobs: int | None) -> Part:
        """The posts that the change touched or affected."""
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
        """A function that decides whether a change touched a finding, if the report is for a pull request on GitHub."""
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
        from postlint.engine.find_baseline import find_baseline

        return None if self.no_baseline else find_baseline(config, self.baseline)

    # -- the narrowed report ----------------------------------------------------------------------------

    def applied(
        self,
        parts: Sequence[Part],
        runs: Sequence[Run],
        reports: Sequence[Report],
        baselines: Sequence[Baseline | None],
        changes: Changes | None,
    ) -> Report:
        """The reports on all parts as one, narrowed by the change and the baselines."""
        from postlint.results.findings import Report

        left = []
        for part, run, report, baseline in zip(parts, runs, reports, baselines, strict=True):
            if baseline is not None:
                whole = part.site is None and (part.found.content or bool(part.found.folders))
                report = self.compared(baseline, run.rules_run_on, report, whole=whole)
            if changes is not None and self.changed_lines is not None:
                report = replace(report, files=tuple(_on_changed_lines(report, part, changes)))
            left.append(report)
        return Report(
            tuple(sorted((file for report in left for file in report.files), key=lambda file: file.path)),
            tuple(dict.fromkeys(note for report in left for note in report.notes)),
            tuple(dict.fromkeys(failure for report in left for failure in report.failures)),
        )

    def compared(
        self, baseline: Baseline, rules_run_on: Callable[[str], Collection[str]], report: Report, *, whole: bool = True
    ) -> Report:
        """A report without the findings of a baseline. The other arguments are those of `compare`."""
        from postlint.engine.baseline import compare

        comparison = compare(baseline, report, rules_run_on, whole=whole)
        if not comparison.stale:
            return comparison.report
        entries = "1 entry" if comparison.stale == 1 else f"{comparison.stale:,} entries"
        match = "matches" if comparison.stale == 1 else "match"
        stale = f"{entries} of {from_here(baseline.file)} {match} nothing any more"
        return replace(
            comparison.report,
            notes=(*report.notes, f"{stale}; 'postlint baseline --prune' takes them out."),
            failures=(*report.failures, stale) if self.strict else report.failures,
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


def check_baseline_folder(file: Path) -> None:
    """Check that the folder of a baseline exists. Raises Refusal."""
    if not file.parent.is_dir():
        raise Refusal(f"{from_here(file)}: No such file or directory")
