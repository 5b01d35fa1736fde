"""Calls git as a program, read-only: the files and lines of a change, and the contents of files before it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.programs import find_program
from postlint.data.user_file import DataError
from postlint.records import NamedTuple

#: options that fix git's output of differences, whatever the user's configuration
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules")
#: options so that git runs no program, whatever the configuration of the repository says, and takes no folder of the
#: tree for a repository
_SAFE = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "safe.bareRepository=explicit")
#: the filters of Git LFS, which `git lfs install --local` writes into the configuration of a repository
_LFS = lazy_pattern(r"git-lfs (?:clean|smudge|filter-process)[ \w%.-]*")
#: the name of the index, where git expects the name of a commit or tree
INDEX = ""


class GitError(DataError):
    """git failed or is missing; the message is a sentence for the user."""


class Difference(NamedTuple):
    """A file that differs, with git's letter for how (A, M, D, R, T); `old` is its earlier path."""

    status: str
    path: str
    old: str


class Git:
    """The repository around a folder. Paths are relative to its top, in arguments and results.

    Raises GitError when git is not there, or the folder is in no repository.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._filters: tuple[str, ...] = ()
        self._filters = self._without_filters()
        top = self._text("rev-parse", "--show-toplevel").rstrip("\n")
        # the top by the name of the folder: git resolves links, and the paths of posts do not
        self._prefix = self._text("rev-parse", "--show-prefix").rstrip("\n")
        self.top = _up(folder, self._prefix) if top else folder

    # -- commits ----------------------------------------------------------------------------------------

    def base(self, ref: str | None) -> str:
        """The commit where a change began: the merge base of `ref` (by default, the upstream branch) and HEAD.

        Without an upstream branch it is HEAD. Raises GitError for an unknown `ref`.
        """
        if ref is None:
            upstream = self._try("rev-parse", "--verify", "--quiet", "@{upstream}")
            return self._merge_base("@{upstream}", "its upstream branch") if upstream else self.head
        known = None if ref.startswith("-") else self._try("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        if not known:
            hint = f": {_SHALLOW}" if self._shallow else "."
            raise GitError(f"git knows no revision {ref!r}{hint}")
        return self._merge_base(ref, repr(ref))

    def _merge_base(self, ref: str, name: str) -> str:
        found = self._try("merge-base", ref, "HEAD")
        if not found:
            hint = _SHALLOW if self._shallow else "They are of different histories."
            raise GitError(f"git finds no commit that HEAD and {name} have in common: {hint}")
        return found.strip()

    @cached_property
    def head(self) -> str:
        """The last commit; before the first, the tree without files."""
        found = self._try("rev-parse", "--verify", "--quiet", "HEAD")
        return found.strip() if found else self._text("hash-object", "-t", "tree", "--stdin").strip()

    @cached_property
    def _shallow(self) -> bool:
        return self._text("rev-parse", "--is-shallow-repository").strip() == "true"

    # -- files ------------------------------------------------------------------------------------------

    def differences(self, base: str, *, staged: bool = False, renames: bool = True) -> list[Difference]:
        """The differences between `base` and the files on the disk, or those in the index."""
        follow = "--find-renames" if renames else "--no-renames"
        return list(_statuses(self._run("diff", *_PLAIN, follow, "--name-status", "-z", *_sides(base, staged))))

    def tracks(self, name: str) -> bool:
        """Whether something of this name, in any case, in the folder is part of the index."""
        return bool(self._run("ls-files", "-z", "--", f":(top,icase){self._prefix}{name}"))

    def untracked(self) -> list[str]:
        """The untracked files, without ignored ones."""
        return _paths(self._run("ls-files", "--others", "--exclude-standard", "-z"))

    def changed_lines(self, base: str, *, staged: bool = False) -> dict[str, list[tuple[int, int]]]:
        """The lines of each file that are not in `base`, as ranges of 1-based lines, both ends inclusive."""
        options = (*_PLAIN, "--find-renames", "--unified=0", "--text")
        return _hunks(self._run("diff", *options, *_sides(base, staged)))

    def contents(self, base: str, paths: Sequence[str]) -> dict[str, bytes]:
        """The contents of files in a commit, a tree or INDEX; without those that are not there."""
        wanted = [path for path in paths if "\n" not in path]
        if not wanted:
            return {}
        data = self._run("cat-file", "--batch", stdin=b"".join(os.fsencode(f"{base}:{path}\n") for path in wanted))
        found = {}
        at = 0
        for path in wanted:
            head, _, _ = data[at:].partition(b"\n")
            at += len(head) + 1
            parts = head.rsplit(b" ", 2)
            if len(parts) == 3 and parts[1] == b"blob":
                size = int(parts[2])
                found[path] = data[at : at + size]
                at += size + 1
            elif len(parts) == 3 and parts[1] in (b"tree", b"commit", b"tag"):
                at += int(parts[2]) + 1
        return found

    def _without_filters(self) -> tuple[str, ...]:
        """Options that turn off the filters of the repository's own configuration, which are programs."""
        listed = self._call(("config", "--show-scope", "-z", "--get-regexp", r"^filter\..*\.(clean|smudge|process)$"))
        parts = _paths(listed.stdout)
        pairs = zip(parts[::2], parts[1::2], strict=False)
        own = [entry.partition("\n") for scope, entry in pairs if scope in ("local", "worktree")]
        keys = dict.fromkeys(key for key, _, value in own if not _LFS.fullmatch(value))
        drivers = dict.fromkeys(key.rpartition(".")[0] for key in keys)
        values = [*(f"{key}=" for key in keys), *(f"{driver}.required=false" for driver in drivers)]
        return tuple(word for value in values for word in ("-c", value))

    # -- the program ------------------------------------------------------------------------------------

    def _try(self, *words: str) -> str | None:
        """The output of git; None when it fails."""
        done = self._call(words)
        return os.fsdecode(done.stdout) if done.returncode == 0 else None

    def _text(self, *words: str) -> str:
        return os.fsdecode(self._run(*words))

    def _run(self, *words: str, stdin: bytes = b"") -> bytes:
        done = self._call(words, stdin)
        if done.returncode != 0:
            errors = os.fsdecode(done.stderr).strip().splitlines() or [f"git {words[0]} ended with {done.returncode}"]
            if "not a git repository" in errors[0]:
                raise GitError(f"{self._folder} is in no git repository, so that changes cannot be determined.")
            raise GitError(f"git cannot determine what has changed: {errors[0].removeprefix('fatal: ')}")
        return done.stdout

    def _call(self, words: Sequence[str], stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        # runs no program that the repository's configuration names, and writes nothing
        command = [_program(), *_SAFE, *self._filters, "-c", "core.quotePath=true", "--no-pager", *words]
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        folder = getattr(self, "top", self._folder)
        return subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=folder, env=environment)


