"""Turns hits into findings, applies suppressions, adds the engine's own findings.

Nothing here needs a parsed document: positions come from a source or from facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from postlint.catalog.lifetime import former_names
from postlint.catalog.load import builtin_rules
from postlint.catalog.rule import DOCUMENT, ENGINE
from postlint.config.settings import ActiveRule, Settings
from postlint.data.time_limit import TimeUpError
from postlint.engine.fix_guard import without_placeholders
from postlint.engine.message import message_of
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding, Place
from postlint.results.hits import COUNT, NO_FIX, SAFE, Fix, Hit, Many, Severity
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.engine.linted import Linted
    from postlint.engine.suppress import Looked, Vocabulary

CRASHED = "rule-crashed"
TIMED_OUT = "post-timeout"
UNREADABLE = "unreadable-file"
#: rules whose finding reports that others are missing; another run may find them
INCOMPLETE = frozenset((CRASHED, TIMED_OUT))
#: rules whose findings neither a comment in a post nor a baseline hides
NEVER_HIDDEN = INCOMPLETE | {UNREADABLE}


class Positions(Protocol):
    """Turns offsets in a file into lines and columns: a source, or facts."""

    @property
    def path(self) -> str:
        """The path as shown to users."""

    @property
    def length(self) -> int:
        """The number of code points of the text."""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both 1-based."""


def findings_of(
    active: ActiveRule, hits: Iterable[Hit], source: Positions, others: Mapping[str, Positions] | None = None
) -> Iterator[Finding]:
    """Give hits the rule's name, severity and message, and their places lines and columns.

    `others` have the lines of related places in other files, by path.
    """
    rule = active.rule
    for hit in hits:
        start, end, line, column, end_line, end_column = _place(source, hit.span)
        yield Finding(
            path=source.path,
            rule=rule.name,
            group=rule.group,
            severity=active.severity or hit.severity or rule.severity,
            message=message_of(rule.messages, hit),
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            fix=_fix(active, hit.fix),
            related=tuple(_related(hit, source, others or {})),
            url=rule.url,
            once=hit.once,
            weight=hit.weight if active.is_weighed else None,
            many=_many(rule.messages, hit, hit.many) if hit.many is not None else None,
        )


def _many(messages: Mapping[str, str], hit: Hit, many: Many) -> Many:
    """The same with the message for several, made of the values of this hit."""
    values = {**hit.values, "count": COUNT}
    return many._replace(text=message_of(messages, hit._replace(message=many.kind, values=values)))


def _fix(active: ActiveRule, fix: Fix | None) -> Fix | None:
    """The fix, with the safety that the configuration, else the card, sets for the rule; None for no fixes."""
    level = active.fix or active.rule.fix
    if fix is None or level == NO_FIX:
        return None
    return fix._replace(safe=level == SAFE and (fix.safe or active.fix == SAFE))


def _place(source: Positions, span: Span) -> tuple[int, int, int, int, int, int]:
    """A span, clipped to the text, and its lines and columns."""
    start = min(max(span.start, 0), source.length)
    end = min(max(span.end, start), source.length)
    return start, end, *source.position(start), *source.position(end)


