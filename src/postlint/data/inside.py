"""The path of a file relative to a folder, with slashes, as globs, sites and stored files need it, and whether it is
outside of a repository."""

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


def from_folder(path: str | os.PathLike[str], folder: str | os.PathLike[str]) -> str:
    """A path as it is reached from a folder, with slashes; outside of the folder it begins with ``..``.

    A relative path or folder is one of the working directory. A path on another drive of Windows stays as it is.
    """
    return slashed(from_here(path, folder), os.sep)


def from_here(path: str | os.PathLike[str], folder: str | os.PathLike[str] = os.curdir) -> str:
    """A path as it is shown to users of the working directory (or of `folder`), with the separator of the system.

    A path on another drive of Windows stays as it is.
    """
    try:
        return os.path.relpath(path, folder)
    except ValueError:
        return os.fspath(path)


def slashed(path: str, separator: str = os.sep) -> str:
    """A path with slashes, as reports have it on every system; on POSIX a backslash is part of a name."""
    return path if separator == "/" else path.replace(separator, "/")


def leads_outside(path: str | os.PathLike[str], folder: str | os.PathLike[str] | None = None) -> bool:
    """Whether a path is outside of the git repository around `folder`, or in git's own folder; links are followed.

    `folder` is by default the one of the path as it is written. Of repositories in each other the outermost counts, as
    a link may lead into another one. Without a repository nothing is outside.
    """
    start = Path(
        os.path.normpath(Path.cwd() / (folder if folder is not None else Path(path).parent))
    )  # follows no link
    top = next((one for one in reversed((start, *start.parents)) if (one / ".git").exists()), None)
    if top is None or "\0" in os.fspath(path):  # no file has such a name
        return False
    real = os.path.realpath(path)
    inside = relative(real, os.path.realpath(top))
    return inside == slashed(real, os.sep) or ".git" in inside.split("/")
