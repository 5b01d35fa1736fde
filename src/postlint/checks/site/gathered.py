"""Gathers missing targets that one change would mend, so that they are reported once for the site.

They are a target that several posts lead to, and the files of a folder that the site does not have: that folder may be
served from elsewhere, which only the owner knows.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from postlint.generators.static_files import served
from postlint.site.addresses import ancestors
from postlint.site.facts import Target
from postlint.site.resolve import Resolution
from postlint.site.site import Site

#: a target that is missing: the post, the target as written, what it was resolved to
Missing = tuple[str, Target, Resolution]
#: in so many posts a missing target is reported once
_OFTEN = 5
#: so many files of an absent folder, in so many posts, are reported once
_FILES, _POSTS = 5, 3


class Gathered(NamedTuple):
    """Missing targets that are reported at the first of them. `folder` is the absent folder, "" for a single target."""

    first: Missing
    others: tuple[Missing, ...] = ()
    folder: str = ""

    @property
    def posts(self) -> int:
        """The number of posts that have one of them."""
        return len({path for path, _, _ in (self.first, *self.others)})

    @property
    def files(self) -> int:
        """The number of different targets."""
        return len({target.url for _, target, _ in (self.first, *self.others)})


def gathered(site: Site, missing: Iterable[Missing], *, folders: bool = False) -> Iterator[Gathered]:
    """Missing targets, in the order of the first of each; those of absent folders together only with `folders`."""
    found = list(missing)
    absent = _absent_folders(site, found) if folders else {}
    groups: dict[str, list[Missing]] = defaultdict(list)
    for one in found:
        folder = absent.get(one[1].url, "")
        groups[f"{folder}/*" if folder else _same(one)].append(one)
    for key, (first, *others) in groups.items():
        group = Gathered(first, tuple(others), absent.get(first[1].url, ""))
        if group.folder or group.posts >= _OFTEN:
            yield group
        else:
            yield from map(Gathered, groups[key])


def _same(one: Missing) -> str:
    """Equal for targets that lead to the same place: absolute ones, and relative ones from one folder."""
    path, target, _ = one
    if target.url.startswith("/") or "://" in target.url:
        return target.url
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target.url))


def _absent_folders(site: Site, missing: Iterable[Missing]) -> Mapping[str, str]:
    """The absolute targets in a folder that the site does not have, each with that folder, where they are many."""
    inside: dict[str, list[Missing]] = defaultdict(list)
    for one in missing:
        if one[1].url.startswith("/") and (folder := _absent_folder(site, one[1].url)):
            inside[folder].append(one)
    many = {
        folder: members
        for folder, members in inside.items()
        if len({target.url for _, target, _ in members}) >= _FILES and len({path for path, _, _ in members}) >= _POSTS
    }
    return {target.url: folder for folder, members in many.items() for _, target, _ in members}


def _absent_folder(site: Site, url: str) -> str:
    """The outermost folder of an address that is in none of the folders that are served; "" when there is none."""
    for folder in reversed(list(ancestors(site.below_base(url)))):
        places = [posixpath.normpath(place) for place in served(site.generator, folder)] if folder != "/" else []
        if places and site.files.folders.isdisjoint(places):
            return folder
    return ""
