"""Makes the pages of the report from its values: one file with all posts in it, or a folder with a file for each."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from postlint.report.html.environment import asset, template
from postlint.report.html.link_map import SiteLinks, addresses_of, sections_of
from postlint.report.html.material import Material
from postlint.report.html.overview import Overview, overview
from postlint.report.html.post_page import PostPage, SiteView
from postlint.results.hits import Severity

if TYPE_CHECKING:
    from postlint.report.formats import Rendering

#: a file has no more bytes than this, as far as texts can be left out: browsers show it at once, and mail takes it
_LARGEST = 15_000_000
#: stands around the text of a post while a file is put together; no text has it, for control characters are shown
_SEAM = "\0"
_NO_ROOM = "This file has no room for it: the folder that --format html:report/ makes has all texts."
#: the folder with a file for each post
POSTS = "posts"


def first_page(rendering: Rendering) -> Overview:
    """The values of the first page; its `pages` are those of the posts, in path order."""
    material = rendering.material or Material()
    sections = sections_of(material.views)
    links = SiteLinks(material.sites, material.views, sections)
    site = SiteView(material.frame, material.site_url, links, addresses_of(material.sites))
    idents = idents_of([file.path for file in rendering.report.files])
    pages = [
        PostPage(idents[path], file, material.views.get(path), sections.get(path, ""), site, str(number))
        for number, (path, file) in enumerate(((file.path, file) for file in rendering.report.files), 1)
    ]
    return overview(rendering, material, pages, links)


def idents_of(paths: Sequence[str]) -> dict[str, str]:
    """An id for each post, made of its path, so that it stays when other posts come: letters, digits and hyphens."""
    taken: set[str] = set()
    idents = {}
    for path in paths:
        plain = re.sub(r"[^a-z0-9]+", "-", path.lower().rpartition(".")[0]).strip("-")[-80:].strip("-") or "post"
        ident, number = f"p-{plain}", 1
        while ident in taken:
            number += 1
            ident = f"p-{plain}--{number}"
        taken.add(ident)
        idents[path] = ident
    return idents


# -- files ------------------------------------------------------------------------------------------------


def one_file(rendering: Rendering) -> Iterator[str]:
    """The report as one file; each post is a part of it that its address shows."""
    view = first_page(rendering)
    names = How("file", {page.path: f"#{page.ident}" for page in view.pages}).names()
    frame = template("file.html").render(view=view, **names)
    begin, end, rest = frame.rpartition("</main>")
    yield begin
    part, names["seam"] = template("part.html"), _SEAM
    yield from _fitted(view.pages, lambda page: part.render(page=page, **names), _LARGEST - _size(frame))
    yield end + rest


def _fitted(pages: Sequence[PostPage], render: Callable[[PostPage], str], room: int) -> Iterable[str]:
    """The pages of all posts; those with the fewest findings are without their text if there is no room for all."""
    parts = {page.path: render(page) for page in pages}
    sizes = {path: _size(part) for path, part in parts.items()}
    excess = sum(sizes.values()) - room
    for page in sorted(pages, key=lambda page: [page.count(severity.label) for severity in reversed(Severity)]):
        if excess <= 0:
            break
        short = _shortened(page, parts[page.path], render)
        saved = sizes[page.path] - _size(short)
        if saved > 0:
            parts[page.path] = short
            excess -= saved
    return (part.replace(_SEAM, "") for part in parts.values())


def _shortened(page: PostPage, part: str, render: Callable[[PostPage], str]) -> str:
    """The page of a post without its text: what stands between the seams, unless notes are lost with it."""
    if page.report.findings or part.count(_SEAM) != 2:
        return render(page.shortened())
    begin, _, end = part.split(_SEAM)
    return f"{begin}<p class=quiet>{_NO_ROOM}{end}"


def _size(text: str) -> int:
    return len(text.encode("utf-8")) - text.count(_SEAM)


def folder(rendering: Rendering) -> Iterator[tuple[str, str]]:
    """The files of a folder, by their names in it: ``index.html``, and one for each post."""
    view = first_page(rendering)
    names = {page.path: f"{page.ident}.html" for page in view.pages}
    how = How("folder", {path: f"{POSTS}/{name}" for path, name in names.items()})
    yield "index.html", template("index.html").render(view=view, **how.names())
    how = How("folder", names, home="../index.html")
    for page in view.pages:
        yield f"{POSTS}/{names[page.path]}", template("post.html").render(page=page, **how.names())


@dataclass(frozen=True)
class How:
    """How pages are linked: `mode` is file, folder or live; `addresses` of posts by path; `home` that of the first."""

    mode: str
    addresses: Mapping[str, str]
    home: str = "#top"

    def names(self) -> dict[str, Any]:
        """The names that all templates know."""
        style, script = asset("report.css"), asset("report.js") + (asset("live.js") if self.mode == "live" else "")
        return {
            "mode": self.mode,
            "seam": "",
            "no_room": _NO_ROOM,
            "home": self.home,
            "href": self.addresses.get,
            "style": style,
            "script": script,
            "policy": policy(style, script, live=self.mode == "live"),
        }


def policy(style: str, script: str, *, live: bool = False) -> str:
    """The Content-Security-Policy of a page: only its own style and script, nothing from anywhere else."""
    own = "'self'" if live else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            f"img-src {own}",
            f"connect-src {own}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
