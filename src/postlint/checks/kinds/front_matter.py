"""The kind `front-matter`: front matter that does not fit a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from postlint.checks.front_matter.header import place_of
from postlint.data.json_schema import SchemaError, SchemaProblem, path_text, problems
from postlint.document.document import Document
from postlint.results.hits import Hit, Severity


def front_matter(doc: Document, *, schema: Mapping[str, Any]) -> Iterator[Hit]:
    """A hit on each value that the schema does not allow; for a missing key, on the opening fence.

    Without front matter, or where it cannot be read, there is nothing to validate.
    """
    header = doc.front_matter
    if not header or header.broken:
        return
    try:
        found = problems(header.as_data(), schema)
    except SchemaError as error:  # a mistake in the card, not in the post
        found = [SchemaProblem((), f"nothing was checked: {error}", "$ref")]
    for problem in found:
        label = problem.schema.get("x-postlint-severity")
        values = {"problem": sentence(problem), "key": path_text(problem.path)}
        yield Hit(place_of(doc, problem), values, severity=Severity.of(label) if label else None)


def sentence(problem: SchemaProblem) -> str:
    """The problem, with the path of the value where the message does not name it."""
    path = path_text(problem.path[:-1] if problem.at_key else problem.path)
    return f"{path}: {problem.message}" if path else problem.message
