"""Reading front matter: values, exact places, mistakes with their places, and input that means harm."""

from __future__ import annotations

import datetime
import tracemalloc
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from postlint.parse.front_matter import MAX_LENGTH, Field, FrontMatter, HeaderStyle, read_front_matter
from postlint.parse.source import Source
from postlint.spans import Span

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
POSTS = [
    path
    for path in sorted(CORPUS.rglob("*"))
    if path.suffix in (".md", ".mdx", ".qmd", ".markdown") and "LICENSES" not in path.parts and path.parent != CORPUS
]


def text_at(text: str, span: Span) -> str:
    return text[span.start : span.end]


def field_of(header: FrontMatter, *path: str | int) -> Field:
    found = header.field(*path)
    assert found is not None, f"no field {path} in {list(header.fields)}"
    return found


# -- values and places ------------------------------------------------------------------------------------

YAML = """---
title: "Rye \\"and\\" wheat"   # why not
'sub title': 'Baker''s choice'
date: 2024-01-05
tags: [rye, "whole meal" , 3]
steps:
  - knead
  - name: bake
    hours: 1.5
draft: false
empty:
note: >-
  Two lines
  that fold.
text: |
  First

  Third
---
Body
"""


@pytest.mark.parametrize(
    ("path", "value", "written", "text"),
    [
        (("title",), 'Rye "and" wheat', '"Rye \\"and\\" wheat"', 'Rye \\"and\\" wheat'),
        (("sub title",), "Baker's choice", "'Baker''s choice'", "Baker''s choice"),
        (("date",), datetime.date(2024, 1, 5), "2024-01-05", "2024-01-05"),
        (("tags",), ["rye", "whole meal", 3], '[rye, "whole meal" , 3]', '[rye, "whole meal" , 3]'),
        (("tags", 1), "whole meal", '"whole meal"', "whole meal"),
        (("steps",), ["knead", {"name": "bake", "hours": 1.5}], "- knead\n  - name: bake\n    hours: 1.5", None),
        (("steps", 1), {"name": "bake", "hours": 1.5}, "name: bake\n    hours: 1.5", None),
        (("steps", 1, "hours"), 1.5, "1.5", "1.5"),
        (("draft",), False, "false", "false"),
        (("empty",), None, "", ""),
        (("note",), "Two lines that fold.", ">-\n  Two lines\n  that fold.", "Two lines\n  that fold."),
        (("text",), "First\n\nThird\n", "|\n  First\n\n  Third\n", "First\n\n  Third"),
    ],
)
def test_yaml_values_and_places(path: tuple[str | int, ...], value: object, written: str, text: str | None) -> None:
    header = read_front_matter(YAML)
    assert header.format == "yaml"
    assert header.problems == ()
    field = field_of(header, *path)
    assert (field.value, field.written) == (value, written)
    if text is not None:
        assert text_at(YAML, field.text_span) == text
    key = text_at(YAML, field.key_span)
    assert key.strip("'\"") == next(part for part in reversed(path) if isinstance(part, str))


def test_body_starts_after_the_closing_fence() -> None:
    header = read_front_matter(YAML)
    assert YAML[header.span.end :] == "Body\n"
    assert text_at(YAML, header.opening) == "---"


TOML = '''+++
title = "Rye \\u00e4"
date = 2024-01-05 10:00:00   # space
tags = ["rye", 'meal']
point = {x = 1, "y z" = [true]}
a.b = 2
text = """
one
two"""
[extra]
team = 'Rust'
[[links]]
url = "/a"
[[links]]
url = "/b"
+++
Body
'''


@pytest.mark.parametrize(
    ("path", "value", "written"),
    [
        (("title",), "Rye ä", '"Rye \\u00e4"'),
        (("date",), datetime.datetime(2024, 1, 5, 10), "2024-01-05 10:00:00"),
        (("tags", 1), "meal", "'meal'"),
        (("point", "y z"), [True], "[true]"),
        (("point", "y z", 0), True, "true"),
        (("a", "b"), 2, "2"),
        (("text",), "one\ntwo", '"""\none\ntwo"""'),
        (("extra", "team"), "Rust", "'Rust'"),
        (("links", 1, "url"), "/b", '"/b"'),
    ],
)
def test_toml_values_and_places(path: tuple[str | int, ...], value: object, written: str) -> None:
    header = read_front_matter(TOML)
    assert (header.format, header.problems, TOML[header.span.end :]) == ("toml", (), "Body\n")
    field = field_of(header, *path)
    assert (field.value, field.written) == (value, written)


