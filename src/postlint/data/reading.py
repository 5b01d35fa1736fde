"""The only place that opens files of the linted tree, which may be a stranger's.

A pipe or a device has no end, or waits for input: only regular files are read, and no more of them than a limit.
In a job of a CI, whose log strangers see, no link leads to files outside of the repository.
A test holds that no other module opens a file whose name comes from the tree.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from postlint.data.ci import in_ci
from postlint.data.inside import leads_outside

#: no post, configuration or index of a cache is larger; in bytes
LARGEST = 1 << 28
#: such a file does not make the one who opens it wait, and is no terminal of the process (both are 0 on Windows)
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_FLAGS |= getattr(os, "O_CLOEXEC", 0)


def read_bytes(path: str | os.PathLike[str], largest: int = LARGEST, *, own: bool = False) -> bytes:
    """The content of a regular file of at most `largest` bytes. Raises OSError.

    `own`: the file is the user's or postlint's, wherever it is.
    """
    if not own:
        _check_links(path)
    handle = os.open(path, _FLAGS)
    try:
        size = _size(handle, path)
        if size > largest:
            raise OSError(errno.EFBIG, f"it has more than {largest:,} bytes", os.fspath(path))
        return _read(handle, size + 1, largest)
    finally:
        os.close(handle)


def read_start(path: str | os.PathLike[str], count: int) -> bytes:
    """The first `count` bytes of a regular file. Raises OSError."""
    _check_links(path)
    handle = os.open(path, _FLAGS)
    try:
        _size(handle, path)
        return os.read(handle, count)
    finally:
        os.close(handle)


def open_own(file: str | os.PathLike[str], *, append: bool = False) -> int:
    """Open a file that postlint itself keeps in the tree, no link; with `append` it is made if need be. Raises OSError.

    Returns the descriptor.
    """
    flags = (_FLAGS | os.O_WRONLY | os.O_APPEND | os.O_CREAT) if append else _FLAGS
    handle = os.open(file, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        _size(handle, file)
    except OSError:
        os.close(handle)
        raise
    return handle


#: why a link is not followed
FORBIDDEN = "a link leads out of the repository, which is not followed in a CI"


def _check_links(path: str | os.PathLike[str]) -> None:
    """Raise OSError in a CI for a path that a link leads out of its repository."""
    if in_ci() and os.path.realpath(path) != os.path.normpath(Path.cwd() / path) and leads_outside(path):
        raise OSError(errno.ELOOP, FORBIDDEN, os.fspath(path))


def is_forbidden(link: str | os.PathLike[str]) -> bool:
    """Whether a link is not followed: in a CI, where it leads out of the repository."""
    return in_ci() and leads_outside(link)


def _size(handle: int, path: str | os.PathLike[str]) -> int:
    """The size of an open file in bytes. Raises OSError when it is no regular one."""
    status = os.fstat(handle)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
    return status.st_size


def _read(handle: int, wanted: int, largest: int) -> bytes:
    """The bytes up to the end; a file that grows meanwhile, or that has no size (``/proc``), ends at `largest`."""
    pieces = []
    room = largest
    while room > 0 and (piece := os.read(handle, min(wanted, room))):
        pieces.append(piece)
        room -= len(piece)
        wanted = max(wanted - len(piece), 1 << 16)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
