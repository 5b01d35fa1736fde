"""Rules × document → findings. A rule that fails becomes a finding, and the others go on.

`lint_batch` is all that crosses the border of a process: plain values in, plain values out, no file is opened.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from postlint.catalog import builtin_rules
from postlint.config import ActiveRule, Settings, load_preset
from postlint.document.document import Document
from postlint.document.source import Source, UnreadableSourceError
from postlint.engine.memory import rare_collections
from postlint.engine.message import fill
from postlint.engine.suppress import Vocabulary, apply_suppressions, read_suppressions
from postlint.findings import FileReport, Finding, Hit, Place, Span

if TYPE_CHECKING:
    from postlint.site.facts import Facts

CRASHED = "rule-crashed"
UNREADABLE = "unreadable-file"
#: what a card says in `reads` when the engine itself finds the hits of its rule
ENGINE = "engine"
PARSER = "the parser"
FACTS = "the facts for the site"
#: what else a card says in `reads`: one post, or the whole site, perhaps with the words of its posts
DOCUMENT, SITE, SITE_WORDS = "document", "site", "site-words"


def lint_batch(
    settings: Settings, batch: Sequence[tuple[str, bytes]], *, for_site: bool = False, debug: bool = False
) -> list[FileReport]:
    """Lint files that share their settings, given as path and content.

    `for_site` collects the facts of each file and leaves its suppressions to `settle`, once the rules of the site
    have spoken. With `debug` a failing rule raises.
    """
    with rare_collections():
        return [lint_bytes(settings, path, data, for_site=for_site, debug=debug) for path, data in batch]


def lint_bytes(
    settings: Settings, path: str, data: bytes, *, for_site: bool = False, debug: bool = False
) -> FileReport:
    """Lint the content of one file; what is no text becomes the finding `unreadable-file`."""
    try:
        source = Source.from_bytes(data, path)
    except UnreadableSourceError as error:
        return unreadable(settings, path, str(error))
    return lint_document(settings, document_of(settings, source), for_site=for_site, debug=debug)


def unreadable(settings: Settings, path: str, reason: str) -> FileReport:
    """The report on a file that could not be read; `reason` continues a sentence that begins with the file."""
    hit = Hit(Span(0, 0), {"path": path, "reason": reason})
    return FileReport(path, tuple(_engine_findings(settings, Source("", path), {UNREADABLE: [hit]})))


def document_of(settings: Settings, source: Source) -> Document:
    """The document of a text under these settings."""
    return Document(
        source,
        load_preset(settings.preset, settings.schema_file, settings.overlay),
        language=settings.language,
        today=settings.today,
        site_hosts=settings.site_hosts,
        ignore_patterns=settings.ignore_patterns,
    )


def lint_source(settings: Settings, source: Source, *, debug: bool = False) -> FileReport:
    """Lint one text."""
    return lint_document(settings, document_of(settings, source), debug=debug)


def lint_document(settings: Settings, doc: Document, *, for_site: bool = False, debug: bool = False) -> FileReport:
    """Ask all rules about a document, then hold the suppressions against the finished findings."""
    source = doc.source
    answers = _ask(settings, doc, for_site, debug)
    crashes = [Hit(Span(0, 0), values) for values in answers.crashes.values()]
    findings = [*answers.findings, *_engine_findings(settings, source, {CRASHED: crashes})]
    suppressions = read_suppressions(doc) if PARSER not in answers.crashes else None
    report = FileReport(
        source.path, tuple(findings), seconds=answers.seconds, facts=answers.facts, suppressions=suppressions
    )
    report = report if for_site else settle(settings, report, source)
    findings = in_order(report.findings)
    lines = {finding.line: source.line(finding.line) for finding in findings}
    return replace(report, findings=tuple(findings), lines=lines)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in place order, each once."""
    unique = {(f.start, f.end, f.rule, f.message): f for f in findings}
    return [unique[key] for key in sorted(unique)]


