"""A real blog's editorial checklist, written as configuration: each of its rows holds, in posts that break and keep it.

The checklist is that of the blog which the corpus' `seed-astro` post comes from. Where the corpus is there, that
post has to give what its checklist says of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from postlint.api import lint_paths
from postlint.config.load_config import load_config
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity
from postlint.testing import run_examples

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "house-style"
SEED = ROOT.parent / "shared" / "corpus" / "seed-astro" / "best-ai-certifications.md"
POSTS = "src/content/blog"
CLEAN = "meeting-notes-by-ai"
WORST = "note-Everything_2024"
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

#: row of the checklist, rule, severity, post that breaks it, where; every row is kept by the clean post, and by
#: another one where that is named
ROWS: list[tuple[str, str, Severity, str, str, str]] = [
    ("author is required", "front-matter-schema", E, "note-shared-prompts", "1:1", "note-desk-plan"),
    ("date is YYYY-MM-DD", "front-matter-schema", E, WORST, "4:10", "note-desk-plan"),
    ("category is one of ours", "front-matter-schema", E, WORST, "5:11", "note-desk-plan"),
    ("keywords: 2 to 5", "front-matter-schema", E, "note-shared-prompts", "8:11", "note-desk-plan"),
    ("keywords: no duplicates", "front-matter-schema", E, WORST, "6:11", "note-desk-plan"),
    ("tags: no duplicates", "duplicate-tag", W, "note-paper-storm", "8:15", WORST),
    ("featured is true or false", "front-matter-schema", E, "note-shared-prompts", "10:12", "note-desk-plan"),
    ("difficulty is one of three", "front-matter-schema", E, WORST, "8:13", "note-desk-plan"),
    ("seriesOrder counts from 1", "front-matter-schema", E, "note-shared-prompts", "11:14", "note-desk-plan"),
    ("date for pubDate", "front-matter-schema", E, "note-shared-prompts", "1:1", "note-desk-plan"),
    ("categories for category", "front-matter-unknown-key", E, "note-shared-prompts", "5:1", WORST),
    ("authors for author", "front-matter-unknown-key", E, "note-shared-prompts", "6:1", WORST),
    ("title: 60 characters", "title-too-long", E, "note-prompt-library-2025", "2:69", "note-desk-plan"),
    ("title: 50 characters", "title-too-short", E, WORST, "2:9", "note-desk-plan"),
    ("title: keyword", "keyword-not-in-title", E, WORST, "2:9", "note-desk-plan"),
    ("title: keyword near the front", "keyword-late-in-title", W, "note-prompt-library-2025", "2:65", "note-desk-plan"),
    ("description: 160 characters", "description-too-long", E, "note-link-list", "3:175", "note-desk-plan"),
    ("description: 150 characters", "description-too-short", E, WORST, "3:15", "note-desk-plan"),
    ("description: keyword", "keyword-not-in-description", W, WORST, "3:15", "note-desk-plan"),
    ("slug: lower case and hyphens", "slug-format", W, WORST, "1:1", "note-desk-plan"),
    ("slug: keyword", "keyword-not-in-slug", W, WORST, "6:12", "note-desk-plan"),
    ("slug: no year", "slug-has-year", E, "note-prompt-library-2025", "1:1", "note-desk-plan"),
    ("headings: no H1", "h1-in-body", E, "note-choosing-tools", "11:3", "note-desk-plan"),
    ("headings: no skipped level", "heading-increment", E, "note-choosing-tools", "15:1", "note-desk-plan"),
    ("headings: keyword in an H2", "keyword-not-in-headings", W, "note-choosing-tools", "8:12", "note-desk-plan"),
    ("keyword: first 100 words", "keyword-not-in-introduction", W, WORST, "6:12", "note-desk-plan"),
    ("keyword: density", "keyword-density", W, WORST, "6:12", "note-desk-plan"),
    ("a main keyword", "keyword-missing", E, "note-paper-storm", "1:1", WORST),
    ("readability: 8th grade", "reading-grade", I, WORST, "1:1", "note-desk-plan"),
    ("internal links: 3", "too-few-internal-links", W, "note-paper-storm", "1:1", "note-reading-list"),
    ("internal links: 7 at most", "too-many-links", W, "note-reading-list", "15:323", "note-desk-plan"),
    ("internal links: Markdown", "internal-link-in-html", W, "note-link-list", "19:34", "note-reading-list"),
    ("internal links: in a paragraph", "link-outside-paragraph", W, "note-link-list", "17:3", "note-reading-list"),
    ("internal links: descriptive", "vague-link-text", W, "note-link-list", "15:653", "note-reading-list"),
    ("internal links: apart", "links-too-close", I, "note-link-list", "19:116", "note-desk-plan"),
    ("external links: 2", "too-few-external-links", W, "note-paper-storm", "1:1", "note-reading-list"),
    ("external links: 2 to 3", "too-many-links", I, "note-link-list", "15:384", "note-desk-plan"),
    ("external links: 6 at most", "too-many-links", W, "note-reading-list", "19:290", "note-desk-plan"),
    ("external links: HTML", "external-link-attributes", W, "note-link-list", "15:53", "note-reading-list"),
    ("external links: noopener", "external-link-attributes", W, "note-link-list", "15:157", "note-reading-list"),
    ("external links: no nofollow", "external-link-attributes", W, "note-link-list", "15:327", "note-reading-list"),
    ("affiliates: sponsored", "sponsored-link-unmarked", W, "note-link-list", "15:393", "note-reading-list"),
    ("no click here", "generic-link-text", W, "note-link-list", "15:653", "note-reading-list"),
    ("no raw URL", "bare-url", W, "note-link-list", "15:544", "note-reading-list"),
    ("statistics have a source", "unsupported-statistic", E, "note-ai-at-work", "15:45", "note-desk-plan"),
    ("studies have a name", "vague-authority", E, "note-ai-at-work", "15:64", "note-desk-plan"),
    ("research has a link", "unlinked-research", E, "note-ai-at-work", "15:106", "note-desk-plan"),
    ("statistics of this year or last", "stale-statistic", E, "note-ai-at-work", "17:106", "note-desk-plan"),
    ("GPT-4o is out of date", "outdated-model", E, "note-model-names", "15:20", "note-desk-plan"),
    ("Claude 3.5 is out of date", "outdated-model", E, "note-model-names", "15:42", "note-desk-plan"),
    ("Gemini 1.x is out of date", "outdated-model", E, "note-model-names", "15:91", "note-desk-plan"),
    ("banned: comprehensive guide", "banned-phrase", E, "note-stiff-letters", "15:1", "note-desk-plan"),
    ("banned: Whether you're", "banned-phrase", E, "note-stiff-letters", "15:53", "note-desk-plan"),
    ("banned: important to note", "banned-phrase", E, "note-stiff-letters", "15:107", "note-desk-plan"),
    ("banned: rapidly evolving", "banned-phrase", E, "note-stiff-letters", "15:150", "note-desk-plan"),
    ("banned: in conclusion", "banned-phrase", E, "note-stiff-letters", "19:1", "note-desk-plan"),
    ("banned: by the end", "banned-phrase", E, "note-stiff-letters", "19:31", "note-desk-plan"),
    ("banned: will explore", "banned-phrase", E, WORST, "13:30", "note-desk-plan"),
    ("additionally", "discouraged-word", W, "note-stiff-letters", "17:1", "note-desk-plan"),
    ("furthermore", "discouraged-word", W, WORST, "13:113", "note-desk-plan"),
    ("utilize", "discouraged-word", W, "note-stiff-letters", "17:18", "note-desk-plan"),
    ("in order to", "discouraged-word", W, "note-stiff-letters", "17:36", "note-desk-plan"),
    ("moreover", "discouraged-word", W, "note-stiff-letters", "17:60", "note-desk-plan"),
    ("incredibly without a figure", "intensifier-without-figure", W, "note-stiff-letters", "17:76", "note-desk-plan"),
    ("two experiences", "too-few-experiences", E, "note-desk-plan", "1:1", "note-link-list"),
    ("contractions", "no-contractions", W, "note-desk-plan", "1:1", "note-link-list"),
    ("sentences of all lengths", "monotonous-sentences", W, "note-desk-plan", "1:1", "note-link-list"),
    ("a doubt", "no-doubt-admitted", W, "note-desk-plan", "1:1", "note-link-list"),
    ("an FAQ", "required-section", I, "note-desk-plan", "1:1", "note-choosing-tools"),
    ("questions in the FAQ", "too-few-questions", I, "note-choosing-tools", "23:4", "note-desk-plan"),
    ("images have an alt text", "image-without-alt", E, "note-whiteboard-photos", "13:1", "note-desk-plan"),
    ("alt texts are no file names", "alt-is-file-name", E, "note-whiteboard-photos", "15:3", "note-desk-plan"),
    ("alt texts describe", "vague-alt-text", W, "note-whiteboard-photos", "17:3", "note-desk-plan"),
    ("the hero image is named", "cover-image-missing", W, "note-prompt-library-2025", "1:1", "note-desk-plan"),
    ("the hero image exists", "broken-image", E, WORST, "7:12", "note-desk-plan"),
    ("the hero image is 1200 × 630", "image-wrong-dimensions", W, "note-desk-plan", "7:12", "note-paper-storm"),
    ("the hero image is WebP", "image-wrong-format", W, "note-whiteboard-photos", "7:12", "note-desk-plan"),
    ("the hero image is light", "image-too-large", W, "note-paper-storm", "7:12", "note-desk-plan"),
    ("images exist", "broken-image", E, "note-whiteboard-photos", "19:31", "note-desk-plan"),
    ("links lead somewhere", "broken-link", E, "note-link-list", "19:148", "note-reading-list"),
    ("no orphans", "orphan-post", E, WORST, "2:9", "note-desk-plan"),
]


@pytest.fixture(scope="module")
def report() -> Report:
    """The report on the example, as its own configuration makes it."""
    return lint(EXAMPLE)


def lint(folder: Path) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return lint_paths([POSTS])


def file_of(report: Report, post: str) -> FileReport:
    return next(file for file in report.files if Path(file.path).stem == post)


def places(findings: list[Finding] | tuple[Finding, ...], rule: str) -> list[tuple[str, Severity]]:
    return [(f"{one.line}:{one.column}", one.severity) for one in findings if one.rule == rule]


@pytest.mark.parametrize(("row", "rule", "severity", "broken", "place", "kept"), ROWS, ids=[row[0] for row in ROWS])
def test_row(report: Report, row: str, rule: str, severity: Severity, broken: str, place: str, kept: str) -> None:
    assert (place, severity) in places(file_of(report, broken).findings, rule)
    assert all(found != (place, severity) for found in places(file_of(report, kept).findings, rule))
    assert places(file_of(report, CLEAN).findings, rule) == []


def test_clean_post_is_clean(report: Report) -> None:
    assert file_of(report, CLEAN).findings == ()


def test_each_configured_rule_has_a_row() -> None:
    config = load_config(EXAMPLE / ".postlint.yaml", cwd=EXAMPLE)
    on = {active.rule.name for active in config.settings_for(f"{POSTS}/a.md").rules if active.origin != "always"}
    tested = {row[1] for row in ROWS} | {"text-too-short"}
    #: what has to be there for anything to be judged; their cards show them
    given = {"front-matter-syntax", "front-matter-missing", "title-missing", "description-missing"}
    assert on - tested - given == set()


def test_no_python_and_every_local_example_holds() -> None:
    assert list(EXAMPLE.rglob("*.py")) == []
    assert run_examples(EXAMPLE / ".postlint" / "rules") == []


# -- variants of the clean post -------------------------------------------------------------------------


def without_section(heading: str) -> Callable[[str], str]:
    """Take a section of the second level out."""

    def change(text: str) -> str:
        start = text.index(f"\n## {heading}")
        return text[: start + 1] + text[text.index("\n## ", start + 1) + 1 :]

    return change


def shortened(count: int) -> Callable[[str], str]:
    """Take out the first paragraphs that have no link, heading or table, until at least so many words are gone."""

    def change(text: str) -> str:
        head, _, body = text.partition("\n## ")
        left, paragraphs = count, body.split("\n\n")
        for index, paragraph in enumerate(paragraphs):
            if left > 0 and index and not any(mark in paragraph for mark in "#|[<`"):
                left -= len(paragraph.split())
                paragraphs[index] = ""
        return head + "\n## " + "\n\n".join(filter(None, paragraphs))

    return change


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("change", "rule", "expected"),
    [
        (shortened(250), "text-too-short", [("1:1", W)]),
        (shortened(900), "text-too-short", [("1:1", E)]),
        (replaced("heroImage: /images/meeting-notes.webp\n", ""), "cover-image-missing", [("1:1", W)]),
        (without_section("Frequently asked questions"), "required-section", [("1:1", I)]),
        (replaced("\n## Why most", "\n### Why most"), "heading-increment", [("18:1", E)]),
        (replaced('target="_blank" ', ""), "external-link-attributes", [("125:126", W)]),
        (replaced("pubDate: 2026-10-05", "pubDate: October 5, 2026"), "front-matter-schema", [("4:10", E)]),
    ],
)
def test_variant_of_the_clean_post(
    tmp_path: Path, change: Callable[[str], str], rule: str, expected: list[tuple[str, Severity]]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("note-[!s]*", ".postlint_cache"))
    post = tmp_path / "site" / POSTS / f"{CLEAN}.md"
    post.write_text(change(post.read_text(encoding="utf-8")), encoding="utf-8")
    found = file_of(lint(tmp_path / "site"), CLEAN)
    assert places(found.findings, rule) == expected


def test_history_may_name_old_models(report: Report) -> None:
    lines = {one.line for one in file_of(report, "note-model-names").findings if one.rule == "outdated-model"}
    assert lines == {15}


# -- the verdict ----------------------------------------------------------------------------------------


def test_verdict(report: Report) -> None:
    verdict = load_config(EXAMPLE / ".postlint.yaml", cwd=EXAMPLE).verdict
    by_post = {Path(file.path).stem: verdict.reasons(Report((file,))) for file in report.files}
    assert by_post[CLEAN] == []
    assert by_post["note-reading-list"] == [], "two warnings may stay"
    assert by_post["note-model-names"] == ["3 errors"]
    assert len(by_post[WORST]) == 2 and by_post[WORST][1].endswith("(3 allowed)")


# -- the post of the corpus -----------------------------------------------------------------------------


@pytest.mark.skipif(not SEED.is_file(), reason="the corpus is not here")
def test_seed_post(tmp_path: Path) -> None:
    """Every fact that the reference states of its example post."""
    shutil.copytree(EXAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("note-*", ".postlint_cache"))
    shutil.copy(SEED, tmp_path / "site" / POSTS)
    file = file_of(lint(tmp_path / "site"), SEED.stem)

    def found(rule: str) -> list[tuple[str, Severity]]:
        return places(file.findings, rule)

    def messages_of(rule: str) -> str:
        return " ".join(one.message for one in file.findings if one.rule == rule)

    # the title passes; its 49 characters (the reference counts 52) are advice
    assert found("title-too-long") == [] and found("title-too-short") == [("2:9", I)]
    assert found("description-too-long") == [("3:175", E)] and "9 more than 160" in messages_of("description-too-long")
    assert [one for one in file.findings if "keywords" in one.message] == []
    assert found("h1-in-body") == found("heading-increment") == found("keyword-not-in-headings") == []
    assert found("too-few-internal-links") == found("internal-link-in-html") == []
    assert found("too-few-external-links") == [("1:1", W)] and found("external-link-attributes") == []
    assert found("text-too-short") == [("1:1", W)]
    assert found("required-section") == found("too-few-questions") == []
    assert found("front-matter-schema") == [("1:1", E)] and "'author' is missing" in messages_of("front-matter-schema")
    assert found("cover-image-missing") == [("1:1", W)]
    claims = [one for one in file.findings if one.group == "claims" and one.severity >= W]
    assert [one.line for one in claims] == [52, 66, 286, 294]
    assert load_config(EXAMPLE / ".postlint.yaml", cwd=EXAMPLE).verdict.reasons(Report((file,))) != []


def test_the_folder_of_a_site_has_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from postlint.cli import cli

    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(cli, ["test", "examples/house-style"])
    assert (result.exit_code, result.output) == (0, "11 cards, 0 with failures.\n")
