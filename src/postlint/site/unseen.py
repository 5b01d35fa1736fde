"""Files that only exist after a build, so that they cannot be reported as missing.

They are found by `.gitignore` (build output is not checked in), submodules that are not checked out, folders that a
script of the site or the generator's configuration fills from elsewhere, and files that make many pages
(``[name].md``).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from postlint.data.globs import compile_ignore_file, compile_site_globs
from postlint.generators.post_files import POST_ENDINGS

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
            yield f"/{posixpath.dirname(path)}/**"
        elif "[" in path and path.endswith(POST_ENDINGS):
            yield "/" + re.sub(r"\[[^\]/]*\]", "*", path)


def named_paths(text: str, folders: Iterable[str]) -> list[str]:
    """The paths in the text of a program that builds the site, as far as they begin with one of its folders."""
    tops = "|".join(sorted(re.escape(folder) for folder in folders))
    found = re.findall(rf"(?<![\w./-])(?:\./)?((?:{tops})/[\w./-]*[\w-])(?!/?[*{{$])", text) if tops else []
    return list(dict.fromkeys(found))


def submodules(text: str) -> list[str]:
    """The paths that a `.gitmodules` file names."""
    return [match[1].strip().strip('"').strip("/") for match in re.finditer(r"(?m)^\s*path\s*=\s*(\S.*)$", text)]
