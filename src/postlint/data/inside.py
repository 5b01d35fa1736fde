"""The path of a file relative to a folder around it, with slashes, as globs and sites need it for every post."""

from __future__ import annotations

import os
from pathlib import Path


def relative(path: str, folder: str | os.PathLike[str]) -> str:
    """An absolute, normal path relative to a folder, with slashes; a path outside of it stays as it is."""
    around = f"{os.fspath(folder).rstrip(os.sep)}{os.sep}"
    if path.startswith(around):  # without pathlib, which takes twenty times as long
        return path[len(around) :].replace(os.sep, "/")
    other = Path(path)
    return (other.relative_to(folder) if other.is_relative_to(folder) else other).as_posix()
