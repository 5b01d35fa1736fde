"""Schemas that are legal and strange: nothing crashes, and what can be said is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from postlint.data.json_schema import SchemaError, problems, schema_problems
from postlint.data.schema_walk import loops, unsupported_patterns
from postlint.data.user_file import DataError, parse_json

DRAFT4 = "http://json-schema.org/draft-04/schema#"
DRAFT7 = "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize(
    ("schema", "data", "sentences"),
    [
        (
            {"$schema": DRAFT7, "items": [{"type": "string"}, {}]},
            [1],
            ["must be text, but is read as 1; put it in quotes"],
        ),
        ({"enum": []}, 1, ["1 is not allowed here; no value is"]),
        ({"anyOf": [False, False]}, 1, ["1 is not allowed here"]),
        ({"anyOf": [False, {"type": "null"}]}, 1, ["must be empty, but is a number (1)"]),
        ({"$schema": DRAFT4, "minimum": 3, "exclusiveMinimum": True}, 3, ["must be at least 3, is 3"]),
        ({"pattern": r"^\p{Lu}"}, "élan", [r"'élan' does not match the pattern ^\p{Lu}"]),
        ({"pattern": r"\p{Script=Greek}", "minLength": 9}, "abc", ["needs at least 9 characters, has 3"]),
        ({"enum": [{"properties": {"a": False}}]}, {"properties": {"a": False}}, []),
        ({"properties": {"next": {"$ref": "#"}}, "required": ["a"]}, {"a": 1, "next": {}}, ["key 'a' is missing"]),
        ({"$ref": "https://json-schema.org/draft/2020-12/schema"}, {"type": "text"}, None),
        ({"patternProperties": {r"\p{Script=Greek}": {}}, "additionalProperties": False}, {"a": 1}, []),
    ],
)
def test_legal_schemas(schema: Any, data: Any, sentences: list[str] | None) -> None:
    found = [problem.message for problem in problems(data, schema)]
    assert found == sentences if sentences is not None else found


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}}},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"if": {"$ref": "#/$defs/a"}}}, "not": {"$ref": "#/$defs/a"}},
    ],
)
def test_schemas_that_never_come_to_an_end(schema: Any) -> None:
    assert "refers to itself" in schema_problems(schema)[0].message
    with pytest.raises(SchemaError, match="refers to itself"):
        problems({"a": 1}, schema)


def test_a_schema_may_refer_to_itself_for_what_is_inside() -> None:
    assert not loops({"properties": {"next": {"$ref": "#"}}, "items": {"$ref": "#"}})


def test_patterns_that_are_left_out() -> None:
    schema = {"properties": {"a": {"pattern": r"\p{Script=Greek}"}}, "patternProperties": {r"(?<=a+)b": {}, "b": {}}}
    assert not schema_problems(schema)
    assert [path for path, _, _ in unsupported_patterns(schema)] == [
        ("patternProperties", "(?<=a+)b"),
        ("properties", "a", "pattern"),
    ]


def test_json_is_read_as_json() -> None:
    file = parse_json('{"a": "\\ud83d\\ude80",\n\t"b": 1e3, "c": "\\/"}', "s.json")
    assert file.data == {"a": "🚀", "b": 1000.0, "c": "/"}
    assert file.locate(("b",), False) == (2, 7)
    with pytest.raises(DataError, match="NaN is no number"):
        parse_json("[NaN]", "s.json")


def test_a_pattern_that_is_left_out_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import postlint

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".postlint.yaml").write_text('schemas: {"*.md": s.json}\n')
    (tmp_path / "s.json").write_text('{"properties":\n {"title": {"pattern": "\\\\p{Script=Greek}", "maxLength": 3}}}')
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("---\ntitle: Bread\n---\n\nText.\n")
    report = postlint.lint_paths(["."])
    reported = [(file.path, f.line) for file in report.files for f in file.findings if f.rule == "inactive-rule"]
    assert reported == [("s.json", 2)]
    assert sum(f.rule == "front-matter-schema" for file in report.files for f in file.findings) == 2
