"""What the pages show, as it was at one moment. Nothing in it changes: any number of threads may read it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.config.settings import Settings
from postlint.data.reading import read_bytes
from postlint.engine.lint_images import finder_for
from postlint.engine.run import Run
from postlint.engine.sites import absolute
from postlint.generators.post_files import IMAGE_ENDINGS
from postlint.report.formats import Rendering
from postlint.report.html.link_map import SiteLinks, addresses_of, sections_of
from postlint.report.html.material import Material
from postlint.report.html.overview import Overview, overview
from postlint.report.html.pages import idents_of
from postlint.report.html.post_page import PostPage, SiteView
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.verdict import Verdict

if TYPE_CHECKING:
    from postlint.report.html.post_view import PostView
    from postlint.site.site import Site


class Links:
    """The links between the posts, their sections and addresses: what changes only when the site is looked at anew."""

    def __init__(self, sites: Sequence[Site], views: Mapping[str, PostView]) -> None:
        self.sites = sites
        self.sections = sections_of(views)
        self.links = SiteLinks(sites, views, self.sections)
        self.addresses = addresses_of(sites)


class Names:
    """The names of the posts: their ids, the addresses of their pages, and their paths by id and by absolute path."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        self.idents = idents_of(paths)
        self.addresses = {path: f"/post/{ident}" for path, ident in self.idents.items()}
        self.by_ident = {ident: path for path, ident in self.idents.items()}
        self.by_absolute = {absolute(path): path for path in paths}


@dataclass(frozen=True)
class Shown:
    """The findings, the names, the views and the links of all posts.

    `frame` is how titles are built, `url` the address of the site.
    """

    runs: Sequence[Run] = ()
    report: Report = field(default_factory=Report)
    names: Names = field(default_factory=lambda: Names(()))
    views: Mapping[str, PostView] = field(default_factory=dict)
    links: Links = field(default_factory=lambda: Links((), {}))
    verdict: Verdict = field(default_factory=Verdict)
    frame: str = "{}"
    url: str = ""

    # -- posts ------------------------------------------------------------------------------------------

    @cached_property
    def files(self) -> Mapping[str, FileReport]:
        """The report of each post by path."""
        return {file.path: file for file in self.report.files}

    def path_of(self, ident: str) -> str | None:
        """The path of a post; None for an unknown id."""
        return self.names.by_ident.get(ident)

    def settings_of(self, path: str) -> Settings:
        """The settings of a post."""
        return self.run_of(path).config.settings_for(path)

    def run_of(self, path: str) -> Run:
        """The run that a post belongs to."""
        return next(run for run in self.runs if path in run.reported)

    def finding(self, path: str, rule: str, start: int, end: int) -> Finding | None:
        """The finding of a rule at a place."""
        found = self.files[path].findings if path in self.files else ()
        return next((one for one in found if (one.rule, one.start, one.end) == (rule, start, end)), None)

    def image_file(self, path: str, url: str) -> str | None:
        """The file of an image of a post, within the folder of the site; None for none."""
        facts = next((run.facts[path] for run in self.runs if path in run.facts), None)
        found = finder_for(self.settings_of(path), facts).file(url) if facts is not None else None
        return found if found is not None and found.lower().endswith(IMAGE_ENDINGS) else None

    # -- pages ------------------------------------------------------------------------------------------

    def page(self, ident: str) -> PostPage | None:
        """The page of a post; None for an unknown id."""
        path = self.path_of(ident)
        return self._page(self.files[path]) if path is not None else None

    @cached_property
    def overview(self) -> Overview:
        """The first page."""
        rendering = Rendering(self.report, verdict=self.verdict)
        material = Material(self.views, self.links.sites, self.frame, self.url)
        return overview(rendering, material, [self._page(file) for file in self.report.files], self.links.links)

    def _page(self, file: FileReport) -> PostPage:
        links = self.links
        site = SiteView(self.frame, self.url, links.links, links.addresses)
        path = file.path
        return PostPage(self.names.idents[path], file, self.views.get(path), links.sections.get(path, ""), site)


def version_of(content: bytes) -> str:
    """A digest of a content."""
    return hashlib.sha256(content).hexdigest()[:16]


def version_on_disk(path: str) -> str:
    """A digest of a post as it is on the disk; "" when it cannot be read."""
    try:
        return version_of(read_bytes(path))
    except OSError:
        return ""
