"""Bad data is explained: in plain words, at the right place, with what was probably meant."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import (
    Draft6Validator,
    Draft7Validator,
    Draft201909Validator,
    Draft202012Validator,
    FormatChecker,
)

from postlint.data.folders import data_dir
from postlint.data.json_schema import SchemaError, plain, problems, schema_problems
from postlint.data.schema_fast_path import accepts
from postlint.data.schema_formats import FORMATS, is_ecma_regex
from postlint.data.user_file import DataError, parse_json, parse_toml, parse_yaml
from postlint.data.wording import suggest

POST = {
    "type": "object",
    "required": ["title"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 20},
        "slug": {"type": "string", "pattern": "^[a-z-]+$"},
        "date": {"type": "string", "format": "date"},
        "updated": {"type": "string", "format": "date-time"},
        "canonical": {"type": "string", "format": "uri"},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        "level": {"enum": ["beginner", "advanced"]},
        "layout": {"const": "post"},
        "weight": {"type": "integer", "minimum": 1, "maximum": 9},
        "score": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "draft": {"type": "boolean"},
        "image": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["src"]}]},
    },
}

SENTENCES = [
    ({}, "key 'title' is missing"),
    ({"title": ""}, "must not be empty"),
    ({"title": "x" * 21}, "may have at most 20 characters, has 21"),
    ({"title": None}, "must be text, but is empty"),
    ({"title": 2024}, "must be text, but is read as 2024; put it in quotes"),
    ({"title": True}, "must be text, but is read as true; put it in quotes"),
    ({"title": ["a"]}, "must be text, but is a list"),
    ({"slug": "My Post"}, "'My Post' does not match the pattern ^[a-z-]+$"),
    ({"date": "2026-13-01"}, "'2026-13-01' is no valid date (YYYY-MM-DD)"),
    ({"updated": "2026-01-01 10:00:00"}, None),
    ({"updated": "2026-01-01T10:00:00Z"}, None),
    ({"updated": "soon"}, "'soon' is no valid date with time (2026-01-31T12:00:00Z)"),
    ({"canonical": "/post"}, "'/post' is no valid URL (https://…)"),
    ({"canonical": "https://example.com/post"}, None),
    ({"tags": []}, "needs at least 1 item, has 0"),
    ({"tags": ["a", "b", "c", "d"]}, "may have at most 3 items, has 4"),
    ({"tags": ["a", "a"]}, "has 'a' more than once"),
    ({"tags": "a"}, "must be a list, but is text ('a')"),
    ({"level": "beginer"}, "'beginer' is not allowed; use beginner or advanced (did you mean 'beginner'?)"),
    ({"level": "expert"}, "'expert' is not allowed; use beginner or advanced"),
    ({"layout": "page"}, "must be 'post', not 'page'"),
    ({"weight": 0}, "must be at least 1, is 0"),
    ({"weight": 10}, "must be at most 9, is 10"),
    ({"weight": "3"}, "must be a whole number, but is text ('3')"),
    ({"weight": 2.5}, "must be a whole number, but is a number (2.5)"),
    ({"score": 0}, "must be more than 0, is 0"),
    ({"score": 1}, "must be less than 1, is 1"),
    ({"draft": "yes"}, "must be true or false, but is text ('yes')"),
    ({"image": 5}, "must be text or a map, but is read as 5; put it in quotes"),
    ({"image": {"url": "a.png"}}, "key 'src' is missing"),
]


@pytest.mark.parametrize(("data", "sentence"), SENTENCES, ids=[json.dumps(data)[:40] for data, _ in SENTENCES])
def test_sentence(data: dict[str, Any], sentence: str | None) -> None:
    if data and "title" not in data:
        data = {"title": "Tea", **data}
    assert [problem.message for problem in problems(data, POST)] == ([sentence] if sentence else [])


def test_unknown_key_is_placed_at_the_key() -> None:
    (problem,) = problems({"title": "Tea", "Slugg": "x"}, POST, noun="option")
    assert problem.path == ("Slugg",) and problem.at_key and problem.keyword == "additionalProperties"
    assert problem.message.startswith("unknown option 'Slugg', did you mean 'slug'? (known: canonical, date, ")


def test_problem_carries_the_annotations_beside_the_keyword() -> None:
    schema = {"properties": {"slug": {"type": "string", "x-postlint-severity": "warning"}}}
    (problem,) = problems({"slug": 1}, schema)
    assert problem.schema["x-postlint-severity"] == "warning"
    assert problem.path == ("slug",) and not problem.at_key


def test_of_alternatives_the_one_that_fits_best_is_explained() -> None:
    shape = {
        "oneOf": [
            {"properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}}, "required": ["kind"]},
            {"properties": {"kind": {"const": "square"}, "side": {"type": "number"}}, "required": ["kind", "side"]},
        ]
    }
    (problem,) = problems({"kind": "square", "side": "long"}, shape)
    assert problem.path == ("side",) and problem.message == "must be a number, but is text ('long')"
    setting = {"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["off", "error"]}, {"type": "object"}]}
    (problem,) = problems("eror", setting)
    assert problem.message == "'eror' is not allowed; use off or error (did you mean 'error'?)"
    (problem,) = problems("c", {"anyOf": [{"const": "a"}, {"enum": ["b", 1]}]})
    assert problem.message == "'c' is not allowed; use a, b or 1"
    (problem,) = problems(5, {"oneOf": [{"minimum": 1}, {"minimum": 2}]})
    assert problem.message == "5 fits several alternatives, where only one may fit"


def test_deep_places_and_forbidden_keys() -> None:
    schema = {"properties": {"a": {"items": {"properties": {"b": {"type": "integer"}, "c": False}}}}}
    found = problems({"a": [{"b": 1}, {"b": "x", "c": 2}]}, schema)
    assert [(problem.path, problem.message) for problem in found] == [
        (("a", 1, "b"), "must be a whole number, but is text ('x')"),
        (("a", 1, "c"), "key 'c' does not belong here"),
    ]


def test_traps_of_yaml() -> None:
    data = {"date": datetime.date(2026, 1, 31), False: datetime.datetime(2026, 1, 31, 12), 2024: (1, None)}
    assert plain(data) == {"date": "2026-01-31", "false": "2026-01-31T12:00:00", "2024": [1, None]}
    assert problems({"title": "Tea", "date": datetime.date(2026, 1, 31)}, POST) == []


def test_formats_of_the_caller_come_first() -> None:
    schema = {"properties": {"date": {"format": "date"}}}
    assert problems({"date": "31 Jan 2026"}, schema)
    assert problems({"date": "31 Jan 2026"}, schema, formats={"date": lambda text: "Jan" in text}) == []


def test_references_to_files(tmp_path: Path) -> None:
    (tmp_path / "tags.json").write_text('{"type": "array"}')
    schema = {
        "properties": {"tags": {"$ref": "tags.json"}, "own": {"$ref": "#/$defs/own"}},
        "$defs": {"own": {"type": "null"}},
    }
    (problem,) = problems({"tags": "a", "own": None}, schema, base_dir=tmp_path)
    assert problem.message == "must be a list, but is text ('a')"
    for ref in ("gone.json", "https://example.com/schema.json"):
        with pytest.raises(SchemaError, match="cannot be read"):
            problems({"a": 1}, {"properties": {"a": {"$ref": ref}}}, base_dir=tmp_path)


def test_schemas_are_held_against_their_own() -> None:
    assert schema_problems(POST) == []
    (problem,) = schema_problems({"properties": {"a": {"type": "strin"}}})
    assert problem.path == ("properties", "a", "type") and "did you mean 'string'?" in problem.message
    with pytest.raises(SchemaError, match="no regular expression"):
        problems({"a": "x"}, {"properties": {"a": {"pattern": "("}}})


def test_suggestions() -> None:
    assert suggest("maxx", ["max", "min"]) == ", did you mean 'max'? (known: max, min)"
    assert suggest("zzz", ["max", "min"]) == " (known: max, min)"
    assert suggest("zzz", map(str, range(20))) == ""
    assert suggest("Tags", ["tags"]) == ", did you mean 'tags'? (known: tags)"


# -- the quick answer ------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(-3, 3, width=16)
    | st.sampled_from(["", "a", "ab", "2026-01-31"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "array", "object", "null"])


def keywords(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Schemas of a few keywords, whose own schemas are drawn from `inner`."""
    sizes, schemas = st.integers(0, 3), st.lists(inner, min_size=1, max_size=3)
    strategies: dict[str, st.SearchStrategy[Any]] = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "const": VALUES,
        "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
        "additionalProperties": inner,
        "required": st.lists(st.sampled_from("abc"), max_size=2, unique=True),
        "propertyNames": inner,
        "items": inner,
        "uniqueItems": st.booleans(),
        "pattern": st.sampled_from(["^a", "b$", "[0-9]"]),
        "format": st.sampled_from(["date", "date-time", "uri", "unheard-of"]),
        "$ref": st.just("#/$defs/own"),
    }
    strategies |= dict.fromkeys(("anyOf", "oneOf", "allOf"), schemas)
    strategies |= dict.fromkeys(("not", "if", "then", "else"), inner)
    strategies |= dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"), sizes)
    strategies |= dict.fromkeys(("minProperties", "maxProperties", "exclusiveMinimum", "exclusiveMaximum"), sizes)
    names = st.sets(st.sampled_from(sorted(strategies)), max_size=4)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: strategies[name] for name in chosen}))


