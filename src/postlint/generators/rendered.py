"""Decides which files of a site its generator renders; the others are included, or describe the repository."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.data.globs import compile_site_globs, split_glob
from postlint.data.patterns import lazy_pattern
from postlint.generators.generator import is_in, rendered_folders, static_folders
from postlint.generators.post_files import POST_ENDINGS

if TYPE_CHECKING:
    import pathspec

#: conventional names of files about a repository; all but the first count as they are written here only
_ABOUT_THE_REPOSITORY = frozenset(
    ("README", "LICENSE", "LICENCE", "COPYING", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "SUPPORT",
     "GOVERNANCE", "MAINTAINERS", "PULL_REQUEST_TEMPLATE", "ISSUE_TEMPLATE", "TODO", "ROADMAP", "INSTALL",
     "NOTICE", "AUTHORS", "CONTRIBUTORS", "HACKING", "ChangeLog")
)  # fmt: skip
#: instructions to agents that work on a repository: ``CLAUDE.md``, ``AGENTS-style.md``
_FOR_AGENTS = frozenset(("AGENT", "AGENTS", "CLAUDE", "CODEX", "COPILOT", "GEMINI", "QWEN"))
#: a name of several words in capitals, which notes on a repository have at its top: ``MIGRATION_PLAN.md``
_SHOUTED = lazy_pattern(r"[A-Z]{2,}(?:_[A-Z\d]{2,})+")
#: the files that make a page of a folder
_INDEX = frozenset(("index.md", "index.html", "index.markdown"))


def is_about_the_repository(path: str) -> bool:
    """Whether a file describes the repository: README.md, LICENSE.md, CONTRIBUTING.md, CLAUDE.md."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    if not name.lower().endswith(POST_ENDINGS):
        return False
    first = stem.replace("_", "-").partition("-")[0]
    if stem in _ABOUT_THE_REPOSITORY or stem.lower() == "readme" or first in _FOR_AGENTS:
        return True
    return not folder and _SHOUTED.fullmatch(stem) is not None


class Rendered:
    """The files that the generator of the site in a folder renders, by the `x-postlint` object of its preset.

    `why_no_site`: why the site is none of its own, but a part of another project: half a sentence. `guessed`: no
    generator is known, so that names tell what is left out, unless the user declared it.
    """

    def __init__(self, folder: Path, data: Mapping[str, Any], *, why_no_site: str = "", guessed: bool = False) -> None:
        site = data.get("site", {})
        self.folder = folder
        self._place = os.fspath(folder)
        self.why_no_site, self.guessed = why_no_site, guessed
        self._name = str(data.get("name", "the generator"))
        self._left_out = tuple((_outer(glob), glob) for glob in site.get("unrendered", ()))
        self._roots = rendered_folders(site)
        self._static = static_folders(site)
        self._output = f"{site['output']}/" if site.get("output") not in (None, "", ".", *self._roots) else "\0"
        self._endings = tuple(site.get("endings", POST_ENDINGS))
        self._sources = tuple(site.get("sources", ()))
        self._bundles = bool(site.get("leaf_bundles"))
        self._languages = frozenset(site.get("suffix_languages", ()))
        self._default_language = str(site.get("default_language", ""))
        tongues = {*self._languages, self._default_language} - {""}
        self._index = _INDEX | {f"index.{tongue}.{ending}" for tongue in tongues for ending in ("md", "markdown")}
        #: by folder: the time of its last change, and its names then
        self._names: dict[str, tuple[int, frozenset[str]]] = {}

    def why_not(self, path: str, *, anywhere: bool = False) -> str:
        """Why a file, given by its path in the site, is not rendered: half a sentence; "" when it may be.

        With `anywhere`, files outside of the generator's content folders count as pages, as the user declared.
        """
        lower = path.lower()
        if not lower.endswith(self._endings) and lower.endswith(POST_ENDINGS):
            return f"{self._name} reads no file that ends so"
        if self.leaves_out(path):
            by_name = "no site publishes a folder of that name, unless 'content' names it"
            return by_name if self.guessed else f"{self._name} makes no page of it"
        if self._roots and not anywhere and not is_in(path, self._roots):
            folders = ", ".join(dict.fromkeys(root.partition("/")[0] for root in self._roots))
            # `Path.exists` raises an error for a name that is too long
            absent = not any(os.path.exists(self.folder / root) for root in self._roots)  # noqa: PTH110
            return f"{self._name} makes pages of what is in {folders}" + (", which is not there" if absent else "")
        if not anywhere and self.serves(path):
            return f"{self._name} serves it as it is"
        if not anywhere and path.startswith(self._output):
            return f"{self._name} has built it"
        if self._bundles and self._is_in_bundle(path):
            return f"{self._name} takes it for a part of the page in index.md beside it"
        folder, _, name = path.rpartition("/")
        stem, ending = posixpath.splitext(name)
        if ending == ".md" and (made_of := {stem + source for source in self._sources} & self._names_in(folder)):
            return f"it is made of {min(made_of)} beside it"
        if self._default_language and "." not in stem:
            twin = f"{stem}.{self._default_language}{ending}"
            if twin in self._names_in(folder):
                return f"{self._name} has {twin} for the same page"
        return ""

    def serves(self, path: str) -> bool:
        """Whether a file, given by its path in the site, is in a folder of files that are served as they are."""
        return any(path.startswith(f"{folder}/") for folder in self._static)

    def leaves_out(self, path: str) -> bool:
        """Whether the generator or its configuration leaves out a file, given by its path in the site."""
        left_out = tuple(glob for outer, glob in self._left_out if path.startswith(outer))
        return bool(left_out) and _matcher(left_out).match_file(path)

    def _names_in(self, folder: str) -> frozenset[str]:
        """The names of the files and folders in a folder, given by its path in the site.

        A server asks again after files have come and gone: the folder's time tells.
        """
        place = f"{self._place}/{folder}"
        try:
            changed = os.stat(place).st_mtime_ns  # noqa: PTH116 - asked for each post
            if self._names.get(folder, (0,))[0] != changed:
                with os.scandir(place) as entries:
                    self._names[folder] = (changed, frozenset(entry.name for entry in entries))
        except OSError:
            return frozenset()
        return self._names[folder][1]

    def _is_in_bundle(self, path: str) -> bool:
        """Whether a folder around the file is a page of its own, so that the file is a part of it."""
        folder, _, name = path.rpartition("/")
        stem, *suffixes = name.split(".")[:-1]
        # with the name of a language that the site does not have, it is no page
        is_page = not suffixes or not self._languages or suffixes[0].lower() in self._languages
        if stem in ("index", "_index") and is_page:
            folder = folder.rpartition("/")[0]
        while folder:
            if not self._index.isdisjoint(self._names_in(folder)):
                return True
            folder = folder.rpartition("/")[0]
        return False


def _outer(glob: str) -> str:
    """The folders that a glob begins with, if it counts from the top: elsewhere, nothing has to be matched."""
    return "/".join(split_glob(glob)[0][1:]) if glob.startswith("/") else ""


@lru_cache(maxsize=64)
def _matcher(globs: tuple[str, ...]) -> pathspec.GitIgnoreSpec:
    return compile_site_globs(globs)