def _program() -> str:
    found = find_program("git")
    if found is None:
        raise GitError("git is not installed, so that changes cannot be determined.")
    return found


_SHALLOW = "the clone is shallow; fetch more of the history (git fetch --unshallow, or fetch-depth: 0 in a CI)."


def _up(folder: Path, inside: str) -> Path:
    """The folder as many levels up as `inside` has parts."""
    for _ in Path(inside).parts:
        folder = folder.parent
    return folder


def _sides(base: str, staged: bool) -> tuple[str, ...]:
    return (*(("--cached",) if staged else ()), *((base,) if base != INDEX else ()), "--")


def _paths(data: bytes) -> list[str]:
    return [os.fsdecode(part) for part in data.split(b"\0") if part]


def _statuses(data: bytes) -> Iterator[Difference]:
    parts = iter(_paths(data))
    for status in parts:
        old = next(parts)
        yield Difference(status[0], next(parts) if status[0] in "RC" else old, old)


def _hunks(patch: bytes) -> dict[str, list[tuple[int, int]]]:
    """The new lines in a patch without context, by path."""
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    path = ""
    rest = iter(patch.split(b"\n"))
    for line in rest:
        if line.startswith(b"+++ "):
            path = _named(line[4:])
        elif found := re.match(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line):
            gone, first, count = (int(part) if part is not None else 1 for part in found.groups())
            if count:
                lines[path].append((first, first + count - 1))
            _skip(rest, gone + count)
    return dict(lines)


def _skip(rest: Iterable[bytes], count: int) -> None:
    """Skip that many lines of a hunk, which cannot be headers."""
    lines = iter(rest)
    while count:
        if not next(lines, b"").startswith(b"\\"):
            count -= 1


def _named(written: bytes) -> str:
    """The path in a header of a patch: quoted as in C where it must be."""
    if written.startswith(b'"'):
        written = ast.literal_eval("b" + written.rstrip(b"\t").decode("ascii"))
    else:
        written = written.rstrip(b"\t")
    return os.fsdecode(written).removeprefix("b/")
