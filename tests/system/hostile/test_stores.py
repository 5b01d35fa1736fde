"""Hostile files of postlint's own: a cache that leads elsewhere, or that is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
