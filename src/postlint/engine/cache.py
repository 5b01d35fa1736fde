"""Stores the results of earlier runs in one file. A missing or damaged entry counts as a miss.

An entry has a name and a content of bytes. It is appended with a head line: a digest of both, the size of the content,
and the name; of entries with one name, the last counts. So a run reads the file once, parallel runs may append at the
same time, and what is cut off or altered is noticed. The file is written anew when most of it is outdated, or a part
cannot be read. Nothing that is read is executed.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from weakref import finalize

from postlint.data.reading import open_own
from postlint.engine.cache_keys import DIGITS, FOLDER, digest
from postlint.records import NamedTuple

PACK = "results"
#: marks the folder for backup programs, see https://bford.info/cachedir/
TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# This is the cache of postlint; it can be deleted at any time.\n"
#: the longest head line of an entry, in bytes
LONGEST_HEAD = 128
#: so many bytes may be outdated, whatever the size of the file
SLACK = 1 << 20


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


class _Entry(NamedTuple):
    """The place of a content in the file, in bytes, and its digest."""

    start: int
    size: int
    digest: bytes


class Cache:
    """The entries of one project, as they were when the first one was read.

    What is put is for later runs. After the first failure to write, this run writes no more.
    """

    def __init__(self, folder: Path, file: str = PACK) -> None:
        self.folder = folder
        self._file = folder / file
        self._source: io.FileIO | None = None
        self._close: Callable[[], object] = lambda: None
        self._entries: dict[str, _Entry] | None = None
        self._used: set[str] = set()
        self._sound = True
        self._is_prepared = False
        self._writes = True

    def get(self, name: str) -> bytes | None:
        """The content of an entry; None when it is missing or damaged."""
        entry = self._known().get(name)
        if entry is None or self._source is None:
            return None
        try:
            self._source.seek(entry.start)
            content = self._source.read(entry.size)
        except OSError:
            return None
        if entry.digest != digest(name, content).encode("ascii"):
            self._sound = False
            return None
        self._used.add(name)
        return content

    def put(self, name: str, content: bytes) -> None:
        """Store an entry, replacing one of the same name, if the file can be written to."""
        if not self._writes:
            return
        try:
            if not self._is_prepared:
                self._prepare()
                self._is_prepared = True
            with io.FileIO(open_own(self._file, append=True), "a") as target:
                self._writes = _append(target, name, content)
        except OSError:
            self._writes = False

    # -- the file ---------------------------------------------------------------------------------------

    def _known(self) -> dict[str, _Entry]:
        """The entries of the file by name."""
        if self._entries is None:
            self._entries = {}
            with suppress(OSError, ValueError):
                self._source = io.FileIO(open_own(self._in_tree()))
                self._close = finalize(self, self._source.close)
                self._sound = False  # unless the end is reached
                self._read_heads(self._source, self._entries)
                self._sound = True
        return self._entries

    def _in_tree(self) -> Path:
        """The file; a folder that is a link would lead somewhere else. Raises OSError."""
        if self.folder.is_symlink():
            raise OSError("the folder of the cache is a link")
        return self._file

    def _read_heads(self, source: io.FileIO, found: dict[str, _Entry]) -> None:
        """Read where the entries are. Raises ValueError at a damaged head, OSError."""
        size, at = os.fstat(source.fileno()).st_size, 0
        while at < size:
            source.seek(at)
            head, line_break, _ = source.read(LONGEST_HEAD).partition(b"\n")
            made, length, name = head.decode("ascii").split(" ")
            start = at + len(head) + 1
            at = start + int(length)
            if not line_break or not start <= at <= size:
                raise ValueError("a damaged head")
            found[name] = _Entry(start, int(length), made.encode("ascii"))

    def _prepare(self) -> None:
        """Make the folder, and write the file anew if that is due. Raises OSError."""
        entries = self._known()
        self._in_tree()
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, content in ((".gitignore", b"*\n"), ("CACHEDIR.TAG", TAG)):
            if not os.path.lexists(self.folder / name):
                write_whole(self.folder / name, content)
        size = os.fstat(self._source.fileno()).st_size if self._source is not None else 0
        if not self._sound or size > SLACK + 2 * sum(entry.size for entry in entries.values()):
            self._write_anew(entries)

    def _write_anew(self, entries: dict[str, _Entry]) -> None:
        """Write the file anew, without outdated and damaged entries. Raises OSError.

        Entries that a run over most posts did not need are those of posts that are gone: they are left out, too. (Those
        of the site, whose names are no digests, may be needed later in the run.)
        """
        of_site = (name for name in entries if len(name) != DIGITS)
        names = {*self._used, *of_site} if 2 * len(self._used) >= len(entries) else entries
        beside = _beside(self._file)
        try:
            with io.FileIO(beside, "x") as target:
                for name in sorted(names):
                    if (content := self.get(name)) is not None and not _append(target, name, content):
                        raise OSError("no room")
            self._close()  # Windows replaces no open file
            self._source = self._entries = None
            beside.replace(self._file)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _append(target: io.FileIO, name: str, content: bytes) -> bool:
    """Append an entry in one piece. Returns whether there was room for it. Raises OSError."""
    record = f"{digest(name, content)} {len(content)} {name}\n".encode("ascii") + content
    return target.write(record) == len(record)


def write_whole(file: Path, data: bytes) -> None:
    """Write a file atomically: to a temporary file that is then moved. Raises OSError."""
    beside = _beside(file)
    try:
        with io.FileIO(beside, "x") as target:
            if target.write(data) != len(data):  # a full disk takes a part without an error
                raise OSError("no room")
        beside.replace(file)
    except BaseException:  # also at Ctrl-C, no temporary file is left
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _beside(file: Path) -> Path:
    """A temporary file in the same folder, of this process and thread."""
    return file.with_name(f"{file.name}.{os.getpid()}-{get_ident()}")
