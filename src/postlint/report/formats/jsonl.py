"""A line of JSON a finding, for programs that read while postlint writes; each as in the format json, with its path."""

from __future__ import annotations

import json
from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.formats.json import finding_data


def render(rendering: Rendering) -> Iterator[str]:
    """All findings; those below the level say that they are hidden."""
    for finding in rendering.report.findings:
        data = {"path": finding.path, **finding_data(finding, rendering.level)}
        # ASCII: no character of a post can end the line for a reader that knows more line ends than \n
        yield json.dumps(data) + "\n"


FORMAT = Format("a JSON document a line, one for each finding", render)
