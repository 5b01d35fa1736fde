"""`postlint card` and the trend of `postlint score`: frames are whole, and nothing of a post steers the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli.program import cli
from postlint.report.history import Entry
from postlint.report.terminal import width

POST = """---
title: {title}
description: {text}
date: 2026-03-01
image: /tea.png
---

We drink tea.
"""


@pytest.mark.parametrize("title", ["Tea", "Tea and much more of it, " * 9, "漢字の茶" * 30, "Té \U0001f375 " * 30])
def test_frames_are_whole(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".postlint.yaml").write_text("site_url: https://tea.example\ntitle_template: '{} | Pot'\n", encoding="utf-8")
    Path("a.md").write_text(POST.format(title=f"'{title.strip()}'", text=f"'{title.strip()}'"), encoding="utf-8")
    result = CliRunner().invoke(cli, ["card", "a.md"])
    assert result.exit_code == 0, result.output
    framed = [line for line in result.output.splitlines() if line[:1] and line[0] in "╭│╰"]
    assert {width(line) for line in framed} == {80, 48, 56}
    assert "tea.example" in result.output and "Mar 1, 2026" in result.output and "/tea.png" in result.output
    assert ("cut off" in result.output) == (len(title) > 10)


def test_the_address_comes_from_the_generator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("_config.yml").write_text("title: Pots\nurl: https://pots.example\nplugins: []\n", encoding="utf-8")
    Path("_posts").mkdir()
    Path("_posts/2026-03-01-tea.md").write_text(POST.format(title="Tea", text="Tea."), encoding="utf-8")
    assert "pots.example" in CliRunner().invoke(cli, ["card", "_posts/2026-03-01-tea.md"]).output


def test_a_card_without_a_post_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(cli, ["card", "a.md"]).exit_code == 2
    Path("a.md").write_text("Tea \x1b]0;owned\x07 only.\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["card", "a.md"])
    assert "no description" in result.output and "\x1b" not in result.output


def test_scores_draw_the_trend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("We drink tea.\n", encoding="utf-8")
    runs = [Entry(f"2026-01-0{day}T00:00:00Z", warnings=9 - day, seo=90.0) for day in (1, 2, 3)]
    Path("runs.jsonl").write_text("".join(f"{run.to_line()}\n" for run in runs), encoding="utf-8")
    result = CliRunner().invoke(cli, ["score", "a.md", "--history", "runs.jsonl"])
    assert "3 runs since 2026-01-01" in result.output and "█▅▁  8 → 6" in result.output
    assert "no run" in CliRunner().invoke(cli, ["score", "a.md", "--history", "none.jsonl"]).output
