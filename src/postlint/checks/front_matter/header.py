"""Checks on the header as data: its syntax, its schema, keys that are never read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from postlint.checks.front_matter.header_schema import date_forms, schema_problems
from postlint.checks.front_matter.near_keys import is_other_number, near_key
from postlint.checks.front_matter.value_fixes import value_fix
from postlint.data.json_schema import SchemaProblem, path_text
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import in_draft_folder, lacks_date
from postlint.generators.preset import Preset
from postlint.generators.presets import GENERIC
from postlint.parse.dates import FORMS, parse_date
from postlint.parse.front_matter import Field
from postlint.results.hits import Edit, Fix, Hit, Many, Related, Severity
from postlint.spans import Span

#: the rule that checks a key, where it is not front-matter-schema (an annotation in presets)
OWNER = "x-postlint-rule"


def front_matter_syntax(doc: Document) -> Iterator[Hit]:
    """Report the problems of the header's syntax, also those where the reader guessed a value."""
    header = doc.preset.data.get("header", {})
    blank_lines, of_lines = header.get("after_blank_lines", 0), bool(header.get("lines"))
    for problem in doc.front_matter.problems:
        if problem.kind == "late" and doc.text.count("\n", 0, problem.span.start) <= blank_lines:
            continue
        if of_lines and problem.kind not in ("unclosed", "malformed-fence", "unopened", "stray"):
            continue  # rules of YAML
        kind = problem.kind
        if kind == "same-key" and not (doc.preset.name == GENERIC or _takes_last(doc)):
            kind = "duplicate-key"  # the build stops, whatever the values
        if kind == "impossible-date" and not _stops_at(doc, problem.span):
            kind = "rolled-date"
        related: tuple[Related, ...] = ()
        if problem.related is not None:
            related = (Related(problem.related, "the first one is here"),)
        fix = None
        if problem.replacement is not None:
            fix = Fix((Edit(problem.span, problem.replacement),))
        # Hugo reads a header after blank lines, so that this breaks some builds only
        milder = kind in ("late", "rolled-date", "comment", "tag") or (kind == "duplicate-key" and _takes_last(doc))
        # the rest of a character that was read in the wrong encoding: not all readers of YAML stop at it
        milder = milder or (kind == "control-character" and "\x80" <= doc.slice(problem.span) <= "\x9f")
        milder = milder or (
            kind in ("yaml-escape", "needless-escape") and doc.slice(problem.span)[1:] in header.get("escapes", ())
        )
        milder = milder or (kind == "unquoted-braces" and bool(header.get("map_keys")))
        # a file in a folder of drafts is not built, and what a reader that is not known does here is open: some take
        # lines apart at their first colon, as Hakyll did for long
        milder = milder or in_draft_folder(doc) or doc.preset.name == GENERIC or bool(header.get("own_reader"))
        # between +++, Franklin has Julia, wherever it stands
        in_plus = doc.front_matter.format == "toml" or doc.text.startswith("+++", problem.span.start)
        unknown = doc.preset.name == GENERIC and in_plus
        severity = Severity.INFO if kind == "same-key" or unknown else Severity.WARNING if milder else None
        values = {**problem.values, "generator": generator(doc.preset)}
        yield Hit(problem.span, values, kind, severity, fix, related, many=_same_in_others(doc, kind, problem.span))
    again = _SECOND.match(doc.text, doc.front_matter.span.end) if doc.front_matter.format == "yaml" else None
    if again is not None and any(f"\n{key}:" in f"\n{again[1]}" for key in doc.front_matter.values):
        start = again.start(1) - len("---\n")
        yield Hit(Span(start, start + 3), {}, "second", Severity.WARNING)


#: problems that a tool or a habit of writing puts into the same key of many posts, each with its message for several
_IN_MANY = {
    "comment": "comments",
    "duplicate-key": "duplicate-keys",
    "same-key": "same-keys",
    "control-character": "control-characters",
}


