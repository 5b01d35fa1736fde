"""Comments and front matter that silence findings, as a table: what is silenced, what is left over."""

from __future__ import annotations

from typing import Any

import pytest

from postlint import lint_text
from postlint.engine.suppress import SUGGESTIONS

SKIP = "# Tea\n\nLeaves.\n\n{}### Green\n\nOf China.\n"
HEADER = "---\ntitle: Tea\npostlint: {}\n---\n\n"
INCREMENT = "heading-increment"
MDX = {"<!--": "{/*", "-->": "*/}"}


def found(text: str, path: str = "post.md", select: tuple[str, ...] = (INCREMENT,)) -> list[str]:
    """What is found: the rule and its place."""
    names = [*select, "unused-suppression", "unknown-suppression"]
    return [f"{f.rule} {f.line}:{f.column}" for f in lint_text(text, path, config={"select": names})]


def in_mdx(text: str) -> str:
    """The same post with the comments of MDX."""
    for html, mdx in MDX.items():
        text = text.replace(html, mdx)
    return text


CASES = {
    "nothing said": (SKIP.format(""), ["heading-increment 5:1"]),
    "next line": (SKIP.format("<!-- postlint-disable-next-line heading-increment -->\n"), []),
    "next line that is not blank": (SKIP.format("<!-- postlint-disable-next-line heading-increment -->\n\n \n\n"), []),
    "an alias": (SKIP.format("<!-- postlint-disable-next-line MD001 -->\n"), []),
    "a group": (SKIP.format("<!-- postlint-disable-next-line headings -->\n"), []),
    "all rules": (SKIP.format("<!-- postlint-disable-next-line -->\n"), []),
    "a reason": (SKIP.format("<!-- postlint-disable-next-line heading-increment -- so be it, -- a b -->\n"), []),
    "a reason for all rules": (SKIP.format("<!-- postlint-disable-next-line -- so be it -->\n"), []),
    "no spaces": (SKIP.format("<!--postlint-disable-next-line heading-increment-->\n"), []),
    "over several lines": (SKIP.format("<!--\npostlint-disable-next-line\nheading-increment\n-->\n"), []),
    "two comments on top of each other": (
        SKIP.format(
            "<!-- postlint-disable-next-line heading-increment -->\n"
            "<!-- postlint-disable-next-line duplicate-heading -->\n"
        ),
        [],
    ),
    "not the line after the next": (
        SKIP.format("<!-- postlint-disable-next-line heading-increment -->\nMore.\n\n"),
        ["unused-suppression 5:33", "heading-increment 8:1"],
    ),
    "the comment's own line": (
        "# Tea\n\nLeaves.\n\n### Green <!-- postlint-disable-line heading-increment -->\n\nOf China.\n",
        [],
    ),
    "not the own line of another": (
        SKIP.format("<!-- postlint-disable-line heading-increment -->\n\n"),
        ["unused-suppression 5:28", "heading-increment 7:1"],
    ),
    "to the end": (SKIP.format("<!-- postlint-disable heading-increment -->\n\nMore.\n\n"), []),
    "up to enable": (
        "<!-- postlint-disable heading-increment -->\n\n# A\n\n### B\n\n"
        "<!-- postlint-enable heading-increment -->\n\n##### C\n",
        ["heading-increment 9:1"],
    ),
    "enable of all": (
        "<!-- postlint-disable heading-increment -->\n\n# A\n\n### B\n\n<!-- postlint-enable -->\n\n##### C\n",
        ["heading-increment 9:1"],
    ),
    "enable of one of all": (
        "<!-- postlint-disable -->\n\n# A\n\n### B\n\n<!-- postlint-enable heading-increment -->\n\n##### C\n",
        ["heading-increment 9:1"],
    ),
    "disabled again": (
        "<!-- postlint-disable MD001 -->\n\n# A\n\n### B\n\n<!-- postlint-enable MD001 -->\n\n"
        "<!-- postlint-disable MD001 -->\n\n##### C\n",
        [],
    ),
    "enable of what is on": (
        "# A\n\n<!-- postlint-enable heading-increment -->\n\n## B\n",
        ["unused-suppression 3:22"],
    ),
    "the file, from its end": ("# A\n\n### B\n\n<!-- postlint-disable-file heading-increment -->\n", []),
    "the file, all rules": ("# A\n\n### B\n\n<!-- postlint-disable-file -->\n", []),
    "front matter": (HEADER.format("{disable: [heading-increment]}") + "# A\n\n### B\n", []),
    "front matter, one name": (HEADER.format("{disable: heading-increment}") + "# A\n\n### B\n", []),
    "front matter, all": (HEADER.format("{disable: true}") + "# A\n\n### B\n", []),
    "front matter, unused": (
        HEADER.format("{disable: [duplicate-heading, heading-increment]}") + "# A\n\n## B\n",
        ["unused-suppression 3:41"],
    ),
    "front matter, unknown": (
        HEADER.format("{disable: [heading-incremend]}") + "# A\n",
        ["unknown-suppression 3:22"],
    ),
    "front matter, unknown key": (HEADER.format("{disabled: [MD001]}") + "# A\n", ["unknown-suppression 3:12"]),
    "front matter of another tool": (HEADER.format("yes") + "# A\n\n## B\n", []),
    "in a code block": (
        "# A\n\n```html\n<!-- postlint-disable-file heading-increment -->\n```\n\n### B\n",
        ["heading-increment 7:1"],
    ),
    "in a code span": (
        "# A\n\nWrite `<!-- postlint-disable-file -->`.\n\n### B\n",
        ["heading-increment 5:1"],
    ),
    "no such rule": (
        SKIP.format("<!-- postlint-disable-next-line heading-incremend -->\n"),
        ["unknown-suppression 5:33", "heading-increment 6:1"],
    ),
    "one known, one not": (
        SKIP.format("<!-- postlint-disable-next-line heading-increment, no-such-rule -->\n"),
        ["unknown-suppression 5:52"],
    ),
    "no such word": (
        SKIP.format("<!-- postlint-disable-nextline heading-increment -->\n"),
        ["unknown-suppression 5:6", "heading-increment 6:1"],
    ),
    "nothing to silence": (
        "# A\n\n<!-- postlint-disable-next-line -->\n## B\n",
        ["unused-suppression 3:1"],
    ),
    "one used, one not": (
        SKIP.format("<!-- postlint-disable-next-line heading-increment empty-heading -->\n"),
        [],  # empty-heading did not run, so that it cannot be determined
    ),
    "its own silence": (
        "# A\n\n<!-- postlint-disable-next-line unused-suppression heading-increment -->\n\n## B\n",
        ["unused-suppression 3:52"],
    ),
    "silence about silence": (
        "<!-- postlint-disable-file unused-suppression -->\n\n# A\n\n<!-- postlint-disable-line -->\n\n## B\n",
        [],
    ),
    "another comment": ("# A\n\n<!-- postlint is a tool -->\n\n### B\n", ["heading-increment 5:1"]),
}
ONLY_MARKDOWN = {"no spaces"}