@pytest.mark.parametrize(
    ("text", "style", "format", "values", "body"),
    [
        ('{"a": 1, "b": [true, "x\\n"]}\nBody', {}, "json", {"a": 1, "b": [True, "x\n"]}, "Body"),
        ('---json\n{"a": null}\n---\nBody', {}, "json", {"a": None}, "Body"),
        (';;;\n"a": 1,\n"b": "c"\n;;;\nBody', {}, "json", {"a": 1, "b": "c"}, "Body"),
        ('"a": 1\n;;;\nBody', {"bare": ("json",)}, "json", {"a": 1}, "Body"),
        ("title: Rye\ndate: 2024-01-05\n---\nBody", {"bare": ("yaml",)}, "yaml", None, "Body"),
        ("title: Rye\ntags:\n\n- a\n\n---\nBody", {"bare": ("yaml",)}, "yaml", {"title": "Rye", "tags": ["a"]}, "Body"),
        ("Title: Rye\n#\nBody", {"bare": ("meta",)}, "meta", {"title": "Rye"}, "#\nBody"),
        ("Title: Rye\nDate: 2024-01-05\n\nBody", {}, "meta", {"title": "Rye", "date": "2024-01-05"}, "\nBody"),
        ("Title: Rye\nTags: a  \n  \nBody", {"bare": ("meta",)}, "meta", {"title": "Rye", "tags": "a"}, "  \nBody"),
        ("Title:Rye\nslug:rye\nBody", {"bare": ("meta",)}, "meta", {"title": "Rye", "slug": "rye"}, "Body"),
        ("---\nTitle: Rye\n\nBody", {"bare": ("meta",)}, "meta", {"title": "Rye"}, "\nBody"),
        ("---\nTitle: Rye: a\n\nBody\n\n---\n", {"bare": ("meta",)}, "meta", {"title": "Rye: a"}, "\nBody\n\n---\n"),
        ("Summary: a\n    b\n\nBody", {"bare": ("meta",)}, "meta", {"summary": "a\nb"}, "\nBody"),
        ("<!--\n.. title: Rye\n.. tags: a, b\n-->\nBody", {}, "nikola", {"title": "Rye", "tags": "a, b"}, "Body"),
        ("\n <!--\n  .. title: Rye\n-->\nBody", {}, "nikola", {"title": "Rye"}, "Body"),
        ("<!---\n.. title: Rye\n-->\nBody", {}, "nikola", {"title": "Rye"}, "Body"),
        (".. title: Rye\n.. slug: rye\n\nBody", {}, "nikola", {"title": "Rye", "slug": "rye"}, "\nBody"),
        ("---\ntitle: Rye\n...\nBody", {}, "yaml", {"title": "Rye"}, "Body"),
        ("---\n---\nBody", {}, "yaml", {}, "Body"),
        ('+++\ntitle = "Rye"\ndate = Date(2020, 1, 1)\n+++\nBody', {}, "franklin", {}, "Body"),
        ('@def title = "Rye"\nBody', {}, "franklin", {}, "Body"),
        ('---<%\nfront_matter do\n  title "Rye"\nend\n%>---\nBody', {}, "ruby", {}, "Body"),
        ('~~~{%\nfront_matter do\n  title "Rye"\nend\n%}~~~\nBody', {}, "ruby", {}, "Body"),
        ('###ruby\n{ title: "Rye" }\n###\nBody', {}, "ruby", {}, "Body"),
        ("~~~ruby\nputs 1\n~~~\nBody", {}, "", {}, "~~~ruby\nputs 1\n~~~\nBody"),
        ('---js\nconst title = "Rye";\n---\nBody', {}, "javascript", {}, "Body"),
        ('---javascript\n{\n  title: "Rye"\n}\n---\nBody', {}, "javascript", {}, "Body"),
        ("# Heading\n", {}, "", {}, "# Heading\n"),
        ("---\n\nProse.\n\n---\n\nMore.\n", {}, "", {}, "---\n\nProse.\n\n---\n\nMore.\n"),
        ("{{< shortcode >}}\n", {}, "", {}, "{{< shortcode >}}\n"),
        ("{% raw %}\n", {}, "", {}, "{% raw %}\n"),
        ("Date: 5 May\nPlace: the mill\n---\n\nWe meet.", {}, "", {}, "Date: 5 May\nPlace: the mill\n---\n\nWe meet."),
        ("---\n# Rye\n**Rye** is a grain.\n\n---\nBody", {}, "", {}, "---\n# Rye\n**Rye** is a grain.\n\n---\nBody"),
        ("---\n# The baker\n\ntitle: Rye\n---\nBody", {}, "yaml", {"title": "Rye"}, "Body"),
        (
            "-----\n\ntitle: Rye\ntags:\n-----\nBody",
            {"long_fences": True},
            "yaml",
            {"title": "Rye", "tags": None},
            "Body",
        ),
        ("----\ntitle: Rye\n----\n---\n", {"long_fences": True}, "yaml", {"title": "Rye"}, "---\n"),
        ("----\nRye.\n\n---\n", {"long_fences": True}, "", {}, "----\nRye.\n\n---\n"),
        ("Note: one line is no header.\n\nBody", {}, "", {}, "Note: one line is no header.\n\nBody"),
    ],
)
def test_formats(text: str, style: dict[str, Any], format: str, values: object, body: str) -> None:
    header = read_front_matter(text, HeaderStyle(**style))
    assert (header.format, text[header.span.end :]) == (format, body)
    assert header.problems == ()
    if values is not None:
        assert header.values == values


