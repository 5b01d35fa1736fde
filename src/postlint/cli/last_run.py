"""The output of the last run, printed again before anything else is imported, when all that the run read is as it was.

What a run reads is noted by the interpreter itself: an audit hook gets the name of each file that is opened and of each
folder before it is listed. A file that is looked for and is not there is known from the list of its folder. The file
with the output holds these names with digests. A post is not read again if the system says that nobody wrote to it.
Only a command of the same words in the same environment on the same day uses it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from postlint.data.ci import in_ci
from postlint.data.reading import read_bytes
from postlint.engine.cache_keys import FOLDER, account, digest, is_settled, stamp

#: the file in the folder of the cache
FILE = "last_run"
#: what the output depends on, and completion, which is no run
ENVIRONMENT = ("NO_COLOR", "FORCE_COLOR", "TERM", "GITHUB_BASE_REF", "_POSTLINT_COMPLETE")
_CODE = (".py", ".pyc", ".so", ".pyd", ".pth", ".zip", "RECORD")
_WRITING = os.O_WRONLY | os.O_RDWR


class Reads:
    """The files and folders that this process has read since `began` (seconds since the epoch)."""

    def __init__(self) -> None:
        self.began = time.time()
        #: a digest of the names in each folder, from just before it was first listed
        self.folders: dict[str, str] = {}
        self._opened: list[tuple[Any, ...]] = []
        self._installed = _installed_folders()
        self._is_listing = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook."""
        if event == "open":
            self._opened.append(arguments)
        elif event in ("os.scandir", "os.listdir") and not self._is_listing:
            for path in _names(arguments[:1]):
                if path not in self.folders and not _is_in(path, self._installed):
                    self._is_listing = True
                    self.folders[path] = _listing(path)
                    self._is_listing = False

    def files(self) -> set[str]:
        """The names of the files, without those of installed programs and those that were written."""
        read = _names(path for path, mode, flags in self._opened if not _writes(mode, flags))
        return {
            path
            for path in read
            if not (path.startswith(_OWN) or (path.endswith(_CODE) and _is_in(path, self._installed)))
        }


def _writes(mode: str | None, flags: int) -> bool:
    return bool(flags & _WRITING) or any(letter in (mode or "") for letter in "wax+")


def _names(paths: Iterable[Any]) -> Iterator[str]:
    return (os.fsdecode(path) for path in paths if isinstance(path, (str, bytes, os.PathLike)))