def _same_in_others(doc: Document, kind: str, span: Span) -> Many | None:
    """What the problem has in common with that of other posts of the site: its kind and its key."""
    if kind not in _IN_MANY:
        return None
    line = doc.text[doc.text.rfind("\n", 0, span.start) + 1 : span.end]
    key = _KEY.match(line)
    return Many(_IN_MANY[kind], f"{doc.folder}:{kind}:{key[1]}") if key is not None else None


_KEY = lazy_pattern(r"[\"']?([\w-]+)[\"']?(?=[ \t]*:|$)")
#: a header right below the first one
_SECOND = lazy_pattern(r"\s*^---\n((?:(?:[A-Za-z][\w-]*:|[ \t]+\S|-[ \t]).*\n)+)---[ \t]*$", re.MULTILINE)


def _takes_last(doc: Document) -> bool:
    """Whether the generator takes the last of two equal keys in YAML, where others stop the build."""
    return doc.front_matter.format in ("yaml", "meta", "nikola") and bool(
        doc.preset.data.get("header", {}).get("repeated_keys")
    )


#: a day that some month has, behind the month
_OF_MONTH = lazy_pattern(r"(?<=-\d\d)-(?:29|3[01])(?!\d)")


def _stops_at(doc: Document, date: Span) -> bool:
    """Whether an impossible date stops the build: in TOML always, in YAML by the generator and the key.

    The reader of YAML in JavaScript goes on with a date as many days or seconds later.
    """
    if doc.front_matter.format == "toml":
        return True
    dates = doc.preset.data.get("dates", {})
    if dates.get("late_days") and parse_date(_OF_MONTH.sub("-01", doc.slice(date), count=1)) is not None:
        return False  # it is of the next month
    keys = dates.get("impossible_stops", ())
    return any("*" in keys or field.path[0] in keys for field in doc.front_matter.fields.values() if field.span == date)


def front_matter_missing(doc: Document, *, always: bool) -> Iterator[Hit]:
    """Look for posts without a header, where the generator or the schema requires one."""
    preset = doc.preset
    if doc.front_matter or not (always or preset.front_matter_required or preset.schema.get("required")):
        return
    if (in_draft_folder(doc) or lacks_date(doc)) and not always:
        return  # notes that are not built, and parts that posts include
    if preset.front_matter_required:
        yield Hit(doc.top, {"generator": generator(preset)}, message="generator")
    else:
        yield Hit(doc.top, message="wanted")


def front_matter_schema(doc: Document) -> Iterator[Hit]:
    """Validate the header against the JSON Schema of the preset, or the user's own.

    A misspelt required key is reported by front-matter-unknown-key, unless the schema is the user's own.
    """
    misspelt = frozenset() if doc.preset.data.get("own_schema") else meant_keys(doc)
    reported = {problem.span for problem in doc.front_matter.problems}
    for problem in schema_problems(doc):
        if problem.schema.get(OWNER) is not None or (problem.missing in misspelt and not problem.path):
            continue
        field = doc.front_matter.field(*problem.path)
        if problem.keyword == "format" and field is not None:
            if field.span in reported:
                continue  # one finding for a date is enough
            reported.add(field.span)
        yield _schema_hit(doc, problem)


def generator(preset: Preset) -> str:
    """The display name of the preset's generator."""
    return str(preset.data.get("name", preset.name))


