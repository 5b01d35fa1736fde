"""Tells the folders that package managers fill: their Markdown is the work of others."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from postlint.data.lines import entries_of


def has_packages(folder: os.DirEntry[str], beside: Sequence[os.DirEntry[str]]) -> bool:
    """Whether a package manager fills a folder, by its name and by what is in it or `beside` it."""
    signs = _package_folders().get(folder.name)
    if not signs:
        return signs is not None
    inner = (f"{folder.path}{sign}" for sign in signs if sign.startswith("/"))
    return not {entry.name for entry in beside}.isdisjoint(signs) or any(map(os.path.exists, inner))


@cache
def _package_folders() -> Mapping[str, tuple[str, ...]]:
    """The folders of ``package-folders.txt``: their names, and the signs of each."""
    named = (line.partition(":") for line in entries_of(Path(__file__).with_name("package-folders.txt")))
    return {name: tuple(signs.split()) for name, _, signs in named}
