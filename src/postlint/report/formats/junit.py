"""JUnit XML, which every CI shows as test results: a suite for each post, a failed case for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.terminal import place_of
from postlint.report.xml import attributes
from postlint.results.findings import FileReport, Finding


def render(rendering: Rendering) -> Iterator[str]:
    """The findings at or above the level."""
    suites = [
        (file, [one for one in file.findings if one.severity >= rendering.level]) for file in rendering.report.files
    ]
    failures = sum(len(findings) for _, findings in suites)
    tests = sum(max(1, len(findings)) for _, findings in suites)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f"<testsuites{attributes(name='postlint', tests=tests, failures=failures, errors=0)}>\n"
    for file, findings in suites:
        yield from _suite(file, findings)
    yield "</testsuites>\n"


def _suite(file: FileReport, findings: list[Finding]) -> Iterator[str]:
    counts = {"tests": max(1, len(findings)), "failures": len(findings), "errors": 0, "skipped": 0}
    yield f"  <testsuite{attributes(name=file.path, **counts)}>\n"
    if not findings:
        yield f"    <testcase{attributes(name='postlint', classname=file.path)}/>\n"
    for finding in findings:
        place = place_of(finding.path, finding.line, finding.column)
        name = f"{finding.rule} {finding.line}:{finding.column}"
        yield f"    <testcase{attributes(name=name, classname=file.path)}>\n"
        failure = attributes(message=f"{place} {finding.message}", type=finding.severity.label)
        yield f"      <failure{failure}/>\n    </testcase>\n"
    yield "  </testsuite>\n"


FORMAT = Format("JUnit XML: a suite a post, a failed case a finding", render)