# -- asking the rules -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Answers:
    """What came of asking the rules about one document: findings, what crashed, and how long each rule took."""

    findings: list[Finding] = field(default_factory=list)
    crashes: dict[str, dict[str, object]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    facts: Facts | None = None


def _ask(settings: Settings, doc: Document, for_site: bool, debug: bool) -> _Answers:
    answers = _Answers()
    with _Guard(answers, doc, PARSER, debug):
        # if this fails, so would nearly every rule: it is said once
        _ = (doc.front_matter, doc.parsed)
    if answers.crashes:
        return answers
    for active in settings.rules:
        rule = active.rule
        if rule.reads != DOCUMENT:
            continue
        with _Guard(answers, doc, rule.name, debug):
            if rule.languages and doc.language not in rule.languages:
                continue
            answers.findings += list(_findings(active, doc))
    if for_site:
        from postlint.site.collect import collect_facts

        with _Guard(answers, doc, FACTS, debug):
            with_forms = any(active.rule.reads == SITE_WORDS for active in settings.rules)
            answers.facts = collect_facts(doc, with_forms=with_forms)
    return answers


class _Guard:
    """Times a block, and turns what it raises into a crash. A class, for there is one for each rule and file."""

    __slots__ = ("_answers", "_began", "_debug", "_doc", "_name")

    def __init__(self, answers: _Answers, doc: Document, name: str, debug: bool) -> None:
        self._answers, self._doc, self._name, self._debug = answers, doc, name, debug

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        self._answers.seconds[self._name] = time.perf_counter() - self._began
        if self._debug or not isinstance(error, Exception):
            return False
        said: dict[str, object] = {"rule": self._name, "file": self._doc.path, "error": explained(error)}
        self._answers.crashes[self._name] = said
        return True


def explained(error: Exception) -> str:
    """The error in one line, with where it was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    module = frame.filename.replace("\\", "/").rsplit("/", 1)[-1]
    said = str(error)
    return f"{type(error).__name__}{': ' if said else ''}{said} ({module}, line {frame.lineno})"


def _findings(active: ActiveRule, doc: Document) -> Iterator[Finding]:
    if not active.levels:
        yield from findings_of(active, _hits(active, doc), doc.source)
        return
    from postlint.engine.levels import by_level

    for speaking, hits in by_level(active, lambda one: _hits(one, doc)):
        yield from findings_of(speaking, hits, doc.source)


def _hits(active: ActiveRule, doc: Document) -> Iterator[Hit]:
    """The hits of one rule, without those whose source text matches its `ignore_patterns`."""
    ignored = [re.compile(pattern) for pattern in active.ignore_patterns]
    for hit in active.rule.resolve()(doc, **active.arguments):
        if not ignored or not any(pattern.search(doc.slice(hit.span)) for pattern in ignored):
            yield hit


class Positions(Protocol):
    """What tells lines and columns of offsets in a file: its source, or its facts."""

    @property
    def path(self) -> str:
        """The path as users see it."""

    @property
    def length(self) -> int:
        """The number of code points of the text."""

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both 1-based."""


def findings_of(
    active: ActiveRule, hits: Iterable[Hit], source: Positions, others: Mapping[str, Positions] | None = None
) -> Iterator[Finding]:
    """Give hits the rule's name, severity and message, and their places lines and columns.

    `others` tell the lines of related places in other files, by path.
    """
    rule = active.rule
    for hit in hits:
        start, end, line, column, end_line, end_column = _place(source, hit.span)
        yield Finding(
            path=source.path,
            rule=rule.name,
            group=rule.group,
            severity=active.severity or hit.severity or rule.severity,
            message=fill(rule.messages[hit.message], hit.values),
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            fix=hit.fix,
            related=tuple(_related(hit, source, others or {})),
            url=rule.url,
        )


def _place(source: Positions, span: Span) -> tuple[int, int, int, int, int, int]:
    """A span, kept inside the text, and its lines and columns."""
    start = min(max(span.start, 0), source.length)
    end = min(max(span.end, start), source.length)
    return start, end, *source.position(start), *source.position(end)


def _related(hit: Hit, source: Positions, others: Mapping[str, Positions]) -> Iterator[Place]:
    for other in hit.related:
        line, column = others.get(other.path or source.path, source).position(other.span.start)
        yield Place(other.path or source.path, line, column, other.message)


# -- the engine's own rules -----------------------------------------------------------------------------


def settle(settings: Settings, report: FileReport, source: Positions, also_asked: Iterable[str] = ()) -> FileReport:
    """The report with its suppressions held against its findings, and with findings about these themselves.

    `also_asked` names rules that were asked besides those about single posts. What is in the report already has
    its order; what is added is put into place by `in_order`.
    """
    suppressions = report.suppressions
    if suppressions is None or not (suppressions.directives or suppressions.mistakes):
        return replace(report, suppressions=None)
    vocabulary = _vocabulary(settings)
    crashes = [finding for finding in report.findings if finding.rule == CRASHED]
    findings = [finding for finding in report.findings if finding.rule != CRASHED]
    asked = {active.rule.name for active in settings.rules if active.rule.reads == DOCUMENT} | set(also_asked)
    outcome = apply_suppressions(findings, suppressions, vocabulary, asked)
    about = list(_engine_findings(settings, source, outcome.hits))
    rest = apply_suppressions(about, suppressions.about_suppressions(vocabulary), vocabulary, ())
    left = in_order([*outcome.findings, *rest.findings, *crashes])
    silenced = outcome.suppressed + rest.suppressed
    return replace(report, findings=tuple(left), suppressed=silenced, suppressions=None)


def _vocabulary(settings: Settings) -> Vocabulary:
    """The names that suppressions may use."""
    rules = [*builtin_rules().values(), *(active.rule for active in settings.rules)]
    return Vocabulary(settings.aliases, frozenset(rule.group for rule in rules))


def _engine_findings(settings: Settings, source: Positions, hits: Mapping[str, Sequence[Hit]]) -> Iterator[Finding]:
    """Findings of the rules that the engine itself answers, as far as they are on."""
    for active in settings.rules:
        if active.rule.name in hits:
            yield from findings_of(active, hits[active.rule.name], source)
