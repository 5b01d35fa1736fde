"""Tells which files of a site are no posts: pages without dates, pages that list others, and generated addresses."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.data.lines import entries_of

if TYPE_CHECKING:
    from postlint.site.site import Site

#: with so many dated posts in one part of a site, its posts count as dated
LEAST_DATED = 3


def undated_pages(site: Site) -> frozenset[str]:
    """The files without a date in parts of the site where most files have none, if posts elsewhere are dated."""
    parts: dict[str, list[str]] = defaultdict(list)
    for path in site.posts:
        parts[_part(site, path)].append(path)
    dated = {part: sum(bool(site.posts[path].date) for path in paths) for part, paths in parts.items()}
    if max((count for part, count in dated.items() if 2 * count > len(parts[part])), default=0) < LEAST_DATED:
        return frozenset()
    undated = (path for part, paths in parts.items() if 2 * dated[part] <= len(paths) for path in paths)
    return frozenset(path for path in undated if not site.posts[path].date)


def _part(site: Site, path: str) -> str:
    """The part of the site that a post belongs to: the content folder, or the folder directly in it."""
    root = next((root for root in site.generator.roots if path.startswith(f"{root}/")), "")
    first, slash, _ = path.removeprefix(root).lstrip("/").partition("/")
    return posixpath.join(root, first if slash else "")


def lists(site: Site) -> frozenset[str]:
    """The posts that are pages that list others: sections, archives, pages of a list."""
    members = _members(site.posts)
    return frozenset(path for path in site.posts if _is_list(site, path, members))


def _is_list(site: Site, path: str, members: Counter[str]) -> bool:
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0].lower()
    if stem == "_index" or (stem in ("index", "readme") and members[folder] > 1):
        return True
    return any(map(is_generated, site.addresses[path][:1]))


def _members(posts: Iterable[str]) -> Counter[str]:
    """How many posts there are below each folder, at any depth."""
    found: Counter[str] = Counter()
    for path in posts:
        folder = posixpath.dirname(path)
        found[folder] += 1
        while folder:
            folder = posixpath.dirname(folder)
            found[folder] += 1
    return found


def is_generated(address: str) -> bool:
    """Whether an address looks like that of a generated page: a list, a feed, a number."""
    parts = address.lower().strip("/").split("/")
    return re.fullmatch(r"(?:p|page)?-?\d+", parts[-1]) is not None or not _generated_parts().isdisjoint(parts)


@cache
def _generated_parts() -> frozenset[str]:
    """Parts of the addresses of generated pages, which are no posts."""
    return frozenset(entries_of(Path(__file__).with_name("generated.txt")))