def _schema_hit(doc: Document, problem: SchemaProblem) -> Hit:
    schema: Any = problem.schema
    if problem.missing:
        schema = schema.get("properties", {}).get(problem.missing, {})
    schema = schema if isinstance(schema, dict) else {}
    field = doc.front_matter.field(*problem.path)
    found, forms = doc.slice(field.text_span) if field is not None else "", date_forms(doc.preset)
    values = {
        "field": path_text(problem.path),
        "problem": problem.message,
        "hint": schema.get("x-postlint-hint", ""),
        "generator": generator(doc.preset),
        "found": found,
        "forms": ", ".join(FORMS[form][0] for form in forms[:3]),
    }
    message = _message(problem, schema)
    if message == "missing" and doc.front_matter.field(problem.missing) is not None:
        message, values["field"] = "empty", problem.missing
    if message == "unquoted" and parse_date(found, forms) is None:
        message = "date"
    # the same value in many posts is one mistake, of a template or of another generator
    many = Many("same-hint" if values["hint"] else "same", f"{doc.folder}:{problem.path}:{found}") if found else None
    return Hit(
        place_of(doc, problem),
        values,
        message + ("-hint" if values["hint"] and message not in ("missing-inside", "empty", "unquoted") else ""),
        _severity(doc, problem, schema, found),
        value_fix(doc, problem, forms),
        many=many,
    )


def _severity(doc: Document, problem: SchemaProblem, schema: Mapping[str, Any], found: str) -> Severity | None:
    """The severity of a problem; None is that of the rule, an error.

    A preset is strict where its generator stops at any value that does not fit; else a single key has that severity.
    """
    data = doc.preset.data
    label = schema.get("x-postlint-missing" if problem.missing else "", schema.get("x-postlint-severity"))
    if label is None and not problem.missing and not data.get("own_schema"):
        # what JavaScript reads as a date is not written down anywhere
        exact = data.get("dates", {}).get("exact") or not any(map(str.isdigit, found))
        sure = data.get("strict") and (exact or problem.keyword != "format")
        label = "error" if sure else "warning"
    return Severity.of(label) if label else None


def _message(problem: SchemaProblem, schema: Mapping[str, Any]) -> str:
    """The key of the card's message for a problem; each has a second form that ends with the schema's hint."""
    if problem.missing:
        return "missing-inside" if problem.path else "missing"
    if problem.keyword == "format" and schema.get("format") == "unquoted-date":
        return "unquoted"
    if problem.keyword == "format" and "date" in str(schema.get("format")):
        return "date"
    # a hint is clearer to a writer than a pattern
    return "pattern" if problem.keyword in ("pattern", "not") and "x-postlint-hint" in schema else "value"


def place_of(doc: Document, problem: SchemaProblem) -> Span:
    """The span of the value, or the key; for a missing key, that of the opening fence or the map's key."""
    header = doc.front_matter
    if problem.missing and (empty := header.field(*problem.path, problem.missing)) is not None:
        return empty.key_span
    if not problem.path:
        return header.opening if header.opening != (0, 0) else doc.top
    field = header.field(*problem.path)
    if field is None:
        return header.opening
    if problem.at_key or problem.keyword == "required" or field.span.start == field.span.end:
        return field.key_span
    return field.text_span if field.is_scalar and field.text_span.start < field.text_span.end else field.span


def front_matter_unknown_key(doc: Document, *, allow: list[str]) -> Iterator[Hit]:
    """Look for misspelt known keys, and for keys that the generator surely ignores.

    Passed over are keys that the sources of the site name, and disabled ones: with an underscore before the name.
    """
    preset = doc.preset
    foreign = preset.data.get("foreign", {})
    for field, key, meant in _unknown_keys(doc, allow):
        if meant:
            fix = Fix((Edit(field.key_span, meant),)) if _takes(preset, meant, field.value) else None
            yield Hit(field.key_span, {"key": key, "known": meant}, severity=_of_missing(preset, meant), fix=fix)
        elif key in foreign and not _has(doc, foreign[key]):
            values = {"key": key, "known": foreign[key], "generator": generator(preset)}
            yield Hit(field.key_span, values, message="foreign")
        elif "own_keys" in preset.data:
            values = {"key": key, "table": preset.data["own_keys"], "generator": generator(preset)}
            yield Hit(field.key_span, values, message="own")


