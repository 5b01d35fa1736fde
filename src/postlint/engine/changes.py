"""A change under version control: the files that differ, the changed lines, and the contents before it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from postlint.engine.git import INDEX, Git
from postlint.engine.sites import absolute
from postlint.generators.post_files import POST_ENDINGS
from postlint.results.findings import Finding
from postlint.site.redirects import is_redirect_file

#: contents by absolute path that replace those on the disk; None: there is no such file
Instead = Mapping[str, bytes | None]
#: more lines than any post has
_END = 1 << 60


@dataclass(frozen=True)
class Changes:
    """The differences from a commit: on the disk, or (`staged`) in the index. Paths are absolute.

    `lines` are ranges of 1-based lines by path; `old` maps the present path of a moved file to its earlier one.
    """

    git: Git
    base: str
    staged: bool
    name: str
    lines: Mapping[str, Sequence[tuple[int, int]]]
    old: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> frozenset[str]:
        """The existing files that differ."""
        return frozenset(self.lines)

    def touches(self, finding: Finding) -> bool:
        """Whether the change includes the place of a finding."""
        ranges = self.lines.get(absolute(finding.path), ())
        return any(first <= finding.end_line and finding.line <= last for first, last in ranges)

    def instead(self) -> Instead:
        """The contents that replace those on the disk for a staged change."""
        return self._other(INDEX) if self.staged else {}

    def before(self) -> Instead:
        """The contents that replace those on the disk for the state before the change."""
        return self._other(self.base)

    def _other(self, base: str) -> Instead:
        """The files in a commit or the index that differ from those on the disk, with contents where these are read."""
        found: dict[str, bytes | None] = {self._at(path): None for path in self.git.untracked()}
        there = []
        for one in self.git.differences(base, renames=False):
            if one.status == "A":
                found[self._at(one.path)] = None
            else:
                there.append(one.path)
        wanted = [path for path in there if path.lower().endswith(POST_ENDINGS) or is_redirect_file(path)]
        contents = self.git.contents(base, wanted)
        return found | {self._at(path): contents.get(path, b"") for path in there}

    def _at(self, path: str) -> str:
        return _at(self.git, path)


def find_changes(folder: Path, ref: str | None, *, staged: bool = False) -> Changes:
    """The differences from the start of the change (see `Git.base`), with untracked files; or the staged ones.

    Raises GitError.
    """
    git = Git(folder)
    base = git.head if staged else git.base(ref)
    lines: dict[str, Sequence[tuple[int, int]]] = {}
    old = {}
    hunks = git.changed_lines(base, staged=staged)
    for one in git.differences(base, staged=staged):
        if one.status == "D":
            continue
        path = _at(git, one.path)
        lines[path] = hunks.get(one.path, [])
        if one.old != one.path:
            old[path] = _at(git, one.old)
    if not staged:
        lines |= {_at(git, path): [(1, _END)] for path in git.untracked()}
    name = "the last commit" if staged or base == git.head else f"{ref or 'the upstream branch'}"
    return Changes(git, base, staged, name, lines, old)


def _at(git: Git, path: str) -> str:
    return os.path.normpath(git.top / path)
