"""What a baseline knows, and what it takes for new: whatever moves, and wherever a post goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli
from postlint.engine.find_baseline import BASELINE as FILE

RULES = "heading-increment,repeated-word,link-without-text"
OLD = "# Tea\n\nThe the leaf is is green.\n\n### Cups\n\nA [](https://example.com) cup.\n"
OTHER = "# Soup\n\nThe the soup.\n"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blog with two old posts, and their findings recorded."""
    monkeypatch.chdir(tmp_path)
    Path("posts").mkdir()
    Path("posts/tea.md").write_text(OLD)
    Path("posts/soup.md").write_text(OTHER)
    Path(".postlint.yaml").write_text(f"content: ['posts/*.md']\nselect: [{RULES}]\npreset: generic\n")
    result = run("baseline")
    assert result.stdout.startswith(f"Recorded 5 findings in 2 posts in {FILE}.\n")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def found(*words: str) -> list[str]:
    """What is reported, a line each."""
    return run("check", "--format", "concise", *words).stdout.splitlines()


def edit(name: str, *changes: tuple[str, str]) -> None:
    text = Path(name).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text)


def test_what_is_known_is_not_reported_and_counted(blog: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout == "No errors or warnings in 2 files (5 in the baseline).\n"
    assert json.loads(run("check", "--format", "json").stdout)["summary"]["baselined"] == 5


def test_the_file_can_be_reviewed(blog: Path) -> None:
    lines = Path(FILE).read_text().splitlines()
    assert '{"rule": "repeated-word", "text": "The the", "line": "' in Path(FILE).read_text()
    assert sum(line.startswith('{"rule"') for line in lines) == 5
    before = Path(FILE).read_bytes()
    run("baseline")
    assert Path(FILE).read_bytes() == before


def test_moved_lines_and_edits_elsewhere_do_not_matter(blog: Path) -> None:
    edit("posts/tea.md", ("# Tea\n", "# Tea\n\nA new first paragraph.\n\nAnd another one.\n"), ("green", "dark green"))
    assert found() == []


def test_what_is_new_is_reported_and_nothing_else(blog: Path) -> None:
    edit("posts/tea.md", ("cup.\n", "cup.\n\nThe the end.\n"))
    assert [line.partition(" ")[0] for line in found()] == ["posts/tea.md:9:1"]


def test_of_two_equal_findings_the_new_one_is_new(blog: Path) -> None:
    # before the old one, and after it
    edit("posts/soup.md", ("# Soup\n", "# Soup\n\nThe the spoon.\n"))
    assert [line.partition(" ")[0] for line in found()] == ["posts/soup.md:3:1"]
    edit("posts/soup.md", ("The the spoon.", "A spoon."), ("The the soup.\n", "The the soup.\n\nThe the spoon.\n"))
    assert [line.partition(" ")[0] for line in found()] == ["posts/soup.md:7:1"]


def test_a_long_paragraph_stays_known_when_its_first_words_are_edited(blog: Path) -> None:
    long = "Green tea needs water that does not boil. " * 80
    Path("posts/long.md").write_text(f"# Long\n\n{long}\n")
    Path(".postlint.yaml").write_text("content: ['posts/*.md']\nselect: [long-paragraph]\npreset: generic\n")
    run("baseline")
    edit("posts/long.md", ("Green tea needs", "Good green tea needs"))
    assert found() == []
    edit("posts/long.md", ("# Long\n", f"# Long\n\nBlack {long}\n"))
    assert len(found()) == 1


@pytest.mark.parametrize("change", [(), (("green", "dark green"), ("# Tea", "# Of tea"))], ids=["as it was", "edited"])
def test_a_renamed_post_is_followed(blog: Path, change: tuple[tuple[str, str], ...]) -> None:
    Path("posts/tea.md").rename("posts/about-tea.md")
    edit("posts/about-tea.md", *change, ("cup.\n", "cup.\n\nA a new one.\n"))
    assert [line.partition(" ")[0] for line in found()] == ["posts/about-tea.md:9:1"]


def test_a_new_post_inherits_nothing_from_a_deleted_one(blog: Path) -> None:
    Path("posts/soup.md").unlink()
    Path("posts/bread.md").write_text("# Bread\n\nThe the bread.\n")
    assert [line.partition(" ")[0] for line in found()] == ["posts/bread.md:3:1"]


def test_stale_entries_are_reported_pruned_and_may_fail(blog: Path) -> None:
    edit("posts/tea.md", ("The the", "The"), ("is is", "is"))
    note = f"2 entries of {FILE} match nothing any more"
    result = run()
    assert (result.exit_code, result.stderr) == (0, f"postlint: {note}; 'postlint baseline --prune' takes them out.\n")
    strict = run("check", "--strict")
    assert (strict.exit_code, strict.stdout.splitlines()[-1]) == (1, f"Failed: {note}.")
    assert run("baseline", "--strict").exit_code == 1
    assert run("baseline", "--prune").stdout == f"Took 2 entries out of {FILE}; 3 findings left.\n"
    assert run("check", "--strict").exit_code == 0
    # what was mended is new when it comes back
    edit("posts/tea.md", ("The leaf", "The the leaf"))
    assert len(found()) == 1


def test_rules_that_did_not_run_leave_nothing_stale(blog: Path) -> None:
    assert run("check", "--select", "heading-increment", "--strict").stderr == ""
    assert run("check", "posts/tea.md", "--strict").exit_code == 0


def test_a_rule_is_added_to_the_baseline_and_what_is_known_stays(blog: Path) -> None:
    Path("posts/soup.md").rename("posts/broth.md")
    edit("posts/tea.md", ("cup.\n", "cup.\n\nThe the spoon. Click [here](https://example.com/tea).\n"))
    added = run("baseline", "--select", "generic-link-text").stdout
    assert added.startswith(f"Recorded 6 findings in 2 posts in {FILE} (2 added, 1 taken out).\n")  # one moved
    assert [line.partition(" ")[0] for line in found("--extend-select", "generic-link-text")] == ["posts/tea.md:9:1"]


def test_a_run_over_some_posts_does_not_miss_one_that_was_renamed(blog: Path) -> None:
    Path("posts/tea.md").rename("posts/leaf.md")
    assert "match nothing" not in run("check", "posts/soup.md", "--strict").stderr
    assert run("check", "posts/soup.md", "--strict").exit_code == 0


def test_adding_never_happens_by_itself(blog: Path) -> None:
    before = Path(FILE).read_bytes()
    edit("posts/tea.md", ("cup.\n", "cup.\n\nThe the end.\n"))
    run()
    run("baseline", "--prune")
    assert Path(FILE).read_bytes() == before
    assert "(1 added, 0 taken out)" in run("baseline").stdout
    assert found() == []


def test_another_file_and_none(blog: Path) -> None:
    Path(FILE).rename("known.json")
    assert len(found()) == 5
    assert found("--baseline", "known.json") == []
    edit(".postlint.yaml", ("preset", "baseline: known.json\npreset"))
    assert found() == []
    assert len(found("--no-baseline")) == 5
    Path("known.json").rename(FILE)
    edit(".postlint.yaml", ("known.json", "false"))
    assert len(found()) == 5


def test_it_holds_from_any_folder(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(blog / "posts")
    assert found("tea.md") == []
    assert found() == []


def test_a_cached_run_reports_the_same(blog: Path) -> None:
    first = run()
    assert run().stdout == first.stdout
    Path(FILE).unlink()
    assert len(found()) == 5
    assert len(found()) == 5


def test_the_merge_of_shards_knows_the_baseline(blog: Path) -> None:
    edit("posts/tea.md", ("cup.\n", "cup.\n\nThe the end.\n"))
    for part in ("1/2", "2/2"):
        run("check", "--shard", part, "--facts-out", f"facts-{part[0]}.json", "--quiet")
    result = run("merge", "facts-1.json", "facts-2.json", "--format", "concise")
    assert [line.partition(" ")[0] for line in result.stdout.splitlines()] == ["posts/tea.md:9:1"]
    assert run("merge", "facts-1.json", "facts-2.json", "--no-baseline", "--format", "concise").stdout.count("\n") == 6


BAD = {
    "damaged": ("{", "The baseline .postlint-baseline.json is damaged; "),
    "foreign": ('{"posts": {}}', ".postlint-baseline.json is no baseline of postlint."),
    "a list": ("[]", ".postlint-baseline.json is no baseline of postlint."),
    "from the future": ('{"tool": "postlint", "version": 9}', "is of version 9; this postlint reads 1."),
    "other posts": ('{"tool": "postlint", "version": 1, "posts": [1]}', "is damaged"),
    "other entries": (
        '{"tool":"postlint","version":1,"posts":{"a":{"content":"","findings":[{"rule":1}]}}}',
        "is damaged",
    ),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["check --format json:report.json", "baseline", "baseline --prune"])
def test_a_bad_baseline_is_one_sentence_and_nothing_is_written(blog: Path, name: str, command: str) -> None:
    text, sentence = BAD[name]
    Path(FILE).write_text(text)
    files = set(Path().iterdir())
    result = run(*command.split())
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert Path(FILE).read_text() == text
    assert set(Path().iterdir()) - files <= {Path(".postlint_cache")}


MISSING = ["check --baseline nowhere.json", "baseline --prune --baseline nowhere.json", "baseline --baseline no/b.json"]


@pytest.mark.parametrize("command", MISSING)
def test_a_baseline_that_is_not_there_is_one_sentence(blog: Path, command: str) -> None:
    result = run(*command.split())
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr
    assert result.stderr.count("\n") == 1