@pytest.mark.parametrize(
    ("written", "yaml_1_1", "value"),
    [
        ("yes", False, "yes"), ("yes", True, True), ("off", False, "off"), ("off", True, False),
        ("12:30", False, "12:30"), ("12:30", True, 750), ("010", False, 10), ("010", True, 8),
        ("0x1f", False, 31), ("1e3", False, 1000.0), ("3.3.0", False, "3.3.0"), ("~", False, None),
        ("!secret bread", False, "bread"), ("true", False, True), ("=", False, "="),
    ],
)  # fmt: skip
def test_yaml_versions(written: str, yaml_1_1: bool, value: object) -> None:
    header = read_front_matter(f"---\na: {written}\n---\n", HeaderStyle(yaml_1_1=yaml_1_1))
    assert field_of(header, "a").value == value


def test_aliases_stand_where_they_are_written() -> None:
    text = "---\na: &x {k: 1}\nb: *x\nc:\n  <<: *x\n  z: 2\n---\n"
    header = read_front_matter(text)
    assert header.values == {"a": {"k": 1}, "b": {"k": 1}, "c": {"k": 1, "z": 2}}
    assert field_of(header, "b").written == "*x"
    assert field_of(header, "a").written == "&x {k: 1}"


# -- parts of values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "found", "part"),
    [
        ("Flour and water", "water", "water"),
        ("'Baker''s rye'", "s rye", "s rye"),
        ('"a \\u00e4 \\"b\\" c"', '"b"', '\\"b\\"'),
        ('"one\n  two \\\n  three"', "two three", "two \\\n  three"),
        (">-\n  one\n  two\n\n  three", "two\nthree", "two\n\n  three"),
        ("|\n  one\n    two\n  three", "  two\nthr", "  two\n  thr"),
        ("plain\n  folded text", "folded", "folded"),
        ("&anchor 'text'", "ex", "ex"),
    ],
)
def test_part_of_a_yaml_value(value: str, found: str, part: str) -> None:
    text = f"---\na: {value}\n---\n"
    field = field_of(read_front_matter(text), "a")
    at = field.as_text().index(found)
    assert text_at(text, field.part(at, at + len(found))) == part


def test_part_of_json_and_toml_values() -> None:
    text = '{"a": "x \\ud83c\\udf5e y\\n"}\n'
    field = field_of(read_front_matter(text), "a")
    assert text_at(text, field.part(2, 3)) == "\\ud83c\\udf5e"
    assert text_at(text, field.part(4, 5)) == "y"
    text = '+++\na = """\none \\\n   two"""\n+++\n'
    field = field_of(read_front_matter(text), "a")
    assert text_at(text, field.part(4, 7)) == "two"