def _installed_folders() -> tuple[str, ...]:
    """The folders of installed programs, without those that the folder of the run is in, each with a separator."""
    here = f"{os.getcwd()}{os.sep}"  # noqa: PTH109 - pathlib is not imported yet
    around = (f"{one}{os.sep}" for one in (*sys.path, _PACKAGE) if one)
    return tuple(one for one in around if not here.startswith(one))


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a path is one of some folders, or in one."""
    return f"{path}{os.sep}".startswith(folders)


_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
#: postlint's own files; `_key` has their version, and that of installed code
_OWN = f"{_PACKAGE}{os.sep}"


# -- printing -------------------------------------------------------------------------------------------


def print_again() -> int | None:
    """Print what the last run printed, if it would again. Returns its exit status, None for another run.

    In a CI, the file may be part of a stranger's repository: there it is not used.
    """
    if in_ci() or None in (sys.stdin, sys.stdout, sys.stderr) or (os.name == "nt" and sys.stdout.isatty()):
        return None
    folder = _cache_folder()
    try:
        head, text = read_bytes(os.path.join(folder, FILE)).split(b"\n", 1)  # noqa: PTH118
        record = json.loads(head)
        if record["key"] != _key(sys.argv[1:]) or record["text"] != digest(text) or not _is_unchanged(record):
            return None
        status, notes = int(record["status"]), str(record["notes"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # the record is damaged
        return None
    try:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        sys.stderr.write(notes)
    except OSError as error:
        return _failed(error)
    return status


def _failed(error: OSError) -> int:
    """End as a run does whose output cannot be written."""
    from postlint.cli.command_group import run

    def fail() -> None:
        raise error

    return run(fail)


def _cache_folder() -> str:
    """The nearest folder of a cache upwards from the working directory; "" without one."""
    here = os.getcwd()  # noqa: PTH109
    while not os.path.isdir(folder := os.path.join(here, FOLDER)):  # noqa: PTH112, PTH118
        here, below = os.path.dirname(here), here  # noqa: PTH120
        if here == below:
            return ""
    return "" if os.path.islink(folder) else folder  # noqa: PTH114


def _key(arguments: list[str]) -> str:
    """A digest of all besides files that the output depends on."""
    environment = [f"{name}={os.environ.get(name)}" for name in ENVIRONMENT]
    terminal = f"{sys.stdout.isatty()} {sys.stdout.encoding}"
    # who installs another version of a parser changes this folder
    installed = str(os.stat(os.path.dirname(_PACKAGE)).st_mtime_ns)  # noqa: PTH116, PTH120
    day = time.strftime("%Y-%m-%d")
    python = f"{sys.version} {sys.executable}"
    return digest(stamp(), installed, python, os.getcwd(), day, terminal, *environment, "words", *arguments)  # noqa: PTH109


def _is_unchanged(record: Mapping[str, Any]) -> bool:
    folders, files, accounts = record["folders"], record["files"], record["accounts"]
    return all(_listing(path) == known for path, known in folders.items()) and all(
        account(path) == accounts.get(path) or _content(path) == known for path, known in files.items()
    )


def _listing(folder: str) -> str:
    """A digest of the names in a folder, without the cache, and of what each is; or of why it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return digest(*sorted(f"{one.name}/{_kind(one)}" for one in entries if one.name != FOLDER))
    except OSError as error:
        return digest(type(error).__name__)


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return f"link to {os.readlink(entry.path)} {os.path.isdir(entry.path)}"  # noqa: PTH112, PTH115
    return "folder" if entry.is_dir() else "file" if entry.is_file() else "other"


def _content(path: str) -> str:
    """A digest of a file as runs make it; "" when it cannot be read."""
    try:
        return digest(path, read_bytes(path))
    except OSError:
        return ""


# -- storing --------------------------------------------------------------------------------------------


def keep_last_run(
    reads: Reads, folder: str, posts: Mapping[str, tuple[str, str]], text: bytes, notes: str, status: int
) -> None:
    """Store what a run printed, with digests of all that it read; `posts` has those of posts, and their accounts.

    Nothing is stored when another file changed so recently that it may have changed since the run read it.
    """
    from pathlib import Path

    from postlint.engine.cache import write_whole

    inside = f"{os.path.abspath(folder)}{os.sep}"  # noqa: PTH100
    files = {path for path in reads.files() if not os.path.abspath(path).startswith(inside)} - posts.keys()  # noqa: PTH100
    listed = {os.path.abspath(one) for one in reads.folders}  # noqa: PTH100 - these tell which files are missing
    uncertain = (one for one in files if os.path.lexists(one) or os.path.dirname(os.path.abspath(one)) not in listed)  # noqa: PTH100, PTH120
    if not all(_is_settled(path, reads.began) for path in uncertain):
        return
    record = {
        "key": _key(sys.argv[1:]),
        "text": digest(text),
        "status": status,
        "notes": notes,
        "folders": reads.folders,
        "files": {
            **{path: known for path, (known, _) in posts.items()},
            **{path: _content(path) for path in sorted(files)},
        },
        "accounts": {path: stands for path, (_, stands) in posts.items() if stands},
    }
    try:
        write_whole(Path(folder, FILE), json.dumps(record).encode("ascii") + b"\n" + text)
    except OSError:
        return


def _is_settled(path: str, began: float) -> bool:
    """Whether a file, or for a missing one the folder around it, was last changed well before a run began."""
    while not os.path.lexists(path):
        path = os.path.dirname(path) or os.curdir  # noqa: PTH120
    return is_settled(os.stat(path), began)  # noqa: PTH116