SCHEMAS = st.recursive(st.booleans() | st.just({}), keywords, max_leaves=6)


@given(VALUES, SCHEMAS, keywords(st.booleans()))
@settings(max_examples=100, deadline=None)
def test_the_quick_yes_is_that_of_jsonschema(data: Any, schema: Any, own: dict[str, Any]) -> None:
    own.pop("$ref", None)
    whole = {"allOf": [schema], "$defs": {"own": own}}
    checker = FormatChecker(formats=())
    for name, test in FORMATS.items():
        checker.checks(name)(lambda value, test=test: not isinstance(value, str) or test(value))
    if accepts(data, whole, FORMATS):
        assert Draft202012Validator(whole, format_checker=checker).is_valid(data)


PLAIN = json.loads((data_dir("schemas") / "json-schema.schema.json").read_text(encoding="utf-8"))
OF_SCHEMAS = {**FORMATS, "regex": is_ecma_regex}


@given(st.dictionaries(st.sampled_from(sorted(PLAIN["$defs"]["keywords"]["properties"])), VALUES | SCHEMAS, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_plain_schema_is_valid_in_every_dialect(schema: dict[str, Any]) -> None:
    if accepts(schema, PLAIN, OF_SCHEMAS):
        for dialect in (Draft6Validator, Draft7Validator, Draft201909Validator, Draft202012Validator):
            dialect.check_schema(schema)


def test_the_schema_of_a_blog_is_plain() -> None:
    """The usual schema of front matter never waits for jsonschema; a mistake does."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["title"],
        "properties": {
            "title": {"type": "string", "minLength": 1, "pattern": "^[A-Z]"},
            "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}, "uniqueItems": True},
        },
        "$defs": {"tag": {"enum": ["rye", "tea"], "description": "A tag."}},
        "additionalProperties": False,
    }
    assert accepts(schema, PLAIN, OF_SCHEMAS)
    for wrong in ({"type": "strin"}, {"minLength": -1}, {"pattern": "("}, {"anyOf": []}, {"$ref": "other.json"}):
        assert not accepts({**schema, "items": wrong}, PLAIN, OF_SCHEMAS)


@pytest.mark.parametrize("name", ["config", "rule"])
def test_our_own_schemas_get_the_quick_answer(name: str) -> None:
    """A valid configuration and a valid card never wait for jsonschema."""
    samples = {
        "config": {"select": ["all"], "rules": {"a": {"severity": "error"}}, "overrides": [{"files": ["a"]}]},
        "rule": {"name": "a-b", "summary": "A rule of our own.", "kind": "existence", "with": {}, "message": "x"},
    }
    schema = json.loads((data_dir("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert accepts(samples[name], schema, FORMATS)


# -- places in files ------------------------------------------------------------------------------------

YAML = """\
# a comment
rules:
  title-too-long: {max: 60, "min": 1}
  off: true
overrides:
  - files: ["a/**", b]
    empty:
"""


@pytest.mark.parametrize(
    ("path", "at_key", "place"),
    [
        ((), False, (2, 1)),
        (("rules", "title-too-long"), False, (3, 19)),
        (("rules", "title-too-long"), True, (3, 3)),
        (("rules", "title-too-long", "min"), True, (3, 29)),
        (("rules", "false"), True, (4, 3)),
        (("rules", "gone", "max"), False, (3, 3)),
        (("overrides", 0, "files", 1), False, (6, 21)),
        (("overrides", 0, "empty"), True, (7, 5)),
        (("overrides", 5), False, (6, 3)),
    ],
)
def test_places_in_yaml(path: tuple[str | int, ...], at_key: bool, place: tuple[int, int]) -> None:
    assert parse_yaml(YAML, "x.yaml").locate(path, at_key) == place


TOML = """\
[tool.other]
select = 1
[tool.postlint]
select = ["a"]
rules.title-too-long.max = 60
  "content" = [
    "x",
]
[tool.postlint.rules."keyword density"]
max = { a = 1 }
[[tool.postlint.overrides]]
files = ["a"]
[[tool.postlint.overrides]]
files = ["b"]
rules = { x = false }
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("select",), (4, 1)),
        (("rules", "title-too-long", "max"), (5, 1)),
        (("content", 0), (6, 3)),
        (("rules", "keyword density"), (9, 1)),
        (("rules", "keyword density", "max", "a"), (10, 1)),
        (("overrides", 0, "files", 0), (12, 1)),
        (("overrides", 1, "files"), (14, 1)),
        (("overrides", 1, "rules", "x"), (15, 1)),
        (("gone",), (3, 1)),
    ],
)
def test_places_in_toml(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert parse_toml(TOML, "x.toml").locate(("tool", "postlint", *path), False) == place


def test_places_in_json() -> None:
    file = parse_json('{\n\t"a": {"b": [1,\t2]}\n}', "x.json")
    assert file.locate(("a", "b", 1), False) == (2, 17)
    assert file.data == {"a": {"b": [1, 2]}}


@pytest.mark.parametrize(
    ("parse", "text", "message"),
    [
        (parse_yaml, "a: 1\nb: [1\nc: 2\n", "x:3:"),
        (parse_yaml, "a: 1\n\tb: 2\n", "x:2:1: invalid YAML: "),
        (parse_yaml, "a: 1\nb: 2\na: 3\n", "x:3:1: 'a' is given twice, first in line 1; keep one of them"),
        (parse_yaml, "a: 2017-02-29\n", "x:1:1: invalid YAML: "),
        (parse_yaml, "a: &a [*a]\n", "x:1:4: invalid YAML: a value that has itself inside"),
        (parse_yaml, "[" * 5000, "x:"),
        (parse_toml, "a = 1\nb = \n", "x:2:5: invalid TOML: "),
        (parse_json, '{"a": 1 "b": 2}', "x:1:9: invalid JSON: "),
    ],
)
def test_broken_files(parse: Any, text: str, message: str) -> None:
    with pytest.raises(DataError) as raised:
        parse(text, "x")
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)
