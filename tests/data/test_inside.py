"""Paths inside of folders."""

from __future__ import annotations

import os

import pytest

from postlint.data.inside import from_folder, relative


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("/a/b/c.md", "/a", "b/c.md"),
        ("/a/b/c.md", "/a/b", "c.md"),
        ("/a/b/c.md", "/", "a/b/c.md"),
        ("/a/b", "/a/b", "."),
        ("/ab/c.md", "/a", "/ab/c.md"),
        ("/x/c.md", "/a", "/x/c.md"),
    ],
)
def test_relative(path: str, folder: str, expected: str) -> None:
    path, folder = path.replace("/", os.sep), folder.replace("/", os.sep)
    assert relative(path, folder) == expected


def test_from_folder() -> None:
    assert [from_folder(path, "a") for path in ("a/b/c.md", "a", "x/c.md")] == ["b/c.md", ".", "../x/c.md"]
