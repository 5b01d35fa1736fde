"""Hostile files of postlint's own: a cache that leads elsewhere, or that is no file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from postlint.cli import cli
from postlint.engine.cache import FOLDER, PACK, Cache


def test_a_cache_folder_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / ".gitignore").write_text("mine\n")
    (tmp_path / FOLDER).symlink_to(other)
    cache = Cache(tmp_path / FOLDER)
    cache.put("name", b"content")
    assert Cache(tmp_path / FOLDER).get("name") is None
    assert {file.name: file.read_text() for file in other.iterdir()} == {".gitignore": "mine\n"}


def test_a_cache_file_that_is_a_link_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine\n")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / PACK).symlink_to(precious)
    cache = Cache(tmp_path / FOLDER)
    cache.put("name", b"content")
    assert cache.get("name") is None
    assert precious.read_text() == "mine\n"


def test_what_is_in_the_cache_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / ".gitignore").write_text("mine\n")
    Cache(tmp_path / FOLDER).put("name", b"content")
    assert Cache(tmp_path / FOLDER).get("name") == b"content"
    assert (tmp_path / FOLDER / ".gitignore").read_text() == "mine\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_cache_that_is_a_pipe_is_a_miss(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    os.mkfifo(tmp_path / FOLDER / PACK)
    cache = Cache(tmp_path / FOLDER)
    assert cache.get("name") is None
    cache.put("name", b"content")


FORGERIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "very many parts": lambda shard: shard.update(part=[1, 10**12]),
    "a part before the first": lambda shard: shard.update(part=[-1, 1]),
    "a folder of the system": lambda shard: [place.update(folder="/etc") for place in shard["scope"]["places"]],
    "another file": lambda shard: shard["reports"][0].update(path="/etc/passwd"),
    "places before the text": lambda shard: shard["reports"][0].update(
        rules=[["x", "y", ""]], findings=[[0, 1, "forged", -1, 0, 1, 1, 1, 1]]
    ),
    "findings that are none": lambda shard: shard["reports"][0].update(findings=[["forged"]]),
    "reports that are none": lambda shard: shard.update(reports=7),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_shard_is_refused_in_one_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "post.md").write_text("---\ntitle: A post about tea\n---\n\nTea is made of leaves.\n")
    run = CliRunner()
    run.invoke(cli, ["check", ".", "--shard", "1/1", "--facts-out", "part.json"])
    shard = json.loads((tmp_path / "part.json").read_text())
    good = run.invoke(cli, ["merge", "part.json"])
    assert good.exit_code in (0, 1), good.output
    FORGERIES[name](shard)
    (tmp_path / "part.json").write_text(json.dumps(shard))
    done = run.invoke(cli, ["merge", "part.json"])
    assert (done.exit_code, done.output.count("\n")) == (2, 1), done.output
    assert "a mistake in postlint" not in done.output