@pytest.mark.parametrize("name", CASES)
def test_markdown(name: str) -> None:
    text, expected = CASES[name]
    assert found(text) == expected


@pytest.mark.parametrize("name", [n for n in CASES if "front matter" in n or CASES[n][1] == []])
def test_mdx(name: str) -> None:
    text, expected = CASES[name]
    assert found(in_mdx(text), "post.mdx") == expected


@pytest.mark.parametrize(("path", "comment"), [("post.md", "{/* %s */}"), ("post.mdx", "<!-- %s -->")])
def test_the_form_of_the_other_dialect_is_text(path: str, comment: str) -> None:
    directive = comment % "postlint-disable-next-line heading-increment"
    assert found(SKIP.format(directive + "\n\n"), path) == ["heading-increment 7:1"]


def test_a_rule_that_ran_and_found_nothing_is_named() -> None:
    text = SKIP.format("<!-- postlint-disable-next-line heading-increment empty-heading -->\n")
    findings = lint_text(text, select=[INCREMENT, "empty-heading", "unused-suppression"])
    assert [(f.rule, f.message) for f in findings] == [
        ("unused-suppression", "'empty-heading' is silenced here but finds nothing; remove it from the comment.")
    ]


@pytest.mark.parametrize("names", ["", "headings"])
@pytest.mark.parametrize(
    ("how", "seen"),
    [
        ({"config": {"select": ["unused-suppression"]}}, True),
        ({"config": {"select": ["unused-suppression", INCREMENT]}, "ignore": [INCREMENT]}, False),
        ({"config": {"select": ["unused-suppression", INCREMENT]}, "select": ["unused-suppression"]}, False),
        ({"config": {"select": ["unused-suppression", "broken-link"]}}, None),
    ],
    ids=["all rules that are on", "one is ignored for once", "one is selected for once", "one looks at the site"],
)
def test_rules_that_did_not_look_may_need_a_suppression(how: dict[str, Any], seen: bool | None, names: str) -> None:
    found = lint_text(f"# Tea\n\nGreen. <!-- postlint-disable-line {names} -->\n", **how)
    assert bool(found) == (seen if seen is not None else bool(names))  # links are of another group


def test_did_you_mean() -> None:
    text = SKIP.format("<!-- postlint-disable-next-line heading-incremend -->\n")
    messages = [f.message for f in lint_text(text, select=["unknown-suppression"])]
    assert messages == ["There is no rule 'heading-incremend'; did you mean 'heading-increment'?"]


def test_only_the_first_unknown_names_are_compared_with_all_rules() -> None:
    names = [f"heading-incremen{number}" for number in range(SUGGESTIONS + 2)]
    text = f"<!-- postlint-disable {' '.join(names)} -->\n\n# Tea\n"
    found = lint_text(text, "post.md", select=["unknown-suppression"])
    assert ["did you mean" in one.message.lower() for one in found] == [True] * SUGGESTIONS + [False] * 2
