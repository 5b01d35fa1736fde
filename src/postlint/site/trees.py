"""Parallel trees of a site: languages, versions, editions. A post and its copy in another tree are no duplicates."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from postlint.data.patterns import lazy_pattern
from postlint.generators.post_files import bare_path

#: a folder is a parallel tree when so many of its posts, and this share of them, are in a folder beside it as well
_LEAST, _SHARE = 3, 0.5
_LANGUAGE_SUFFIX = lazy_pattern(r"\.([a-z]{2}(?:[-_][a-z]{2,4})?)\.\w+$", re.IGNORECASE)


def trees(paths: Iterable[str], languages: Iterable[str] = ()) -> Mapping[str, str]:
    """For each path the tree that it is in, "" for paths in none.

    A folder is a tree when its name is one of the `languages` (or of the versions), or when most of its posts have the
    same paths as posts in a folder beside it, or in the one around it.
    """
    listed = list(paths)
    copies = _copies(listed)
    names = {name.lower() for name in languages}
    return {path: _tree(path, copies, names) for path in listed}


def _tree(path: str, copies: frozenset[str], languages: set[str]) -> str:
    suffix = _LANGUAGE_SUFFIX.search(path)
    language = suffix[1].lower() if suffix is not None and suffix[1].lower() not in ("md", "mdx") else ""
    around = list(reversed(list(_above(path))))
    of_language = next((folder for folder in around if posixpath.basename(folder).lower() in languages), "")
    # a version of the documentation in the folder of a language
    copy = next((folder for folder in around if folder in copies and folder != of_language), "")
    return " ".join(part for part in (of_language, copy, language) if part)


def _above(path: str) -> Iterable[str]:
    """The folders around a path, inner ones first."""
    while path := posixpath.dirname(path):
        yield path


def _copies(paths: Iterable[str]) -> frozenset[str]:
    """The folders that are copies of folders beside or around them."""
    inner: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        bare = bare_path(path)
        for folder in _above(path):
            inner[folder].add(bare[len(folder) + 1 :])
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    for folder, found in inner.items():
        beside[posixpath.dirname(folder)].update(found)
    copies = set()
    for folder, found in inner.items():
        around = posixpath.dirname(folder)
        shared = sum(beside[around][one] > 1 or one in inner.get(around, ()) for one in found if one)
        if shared >= max(_LEAST, _SHARE * len(found)):
            copies.add(folder)
    return frozenset(copies)
