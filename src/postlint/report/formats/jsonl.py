"""A line of JSON for each finding, for programs that read it as a stream; as in the format json, with the path."""

from __future__ import annotations

import json
from collections.abc import Iterator

from postlint.report.formats import Format, Rendering
from postlint.report.formats.json import finding_data
from postlint.report.terminal import escaped_json


def render(rendering: Rendering) -> Iterator[str]:
    """All findings; those below the level are marked as hidden."""
    for finding in rendering.report.findings:
        data = {"path": finding.path, **finding_data(finding, rendering.level)}
        # ASCII, for readers that also end a line at characters other than \n
        yield escaped_json(json.dumps(data)) + "\n"


FORMAT = Format("a JSON document a line, one for each finding", render)