def _of_missing(preset: Preset, key: str) -> Severity | None:
    """The severity of a missing key; None where it is not required."""
    if key not in preset.schema.get("required", ()) or preset.data.get("own_schema"):
        return None
    schema = preset.schema.get("properties", {}).get(key)
    label = schema.get("x-postlint-missing") if isinstance(schema, Mapping) else None
    return Severity.of(label) if label else Severity.ERROR


def meant_keys(doc: Document) -> frozenset[str]:
    """The missing known keys of which the post has a misspelling, which is reported instead."""
    return frozenset(meant for _, _, meant in _unknown_keys(doc) if meant)


def _unknown_keys(doc: Document, allow: Sequence[str] = ()) -> Iterator[tuple[Field, str, str]]:
    """The fields with unknown keys, each with its key and the known key of which it is a misspelling ("" for none)."""
    header, preset = doc.front_matter, doc.preset
    known = known_keys(doc)
    if header.broken or not known:
        return
    named = {*allow, *preset.data.get("named_keys", ())}
    # a key that the generator itself does not read may be one that this site does not have
    sources = preset.data.get("named_keys", ()) if "known_keys" not in preset.data else ()
    properties = preset.schema.get("properties", {})
    own = [key for key in known if properties.get(key) is not True or key in sources]
    free = [key for key in own if key not in header.values]
    for field in header.top_level:
        key = str(field.path[0])
        if key in known or key in named or key.startswith("_"):
            continue
        meant = near_key(key, free) or _other_name(doc, key, free)
        if preset.data.get("theme_elsewhere") and is_other_number(key, meant):
            meant = ""  # the templates that would decide are not there
        if meant in _SWITCHES and isinstance(field.value, str) and " " in field.value.strip():
            meant = ""  # a note of the editors: ``comment: Ask Ada``
        if _kinds(preset, meant) == "object" and not isinstance(field.value, Mapping):
            meant = ""  # ``site: [meta]`` is no misspelt ``sites``
        # a key that the preset reads as an alternative is no mistake, unless the schema requires the other one
        is_read = any(key in names for keys in ("fields", "own_fields") for names in preset.data.get(keys, {}).values())
        yield field, key, meant if not is_read or meant in preset.schema.get("required", ()) else ""


#: keys that turn parts of a page on and off
_SWITCHES = frozenset(("comments", "toc", "math", "draft", "published", "featured", "pinned", "sidebar"))


def _kinds(preset: Preset, key: str) -> Any:
    """The type or types that the preset gives to the values of a key; "" where it gives none."""
    schema = preset.schema.get("properties", {}).get(key)
    return schema.get("type", "") if isinstance(schema, Mapping) else ""


def _takes(preset: Preset, key: str, value: Any) -> bool:
    """Whether a key may have a value, as to lists: ``categories: [a, b]`` cannot be a misspelt ``category``."""
    return not isinstance(value, list) or "array" in (_kinds(preset, key) or "array")


def _other_name(doc: Document, key: str, free: Sequence[str]) -> str:
    """The missing required key for which `key` is the name in other generators; "" for none."""
    wanted = [name for name in doc.preset.schema.get("required", ()) if name in free]
    same = (names for names in doc.preset.fields.values() if key in names)
    return next((name for names in same for name in wanted if name in names), "")


def known_keys(doc: Document) -> Collection[str]:
    """The keys of the post's own schema: the user's, that of its collection, or the generator's.

    A page of a section may have other keys than a post.
    """
    preset = doc.preset
    properties: Collection[str] = preset.schema.get("properties", {})
    if preset.data.get("own_schema"):
        return properties
    if doc.posix_path.name.startswith("_index."):
        return [*properties, *preset.data.get("section_keys", ())]
    collection: Collection[str] | None = preset.data.get("known_keys")
    return collection if collection is not None else properties


def _has(doc: Document, key: str) -> bool:
    return doc.front_matter.field(*key.split(".")) is not None
