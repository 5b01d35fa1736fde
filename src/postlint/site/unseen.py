"""Files that only exist after a build, so that they cannot be reported as missing.

They are found by `.gitignore` (build output is not checked in), submodules that are not checked out, folders that a
script of the site or the generator's configuration fills from elsewhere, and files that make many pages
(``[name].md``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.data.globs import compile_ignore_file, compile_site_globs, glob_of
from postlint.data.lines import entries_of
from postlint.data.patterns import lazy_pattern
from postlint.generators.post_files import POST_ENDINGS
from postlint.records import NamedTuple

if TYPE_CHECKING:
    import pathspec

#: files with which Hugo makes the pages of a folder from data
_ADAPTERS = ("_content.gotmpl",)


class Unseen(NamedTuple):
    """Matchers, each with the folder (relative to the site) that its patterns are relative to."""

    matchers: tuple[tuple[str, pathspec.GitIgnoreSpec], ...] = ()

    def covers(self, path: str) -> bool:
        """Whether a missing file, given by its path in the site, may exist after a build."""
        return any(matcher.match_file(inside) for folder, matcher in self.matchers if (inside := _below(folder, path)))


def _below(folder: str, path: str) -> str:
    """The path relative to a folder; "" for one that is not below it. Folders around the site begin with ``..``."""
    inside = posixpath.relpath(path, folder or ".") if folder else path
    return "" if inside.startswith("..") else inside


def read_unseen(ignores: Iterable[tuple[str, str]], globs: Sequence[str], files: Iterable[str]) -> Unseen:
    """The unseen files by `.gitignore` files (each as its folder and text), globs of the site, and the site's files."""
    found = [(folder, compile_ignore_file(text)) for folder, text in ignores]
    made = [*globs, *dict.fromkeys(_made(files))]
    return Unseen((*found, ("", compile_site_globs(made))) if made else tuple(found))


def _made(files: Iterable[str]) -> Iterator[str]:
    """Globs of the pages that one file makes."""
    for path in files:
        name = posixpath.basename(path)
        if name in _ADAPTERS:
            yield f"/{glob_of(posixpath.dirname(path))}/**"
        elif "[" in path and path.endswith(POST_ENDINGS):
            yield "/" + re.sub(r"\[[^\]/]*\]", "*", path)


def filled_paths(text: str, folders: Iterable[str], top: str = "") -> list[str]:
    """The paths that a program which builds the site may fill, as far as they begin with one of its folders.

    A site that is no repository of its own is in its folder `top`.

    These are arguments of commands that copy or fetch, and of programs of the site's own; values of variables, options
    and the key ``path`` of workflows; what an output is sent to; and what a Makefile makes. What is tested, listed or
    removed is not filled.
    """
    tops = "|".join(sorted(re.escape(folder) for folder in folders))
    if not tops:
        return []
    above = f"(?:{re.escape(top)}/)?" if top else ""
    named = re.compile(rf"(?<![\w./-])(?:\./)?{above}((?:{tops})/[\w./-]*[\w-])(?!/?[*{{$])")
    found: dict[str, None] = {}
    for line in _COMMENT.sub("", text).replace("\\\n", " ").splitlines():
        for command in _SEPARATOR.split(line):
            filling = _fills(command)
            for match in named.finditer(command):
                before, end = command[: match.start()], match.end()
                made = not before.strip(" ./") and _MADE.match(command, end)
                if filling or made or _BEFORE_TARGET.search(before[-80:]):
                    found[match[1]] = None
    return list(found)


def _fills(command: str) -> bool:
    """Whether a command fills folders that it names: one of the list, or a program of the site."""
    return not _filling_commands().isdisjoint(_WORD.findall(command)) or _OWN_PROGRAM.search(command) is not None


@cache
def _filling_commands() -> frozenset[str]:
    return frozenset(entries_of(Path(__file__).with_name("filling-commands.txt")))


_COMMENT = lazy_pattern(r"(?m)(?:^|(?<=\s))#.*$")
_SEPARATOR = lazy_pattern(r"&&|\|\||;")
_WORD = lazy_pattern(r"(?<![\w./-])[\w-]+(?![\w./-])")
_OWN_PROGRAM = lazy_pattern(r"(?<![\w-])[\w./-]+\.(?:py|[cm]?[jt]s|sh|rb|pl|php|nu|ps1)(?![\w.])")
#: what stands before a target: ``>``, ``OUT=``, ``--output``, ``-o``, ``path:``
_BEFORE_TARGET = lazy_pattern(
    r"(?:>|\w=|\s-[oOPCt] |\s--[\w-]*(?:out|dest|target|dir|path|prefix)[\w-]*[ =]"
    r"|\bpath:|\w*(?:out|dest|target)\w*\"?:)"
    r"\s*[\"']?(?:\./)?$"
)
#: what follows the target of a rule of make
_MADE = lazy_pattern(r"[^\s:=]*\s*:(?!=)")


def submodules(text: str) -> list[str]:
    """The paths that a `.gitmodules` file names."""
    return [match[1].strip().strip('"').strip("/") for match in re.finditer(r"(?m)^\s*path\s*=\s*(\S.*)$", text)]
