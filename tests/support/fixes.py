"""What must hold for the fixes of any post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from postlint.config.settings import Settings
from postlint.engine.fix import apply_to_file
from postlint.engine.fix_guard import PLACEHOLDERS
from postlint.engine.fix_post import fix_post
from postlint.engine.lint import document_of, lint_source
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Severity


def broken_promises(settings: Settings, path: str, written: str) -> list[str]:
    """A sentence for each promise about fixes that does not hold for a post; [] when all do."""
    report = lint_source(settings, Source.from_text(written, path))
    broken = [*_placeholders(report, written)]
    for finding in report.findings:
        if finding.fix is not None:
            broken += (f"{finding.rule} at {finding.line}:{finding.column} {problem}" for problem in
                       _alone(settings, path, written, report, finding))  # fmt: skip
    for unsafe in (False, True):
        broken += _together(settings, path, written, report, unsafe)
    return broken


def _placeholders(report: FileReport, written: str) -> Iterator[str]:
    """Nothing that is printed or written has a placeholder of a template."""
    if any(mark in written for mark in PLACEHOLDERS):
        return
    for finding in report.findings:
        edits = finding.fix.edits if finding.fix is not None else ()
        texts = [finding.message, *(place.message for place in finding.related), *(edit.text for edit in edits)]
        if any(mark in text for text in texts for mark in PLACEHOLDERS):
            yield f"{finding.rule} shows a placeholder: {texts}"


def _alone(settings: Settings, path: str, written: str, report: FileReport, finding: Finding) -> Iterator[str]:
    """What one fix does: the finding of a safe one goes, and nothing outside of it changes."""
    fix = finding.fix
    assert fix is not None
    after = apply_to_file(written, [fix])
    then = lint_source(settings, Source.from_text(after, path))
    if not fix.safe:  # whether an unsafe fix is applied is decided by what it brings: see _together
        yield from _outside(settings, path, written, after, finding)
        return
    old, new = _counts(report, Severity.INFO), _counts(then, Severity.INFO)
    if new[finding.rule] >= old[finding.rule]:
        yield "is still found after its fix"
    yield from _outside(settings, path, written, after, finding)


def _outside(settings: Settings, path: str, written: str, after: str, finding: Finding) -> Iterator[str]:
    assert finding.fix is not None
    if finding.fix.bytes:
        if Source.from_text(written).text != Source.from_text(after).text:
            yield "changes the text"
        return
    old, new = Source.from_text(written).text, Source.from_text(after).text
    first = min(edit.span.start for edit in finding.fix.edits)
    last = max(edit.span.end for edit in finding.fix.edits)
    if new[:first] != old[:first] or new[len(new) - (len(old) - last) :] != old[last:]:
        yield "changes what is outside of it"
    if finding.fix.safe:
        here, there = (
            _blocks(settings, path, old, first, last),
            _blocks(settings, path, new, first, last + len(new) - len(old)),
        )
        if here != there:
            yield f"changes the parse of the rest: {list((here - there).items())} {list((there - here).items())}"


def _blocks(settings: Settings, path: str, text: str, first: int, last: int) -> Counter[tuple[str, str]]:
    """The blocks without children that do not touch a stretch, with their text."""
    doc = document_of(settings, Source.from_text(text, path))
    around = [
        block
        for block in doc.blocks
        if not block.children and not (block.span.start <= last and first <= block.span.end)
    ]
    return Counter((block.kind, doc.slice(block.span).strip()) for block in around)


def _together(settings: Settings, path: str, written: str, report: FileReport, unsafe: bool) -> Iterator[str]:
    """What all fixes do: no rule complains more after safe ones, there is not more after others, twice is once."""
    outcome = fix_post(settings, path, written, unsafe=unsafe)
    old, new = _counts(report, Severity.WARNING), _counts(outcome.report, Severity.WARNING)
    if (new.total() > old.total()) if unsafe else (new - old):
        yield f"together (unsafe: {unsafe}) they bring {dict(new - old)}"
    if Source.from_text(outcome.after).mixed_newlines and not Source.from_text(written).mixed_newlines:
        yield "mix line endings"
    again = fix_post(settings, path, outcome.after, unsafe=unsafe)
    if again.changed:
        yield f"find more to do the second time (unsafe: {unsafe}): {dict(again.applied)}"


def _counts(report: FileReport, least: Severity) -> Counter[str]:
    return Counter(finding.rule for finding in report.findings if finding.severity >= least)
