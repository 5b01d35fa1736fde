"""Fixes one post over passes until nothing changes: lint, apply what fits together, lint again.

The findings after each pass are compared with those before: a fix that causes new findings is undone. No file is read
or written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from postlint.catalog.rule import DOCUMENT, ENGINE
from postlint.config.settings import Settings
from postlint.engine.fix import apply_to_file, compose
from postlint.engine.habits import without_habits
from postlint.engine.lint import document_of, lint_document
from postlint.engine.sites import Habit
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Severity

#: the rule of a finding, and where it starts and ends
Spot = tuple[str, int, int]
#: a post that still changes after so many passes has rules with conflicting fixes
MAX_PASSES = 20


@dataclass(frozen=True, slots=True)
class FixedPost:
    """The result of fixing a post: its content before and after, and the findings that are left.

    `applied` counts the fixes by rule; `refused` are findings that are left, because their fix would have brought
    other errors or warnings.
    """

    path: str
    before: str
    after: str
    report: FileReport
    applied: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the content differs."""
        return self.before != self.after


def is_wanted(finding: Finding, *, unsafe: bool) -> bool:
    """Whether a finding has a fix that may be applied."""
    return finding.fix is not None and (unsafe or finding.fix.safe)


def spot(finding: Finding) -> Spot:
    """What identifies a finding in a content."""
    return finding.rule, finding.start, finding.end


def fix_post(
    settings: Settings,
    path: str,
    content: str,
    *,
    unsafe: bool = False,
    only: Collection[Spot] | None = None,
    habits: Sequence[Habit] = (),
    debug: bool = False,
) -> FixedPost:
    """Fix the findings of the rules about single posts in the content of a file; with `unsafe`, also by unsafe fixes.

    `content` has its byte order mark and its line endings. With `only`, spots of findings of a run over the
    site, no other is fixed: a suppression that silences nothing in the post alone may be one for the site. What a fix
    brings to light is fixed, too, but for `habits` of the site.
    """
    state = _State(settings, path, content, _rules_elsewhere(settings) if only is not None else (), debug)
    spared: Collection[Spot] = {spot(one) for one in state.report.findings} - set(only) if only is not None else ()
    asked: Collection[Spot] = only or ()
    applied: Counter[str] = Counter()
    refused: set[tuple[str, str, str]] = set()
    seen = {content}
    for _ in range(MAX_PASSES):
        wanted = [f for f in _fixable(state, unsafe, spared) if _key(f, state.report) not in refused]
        if not wanted:
            break
        after, done, bad = _one_pass(state, wanted)
        refused |= {_key(finding, state.report) for finding in bad}
        if after.content in seen:
            if not bad:
                break
            continue
        seen.add(after.content)
        applied.update(finding.rule for finding in done)
        asked = _shifted(asked, done)
        spared = _shifted(spared, done) | (_habitual(after.report, habits) - asked)
        state = after
    left = tuple(_fixable(state, unsafe, spared))
    return FixedPost(path, content, state.content, state.report, dict(sorted(applied.items())), left)


def _rules_elsewhere(settings: Settings) -> frozenset[str]:
    """The rules that look at more than the post."""
    return frozenset(one.rule.name for one in settings.rules if one.rule.reads not in (DOCUMENT, ENGINE))


def _fixable(state: _State, unsafe: bool, spared: Collection[Spot]) -> list[Finding]:
    return [f for f in state.report.findings if is_wanted(f, unsafe=unsafe) and spot(f) not in spared]


def _habitual(report: FileReport, habits: Sequence[Habit]) -> set[Spot]:
    """Where the findings are that are a habit of the site."""
    left = set(map(id, without_habits(report, habits).findings))
    return {spot(one) for one in report.findings if id(one) not in left}


def _shifted(spots: Collection[Spot], fixed: Iterable[Finding]) -> set[Spot]:
    """Where spots are after these findings were fixed."""
    edits = [edit for finding in fixed if finding.fix is not None for edit in finding.fix.edits]

    def shifted(offset: int) -> int:
        return offset + sum(
            len(edit.text) - (edit.span.end - edit.span.start) for edit in edits if edit.span.end <= offset
        )

    return {(rule, shifted(start), shifted(end)) for rule, start, end in spots}


class _State:
    """A version of the file's content, and the findings in it."""

    def __init__(self, settings: Settings, path: str, content: str, also_ran: Collection[str], debug: bool) -> None:
        self.content = content
        self._how = (settings, path, also_ran, debug)
        doc = document_of(settings, Source.from_text(content, path))
        try:
            self.report = lint_document(settings, doc, also_ran=also_ran, debug=debug).report
        finally:
            doc.release()

    def after(self, findings: Iterable[Finding]) -> _State:
        """The state after the fixes of these findings, which fit together."""
        settings, path, also_ran, debug = self._how
        fixes = [finding.fix for finding in findings if finding.fix is not None]
        return _State(settings, path, apply_to_file(self.content, fixes), also_ran, debug)


def _one_pass(state: _State, wanted: Sequence[Finding]) -> tuple[_State, list[Finding], list[Finding]]:
    """The state after a pass, the fixed findings, and the refused ones.

    All are applied at once if that does no harm; else one after the other, to find the harmful fix.
    """
    by_fix = {id(finding.fix): finding for finding in wanted}
    together = [by_fix[id(fix)] for fix in compose(finding.fix for finding in wanted if finding.fix is not None)]
    after = state.after(together)
    if not _harms(state, after, together):
        return after, together, []
    good: list[Finding] = []
    bad: list[Finding] = []
    reached = state
    for finding in together:
        after = state.after([*good, finding])
        if _harms(reached, after, [finding]):
            bad.append(finding)
        else:
            good.append(finding)
            reached = after
    return reached, good, bad


def _harms(before: _State, after: _State, fixed: Sequence[Finding]) -> bool:
    """Whether fixes caused findings that they must not cause.

    Safe fixes remove their findings and cause no error or warning. An unsafe one may reveal others (a key that is spelt
    right is read, and its value checked) as long as there are not more errors, and not more of both, than before.
    """
    safe = all(finding.fix is not None and finding.fix.safe for finding in fixed)
    rules: Collection[str] = {finding.rule for finding in fixed} if safe else ()
    old, new = _complaints(before.report.findings, rules), _complaints(after.report.findings, rules)
    if safe:
        return not new <= old - _complaints(fixed, rules)
    errors = [
        sum(count for (_, severity), count in found.items() if severity is Severity.ERROR) for found in (old, new)
    ]
    return errors[1] > errors[0] or new.total() > old.total()


def _complaints(findings: Iterable[Finding], rules: Collection[str]) -> Counter[tuple[str, Severity]]:
    """The number of errors and warnings by rule, and of all findings of `rules`."""
    return Counter((f.rule, f.severity) for f in findings if f.severity >= Severity.WARNING or f.rule in rules)


def _key(finding: Finding, report: FileReport) -> tuple[str, str, str]:
    """Identifies a finding whose place has moved: its rule, its message and its line."""
    return finding.rule, finding.message, report.lines.get(finding.line, "")
