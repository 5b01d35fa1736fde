"""The kind `front-matter`: front matter that does not fit a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from postlint.document.document import Document
from postlint.findings import Hit, Severity, Span
from postlint.schema import SchemaProblem, path_text, problems


def front_matter(doc: Document, *, schema: Mapping[str, Any]) -> Iterator[Hit]:
    """A hit on each value that the schema does not allow; for a missing key, on the opening fence.

    Without front matter, or where it cannot be read, there is nothing to hold against the schema.
    """
    if not doc.front_matter.format or doc.front_matter.problems:
        return
    for problem in problems(doc.front_matter.values, schema):
        label = problem.schema.get("x-postlint-severity")
        values = {"problem": sentence(problem), "key": path_text(problem.path)}
        yield Hit(place(doc, problem), values, severity=Severity.of(label) if label else None)


def sentence(problem: SchemaProblem) -> str:
    """The problem, with the path of the value where the message does not name it."""
    path = path_text(problem.path[:-1] if problem.at_key else problem.path)
    return f"{path}: {problem.message}" if path else problem.message


def place(doc: Document, problem: SchemaProblem) -> Span:
    """Where a problem is: the value, the key, or the nearest of what is around it; at last the opening fence."""
    for length in range(len(problem.path), 0, -1):
        field = doc.front_matter.field(*problem.path[:length])
        if field is not None:
            exact = length == len(problem.path)
            return field.key_span if problem.at_key and exact else field.span
    return doc.front_matter.opening
