"""How sure it is that a missing target leads nowhere: by how many targets of its kind lead somewhere on the site.

Where most targets of one kind lead nowhere, the links are not wrong one by one: a plugin or a rule of the host gives
the site addresses that its files do not show, or the texts were copied from a place where the targets are.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from postlint.document.damaged_targets import malformation
from postlint.generators.presets import GENERIC
from postlint.parse.bare_hosts import may_be_host
from postlint.records import NamedTuple
from postlint.results.hits import Hit, Severity
from postlint.site.missing import is_asset
from postlint.site.packed import Target
from postlint.site.resolve import Resolution
from postlint.site.site import Site

#: so few missing targets of a kind are single mistakes, whatever the others do
_FEW = 2
#: a missing target is sure while so many times as many of its kind lead somewhere
_SURE = 4
#: so many missing targets, and more than lead somewhere, are no mistakes one by one
_MANY = 5
#: so many posts do not make the same mistake: their code, their template or their translators know the target
_POSTS = 3
#: folders of posts are told apart by so many of their outer parts
_DEPTH = 2


class Kind(NamedTuple):
    """What the same code makes: relative or absolute targets to an "image", a "file" or a "page".

    `folder` is that of the posts with relative targets, else the first part of the address: ``/img``.
    """

    relative: bool
    what: str
    folder: str

    @property
    def is_address(self) -> bool:
        """Whether the targets are addresses of pages, which generators and hosts make, and no paths of files."""
        return self.what == "page" and not self.relative


class Share(NamedTuple):
    """How many different targets of a kind lead somewhere and nowhere; `example` is the first that leads nowhere.

    Of those that lead nowhere, `named` have the name of a file that is elsewhere in the tree; `moved`: of all of them
    there is one in the same other folder, from which a step of the build takes them.
    """

    found: int
    missing: int
    example: str
    named: int = 0
    moved: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether a target of the kind that is missing surely leads nowhere."""
        return self.missing <= _FEW or self.missing * _SURE <= self.found

    @property
    def is_doubtful(self) -> bool:
        """Whether the kind as a whole is misunderstood, or copied from elsewhere."""
        return self.missing >= _MANY and self.missing > self.found


class Trust:
    """The shares of all kinds of targets on a site of which some are missing."""

    def __init__(self, site: Site) -> None:
        self._site = site
        #: folders that are served as they are
        self._served = tuple(f"{root.strip('/')}/" for root in site.generator.static if root.strip("./"))
        missing: dict[Kind, dict[str, None]] = defaultdict(dict)
        linking: dict[str, set[str]] = defaultdict(set)
        for path, target, found in site.links:
            if found.state == "missing" and not (malformation(target.url, target.url)[0] or may_be_host(target.url)):
                missing[self.kind(path, target, found)][found.address] = None
                linking[found.address].add(path)
        leading = self._leading() if missing else {}
        self._shares: Mapping[Kind, Share] = {
            kind: Share(
                leading.get(kind, 0),
                len(targets),
                next(iter(targets)),
                sum(map(self._is_named, targets)),
                self._is_moved(targets),
            )
            for kind, targets in missing.items()
        }
        self._often = frozenset(address for address, posts in linking.items() if len(posts) >= _POSTS)

    def kind(self, path: str, target: Target, found: Resolution) -> Kind:
        """The kind of a target of the post `path`."""
        url = found.address or target.url
        relative = not re.match(r"/|https?:", target.url)
        what = "image" if target.kind in ("image", "shortcode", "field") else "file" if is_asset(url) else "page"
        if relative:
            return Kind(relative, what, "/".join(posixpath.dirname(path).split("/")[:_DEPTH]))
        first, slash, _ = (self._site.local(target.url) or url).lstrip("/").partition("/")
        return Kind(relative, what, f"/{first}" if slash else "/")

    def share(self, path: str, target: Target, found: Resolution) -> Share:
        """The share of the kind of a missing target."""
        return self._shares.get(self.kind(path, target, found), Share(0, 1, target.url))

    def is_sure(self, path: str, target: Target, found: Resolution) -> bool:
        """Whether a missing target surely leads nowhere: not if many posts lead there, or most of its kind.

        Where no generator is known, another of its kind has to show how such targets are resolved.
        """
        share = self.share(path, target, found)
        shown = share.found > 0 or self._site.generator.name != GENERIC
        return shown and found.address not in self._often and share.is_sure

    def doubt(self, path: str, target: Target, found: Resolution) -> tuple[Hit, ...] | None:
        """The hit for all missing targets of a doubtful kind, the same for each of them; None for any other kind.

        There is none where what makes the targets is not known: no address of pages of the kind is known, most files
        are elsewhere in the tree, or no relative one leads to a file where code of the site decides what they mean.
        """
        share, kind = self.share(path, target, found), self.kind(path, target, found)
        if not share.is_doubtful:
            return None
        if share.moved:
            return ()
        by_code = kind.is_address or (kind.relative and self._site.generator.name == GENERIC)
        if (by_code and not share.found) or (not kind.relative and 2 * share.named > share.missing):
            return ()
        values = {
            "folder": self._site.shown(kind.folder) if kind.relative else kind.folder,
            "missing": share.missing,
            "all": share.missing + share.found,
            "target": share.example,
        }
        message = "relative" if kind.relative else "below"
        return (Hit(target.span, values, message, Severity.WARNING, path=self._site.posts[path].path, once=True),)

    def _is_moved(self, addresses: Iterable[str]) -> bool:
        """Whether one folder has files of the names of all addresses: none that is surely served as it is."""
        fixed = self._served if self._site.generator.certain else ()
        folders: set[str] | None = None
        for address in addresses:
            name = posixpath.basename(unquote(address))
            files = self._site.files.called(name.lower()) if is_asset(address) else ()
            files = [file for file in files if not file.startswith(fixed)]
            found = {posixpath.dirname(file) for file in files if posixpath.basename(file) == name}
            folders = found if folders is None else folders & found
            if not folders:
                return False
        return bool(folders)

    def _is_named(self, address: str) -> bool:
        """Whether a build may serve a file of that name from there: its folder is none that is served as it is."""
        files = self._site.files.called(posixpath.basename(unquote(address))) if is_asset(address) else ()
        return any(not file.startswith(self._served) for file in files)

    def _leading(self) -> Counter[Kind]:
        """How many different targets of each kind lead somewhere."""
        return Counter(kind for kind, _ in set(self._found()))

    def _found(self) -> Iterator[tuple[Kind, str]]:
        for path, target, found in self._site.links:
            if found.state in ("post", "file", "known") and not target.url.startswith("#"):
                yield self.kind(path, target, found), found.address or target.url.partition("#")[0]
