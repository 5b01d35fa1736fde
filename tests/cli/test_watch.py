"""`--watch`: what makes a command run again, and what it says where it cannot."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import watchfiles
from click.testing import CliRunner

from postlint.cli import cli, watch


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(watch, "_is_terminal", lambda: True)
    file = tmp_path / "post.md"
    file.write_text("# One\n\nThe the end.\n")
    return file


def saved(monkeypatch: pytest.MonkeyPatch, *edits: Callable[[], object]) -> dict[str, Any]:
    """Let these edits be made, one after each run, and then Ctrl-C be pressed; returns what is watched."""
    asked: dict[str, Any] = {}

    def changes(*folders: Path, **how: Any) -> Iterator[set[object]]:
        asked.update(how, folders=folders)
        for edit in edits:
            edit()
            yield set()
        raise KeyboardInterrupt

    monkeypatch.setattr(watchfiles, "watch", changes)
    return asked


def test_check_runs_again_after_each_save(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(
        monkeypatch,
        lambda: post.write_text("# One\n\nThe end is is near.\n"),
        lambda: (post.parent / ".postlint.yaml").write_text("selec: [all]\n"),
        lambda: (post.parent / ".postlint.yaml").write_text("select: [no-headings]\n"),
    )
    done = CliRunner().invoke(cli, ["check", "--watch", "--select", "repeated-word", "post.md"])
    assert done.exit_code == 130
    assert done.output.count("waiting for changes") == 4
    first, second, third, fourth, _ = done.output.split("postlint: waiting for changes; Ctrl-C ends it.")
    assert "The word 'The'" in first
    assert "The word 'is'" in second
    assert ".postlint.yaml:1:1: unknown key 'selec'" in third
    assert "The word 'is'" in fourth


def test_score_runs_again(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(monkeypatch, lambda: None)
    done = CliRunner().invoke(cli, ["score", "--watch", "post.md"])
    assert done.output.count("SEO") == 2


def test_what_is_watched(post: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    asked = saved(monkeypatch)
    CliRunner().invoke(cli, ["--watch", "--format", "json:report.json", str(post), str(other)])
    assert asked["folders"] == (post.parent, other)
    is_read = asked["watch_filter"]
    here = post.parent
    changed = ("post.md", "image.png", "data.json", "report.json", "notes.txt", "node_modules/a.md", ".git/a.md")
    wanted = [name for name in changed if is_read(watchfiles.Change.modified, str(here / name))]
    assert wanted == ["post.md", "image.png", "data.json"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--watch", "-"], "--watch cannot read standard input."),
        (["score", "--watch", "post.md"], "--watch needs a further package: pip install 'postlint[watch]'."),
    ],
)
def test_where_it_cannot_watch(
    post: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 2
    assert sentence in done.output


def test_without_a_terminal(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_is_terminal", lambda: False)
    assert "--watch is for a terminal." in CliRunner().invoke(cli, ["--watch", "post.md"]).output
