"""A check on keys that say whether a post is published, where the generator reads them otherwise or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.checks.front_matter.header import OWNER, place_of
from postlint.checks.front_matter.header_schema import date_forms, schema_problems
from postlint.checks.front_matter.value_fixes import value_fix
from postlint.data.json_schema import SchemaProblem, path_text
from postlint.document.document import Document
from postlint.document.logical import in_draft_folder, post_day
from postlint.parse.dates import parse_date
from postlint.parse.front_matter import Field
from postlint.results.hits import Hit, Severity

DRAFT_RULE = "draft-misread"
#: in days
_LONG_AGO = 365


def draft_misread(doc: Document) -> Iterator[Hit]:
    """Look for draft keys that the generator does not read, or whose value it misreads.

    A key that the sources of the site name counts as read; in a folder of drafts none is needed, and on a post that was
    published long ago it is a remainder.
    """
    if in_draft_folder(doc):
        return
    day = post_day(doc)
    severity = Severity.WARNING if day is not None and (doc.today - day).days > _LONG_AGO else None
    named = doc.preset.data.get("named_keys", ())
    for problem in schema_problems(doc):
        if problem.schema.get(OWNER) == DRAFT_RULE:
            key = str(problem.path[0])
            if (key in named and key not in doc.preset.drafts) or doc.preset.drafts.get(key) == ():
                continue  # code of the site knows what it means, or gets no such key
            field = doc.front_matter.field(*problem.path)
            if _tells_day(field) or _is_harmless(field, problem):
                continue
            span = place_of(doc, problem)
            values = {"key": path_text(problem.path), "hint": problem.schema.get("x-postlint-hint", "")}
            yield Hit(span, values, severity=severity, fix=value_fix(doc, problem, date_forms(doc.preset)))


def _tells_day(field: Field | None) -> bool:
    """Whether a field tells when the post was published, and not whether it is: ``published: 2026-02-03``."""
    return field is not None and str(field.path[0]) == "published" and parse_date(str(field.value)[:10]) is not None


def _is_harmless(field: Field | None, problem: SchemaProblem) -> bool:
    """Whether a text says what happens, though it is no right value: ``published: "true"`` where any text publishes."""
    return field is not None and str(field.value).lower() in problem.schema.get("x-postlint-harmless", ())