# -- the corpus -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not POSTS, reason="the corpus is not here")
@pytest.mark.parametrize("post", POSTS, ids=[str(path.relative_to(CORPUS)) for path in POSTS])
def test_spans_of_real_posts_give_the_values_again(post: Path) -> None:
    text = Source.from_bytes(post.read_bytes()).text
    header = read_front_matter(text)
    for field in header.fields.values():
        if header.format == "yaml" and field.written:
            column = field.span.start - text.rfind("\n", 0, field.span.start) - 1
            indent = " " * column if isinstance(field.value, (dict, list)) else ""
            try:
                value = yaml.safe_load(indent + field.written)
            except ValueError:  # an impossible date
                value = field.written
            assert value == field.value, field.path
        if isinstance(field.value, str) and field.style != "alias":
            for at, char in enumerate(field.as_text()):
                part = text_at(text, field.part(at, at + 1))
                assert part == char or part in ("''", '\\"') or (char.isspace() and not part.strip()), field.path


# -- mistakes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("---\ntitle: Part 1: Why\n---\n", "unquoted-colon", "Part 1: Why"),
        ("---\ntags:\n  - a: b: c\n---\n", "unquoted-colon", "b: c"),
        ("---\ntitle: a\ntitle: b\n---\n", "duplicate-key", "title"),
        ("---\na:\n  b: 1\n  b: 2\n---\n", "duplicate-key", "b"),
        ("---\n\ttitle: a\n---\n", "tab", "\t"),
        ("---\na:\n\t- b\n---\n", "tab", "\t"),
        ("---\ndate: 2017-02-29\n---\n", "impossible-date", "2017-02-29"),
        ("---\ndate: 2024-01-05 10:00:61\n---\n", "impossible-date", "2024-01-05 10:00:61"),
        ("---\na: 'x\n---\n", "unclosed-quote", "'"),
        ("---\na: [x\nb: c\n---\n", "unclosed-list", "["),
        ("---\na: *x\n---\n", "undefined-alias", "*x"),
        ("---\na: &a [*a]\n---\n", "recursive-alias", "*a"),
        ("---\na: @x\n---\n", "reserved-character", "@"),
        ("---\na: `x`\n---\n", "reserved-character", "`"),
        ("---\na: !50% off\n---\n", "reserved-character", "!"),
        ("---\n%TAG ! %\n---\n", "reserved-character", "%"),
        ("---\na: \x00\n---\n", "control-character", "\x00"),
        ("---\na: \x1b[31m\n---\n", "control-character", "\x1b"),
        ("---\na: \ud800\n---\n", "control-character", "\ud800"),
        ("---\ntitle: x\ndesc\ndate: 1\n---\n", "no-colon", "desc"),
        ("---\ntitle: 'x' y\n---\n", "text-after-value", "y"),
        ("---\na:\n    b: 1\n  c: d\n---\n", "indentation", "c: d"),
        ("---\na: b\n  c: d\n---\n", "indentation", "c: d"),
        ("---\na: {{ x }}\n---\n", "unquoted-braces", "{ x }"),
        ("---\nfoo\n---\n", "not-a-mapping", "foo"),
        ("---\n- foo\n---\n", "not-a-mapping", "- foo"),
        ("---\n? [a]\n: b\n---\n", "collection-as-key", "[a]"),
        ("---\n", "unclosed", "---"),
        ("---", "unclosed", "---"),
        ("---\ntitle: x\n\n# Hi\n", "unclosed", "---"),
        ("---\ntitle: x\n----\nBody\n", "malformed-fence", "----"),
        ("---\ntitle: x\n—\nBody\n", "malformed-fence", "—"),
        ("++++\ntitle = 'x'\n++++\n", "malformed-fence", "++++"),
        ("\n---\ntitle: x\n---\n", "late", "---"),
        ("\n\ntitle: x\ntags: y\n---\n", "unopened", "title: x"),
        ("title: x\ndate: 2026-01-02\n---\n", "unopened", "title: x"),
        ("+++\ntitle = 'x'\ntitle = 'y'\n+++\n", "duplicate-key", "title"),
        ("+++\ndate = 2017-02-29\n+++\n", "impossible-date", "2017-02-29"),
        ('+++\ntitle = "x\n+++\n', "unclosed-quote", '"'),
        ("+++\ntitle = Hello\n+++\n", "toml-value", "Hello"),
        ("+++\ntitle: Hello\n+++\n", "no-equals-sign", "title: Hello"),
        ('{"a": 1,}\n', "json-last-comma", ","),
        ('{\n"a": 1\n"b": 2\n}\n', "json-comma", '"'),
        ('{"a": 1, "a": 2}\n', "duplicate-key", '"a"'),
        ('{"a": yes}\n', "json-value", "yes"),
        ("Title: x\nDate: y\nTitle: z\n\n", "duplicate-key", "Title"),
    ],
)
def test_mistakes_are_found_in_their_place(text: str, kind: str, found: str) -> None:
    problems = read_front_matter(text).problems
    assert [(problem.kind, text_at(text, problem.span)) for problem in problems] == [(kind, found)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: x\n\n# Hi\n\nBody\n", "\n# Hi\n\nBody\n"),
        ("---\ntitle: Part 1: Why\n---\nBody\n", "Body\n"),
        ("---\ntitle: x\n----\n\nBody\n", "\nBody\n"),
        ('{"a": 1,}\nBody\n\nMore\n', "More\n"),
        ('{\n"a": 1,\n}\nBody\n', "Body\n"),
        ("+++\ntitle = Hello\n+++\nBody\n", "Body\n"),
    ],
)
def test_the_body_of_a_broken_header_is_known(text: str, body: str) -> None:
    header = read_front_matter(text)
    assert header.problems
    assert text[header.span.end :] == body


