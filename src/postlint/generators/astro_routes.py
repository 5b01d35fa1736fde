"""Reads the routes of Astro: at which addresses the entries of a collection have their pages.

A route is read as text and never run. An address that it computes is unknown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_values import read_text
from postlint.generators.layouts import bare

_COLLECTION = lazy_pattern(r"\bgetCollection\(\s*[\"'`]([\w-]+)[\"'`]")
#: how a route shows the text of an entry, and a list that is split into pages, which shows none
_RENDERS = lazy_pattern(r"\brender\(|\.render\(\)|<Content\b")
_PAGINATES = lazy_pattern(r"\bpaginate\s*[(}]")
#: ``params: { slug: post.slug }``
_PARAMETER = lazy_pattern(r"\bparams\s*:\s*\{\s*(\w+)\s*:\s*((?:[^,{}()\n]|\([^()\n]{0,99}\)){1,200})")
#: the name of an entry as it is, perhaps one of two, without the ending of its file
_ENTRY = r"\w+\??\.(?:slug|id)(?:\.replace\(\s*/[^/\n]{1,30}/\w*\s*,\s*[\"']{2}\s*\))?"
_PLAIN = lazy_pattern(rf"{_ENTRY}(?:\s*(?:\|\||\?\?)\s*{_ENTRY})?")


def collection_routes(site: Path) -> dict[str, str]:
    """The pattern of addresses of each collection that a route shows; "" where it cannot be said."""
    found: dict[str, str] = {}
    for name, pattern in _routes(site / "src" / "pages"):
        found[name] = pattern if name not in found else ""
    return found


def routes_by_name(site: Path) -> dict[str, str]:
    """The route of each collection that only one route shows, as `layouts` names it."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in files_below(site / "src" / "pages", "*.astro"):
        text = read_text(file)
        if _RENDERS.search(text) and not _PAGINATES.search(text):
            for name in _COLLECTION.findall(text):
                found[name].add(bare(file.relative_to(site).as_posix()))
    return {name: routes.pop() for name, routes in found.items() if len(routes) == 1}


def closed_folders(site: Path, patterns: Iterable[str]) -> list[str]:
    """The addresses below which there are only the entries of a collection, by the patterns of `collection_routes`.

    No other route makes pages there, neither of its own names nor of any names.
    """
    pages = site / "src" / "pages"
    dynamic = [file.relative_to(pages).as_posix() for file in files_below(pages, "*.*") if "[" in file.as_posix()]
    dynamic = [one for one in dynamic if not _OF_FILES.search(one) and not _PAGINATES.search(read_text(pages / one))]
    folders = [pattern.partition("/{")[0] for pattern in patterns if pattern and not pattern.startswith("/{")]
    around = [[one for one in dynamic if f"/{one}".startswith((f"{folder}/", "/["))] for folder in folders]
    return [folder for folder, routes in zip(folders, around, strict=True) if len(routes) == 1]


#: a route that makes files: ``[slug].png.ts``
_OF_FILES = lazy_pattern(r"\.\w+\.[tj]s$")


def _routes(pages: Path) -> Iterator[tuple[str, str]]:
    """The collections that single routes show, with their patterns."""
    for file in files_below(pages, "*.astro"):
        path = re.sub(r"(?:^|/)index$", "", file.relative_to(pages).with_suffix("").as_posix())
        text = read_text(file) if "[" in path else ""
        names = set(_COLLECTION.findall(text))
        if len(names) == 1 and _RENDERS.search(text) and not _PAGINATES.search(text):
            yield names.pop(), _pattern(path, text)


def _pattern(path: str, text: str) -> str:
    """The pattern of a route: its folders and, at its end, what it takes from the entry."""
    folder, _, last = path.rpartition("/")
    parameter = _PARAMETER.search(text)
    dynamic = re.fullmatch(r"\[(?:\.\.\.)?(\w+)\]", last)
    if parameter is None or dynamic is None or "[" in folder or dynamic[1] != parameter[1]:
        return ""
    if not _PLAIN.fullmatch(parameter[2].strip()):
        return ""
    return f"/{folder}/{{folder}}/{{slug}}/" if folder else "/{folder}/{slug}/"
