"""The kinds: what cards without Python can ask, where they find it, and what they leave alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from postlint.catalog.load import kind_schema, make_rule
from postlint.checks.kinds.measure import MEASURES
from postlint.checks.kinds.phrases import find, in_case_of
from postlint.checks.kinds.scopes import ScopeText, pieces
from postlint.document.document import Document
from postlint.results.findings import Finding
from postlint.testing import lint_example, run_examples

POST = """\
---
title: "Tea: synergy"
description: All synergy.
---

# Synergy of **tea**

Real synergy, [more
synergy](a.md) and ![a synergy](b.png). `synergy`

> Quoted synergy.

| synergy | x |
|---------|---|
| y | z |
"""


def lint(kind: str, blanks: Mapping[str, Any], text: str, message: str = "{match}", **card: Any) -> list[Finding]:
    """The findings of a card of a kind."""
    base = {"name": "own", "summary": "Own.", "kind": kind, "with": blanks, "message": message}
    return lint_example(make_rule({**base, **card}, "", group="local"), {}, text)


def found(findings: list[Finding], text: str) -> list[str]:
    """The source text at each finding."""
    return [text[finding.start : finding.end] for finding in findings]


@pytest.mark.parametrize(
    ("kind", "blanks"),
    [
        ("existence", {"words": ["synergy"]}),
        ("substitution", {"swap": {"synergy": "help", "tea": ""}}),
        ("occurrence", {"words": ["synergy"], "max": 1}),
        ("occurrence", {"words": ["synergies"], "min": 1}),
        ("repetition", {}),
        ("consistency", {"either": {"synergy": "help"}}),
        ("length", {"of": "title", "max": 1}),
        ("length", {"of": "title", "min": 90}),
        ("measure", {"of": "words", "max": 1}),
        ("measure", {"of": "words", "min": 900}),
        ("front-matter", {"schema": {"required": ["date"]}}),
    ],
)
def test_a_kind_gives_the_values_that_it_promises(kind: str, blanks: dict[str, Any]) -> None:
    promised = kind_schema(kind)["x-postlint-values"]
    message = " ".join(f"{{{value}}}" for value in promised)
    assert lint(kind, blanks, POST + "\nThey help the the baker.\n", message)


# -- scopes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "places"),
    [
        ("prose", ["8:6", "9:1", "11:10", "13:3"]),
        ("headings", ["6:3"]),
        ("title", ["2:14"]),
        ("description", ["3:18"]),
        ("alt", ["9:24"]),
        ("link-text", ["9:1"]),
        ("quotes", ["11:10"]),
        ("cells", ["13:3"]),
        ("source", ["2:14", "3:18", "6:3", "8:6", "9:1", "9:24", "9:42", "11:10", "13:3"]),
        (["title", "headings"], ["2:14", "6:3"]),
    ],
)
def test_scope(scope: str | list[str], places: list[str]) -> None:
    findings = lint("existence", {"words": ["synergy"], "in": scope}, POST)
    assert [f"{finding.line}:{finding.column}" for finding in findings] == places
    assert {text.lower() for text in found(findings, POST)} == {"synergy"}


def test_all_scopes_are_known() -> None:
    (one, many) = kind_schema("existence")["properties"]["in"]["anyOf"]
    assert one["enum"] == many["items"]["enum"]
    for scope in one["enum"]:
        assert list(pieces(Document.from_text(POST), scope))


# -- phrases ---------------------------------------------------------------------------------------------


def of(text: str) -> ScopeText:
    """A scope of one piece."""
    return ScopeText(text, [0], [])


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("in order to", "In order\u00a0to; in  order to", ["In order\u00a0to", "in  order to"]),
        ("GPT-4", "GPT-4, gpt-4's, GPT-4o, GPT-4.5, GPT-4.", ["GPT-4", "gpt-4", "GPT-4"]),
        ("it's", "it’s its it's", ["it’s", "it's"]),
        ("use", "use reuse user _use use-case", ["use", "use"]),
        ("[insert", "[Insert name] x[insert", ["[Insert", "[insert"]),
        ("…", "a… b…", ["…", "…"]),
        ("C++", "C++ and C++11", ["C++", "C++"]),
        ("3.5", "3.5 13.5 3.5.1 3.5%", ["3.5", "3.5"]),
        ("straße", "Straße STRASSE", ["Straße"]),
    ],
)
def test_phrase(phrase: str, text: str, matches: list[str]) -> None:
    assert [match.group() for match in find(of(text), [phrase])] == matches


def test_matches_do_not_overlap_and_exceptions_hold() -> None:
    text = "state of the art of the deal"
    assert [m.group() for m in find(of(text), ["state of the art", "art of the deal", "state"])] == ["state of the art"]
    assert [m.group() for m in find(of("the art deal, the deal"), ["deal"], exceptions=["art deal"])] == ["deal"]
    assert [m.group() for m in find(of("a1 b22"), [], [r"\d+", r"[ab]\d"])] == ["a1", "b2"]


def test_a_phrase_alone_in_quotation_marks_is_spoken_about() -> None:
    assert find(of('Never say "synergy", “synergy” or «synergy».'), ["synergy"]) == []
    assert len(find(of('He said "synergy wins" and it’s synergy’'), ["synergy"])) == 2


def test_capitals() -> None:
    assert [in_case_of(model, "to be") for model in ("ETC", "Etc", "etc", "")] == ["TO BE", "To be", "to be", "to be"]


# -- substitution ----------------------------------------------------------------------------------------


def fixed(blanks: Mapping[str, Any], text: str, wanted: str) -> list[str]:
    """What is wrong with the text after all fixes."""
    example = {"bad": text, "fixed": wanted}
    card = {"name": "own", "summary": "Own.", "kind": "substitution", "with": blanks, "message": "{suggestion}"}
    source = json.dumps({**card, "examples": [example]})
    return [failure.sentence for failure in run_examples(make_rule(card, source, group="local"))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We use it in order to win.\n", "We use it to win.\n"),
        ("In order to win, UTILIZE it.\n", "To win, USE it.\n"),
        ("It went **in\norder to** win.\n", "It went **to** win.\n"),
        ("gpt-4 and GPT-4.\n", "GPT-5 and GPT-5.\n"),
        ("Furthermore, we go. We furthermore go.\n", "We go. We go.\n"),
        ("- Furthermore\n", "-\n"),
        ("> so in\n> order to win, utilize\n", "> so in\n> order to win, use\n"),
        (
            "See `utilize` and <https://utilize.example/utilize>, utilize.\n",
            "See `utilize` and <https://utilize.example/utilize>, use.\n",
        ),
    ],
)
def test_fix(text: str, wanted: str) -> None:
    swap = {"in order to": "to", "utilize": "use", "GPT-4": "GPT-5", "furthermore": ""}
    assert fixed({"swap": swap}, text, wanted) == []


def test_what_is_already_right_is_no_hit() -> None:
    assert lint("substitution", {"swap": {"github": "GitHub"}}, "GitHub, github.\n", "{match}")[0].column == 9
    assert lint("substitution", {"swap": {"x": ""}}, "x\n")[0].message == "Leave out 'x'."


# -- counting --------------------------------------------------------------------------------------------


def test_occurrence() -> None:
    text = "# Me\n\nI have seen it. When I did, I was not I.\n"
    blanks = {"words": ["I"], "ignore_case": False, "max": 2}
    (hit,) = lint("occurrence", blanks, text, "{count} of {max}")
    assert (hit.line, hit.column, hit.message) == (3, 29, "4 of 2")
    (hit,) = lint("occurrence", {"words": ["we", "our"], "min": 1}, text, "{count} {min} {wanted}")
    assert (hit.line, hit.message) == (1, "0 1 we / our")
    each = lint("occurrence", {"words": ["we", "seen", "our"], "min": 1, "each": True}, text, "{wanted}")
    assert [hit.message for hit in each] == ["our", "we"]
    assert lint("occurrence", {"min": 1}, text) == []
    assert lint("occurrence", {"patterns": [r"\?$"], "in": "headings", "min": 1}, "# Why?\n", "x") == []


def test_consistency() -> None:
    text = "An email, an e-mail, an email. A colour and a color.\n"
    findings = lint(
        "consistency",
        {"either": {"e-mail": "email", "color": "colour", "a": "b"}},
        text,
        "{match} {other_count} {other}",
    )
    assert [finding.message for finding in findings] == ["e-mail 2 email", "color 1 colour"]
    assert found(findings, text) == ["e-mail", "color"]


def test_repetition() -> None:
    text = "It is\nis so. The the end, **and** and. Bora Bora. 7 7. Is `x` is. A-a a. That that. x. X.\n"
    findings = lint("repetition", {"allowed": ["that"]}, text)
    assert found(findings, text) == ["is\nis", "The the", "and** and"]
    assert [finding.fix is not None for finding in findings] == [True, True, False]


@pytest.mark.parametrize(
    ("blanks", "text", "spans"),
    [
        ({"of": "title", "max": 8}, "---\ntitle: Tea for two and more\n---\n", ["two and more"]),
        ({"of": "title", "min": 40}, "---\ntitle: 'Tea'\n---\n", ["Tea"]),
        ({"of": "heading", "unit": "words", "max": 2}, "# Tea for *two* and\n", ["two* and"]),
        ({"of": "sentence", "unit": "words", "max": 3}, "It is so. It is not so here.\n", ["so here."]),
        ({"of": "paragraph", "unit": "words", "max": 3}, "It is so. Here.\n\n- a b c d e\n", ["Here."]),
        ({"of": "alt", "max": 3}, "![abcd](a.png)\n", ["d"]),
        ({"of": "link-text", "min": 3}, "[ab](a.md) [abc](b.md)\n", ["ab"]),
        ({"of": "description", "max": 3}, "# no header\n", []),
    ],
)
def test_length(blanks: Mapping[str, Any], text: str, spans: list[str]) -> None:
    assert found(lint("length", blanks, text, "{length}"), text) == spans


# -- measures and front matter ---------------------------------------------------------------------------


def test_measure() -> None:
    (hit,) = lint("measure", {"of": "words", "min": 5}, "One two three.\n", "{value} {min} {missing}")
    assert (hit.line, hit.column, hit.message) == (1, 1, "3 5 2")
    (hit,) = lint("measure", {"of": "words-per-sentence", "max": 2.5}, "One two three.\n", "{value} {max} {surplus}")
    assert hit.message == "3.0 2.5 0.5"
    assert lint("measure", {"of": "sentence-spread", "min": 5}, "\n", "x") == []
    assert set(MEASURES) == set(kind_schema("measure")["properties"]["of"]["enum"])
    for name in MEASURES:
        MEASURES[name](Document.from_text(POST))


def test_front_matter() -> None:
    schema = {
        "required": ["author"],
        "properties": {
            "tags": {"items": {"type": "string"}},
            "slug": {"type": "string", "pattern": "^[a-z-]+$", "x-postlint-severity": "error"},
            "date": False,
        },
    }
    text = "---\ntags: [tea, 5]\nslug: My Tea\ndate: 2026-01-31\n---\n"
    findings = lint("front-matter", {"schema": schema}, text, "{problem}")
    assert [(f"{f.line}:{f.column}", f.severity.label, f.message) for f in findings] == [
        ("1:1", "warning", "key 'author' is missing"),
        ("2:13", "warning", "tags[1]: must be text, but is read as 5; put it in quotes"),
        ("3:7", "error", "slug: 'My Tea' does not match the pattern ^[a-z-]+$"),
        ("4:1", "warning", "key 'date' does not belong here"),
    ]
    assert lint("front-matter", {"schema": schema}, "# No header\n") == []


# -- parts and excuses -----------------------------------------------------------------------------------

PARTS = """\
---
title: Tea
---

