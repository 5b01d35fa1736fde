"""Walks over the folders of a tree of strangers, which may be nested without end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

#: so many folders in each other are entered; at some hundred, Python's own walks fail
DEEPEST = 100


def is_too_deep(folder: str, top: str) -> bool:
    """Whether a folder below `top`, both as they are written, is one that is not entered."""
    return folder.count(os.sep) - top.count(os.sep) > DEEPEST


def walk_folders(top: str | os.PathLike[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """As `os.walk`: each folder, which is no link, with the names of its folders and files; not below `DEEPEST`."""
    start = os.fspath(top)
    for here, folders, files in os.walk(start):
        if is_too_deep(os.path.join(here, "x"), start):  # noqa: PTH118 - a text, not a path
            folders.clear()
        yield here, folders, files


def files_below(top: Path, *patterns: str) -> list[Path]:
    """The files below a folder whose names match one of some globs, in the order of their paths."""
    return sorted(
        Path(here, name)
        for here, _, names in walk_folders(top)
        for name in names
        if any(fnmatchcase(name, pattern) for pattern in patterns)
    )
