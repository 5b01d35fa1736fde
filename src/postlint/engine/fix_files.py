"""Writes fixed posts to their files: all are checked before one is written, and each is replaced as a whole."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from postlint.data.reading import read_bytes
from postlint.engine.fix_post import FixedPost


class FixError(Exception):
    """Files that cannot be replaced: a sentence for each."""


def write_fixed(posts: Iterable[FixedPost], folders: Sequence[str | os.PathLike[str]]) -> None:
    """Replace the files of posts that have changed; their modes, owners and attributes stay.

    Nothing is written, and FixError raised, when one of them is read-only, was changed since it was read, or is
    reached by a link that leads out of the `folders`. FixError is also raised when writing fails half-way: each file
    is then as it was or as it should be.
    """
    posts = [post for post in posts if post.changed]
    roots = [Path(folder).resolve() for folder in folders]
    obstacles = [sentence for post in posts for sentence in _obstacles(post, roots)]
    if obstacles:
        raise FixError("\n".join([*obstacles, "Nothing was written."]))
    for number, post in enumerate(posts):
        try:
            _replace(post)
        except OSError as error:
            done = f"; {number} of {len(posts)} posts are fixed" if number else "; nothing was written"
            raise FixError(f"{post.path} cannot be written: {error.strerror or error}{done}.") from None


def _obstacles(post: FixedPost, roots: Sequence[Path]) -> Iterator[str]:
    """The reason why a post must not be written, if there is one."""
    real = Path(post.path).resolve()
    # links in the path of the working directory are the user's own
    straight = Path(os.path.normpath(Path.cwd().resolve() / post.path))
    try:
        status = real.stat()
        if real != straight and not any(real.is_relative_to(root) for root in roots):
            yield f"{post.path} is a link that leads out of the folder; fix {real} by its own name."
        # root can write read-only files, but should not
        elif not status.st_mode & 0o222 or not os.access(real, os.W_OK):
            yield f"{post.path} is read-only, so that it cannot be fixed."
        elif not os.access(real.parent, os.W_OK):
            yield f"{post.path} cannot be fixed: its folder is read-only."
        elif not stat.S_ISREG(status.st_mode) or read_bytes(real) != post.before.encode("utf-8"):
            yield f"{post.path} was changed while postlint was at work; run it again."
    except OSError as error:
        yield f"{post.path} cannot be fixed: {error.strerror or error}."


def _replace(post: FixedPost) -> None:
    """Write a new file and move it over the old one, unless the old one has changed."""
    real = Path(post.path).resolve()
    handle, name = tempfile.mkstemp(prefix=".postlint-", suffix=".tmp", dir=real.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(post.after.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        old = real.stat()
        with suppress(OSError, AttributeError):  # only root may change the owner, and Windows cannot
            os.chown(temporary, old.st_uid, old.st_gid)
        shutil.copystat(real, temporary)
        os.utime(temporary)
        if read_bytes(real) != post.before.encode("utf-8"):
            raise OSError("it was changed while postlint was at work")
        temporary.replace(real)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
