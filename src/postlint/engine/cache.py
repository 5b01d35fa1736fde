"""Stores the results of earlier runs in files. A missing or damaged entry counts as a miss.

An entry has a name and a content of bytes. Its file holds a digest of the content, to detect damage. It is written to
a temporary file and then moved, so that parallel runs see only whole entries. Nothing that is read is executed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from postlint.data.reading import read_bytes
from postlint.engine.cache_keys import digest

FOLDER = ".postlint_cache"
#: marks the folder for backup programs, see https://bford.info/cachedir/
TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This is the cache of postlint; it can be deleted at any time.\n"


def cache_folder(root: Path) -> Path:
    """The cache folder of a project, beside its configuration."""
    return root / FOLDER


def clear_cache(root: Path) -> bool:
    """Delete the cache of a project. Returns whether there was one. Raises OSError when it cannot be deleted."""
    import shutil

    folder = cache_folder(root)
    if not (folder / "CACHEDIR.TAG").is_file():
        return False
    shutil.rmtree(folder)
    return True


class Cache:
    """The entries of one project. After the first failure to write, this run writes no more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._folder = os.fspath(folder)
        self._writes = True

    def get(self, name: str) -> bytes | None:
        """The content of an entry; None when it is missing or damaged."""
        try:
            data = read_bytes(self._place(name))
        except OSError:
            return None
        head, _, content = data.partition(b"\n")
        return content if head == digest(content).encode("ascii") else None

    def put(self, name: str, content: bytes) -> None:
        """Store an entry, replacing one of the same name, if the folder can be written to."""
        if not self._writes:
            return
        file = Path(self._place(name))
        try:
            self._prepare(file.parent)
            _write(file, digest(content).encode("ascii") + b"\n" + content)
        except OSError:
            self._writes = False

    def _prepare(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        tag = self.folder / "CACHEDIR.TAG"
        if not tag.exists():
            _write(self.folder / ".gitignore", b"*\n")
            _write(tag, TAG)

    def _place(self, name: str) -> str:
        return f"{self._folder}{os.sep}{name[:2]}{os.sep}{name[2:]}.json"


def _write(file: Path, data: bytes) -> None:
    """Write a file atomically: to a temporary file that is then moved. Raises OSError."""
    beside = file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    except BaseException:  # also at Ctrl-C, no temporary file is left
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
