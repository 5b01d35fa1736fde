"""Hooks, the action and the snippets of the documentation, run as the scripts that they are over a blog of old posts.

A new post with two faults, and one line that was appended to an old post: exactly these are reported everywhere.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from postlint.generators.post_files import POST_ENDINGS
from support.git import git as run_git
from support.pages import ROOT, blocks

#: the same with 300 takes three times as long and shows no more
OLD_POSTS = 10
OLD = """---
title: Post {number}
---

The the first line of post {number}, with a [](https://example.com) link. See [the next](post-{next}.md).

## Part
"""
#: in some posts only: what nearly all have is the habit of a site, and one finding
SKIPPED = "\n#### A heading that skips a level\n"
NEW = "---\ntitle: New\n---\n\nThe the new post.\n\n## Part\n\n#### Skipped\n\nText.\n"
EXPECTED = [
    "posts/new.md:5:1 repeated-word",
    "posts/new.md:9:1 heading-increment",
    "posts/post-7.md:11:5 repeated-word",
]
RULES = "repeated-word, heading-increment, link-without-text, broken-link"
CONFIG = f"preset: generic\ncontent: ['posts/*.md']\nselect: [{RULES}]\n"


@pytest.fixture(scope="module")
def programs(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a postlint and a pip that installs nothing."""
    folder = tmp_path_factory.mktemp("programs")
    (folder / "postlint").symlink_to(program)
    (folder / "pip").write_text("#!/bin/sh\nexit 0\n")
    (folder / "pip").chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def old_blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of old posts that were never linted, pushed to a server."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "blog/posts").mkdir(parents=True)
    for number in range(OLD_POSTS):
        text = OLD.format(number=number, next=(number + 1) % OLD_POSTS) + SKIPPED * (number % 10 == 7)
        (folder / f"blog/posts/post-{number}.md").write_text(text)
    (folder / "blog/.postlint.yaml").write_text(CONFIG)
    (folder / "blog/.gitignore").write_text(".postlint_cache/\n")
    git(folder / "blog", "init", "-q", "-b", "main")
    commit(folder / "blog", "Old posts")
    git(folder, "clone", "-q", "--bare", "blog", "server.git")
    return folder


@pytest.fixture
def blog(old_blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of the blog, on a branch of its own, as the working directory."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    git(tmp_path, "clone", "-q", str(old_blog / "server.git"), "blog")
    monkeypatch.chdir(tmp_path / "blog")
    git(tmp_path / "blog", "checkout", "-q", "-b", "work")
    return tmp_path / "blog"


def git(folder: Path, *words: str) -> str:
    return run_git(*words, folder=folder)


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD").strip()


def change(blog: Path) -> None:
    """A new post with two faults, and one line at the end of an old one."""
    (blog / "posts/new.md").write_text(NEW)
    with (blog / "posts/post-7.md").open("a") as file:
        file.write("\nAnd the the line.\n")


def script(programs: Path, *lines: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run lines as a shell of a CI does: it ends with the first that fails."""
    variables = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", **environment}
    command = ["bash", "-euo", "pipefail", "-c", "\n".join(lines)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=variables, stdin=subprocess.DEVNULL)


def places(text: str) -> list[str]:
    """Place and rule of each finding in a text report."""
    found = re.findall(r"^(posts/\S+:\d+:\d+) (?:error|warning|info) (\S+)", text, re.MULTILINE)
    return [" ".join(one) for one in found]


def annotated(text: str) -> list[str]:
    """Place and rule of each annotation."""
    found = re.findall(r"^::\w+ .*title=postlint ([\w-]+)::(\S+)", text, re.MULTILINE)
    return sorted(f"{place} {rule}" for rule, place in found)


# -- adopting -------------------------------------------------------------------------------------------


def test_an_old_blog_is_adopted_in_three_commands(blog: Path, programs: Path) -> None:
    commands = next(block for block in blocks("console") if "postlint baseline" in block)
    (blog / ".postlint.yaml").unlink()
    lines = [line.removeprefix("$ ") for line in commands.splitlines()]
    assert len(lines) == 3
    result = script(programs, *lines)
    assert result.returncode == 0, result.stderr
    assert re.search(rf"Recorded [\d,]+ findings in {OLD_POSTS} posts", result.stdout)
    commit(blog, "Adopt postlint")
    assert script(programs, "postlint").returncode == 0
    change(blog)
    result = script(programs, "postlint")
    assert result.returncode == 1
    assert set(EXPECTED) <= set(places(result.stdout))
    assert {place.partition(":")[0] for place in places(result.stdout)} == {"posts/new.md", "posts/post-7.md"}
    assert [place for place in places(result.stdout) if place.startswith("posts/post-7.md")] == EXPECTED[2:]


# -- hooks ----------------------------------------------------------------------------------------------

HOOKS: dict[str, Mapping[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}


def run_hook(programs: Path, name: str) -> subprocess.CompletedProcess[str]:
    """What pre-commit does: the entry, with the staged files that fit; without any the hook is passed over."""
    hook = HOOKS[name]
    staged = git(Path(), "diff", "--cached", "--name-only", "--diff-filter=ACMR").splitlines()
    fitting = [path for path in staged if re.search(hook["files"], path)]
    if not fitting and not hook.get("always_run"):
        return script(programs, "true")
    names = fitting if hook.get("pass_filenames", True) else []
    return script(programs, shlex.join([*hook["entry"].split(), *names]))


@pytest.mark.parametrize("name", HOOKS)
def test_hooks_take_all_posts(name: str) -> None:
    assert [one for one in POST_ENDINGS if not re.search(HOOKS[name]["files"], f"posts/rye{one}")] == []


def test_the_hook_for_changed_lines(blog: Path, programs: Path) -> None:
    change(blog)
    git(blog, "add", "-A")
    # what is not staged is none of its business
    (blog / "posts/post-9.md").write_text("The the draft.\n")
    result = run_hook(programs, "postlint-changed")
    assert (result.returncode, places(result.stdout)) == (1, EXPECTED)


@pytest.mark.parametrize("words", [("mv", "posts/post-3.md", "posts/other.md"), ("rm", "-q", "posts/post-3.md")])
def test_the_hook_for_changed_lines_sees_a_post_that_is_gone(blog: Path, programs: Path, words: Sequence[str]) -> None:
    git(blog, *words)
    result = run_hook(programs, "postlint-changed")
    assert (result.returncode, places(result.stdout)) == (1, ["posts/post-2.md:5:83 broken-link"])


def test_the_hook_for_posts_with_a_baseline(blog: Path, programs: Path) -> None:
    assert script(programs, "postlint baseline").returncode == 0
    commit(blog, "Adopt postlint")
    change(blog)
    (blog / "README.md").write_text("The the readme.\n")
    git(blog, "add", "-A")
    result = run_hook(programs, "postlint")
    assert (result.returncode, places(result.stdout)) == (1, EXPECTED)
    assert "README.md is skipped" in result.stderr


def test_the_hook_that_fixes(blog: Path, programs: Path) -> None:
    (blog / "posts/new.md").write_text("---\ntitle: New\n---\n\n##  A heading with two spaces\n\nText.\n")
    (blog / ".postlint.yaml").write_text(CONFIG.replace("repeated-word", "malformed-heading"))
    git(blog, "add", "-A")
    assert run_hook(programs, "postlint-fix").returncode in (0, 1)


@pytest.mark.parametrize("name", ["lefthook.yml", ".husky/pre-commit"])
def test_other_hooks_of_the_guide(blog: Path, programs: Path, name: str) -> None:
    change(blog)
    git(blog, "add", "-A")
    page = ROOT / "docs/ci.md"
    text = next(block for block in [*blocks("yaml", page), *blocks("bash", page)] if block.startswith(f"# {name}\n"))
    line = yaml.safe_load(text)["pre-commit"]["commands"]["postlint"]["run"] if name.endswith("yml") else text
    result = script(programs, line)
    assert (result.returncode, places(result.stdout)) == (1, EXPECTED)


# -- CI -------------------------------------------------------------------------------------------------


@pytest.fixture
def pull_request(blog: Path) -> Path:
    """The change as a pull request: committed, and main went on meanwhile."""
    change(blog)
    commit(blog, "A new post")
    return blog


def snippets() -> Iterator[tuple[str, list[str]]]:
    """The lines that each CI of the guide would run, by the name of its file."""
    for block in blocks("yaml", ROOT / "docs/ci.md"):
        name = block.split("\n", 1)[0].removeprefix("# ")
        lines = list(_scripts(yaml.safe_load(block)))
        if lines and name != "lefthook.yml":
            yield name, lines


def _scripts(data: Any) -> Iterator[str]:
    """What stands under `run` and `script`, wherever that is."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("run", "script"):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _scripts(value)
    elif isinstance(data, list):
        for one in data:
            yield from _scripts(one)


SNIPPETS = list(snippets())


def test_the_guide_has_a_snippet_for_each_ci() -> None:
    assert [name for name, _ in SNIPPETS] == [
        ".github/workflows/posts.yaml", ".gitlab-ci.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "lines"), SNIPPETS)
def test_snippets_report_exactly_what_is_new(pull_request: Path, programs: Path, name: str, lines: list[str]) -> None:
    result = script(
        programs, *lines,
        GITHUB_BASE_REF="main", GITHUB_STEP_SUMMARY=str(pull_request.parent / "summary.md"),
        CI_MERGE_REQUEST_DIFF_BASE_SHA=git(pull_request, "rev-parse", "origin/main").strip(),
        SYSTEM_PULLREQUEST_TARGETBRANCHNAME="main", BITBUCKET_PR_DESTINATION_BRANCH="main",
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    found = places(result.stdout) or annotated(result.stdout) or re.findall(r"code=([\w-]+)", result.stdout)
    assert found in (EXPECTED, [place.split()[1] for place in EXPECTED])
    if name == ".gitlab-ci.yml":
        assert len(json.loads(Path("postlint.json").read_text())) == len(EXPECTED)


ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def run_action(programs: Path, github: Mapping[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """What the runner does with the last step of the action."""
    step = ACTION["runs"]["steps"][-1]
    defaults = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
    given = {**defaults, **{name.replace("_", "-"): value for name, value in inputs.items()}}
    values = {f"inputs.{name}": value for name, value in given.items()} | {
        "github.event.before": github.get("before", "")
    }
    environment = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text) for name, text in step["env"].items()
    }
    return script(programs, step["run"], GITHUB_ACTION_PATH=str(ROOT), **environment, **github.get("env", {}))  # type: ignore[arg-type]


def of_pull_request(blog: Path) -> dict[str, Any]:
    return {"env": {"GITHUB_BASE_REF": "main", "GITHUB_STEP_SUMMARY": str(blog.parent / "summary.md")}}


def test_no_input_of_the_action_is_part_of_a_script() -> None:
    assert not any("${{" in step["run"] for step in ACTION["runs"]["steps"])


def test_nothing_of_the_checkout_runs_when_the_action_is_installed(
    tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -m pip` would be the pip of a pull request."""
    for name in ("pip", "action"):
        (tmp_path / name).mkdir()
    (tmp_path / "pip/__init__.py").touch()
    (tmp_path / "pip/__main__.py").write_text("open('ran', 'w')\n")
    (tmp_path / "python").symlink_to(sys.executable)
    monkeypatch.chdir(tmp_path)
    folders = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script(
        programs, ACTION["runs"]["steps"][0]["run"], PATH=folders, VERSION="", GITHUB_ACTION_PATH=f"{tmp_path}/action"
    )
    assert not list(tmp_path.rglob("ran"))


def test_the_action_reports_exactly_what_is_new(pull_request: Path, programs: Path) -> None:
    result = run_action(programs, of_pull_request(pull_request), sarif_file="postlint.sarif")
    assert (result.returncode, annotated(result.stdout)) == (1, EXPECTED), result.stderr
    assert "## postlint: failed" in (pull_request.parent / "summary.md").read_text()
    assert len(json.loads(Path("postlint.sarif").read_text())["runs"][0]["results"]) == len(EXPECTED)


def test_the_action_in_a_shallow_clone(
    pull_request: Path, programs: Path, old_blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(pull_request, "push", "-q", "origin", "HEAD:refs/heads/shallow")
    clone = ("clone", "-q", "--depth=1", "-b", "shallow", f"file://{old_blog / 'server.git'}", "shallow")
    git(pull_request.parent, *clone)
    monkeypatch.chdir(pull_request.parent / "shallow")
    result = run_action(programs, of_pull_request(pull_request), summary="false")
    assert (result.returncode, annotated(result.stdout)) == (1, EXPECTED), result.stderr


def test_the_action_on_a_push_and_with_all(pull_request: Path, programs: Path) -> None:
    before = git(pull_request, "rev-parse", "HEAD~1").strip()
    assert annotated(run_action(programs, {"before": before}).stdout) == EXPECTED
    everything = annotated(run_action(programs, {}, changed="all", paths="posts/post-7.md\nposts/new.md").stdout)
    assert set(EXPECTED) < set(everything)
    assert {place.partition(":")[0] for place in everything} == {"posts/new.md", "posts/post-7.md"}


def test_a_wrong_input_of_the_action_is_reported(pull_request: Path, programs: Path) -> None:
    result = run_action(programs, of_pull_request(pull_request), changed="some; touch evil")
    assert (result.returncode, result.stdout) == (
        2, "::error title=postlint::The input 'changed' is lines, files or all.\n",
    )  # fmt: skip
    assert not Path("evil").exists()


def test_a_renamed_post_breaks_links_that_the_action_reports(blog: Path, programs: Path) -> None:
    git(blog, "mv", "posts/post-7.md", "posts/seven.md")
    commit(blog, "Rename a post")
    result = run_action(programs, of_pull_request(blog))
    (found,) = annotated(result.stdout)
    assert re.fullmatch(r"posts/post-6\.md:5:\d+ broken-link", found)