Tea before. Still
tea.

## Leaves

Tea in leaves.

### Pots

Tea in pots.

## Frequently asked questions

### Why tea?

### Cold tea?

Tea indeed.
"""


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ({}, [5, 6, 10, 14, 22]),
        ({"introduction": True}, [5, 6]),
        ({"first_words": 3}, [5]),
        ({"first_words": 4}, [5, 6]),
        ({"first_words": 900}, [5, 6, 10, 14, 22]),
        ({"section": "leaves"}, [10, 14]),
        ({"section": "pots"}, [14]),
        ({"section": "leaves", "first_words": 7}, [10]),
        ({"section": "coffee"}, []),
    ],
)
def test_part_of_a_post(part: dict[str, Any], lines: list[int]) -> None:
    findings = lint("existence", {"words": ["tea"], "part": part}, PARTS)
    assert [finding.line for finding in findings] == lines


def test_too_few_in_a_section_is_reported_at_its_heading() -> None:
    questions = {"patterns": [r"\?$"], "in": "headings", "part": {"section": "frequently asked"}}
    assert lint("occurrence", {**questions, "min": 2}, PARTS) == []
    (finding,) = lint("occurrence", {**questions, "min": 3}, PARTS)
    assert PARTS[finding.start : finding.end] == "Frequently asked questions"
    assert lint("occurrence", {**questions, "min": 9, "part": {"section": "coffee"}}, PARTS) == []


def test_a_sentence_can_excuse_what_is_in_it() -> None:
    text = "In 2023 we drank GPT-4 tea. Today we drink\nGPT-4 tea.\n\n# GPT-4, previously\n"
    blanks = {"swap": {"GPT-4": "GPT-5"}, "in": ["prose", "headings"]}
    assert [finding.line for finding in lint("substitution", blanks, text)] == [1, 2, 4]
    excused = {**blanks, "unless": [r"\bin 20\d\d\b", "previously"]}
    assert [finding.line for finding in lint("substitution", excused, text)] == [2]
