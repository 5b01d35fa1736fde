"""The report as GitHub workflow commands, which show as annotations in a pull request.

GitHub shows only the first ten errors, warnings and notices of a step: so the most important ones come first, and a
last notice counts the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.terminal import escaped, place_of
from postlint.results.findings import Finding, Report
from postlint.results.hits import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
#: how many annotations of a kind GitHub shows for a step
SHOWN = 10


def render(
    report: Report,
    *,
    level: Severity = Severity.INFO,
    touched: Callable[[Finding], bool] | None = None,
    others: tuple[str, ...] = (),
) -> str:
    """A command line for each finding at or above `level`: `touched` ones first, then errors before warnings."""
    findings = [finding for finding in report.findings if finding.severity >= level]
    findings.sort(key=lambda one: (not (touched and touched(one)), -one.severity))
    return "".join([*map(_annotation, findings), *_closing(findings, others)])


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "title": f"postlint {finding.rule}",
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    # the log of the step shows the message alone
    place = place_of(finding.path, finding.line, finding.column)
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(f'{place} {finding.message}')}\n"


def _closing(findings: list[Finding], others: tuple[str, ...]) -> Iterator[str]:
    """A notice about the findings that GitHub does not show."""
    hidden = sum(max(0, count - SHOWN) for count in Counter(one.severity for one in findings).values())
    if hidden:
        where = f"the log of this step and {' and '.join(others)} have" if others else "the log of this step has"
        more = "1 finding is" if hidden == 1 else f"{hidden:,} findings are"
        sentence = f"{more} not shown beside the lines: GitHub shows {SHOWN} of a kind. {where.capitalize()} all."
        yield f"::notice title=postlint::{_data(sentence)}\n"


def _data(text: str) -> str:
    """The text, escaped as the runner unescapes it; other control characters become visible, to keep it on one line."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _render(rendering: Rendering) -> Iterator[str]:
    yield render(rendering.report, level=rendering.level, touched=rendering.touched, others=rendering.others)


FORMAT = Format("GitHub annotations", _render, for_terminal=True)
