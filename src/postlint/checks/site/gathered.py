"""Gathers missing images that one change would mend: those in a folder that the site does not have.

That folder may be served from elsewhere, which only the owner knows.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from postlint.generators.presets import GENERIC
from postlint.generators.static_files import served
from postlint.records import NamedTuple
from postlint.results.hits import Hit, Related
from postlint.site.addresses import ancestors
from postlint.site.packed import Target
from postlint.site.resolve import Resolution
from postlint.site.site import Site

#: a target that is missing: the post, the target as written, what it was resolved to
Missing = tuple[str, Target, Resolution]
#: so many findings about one target in a post are enough: the rest was made by a program, or is an example
_ALIKE = 5
#: so many files of an absent folder, in so many posts, are reported once
_FILES, _POSTS = 5, 3


class AbsentFolder(NamedTuple):
    """A folder that a site does not have, the missing targets in it, one at least, and the first of them in a post."""

    folder: str
    missing: tuple[Missing, ...]
    first: Missing

    @property
    def posts(self) -> int:
        """The number of posts that have one of them."""
        return len({path for path, _, _ in self.missing})

    @property
    def files(self) -> int:
        """The number of different targets."""
        return len({target.url for _, target, _ in self.missing})


def gathered(site: Site, missing: Iterable[Missing]) -> Iterator[Missing | AbsentFolder]:
    """The missing targets; those of an absent folder together, in each post at the place of its first."""
    found = list(missing)
    absent = {one[1].url: folder for folder in _absent_folders(site, found) for one in folder.missing}
    given = set()
    for one in found:
        folder = absent.get(one[1].url)
        if folder is None:
            yield one
        elif (one[0], folder.folder) not in given:
            given.add((one[0], folder.folder))
            yield folder._replace(first=one)


def few_alike(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits, in the order of their posts; of those of a post with the same values only the first few.

    The others are related places of the last of these. What is told once for the site is told at its first place.
    """
    for _, of_post in groupby(hits, key=lambda hit: hit.path):
        alike: dict[str, list[Hit]] = {}
        for hit in of_post:
            alike.setdefault(f"{hit.message} {hit.values}", []).append(hit)
        for same in alike.values():
            if same[0].once:
                yield same[0]
                continue
            *each, last = same[:_ALIKE]
            yield from each
            others = (Related(hit.span, "here, too") for hit in same[_ALIKE:])
            yield last._replace(related=(*last.related, *others))


def may_be_elsewhere(site: Site, url: str) -> bool:
    """Whether an address leads into a folder at the top that the site does not have: another server may have it.

    Or into any such folder where no generator is known: a program of the site may serve it.
    """
    folder = _absent_folder(site, url) if url.startswith("/") else ""
    return folder.count("/") == 1 or (folder != "" and site.generator.name == GENERIC)


def _absent_folders(site: Site, missing: Iterable[Missing]) -> Iterator[AbsentFolder]:
    """The folders that the site does not have, though it has many absolute targets in them."""
    inside: Mapping[str, list[Missing]] = defaultdict(list)
    for one in missing:
        if one[1].url.startswith("/") and (folder := _absent_folder(site, one[1].url)):
            inside[folder].append(one)
    found = (AbsentFolder(folder, tuple(members), members[0]) for folder, members in inside.items())
    return (one for one in found if one.files >= _FILES and one.posts >= _POSTS)


def _absent_folder(site: Site, url: str) -> str:
    """The outermost folder of an address that is in none of the folders that are served; "" when there is none."""
    static = site.generator.static
    for folder in reversed(list(ancestors(site.below_base(url)))):
        if any(prefix.startswith(f"{folder}/") and root in site.files.folders for root, prefix in static.items()):
            continue  # a folder of the site is served at an address below it
        places = [posixpath.normpath(place) for place in served(site.generator, folder)] if folder != "/" else []
        if places and site.files.folders.isdisjoint(places):
            return folder
    return ""