def _related(hit: Hit, source: Positions, others: Mapping[str, Positions]) -> Iterator[Place]:
    for other in hit.related:
        line, column = others.get(other.path or source.path, source).position(other.span.start)
        yield Place(other.path or source.path, line, column, without_placeholders(other.message))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in place order, each once."""
    unique = {(f.start, f.end, f.rule, f.message): f for f in findings}
    return [unique[key] for key in sorted(unique)]


# -- the engine's own rules -----------------------------------------------------------------------------


def settle(settings: Settings, linted: Linted, source: Positions, also_ran: Iterable[str] = ()) -> FileReport:
    """The final report: suppressions applied to its findings, findings about the suppressions added.

    `also_ran` names rules that ran besides those about single posts.
    """
    report, suppressions = linted.report, linted.suppressions
    if suppressions is None:
        return report
    from postlint.engine.suppress import Looked, apply_suppressions

    vocabulary = _vocabulary(settings)
    crashes = [finding for finding in report.findings if finding.rule in INCOMPLETE]
    findings = [finding for finding in report.findings if finding.rule not in INCOMPLETE]
    outcome = apply_suppressions(findings, suppressions, vocabulary, _looked(settings, also_ran))
    about = list(engine_findings(settings, source, outcome.hits))
    rest = apply_suppressions(about, suppressions.about_suppressions(vocabulary), vocabulary, Looked())
    left = in_order([*outcome.findings, *rest.findings, *crashes])
    silenced = in_order([*outcome.suppressed, *rest.suppressed])
    return replace(
        report,
        findings=tuple(left),
        suppressed=len(outcome.suppressed) + len(rest.suppressed),
        suppressed_findings=tuple(silenced),
    )


def _looked(settings: Settings, also_ran: Iterable[str]) -> Looked:
    """The rules that have looked at a post, and the groups of those that have not."""
    from postlint.engine.suppress import Looked

    ran = {active.rule.name for active in settings.rules if active.rule.reads == DOCUMENT} | set(also_ran)
    others = (active.rule for active in settings.rules if active.rule.reads != ENGINE)
    absent = {rule.group for rule in others if rule.name not in ran} | {group for _, group in settings.left_out}
    return Looked(ran, absent)


def _vocabulary(settings: Settings) -> Vocabulary:
    """The names that suppressions may use."""
    from postlint.engine.suppress import Vocabulary

    rules = [*builtin_rules().values(), *(active.rule for active in settings.rules)]
    former = {name: rule.name for name, rule in former_names(rules).items()}
    return Vocabulary(settings.aliases, frozenset(rule.group for rule in rules), former)


def engine_findings(settings: Settings, source: Positions, hits: Mapping[str, Sequence[Hit]]) -> Iterator[Finding]:
    """Findings of the rules that the engine itself implements, as far as they are on."""
    for active in settings.rules:
        if active.rule.name in hits:
            yield from findings_of(active, hits[active.rule.name], source)


def crashed(settings: Settings, source: Positions, rule: str, error: Exception, file: str = "") -> list[Finding]:
    """The finding for a rule that raised; `file` is what the rule ran on, if that is not the file of the source."""
    values = {"rule": rule, "file": file or source.path, "error": explained(error)}
    return list(engine_findings(settings, source, {CRASHED: [Hit(Span(0, 0), values)]}))


def timed_out(settings: Settings, source: Positions, part: str, error: TimeUpError) -> list[Finding]:
    """The finding for a part of the work, such as a rule, that was stopped because it took too long."""
    values = {"rule": part, "seconds": f"{error.seconds:g}", "pattern": error.pattern}
    message = "-".join([*(["post"] if error.post else []), *(["pattern"] if error.pattern else [])]) or "default"
    return list(engine_findings(settings, source, {TIMED_OUT: [Hit(Span(0, 0), values, message=message)]}))


def unreadable(settings: Settings, path: str, reason: str, severity: Severity | None = None) -> FileReport:
    """The report on a file that could not be read; `reason` continues a sentence that begins with the file."""
    hit = Hit(Span(0, 0), {"path": path, "reason": reason}, severity=severity)
    return FileReport(path, tuple(engine_findings(settings, Source("", path), {UNREADABLE: [hit]})))


def died(settings: Settings, path: str) -> FileReport:
    """The report on a file whose process died while it was linted."""
    values = {"rule": "postlint", "file": path, "error": "the process that linted the file died"}
    return FileReport(path, tuple(engine_findings(settings, Source("", path), {CRASHED: [Hit(Span(0, 0), values)]})))


def explained(error: Exception) -> str:
    """The error on one line, with the place where it was raised."""
    import traceback

    frame = traceback.extract_tb(error.__traceback__)[-1]
    module = frame.filename.replace("\\", "/").rsplit("/", 1)[-1]
    text = str(error)
    return f"{type(error).__name__}{': ' if text else ''}{text} ({module}, line {frame.lineno})"
