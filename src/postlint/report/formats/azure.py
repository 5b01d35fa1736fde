"""Azure Pipelines logging commands, which show as warnings and errors of a build."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.terminal import escaped
from postlint.results.findings import Finding
from postlint.results.hits import Severity


def render(rendering: Rendering) -> Iterator[str]:
    """A command line for each finding at or above the level; infos as warnings, as there is no lower level."""
    for finding in rendering.report.findings:
        if finding.severity >= rendering.level:
            yield _command(finding)


def _command(finding: Finding) -> str:
    values = {
        "type": "error" if finding.severity is Severity.ERROR else "warning",
        "sourcepath": finding.path,
        "linenumber": finding.line,
        "columnnumber": finding.column,
        "code": finding.rule,
    }
    properties = "".join(f"{name}={_property(str(value))};" for name, value in values.items())
    return f"##vso[task.logissue {properties}]{_data(finding.message)}\n"


def _data(text: str) -> str:
    """The text, escaped as the agent unescapes it."""
    return escaped(text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(";", "%3B").replace("]", "%5D")


FORMAT = Format("Azure Pipelines logging commands", render, for_terminal=True)
