"""The commands of the server: what a code action does when the user has chosen it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from postlint.engine.add_suppressions import suppress_in
from postlint.engine.baseline import Baseline, record
from postlint.engine.baseline_file import write_baseline
from postlint.engine.find_baseline import baseline_file, find_baseline
from postlint.records import NamedTuple
from postlint.report.explain import render
from postlint.results.findings import FileReport, Finding, Report
from postlint.server.actions import APPLY_ALL, BASELINE, EXPLAIN, SILENCE, all_fixes
from postlint.server.analysis import Analysis
from postlint.server.positions import Json
from postlint.server.session import Session
from postlint.server.text_edits import line_edits, workspace_edit

STATUS = "postlint.status"
NAMES = (APPLY_ALL, SILENCE, BASELINE, EXPLAIN)


class Outcome(NamedTuple):
    """The result of a command: an edit to apply, a sentence for the user, a page to open, a value to return.

    `relint`: findings may have changed without an edit.
    """

    edit: Json | None = None
    sentence: str = ""
    page: str = ""
    value: Any = None
    relint: bool = False


def execute(session: Session, analysis: Analysis, name: str, arguments: Sequence[Any]) -> Outcome:
    """Carry out a command on a text; its URI is the first argument. Runs in a thread."""
    if name == APPLY_ALL:
        return _edited(analysis, all_fixes(analysis, session.report(analysis)))
    if name == EXPLAIN:
        return _explained(analysis, str(arguments[1]))
    report = session.report(analysis)
    rule, start, end = str(arguments[1]), int(arguments[2]), int(arguments[3])
    finding = next((one for one in report.findings if (one.rule, one.start, one.end) == (rule, start, end)), None)
    if finding is None:
        return Outcome(sentence="The text has changed; ask again.")
    if name == BASELINE:
        return _recorded(analysis, report, finding)
    whole = len(arguments) > 4 and arguments[4] == "post"
    reason = str(arguments[5]) if len(arguments) > 5 and arguments[5] else ""
    return _silenced(analysis, finding, whole, reason)


def _edited(analysis: Analysis, edits: list[Json]) -> Outcome:
    return Outcome(edit=workspace_edit(analysis.text.uri, edits) if edits else None)


def _silenced(analysis: Analysis, finding: Finding, whole: bool, reason: str) -> Outcome:
    """The comment that silences a finding; the reason is one line, and ends no comment."""
    plain = " ".join(reason.replace("-->", "").replace("*/", "").split())
    text = analysis.text
    post = suppress_in(analysis.settings, analysis.name, text.text, [finding], plain, whole=whole)
    if post is None:
        return Outcome(sentence=f"No comment fits here; silence {finding.rule} in the front matter.")
    return _edited(analysis, line_edits(text, post.after))


def _recorded(analysis: Analysis, report: FileReport, finding: Finding) -> Outcome:
    """The baseline with one more finding of a post; the others of the post stay in it."""
    file, _ = baseline_file(analysis.config, None)
    if file is None:
        return Outcome(sentence="The configuration has 'baseline: false'.")
    known = find_baseline(analysis.config) or Baseline(file)
    kept = FileReport(report.path, (*report.baselined, finding), lines=report.lines)
    write_baseline(record(known, Report((kept,))))
    return Outcome(relint=True)


def _explained(analysis: Analysis, name: str) -> Outcome:
    rule = analysis.config.catalogue.get(name)
    if rule is None:
        return Outcome(sentence=f"There is no rule {name!r}.")
    return Outcome(page=rule.url, sentence="" if rule.url else rule.summary, value=render(rule))
