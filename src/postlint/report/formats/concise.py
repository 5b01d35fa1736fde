"""One line for each finding, for editors and quick reading: ``path:line:column rule message``."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.terminal import escaped, place_of


def render(rendering: Rendering) -> Iterator[str]:
    """A line for each finding at or above the level."""
    for finding in rendering.report.findings:
        if finding.severity >= rendering.level:
            place = place_of(finding.path, finding.line, finding.column)
            yield f"{place} {escaped(finding.rule)} {escaped(finding.message)}\n"


FORMAT = Format("a line a finding: path:line:column rule message", render, for_terminal=True)
