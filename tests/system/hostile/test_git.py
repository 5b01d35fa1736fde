"""Repositories whose configuration, attributes and hooks name programs: git must run none of them for postlint."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import cli
from support.git import git

POST = "---\ntitle: A post about tea\n---\n\nThe the tea.\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are scripts of a shell")
ATTRIBUTES = "*.md filter=evil diff=evil merge=evil\n"


@pytest.fixture
def mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that every program of the hostile repository makes; the working directory is that repository."""
    mark = tmp_path / "ran"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n")
    program.chmod(0o755)
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    git("init", "-q", "-b", "main")
    Path("post.md").write_text(POST)
    Path(".gitattributes").write_text(ATTRIBUTES)
    git("add", "-A")
    git("commit", "-q", "-m", "A post")
    for key in (
        "core.fsmonitor", "core.sshCommand", "core.editor", "core.pager", "core.askPass", "diff.external",
        "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
        "merge.evil.driver", "credential.helper", "gpg.program", "core.alternateRefsCommand", "alias.diff",
    ):  # fmt: skip
        git("config", key, str(program))
    git("config", "filter.evil.required", "true")
    git("config", "core.hooksPath", str(tmp_path / "hooks"))
    (tmp_path / "hooks").mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-auto-gc", "reference-transaction"):
        (tmp_path / "hooks" / hook).symlink_to(program)
    Path("post.md").write_text(POST + "\nAnd and more.\n")
    return mark


CHANGED = [("--changed",), ("--changed=main",), ("--changed-lines",), ("--staged",), ("--format", "github")]


def test_git_runs_no_program(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    for options in CHANGED:
        done = CliRunner().invoke(cli, ["check", "--no-cache", *options, "."])
        assert done.exit_code in (0, 1), done.output
        assert not mark.exists(), options
        assert ("post.md" in done.output) is ("--staged" not in options), options


REFS = ("--output=made", "-Omade", "$(touch made)", "`touch made`", "a;touch made", "main\ntouch made", "\x1b[2J",
        "@{u}", "main:post.md", "ext::sh -c touch% made", ":/A", "a" * 5000, "refs/../../made", "\udcff")  # fmt: skip


def test_the_name_of_a_revision_is_no_option_and_no_program(mark: Path) -> None:
    for ref in REFS:
        done = CliRunner().invoke(cli, ["check", "--no-cache", f"--changed={ref}", "post.md"])
        assert done.exit_code in (0, 1, 2)
        assert "a mistake in postlint" not in done.output, (ref, done.output)
        assert "\x1b" not in done.output, ref
        assert not mark.exists(), ref
        assert not Path("made").exists(), ref


def test_a_folder_that_looks_like_a_repository_is_none(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git can commit such a folder, and would read its configuration in it."""
    git("init", "-q", "--bare", "inner")
    git("config", "core.bare", "false", folder=Path("inner"))
    git("config", "core.worktree", "..", folder=Path("inner"))
    git("config", "core.fsmonitor", str(mark.parent / "program.sh"), folder=Path("inner"))
    Path("inner/post.md").write_text(POST)
    monkeypatch.chdir("inner")
    done = CliRunner().invoke(cli, ["check", "--no-cache", "--changed", "post.md"])
    assert done.exit_code == 2, done.output
    assert not mark.exists()


def test_a_git_in_the_tree_does_not_run(mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows looks in the working directory first, and a PATH may have a relative folder."""
    shutil.copy(mark.parent / "program.sh", "git")
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    done = CliRunner().invoke(cli, ["check", "--no-cache", "--changed", "post.md"])
    assert done.exit_code in (0, 1), done.output
    assert not mark.exists()
