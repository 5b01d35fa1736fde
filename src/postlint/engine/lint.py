"""Runs the rules about single posts on a document. A rule that raises becomes a finding, and the others go on.

Worker processes run `lint_batch`: it takes and returns plain values, and opens no file, as a worker may be on another
machine.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from postlint.catalog.rule import DOCUMENT, IMAGES, SITE_TEXTS, SITE_WORDS
from postlint.config.config import preset_of
from postlint.config.settings import ActiveRule, Settings
from postlint.data.time_limit import TimeLimit, TimeUpError, searched
from postlint.document.document import Document
from postlint.document.logical import is_rendered
from postlint.engine.fix_guard import without_unsound_fix
from postlint.engine.gc_threshold import rare_collections
from postlint.engine.linted import Linted, View
from postlint.engine.severity_levels import findings_by_level
from postlint.engine.suppress import read_suppressions
from postlint.engine.to_findings import crashed, in_order, settle, timed_out, unreadable
from postlint.parse.source import Source, StrayCharacterError, UnreadableSourceError
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Hit, Severity

if TYPE_CHECKING:
    from postlint.engine.suppress import Suppressions
    from postlint.site.facts import Facts

PARSER = "the parser"
FACTS = "the facts of the post"
SUPPRESSIONS = "the suppression comments"


def lint_batch(
    settings: Settings,
    batch: Sequence[tuple[str, bytes]],
    *,
    with_facts: bool = False,
    view: View | None = None,
    debug: bool = False,
) -> list[Linted]:
    """Lint files that share their settings, given as path and content.

    `with_facts` collects the facts of each file and leaves its suppressions to `settle`, which runs after the rules
    about images and the site. `view` makes a value of each document. With `debug`, exceptions of rules are raised. The
    first report has the times of all.
    """
    with rare_collections():
        results = [
            lint_bytes(settings, path, data, with_facts=with_facts, view=view, debug=debug) for path, data in batch
        ]
    # times for each rule and post would be a third of the size of all reports
    seconds = Counter[str]()
    for linted in results:
        seconds.update(linted.report.seconds)
    return [one.with_report(seconds={} if at else dict(seconds)) for at, one in enumerate(results)]


def lint_bytes(
    settings: Settings,
    path: str,
    data: bytes,
    *,
    with_facts: bool = False,
    view: View | None = None,
    debug: bool = False,
) -> Linted:
    """Lint the content of one file; bytes that are no text give the finding `unreadable-file`."""
    try:
        source = Source.from_bytes(data, path)
    except UnreadableSourceError as error:
        severity = Severity.WARNING if isinstance(error, StrayCharacterError) else None
        return Linted(unreadable(settings, path, str(error), severity))
    doc = document_of(settings, source)
    try:
        linted = lint_document(settings, doc, with_facts=with_facts, debug=debug)
        return linted if view is None else linted._replace(view=_viewed(settings, doc, view, debug))
    finally:
        doc.release()


def _viewed(settings: Settings, doc: Document, view: View, debug: bool) -> Any:
    """The view of a document; None where making it fails or takes longer than a post may."""
    try:
        with TimeLimit(settings.post_timeout, whole=True):
            return view.make(doc)
    except TimeUpError:
        return None
    except Exception:
        if debug:
            raise
        return None


def document_of(settings: Settings, source: Source) -> Document:
    """The document of a text under these settings."""
    return Document(
        source,
        preset_of(settings),
        language=settings.language,
        today=settings.today,
        site_hosts=settings.site_hosts,
        ignore_patterns=settings.ignore_patterns,
        folder=settings.folder,
    )


def lint_source(settings: Settings, source: Source, *, debug: bool = False) -> FileReport:
    """Lint one text."""
    with rare_collections():
        return lint_document(settings, document_of(settings, source), debug=debug).report


def lint_document(
    settings: Settings,
    doc: Document,
    *,
    with_facts: bool = False,
    also_ran: Iterable[str] = (),
    debug: bool = False,
) -> Linted:
    """Run all rules about single posts on a document; without `with_facts`, the suppressions are applied as well.

    `also_ran` names rules about images and the site: a suppression for one of them counts as unused when no
    other finding is at its place.
    """
    source = doc.source
    result = _run_rules(settings, doc, with_facts, debug)
    suppressions = result.suppressions or None
    linted = Linted(FileReport(source.path, tuple(result.findings), seconds=result.seconds), result.facts, suppressions)
    if not with_facts:
        linted = Linted(settle(settings, linted, source, also_ran))
    findings = in_order(linted.report.findings)
    shown = {one.line for one in (*findings, *linted.report.suppressed_findings)}
    return linted.with_report(findings=tuple(findings), lines={line: source.line(line) for line in shown})


# -- running the rules ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _LintResult:
    """Findings of one document, the rules that raised, and how long each rule took in seconds."""

    findings: list[Finding] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    facts: Facts | None = None
    suppressions: Suppressions | None = None
    #: the post has used its time
    stopped: bool = False


def _run_rules(settings: Settings, doc: Document, with_facts: bool, debug: bool) -> _LintResult:
    """Run the rules within the time that the post may take; each part of the work is guarded."""
    result = _LintResult()
    try:
        with TimeLimit(settings.post_timeout) as limit:
            _run_parts(settings, doc, result, with_facts, _Guard(result, settings, doc, debug, limit))
    except TimeUpError as error:  # between two parts
        result.findings += timed_out(settings, doc.source, "postlint", error)
    return result


def _run_parts(settings: Settings, doc: Document, result: _LintResult, with_facts: bool, guard: _Guard) -> None:
    """Parse the post, run the rules, and read its suppression comments."""
    rendered = False
    with guard(PARSER):
        # if parsing raises, nearly every rule would: one finding is enough
        _ = (doc.front_matter, doc.parsed)
        rendered = is_rendered(doc)
    if result.failed:
        return
    if rendered:
        _run_each(settings, doc, result, with_facts, guard)
    with guard(SUPPRESSIONS):
        result.suppressions = read_suppressions(doc)


def _run_each(settings: Settings, doc: Document, result: _LintResult, with_facts: bool, guard: _Guard) -> None:
    """Run each rule, and collect the facts, until the time of the post is used up."""
    for active in settings.rules:
        rule = active.rule
        if rule.reads != DOCUMENT:
            continue
        if result.stopped:
            return
        with guard(rule.name):
            result.findings += _found(active, doc)
    if with_facts and not result.stopped:
        from postlint.engine.habits import habit_facts
        from postlint.engine.priors import likely_of
        from postlint.site.collect import collect_facts

        with guard(FACTS):
            wanted = {active.rule.reads for active in settings.rules}
            told = [one for active in settings.told for one in _found(active, doc)]
            result.facts = replace(
                collect_facts(
                    doc,
                    with_forms=SITE_WORDS in wanted,
                    with_images=IMAGES in wanted,
                    with_signature=settings.compares_texts or SITE_TEXTS in wanted,
                ),
                habits=habit_facts(settings.rules, result.findings, own_schema=settings.schema_file is not None),
                likely=likely_of([*result.findings, *told]),
            )


def _found(active: ActiveRule, doc: Document) -> list[Finding]:
    """The findings of one rule; none in a language that it does not know."""
    if active.rule.languages and doc.language not in active.rule.languages:
        return []
    return findings_by_level(active, lambda one: _hits(one, doc), doc.source)


class _Guard:
    """Times the parts of the work on a document, and turns their exceptions into findings: ``with guard(name):``."""

    __slots__ = ("_began", "_debug", "_doc", "_limit", "_name", "_result", "_settings")

    def __init__(self, result: _LintResult, settings: Settings, doc: Document, debug: bool, limit: TimeLimit) -> None:
        self._result, self._settings, self._doc, self._debug, self._limit = result, settings, doc, debug, limit

    def __call__(self, name: str) -> _Guard:
        self._name = name
        return self

    def __enter__(self) -> None:
        self._began = time.perf_counter()
        self._limit.begin()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        self._result.seconds[self._name] = time.perf_counter() - self._began
        if isinstance(error, TimeUpError):
            self._result.failed.add(self._name)
            self._result.stopped |= error.post
            self._result.findings += timed_out(self._settings, self._doc.source, self._name, error)
            return True
        if self._debug or not isinstance(error, Exception):
            return False
        self._result.failed.add(self._name)
        self._result.findings += crashed(self._settings, self._doc.source, self._name, error)
        return True


def _hits(active: ActiveRule, doc: Document) -> list[Hit]:
    """The hits of one rule, without those whose source text matches its `ignore_patterns`."""
    hits = list(active.rule.resolve()(doc, **active.arguments))
    for pattern in map(re.compile, active.ignore_patterns if hits else ()):
        hits = [hit for hit in hits if not searched(pattern, doc.slice(hit.span))]
    return [without_unsound_fix(doc, hit) for hit in hits]
