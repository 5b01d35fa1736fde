"""TeamCity service messages, which show as inspections of a build."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.terminal import escaped
from postlint.results.findings import Finding
from postlint.results.hits import Severity

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(rendering: Rendering) -> Iterator[str]:
    """Each rule with findings, once, then a message for each finding at or above the level."""
    shown = [finding for finding in rendering.report.findings if finding.severity >= rendering.level]
    for rule, finding in sorted({finding.rule: finding for finding in shown}.items()):
        about = finding.url or rule
        yield _message("inspectionType", id=rule, name=rule, category=f"postlint {finding.group}", description=about)
    for finding in shown:
        yield _inspection(finding)


def _inspection(finding: Finding) -> str:
    return _message(
        "inspection",
        typeId=finding.rule,
        message=finding.message,
        file=finding.path,
        line=str(finding.line),
        SEVERITY=_SEVERITIES[finding.severity],
    )


def _message(kind: str, /, **values: str) -> str:
    written = " ".join(f"{key}='{_value(value)}'" for key, value in values.items())
    return f"##teamcity[{kind} {written}]\n"


def _value(text: str) -> str:
    """The value, escaped as the server unescapes it; control characters without an escape become visible."""
    text = re.sub(r"[|'\[\]]", lambda match: f"|{match.group()}", text)
    return escaped(text.replace("\n", "|n").replace("\r", "|r"))


FORMAT = Format("TeamCity service messages", render, for_terminal=True)
