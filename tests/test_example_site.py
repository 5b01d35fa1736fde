"""The example blog: exactly the findings that its mistakes deserve, and none in the good posts."""

from __future__ import annotations

from pathlib import Path

import pytest

import postlint

SITE = Path(__file__).resolve().parents[1] / "examples" / "blog"
POSTS = "src/content/blog"

#: the good posts; the one about tents silences a finding
CLEAN = (
    "choose-a-touring-tent.mdx",
    "first-overnight-bike-trip.md",
    "how-much-riding-is-enough.md",
    "pour-over-coffee-at-camp.md",
    "true-a-wheel-at-home.md",
)

#: rule and line of every finding in the others
EXPECTED: dict[str, list[tuple[str, int]]] = {}


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[str, int]]]:
    """Rule and line of every finding, by post, in place order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(SITE)
        report = postlint.lint_paths(["."])
    return {Path(file.path).name: [(f.rule, f.line) for f in file.findings] for file in report.files}


def test_every_post_is_expected_to_be_good_or_bad(found: dict[str, list[tuple[str, int]]]) -> None:
    assert set(found) == {*CLEAN, *EXPECTED}


@pytest.mark.parametrize("post", CLEAN)
def test_nothing_is_found_in_a_good_post(post: str, found: dict[str, list[tuple[str, int]]]) -> None:
    assert found[post] == []


@pytest.mark.parametrize("post", EXPECTED)
def test_mistakes_are_found_where_they_are(post: str, found: dict[str, list[tuple[str, int]]]) -> None:
    assert found[post] == EXPECTED[post]


def test_a_good_post_may_silence_a_finding_with_a_reason() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(SITE)
        (tent,) = postlint.lint_paths([f"{POSTS}/choose-a-touring-tent.mdx"]).files
    assert tent.suppressed == 1


def test_the_own_rule_holds() -> None:
    from postlint.testing import run_examples

    assert run_examples(SITE / ".postlint" / "rules") == []
