"""Finds the findings about the site that a change caused, also in posts that it did not touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from postlint.config.config import Config
from postlint.engine.cache import Cache
from postlint.engine.changes import Changes
from postlint.engine.discover import Discovery
from postlint.engine.plan import plan_run
from postlint.engine.sites import absolute
from postlint.records import NamedTuple
from postlint.results.findings import FileReport, Finding
from postlint.results.fingerprints import place_text


class Cause(NamedTuple):
    """Identifies a finding about the site before and after a change: path, rule and text of the place."""

    path: str
    rule: str
    text: str


def caused(
    config: Config, found: Discovery, changes: Changes, cache: Cache | None, *, jobs: int | None = None
) -> Counter[Cause]:
    """The findings about the site that a change caused, with the number of new ones of each."""
    earlier, now = (
        plan_run(
            config, found.files, folders=found.folders, all_content=found.content, cache=cache, instead=tree
        ).finish_site(jobs=jobs)
        for tree in (changes.before(), changes.instead())
    )  # fmt: skip
    present = {old: new for new, old in changes.old.items()}
    return _causes(now, {}) - _causes(earlier, present)


def _causes(reports: Iterable[FileReport], moved: Mapping[str, str]) -> Counter[Cause]:
    """The findings of reports, under the present paths of posts."""
    return Counter(
        cause_of(finding, file, moved.get(absolute(file.path))) for file in reports for finding in file.findings
    )


def cause_of(finding: Finding, file: FileReport, path: str | None = None) -> Cause:
    """The cause of a finding; for a moved post, `path` is its present path."""
    return Cause(path or absolute(file.path), finding.rule, place_text(finding, file.lines))
