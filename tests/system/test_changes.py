"""Only what changed: in a repository of old posts, a hook and a CI report what is new, and what a change broke."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli
from support.git import git

RULES = "heading-increment, repeated-word, broken-link, duplicate-title"
CONFIG = f"""\
content: ['posts/**/*.md']
preset: generic
select: [{RULES}]
rules: {{duplicate-title: {{severity: warning, min_words: 0}}}}
"""
OLD = "---\ntitle: {name}\n---\n\nThe the old post.\n\n## Part\n\n#### Skipped\n\nSee [the other](other.md) one.\n"
OTHER = "---\ntitle: other\n---\n\nHere is here is nothing to see.\n"


def commit(message: str = "A change") -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Old posts that were never linted, committed on the branch main; HEAD is on another branch."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    git("init", "-q", "-b", "main")
    Path("posts").mkdir()
    for name in ("first", "second", "third"):
        Path(f"posts/{name}.md").write_text(OLD.format(name=name))
    Path("posts/other.md").write_text(OTHER)
    Path(".postlint.yaml").write_text(CONFIG)
    Path(".gitignore").write_text(".postlint_cache/\n")
    commit("Old posts")
    git("checkout", "-q", "-b", "work")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ("check", "--format", "concise", *words))


def found(*words: str) -> list[str]:
    """Place and rule of what is reported."""
    result = run(*words)
    assert result.exit_code in (0, 1), result.output
    return [" ".join(line.split(" ")[:2]) for line in result.stdout.splitlines()]


def append(name: str, text: str) -> None:
    with Path(name).open("a") as file:
        file.write(text)


OF_FIRST = ["posts/first.md:5:1 repeated-word", "posts/first.md:9:1 heading-increment"]


def test_nothing_changed(repository: Path) -> None:
    result = run("--changed")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "postlint: No post has changed since the last commit.\n"


@pytest.mark.parametrize("ref", ["--changed=main", "--changed main", "--changed HEAD~1"])
def test_changed_posts_are_those_that_differ_from_the_merge_base(repository: Path, ref: str) -> None:
    append("posts/first.md", "\nMore.\n")
    commit()
    # what happened on main meanwhile is no part of the change
    git("checkout", "-q", "main")
    append("posts/second.md", "\nA a line.\n")
    commit()
    git("checkout", "-q", "work")
    assert found(*ref.split()) == OF_FIRST
    assert found(*ref.split(), "posts/second.md") == []
    assert found("--changed", "posts") == []


def test_staged_unstaged_and_untracked_posts_have_changed(repository: Path) -> None:
    append("posts/first.md", "\nMore.\n")
    git("add", "posts/first.md")
    append("posts/second.md", "\nMore.\n")
    Path("posts/new.md").write_text("# New\n\nA a post.\n")
    assert [place.partition(":")[0] for place in found("--changed")] == [
        *["posts/first.md"] * 2, "posts/new.md", *["posts/second.md"] * 2,
    ]  # fmt: skip


def test_changed_lines_are_exactly_the_new_ones(repository: Path) -> None:
    append("posts/first.md", "\nAnd the the line.\n")
    Path("posts/new.md").write_text("---\ntitle: new\n---\n\n## Part\n\n#### Skipped\n\nA a post.\n")
    expected = [
        "posts/first.md:13:5 repeated-word",
        "posts/new.md:7:1 heading-increment",
        "posts/new.md:9:1 repeated-word",
    ]
    assert found("--changed-lines") == expected
    commit()
    assert found("--changed-lines", "main") == expected
    assert found("--changed-lines") == []
    assert run("--changed-lines=main").exit_code == 1


def test_paths_that_git_quotes(repository: Path) -> None:
    name = 'posts/ä "b" c.md'
    Path(name).write_text(OLD.format(name="odd"))
    commit()
    append(name, "\nAnd the the line.\n")
    assert run("--changed-lines").stdout.startswith(f"{name}:13:5 repeated-word ")


def test_a_renamed_target_breaks_links_elsewhere(repository: Path) -> None:
    git("mv", "posts/other.md", "posts/another.md")
    expected = [f"posts/{name}.md:11:17 broken-link" for name in ("first", "second", "third")]
    assert found("--changed-lines") == expected
    assert found("--staged", "--changed-lines") == expected
    commit()
    assert found("--changed-lines=main") == expected
    assert found("--changed") == []


def test_a_link_that_was_broken_before_is_not_reported(repository: Path) -> None:
    Path("posts/other.md").unlink()
    commit()
    append("posts/first.md", "\nMore.\n")
    assert found("--changed-lines") == []


def test_a_title_that_became_a_duplicate(repository: Path) -> None:
    Path("posts/new.md").write_text("---\ntitle: second\n---\n\nA post.\n")
    assert found("--changed-lines") == [
        "posts/new.md:2:8 duplicate-title",
        "posts/second.md:2:8 duplicate-title",
    ]


def test_a_suppressed_finding_in_another_post_stays_so(repository: Path) -> None:
    text = Path("posts/first.md").read_text()
    Path("posts/first.md").write_text(text.replace("See [", "<!-- postlint-disable-next-line broken-link -->\nSee ["))
    commit()
    git("mv", "posts/other.md", "posts/another.md")
    assert [place.partition(":")[0] for place in found("--changed-lines")] == ["posts/second.md", "posts/third.md"]


def test_staged_is_what_is_in_the_index(repository: Path) -> None:
    append("posts/first.md", "\nAnd the the line.\n")
    git("add", "posts/first.md")
    Path("posts/first.md").write_text("# Other\n\nOther text.\n")
    append("posts/second.md", "\nAnd the the line.\n")
    assert found("--staged") == [*OF_FIRST, "posts/first.md:13:5 repeated-word"]
    assert found("--staged", "--changed-lines") == ["posts/first.md:13:5 repeated-word"]


def test_a_link_to_a_post_that_is_not_staged_is_broken(repository: Path) -> None:
    append("posts/first.md", "\nSee [the new](new.md) post.\n")
    git("add", "posts/first.md")
    Path("posts/new.md").write_text("# New\n\nA post.\n")
    assert found("--staged", "--changed-lines") == ["posts/first.md:13:15 broken-link"]
    git("add", "posts/new.md")
    assert found("--staged", "--changed-lines") == []


def test_staged_before_the_first_commit(repository: Path) -> None:
    git("checkout", "-q", "--orphan", "fresh")
    assert len(found("--staged")) == 6


def test_a_subfolder_and_a_path_below(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append("posts/first.md", "\nAnd the the line.\n")
    monkeypatch.chdir(repository / "posts")
    assert found("--changed-lines") == ["first.md:13:5 repeated-word"]
    assert found("--changed-lines", "second.md") == []


def test_the_upstream_branch_is_the_default(repository: Path) -> None:
    git("branch", "-q", "--set-upstream-to=main")
    append("posts/first.md", "\nAnd the the line.\n")
    commit()
    assert found("--changed-lines") == ["posts/first.md:13:5 repeated-word"]


def test_a_named_folder_without_content_has_the_whole_site(repository: Path) -> None:
    Path(".postlint.yaml").write_text(CONFIG.replace("content: ['posts/**/*.md']\n", ""))
    commit()
    append("posts/first.md", "\nSee [there](third.md) and [nowhere](no.md).\n")
    assert found("--changed-lines", "--", "posts") == ["posts/first.md:13:37 broken-link"]


@pytest.mark.parametrize("option", ["--fix", "--diff", "--add-suppressions"])
def test_what_changes_files_is_not_about_the_index(repository: Path, option: str) -> None:
    append("posts/first.md", "\nAnd the the line.\n")
    git("add", "-A")
    before = Path("posts/first.md").read_text()
    assert run("--staged", option).exit_code == 2
    assert Path("posts/first.md").read_text() == before


# -- changes that cannot be determined ------------------------------------------------------------------


def refusal(*words: str) -> str:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_an_unknown_ref(repository: Path) -> None:
    assert refusal("--changed=nowhere") == "postlint: git knows no revision 'nowhere'.\n"
    assert "no revision '--output=x'" in refusal("--changed=--output=x")
    assert not Path("x").exists()


def test_a_shallow_clone(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append("posts/first.md", "\nMore.\n")
    commit()
    git("clone", "-q", "--depth=1", f"file://{repository}", "clone")
    monkeypatch.chdir(repository / "clone")
    assert "fetch-depth: 0" in refusal("--changed=main")


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("a.md").write_text("# A\n")
    assert "is in no git repository" in refusal("--changed", "a.md")


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in refusal("--changed")


def test_histories_that_have_nothing_in_common(repository: Path) -> None:
    git("checkout", "-q", "--orphan", "fresh")
    commit()
    assert "different histories" in refusal("--changed=main")


def test_settings_of_git_change_nothing(repository: Path) -> None:
    for name, value in {
        "diff.noprefix": "true", "diff.external": "false", "color.ui": "always", "core.quotePath": "false",
        "diff.renames": "false", "diff.mnemonicPrefix": "true", "core.fsmonitor": "touch ran",
    }.items():  # fmt: skip
        git("config", name, value)
    Path(".gitattributes").write_text("*.md binary\n")
    append("posts/first.md", "\nAnd the the line.\n")
    assert found("--changed-lines") == ["posts/first.md:13:5 repeated-word"]
    assert not Path("ran").exists()
