"""The links of the sites of a report, by the paths that reports show: out of each post, into each, and the map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.records import NamedTuple
from postlint.report.html.site_map import Node, SiteMap, draw

if TYPE_CHECKING:
    from postlint.report.html.post_view import PostView
    from postlint.site.site import Site

#: a post with so many links from others is a hub, if few have as many
_HUB_LINKS = 3


class Lead(NamedTuple):
    """Where a link of a post leads: `state` is post, file, known, missing or unknown; `path` the post."""

    state: str
    path: str = ""


class LinkPicture(NamedTuple):
    """The links of one site: its map, and the posts worth a look; `broken` has posts with the broken addresses."""

    name: str
    drawing: SiteMap
    posts: int
    links: int
    orphans: Sequence[Node]
    ends: Sequence[Node]
    hubs: Sequence[Node]
    broken: Sequence[tuple[Node, tuple[str, ...]]]


class SiteLinks:
    """The links of all sites of a report."""

    def __init__(self, sites: Sequence[Site], views: Mapping[str, PostView], sections: Mapping[str, str]) -> None:
        #: by post and place of the target
        self.leads: dict[str, dict[int, Lead]] = defaultdict(dict)
        #: the posts that link to a post
        self.ins: dict[str, list[str]] = defaultdict(list)
        self.pictures = [self._picture(site, views, sections) for site in sites if len(site.posts) > 1]

    def changed_since(self, before: SiteLinks) -> set[str]:
        """The posts with other links, out or in, than before."""
        paths = {*self.leads, *before.leads, *self.ins, *before.ins}
        return {
            path
            for path in paths
            if self.leads.get(path) != before.leads.get(path) or self.ins.get(path) != before.ins.get(path)
        }

    def _picture(self, site: Site, views: Mapping[str, PostView], sections: Mapping[str, str]) -> LinkPicture:
        shown = {path: facts.path for path, facts in site.posts.items()}
        broken: dict[str, list[str]] = defaultdict(list)
        for path, target, found in site.links:
            self.leads[shown[path]][target.start] = Lead(found.state, shown.get(found.path, ""))
            if found.state == "missing":
                broken[path].append(target.url)
        ins: dict[str, int] = defaultdict(int)
        for path, targets in site.linked.items():
            for other in sorted(targets):
                ins[other] += 1
                self.ins[shown[other]].append(shown[path])
        drawn = [path for path in site.posts if not site.is_list(path)]
        nodes = [
            Node(
                shown[path],
                _title(shown[path], views),
                sections.get(shown[path], ""),
                ins[path],
                len(site.linked[path]),
                len(broken[path]),
            )
            for path in drawn
        ]
        number = {path: at for at, path in enumerate(drawn)}
        pairs = [(number[a], number[b]) for a in drawn for b in site.linked[a] if b in number]
        most = sorted((node for node in nodes if node.ins >= _HUB_LINKS), key=lambda node: (-node.ins, node.path))
        return LinkPicture(
            name=site.folder or ".",
            drawing=draw(nodes, pairs),
            posts=len(nodes),
            links=len(pairs),
            orphans=[node for node in nodes if not node.ins],
            ends=[node for node in nodes if not node.outs],
            hubs=most[:8],
            broken=[(node, tuple(broken[path])) for path, node in zip(drawn, nodes, strict=True) if broken[path]],
        )


def addresses_of(sites: Iterable[Site]) -> dict[str, str]:
    """The address of each post that has one, by the path that reports show."""
    return {
        facts.path: found[0] for site in sites for path, facts in site.posts.items() if (found := site.addresses[path])
    }


def _title(path: str, views: Mapping[str, PostView]) -> str:
    view = views.get(path)
    return view.title if view is not None and view.title else path.rpartition("/")[2]


def sections_of(views: Mapping[str, PostView]) -> dict[str, str]:
    """The section of each post: its category, else its folder; the year of its date where neither separates posts."""
    by_category = {path: view.categories[0] if view.categories else "" for path, view in views.items()}
    if 2 * sum(map(bool, by_category.values())) > len(views) and len(set(by_category.values())) > 1:
        return {path: name or "no category" for path, name in by_category.items()}
    folders = {path: _folder(path) for path in views}
    if 1 < len(set(folders.values())) <= max(2, len(views) // 2):
        return folders
    return {path: view.day[:4] or "no date" for path, view in views.items()}


def _folder(path: str) -> str:
    """The folder of a post; that of an index file is its post's own, so that the one around it counts."""
    parts = path.replace("\\", "/").split("/")
    around = parts[:-2] if parts[-1].rpartition(".")[0].lower() in ("index", "readme") else parts[:-1]
    return around[-1] if around else "."
