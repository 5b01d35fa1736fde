"""Checkstyle XML, which many viewers of lint reports read."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.xml import attributes


def render(rendering: Rendering) -> Iterator[str]:
    """The findings at or above the level; posts without any are included."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n'
    for file in rendering.report.files:
        yield f"  <file{attributes(name=file.path)}>\n"
        for finding in file.findings:
            if finding.severity >= rendering.level:
                place = attributes(line=finding.line, column=finding.column)
                about = attributes(severity=finding.severity.label, message=finding.message)
                yield f"    <error{place}{about}{attributes(source=f'postlint.{finding.group}.{finding.rule}')}/>\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"


FORMAT = Format("Checkstyle XML", render)