def test_duplicate_keys_name_both_places_and_the_last_one_counts() -> None:
    text = "---\ntitle: a\ntitle: b\n---\n"
    header = read_front_matter(text)
    assert header.problems[0].related == Span(4, 9)
    assert header.problems[0].span == Span(13, 18)
    assert header.values == {"title": "b"}


def test_an_impossible_date_leaves_the_other_values() -> None:
    header = read_front_matter("---\ndate: 2017-02-29\ntitle: Rye\n---\n")
    assert header.values == {"date": "2017-02-29", "title": "Rye"}
    assert not header.broken


# -- what means harm --------------------------------------------------------------------------------------------


def bomb(pattern: str) -> str:
    names = "abcdefghijklm"
    lines = [f"{name}: &{name}" + pattern.format(",".join([f"*{before}"] * 9)) for before, name in pairwise(names)]
    return "---\na: &a {x: 1}\n" + "\n".join(lines) + "\n---\nBody\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (bomb(" [{}]"), "values by aliases"),
        (bomb("\n  <<: [{}]"), "values by aliases"),
        ("---\na: " + "[" * 10_000 + "\n---\nBody\n", "levels"),
        ("---\na: " + "{a: " * 100_000 + "\n---\nBody\n", "characters"),
        ("---\na: " + "b" * 1_000_000 + "\n---\nBody\n", "characters"),
        ("---\n" + "key: value\n" * 100_000 + "---\nBody\n", "characters"),
        ("+++\na = " + "[" * 10_000 + "\n+++\nBody\n", "levels"),
        ('{"a": ' + "[" * 100_000, "levels"),
        ('{"a": "' + "b" * 1_000_000 + '"}\nBody\n', None),
    ],
    ids=["bomb", "merge-bomb", "deep-list", "deep-map", "long-value", "many-keys", "toml", "json", "json-long"],
)
def test_hostile_headers_are_refused_quickly(text: str, unit: str | None) -> None:
    tracemalloc.start()
    header = read_front_matter(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    if unit is not None:
        assert [(problem.kind, problem.values["unit"]) for problem in header.problems] == [("too-much", unit)]
        assert header.broken
    assert peak < 200e6


def test_the_longest_header_that_is_read_is_read_in_seconds() -> None:
    text = "---\nx:\n" + "- a\n" * ((MAX_LENGTH - 3) // 4) + "---\n"
    assert read_front_matter(text).problems == ()
