"""The example blog: exactly the findings that its mistakes deserve, and none in the good posts."""

from __future__ import annotations

from pathlib import Path

import pytest

import postlint

SITE = Path(__file__).resolve().parents[2] / "examples" / "blog"
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
EXPECTED: dict[str, list[tuple[str, int]]] = {
    "Spring-Tour-2099.md": [
        ("date-in-future", 4),
        ("duplicate-tag", 7),
    ],
    "bike-commuting-benefits.md": [
        ("vague-authority", 14),
        ("vague-authority", 18),
        ("unlinked-research", 25),
        ("vague-authority", 39),
    ],
    "gravel-tyres-guide.md": [
        ("generic-link-text", 18),
        ("bare-url", 19),
        ("insecure-link", 22),
        ("link-without-target", 23),
        ("malformed-link", 28),
        ("link-without-text", 29),
        ("local-link", 38),
        ("undefined-reference", 38),
        ("say-tyre", 45),
        ("unused-definition", 49),
    ],
    "grinder-comparison.md": [
        ("chat-residue", 9),
        ("repeated-word", 18),
        ("placeholder-text", 19),
        ("placeholder-text", 26),
        ("merge-conflict", 29),
        ("merge-conflict", 32),
        ("merge-conflict", 35),
        ("chat-residue", 40),
        ("chat-residue", 50),
    ],
    "hello.md": [
        ("front-matter-missing", 1),
    ],
    "packing-list-for-a-week.mdx": [
        ("mdx-syntax", 16),
        ("image-without-alt", 28),
        ("insecure-link", 35),
        ("unknown-suppression", 37),
        ("unused-suppression", 40),
        ("mdx-syntax", 59),
    ],
    "panniers-for-beginners.md": [
        ("keyword-not-in-title", 2),
        ("keyword-not-in-description", 3),
        ("keyword-not-in-introduction", 7),
    ],
    "riding-in-the-rain.md": [
        ("h1-in-body", 9),
        ("heading-increment", 16),
        ("heading-trailing-punctuation", 16),
        ("malformed-heading", 21),
        ("malformed-heading", 26),
        ("heading-without-content", 39),
        ("heading-too-long", 46),
        ("empty-heading", 51),
    ],
    "river-ride-photo-diary.md": [
        ("image-without-alt", 19),
        ("alt-is-file-name", 24),
        ("alt-says-image", 31),
        ("image-without-alt", 36),
    ],
    "why-we-ride-slowly.md": [
        ("long-sentence", 9),
        ("long-paragraph", 18),
        ("long-sentence", 20),
        ("long-sentence", 26),
    ],
    "winter-commute-checklist.md": [
        ("front-matter-schema", 1),
        ("front-matter-unknown-key", 3),
        ("front-matter-schema", 4),
        ("front-matter-schema", 5),
        ("front-matter-schema", 6),
        ("front-matter-schema", 7),
    ],
    "workshop-notes.md": [
        ("front-matter-syntax", 2),
    ],
}


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[str, int]]]:
    """Rule and line of every finding, by post, in place order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(SITE)
        report = postlint.lint_paths([POSTS])
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
