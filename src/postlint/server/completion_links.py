"""Completion of link targets: posts as the site links to them, their anchors, and images."""

from __future__ import annotations

import posixpath

from postlint.config.config import Config
from postlint.data.patterns import lazy_pattern
from postlint.server.completion_items import FILE, REFERENCE, Items, Typed
from postlint.server.link_forms import anchors_of, images, links_from
from postlint.server.open_texts import uri_of
from postlint.server.session import Session
from postlint.site.packed import Target
from postlint.site.resolve import resolve
from postlint.site.site import Site

#: the target of a link that is being typed, of a definition or in an attribute
_DEFINED = lazy_pattern(r" {0,3}\[[^\]^][^\]]*\]:\s*<?(?P<url>\S*)$")
_ATTRIBUTE = lazy_pattern(r".*\b(?P<name>href|to|src)=[\"'](?P<url>[^\"']*)$")
#: where a target ends that is there already
_REST = lazy_pattern(r"[^\s)>\]\"']*")


def link_items(items: Items, session: Session, config: Config, before: str) -> None:
    """The targets for the link or image at the end of a line's text."""
    found = _typed(before)
    place = session.site_at(items.text.name)
    if found is None or place is None:
        return
    url, is_image = found
    site, source = place
    if is_image:
        _images(items, session, site, source, url)
    elif "#" in url:
        _anchors(items, site, source, url)
    else:
        _posts(items, site, source, url)


def _typed(before: str) -> tuple[str, bool] | None:
    """The target that is being typed, and whether it is that of an image."""
    start = before.rfind("](")
    if start >= 0 and ")" not in before[start:]:
        opening = _opening(before, start)
        if opening is not None:
            return before[start + 2 :].lstrip("<"), before[opening - 1 : opening] == "!"
    for pattern in (_DEFINED, _ATTRIBUTE):
        if match := pattern.match(before):
            return match["url"], "name" in match.re.groupindex and match["name"] == "src"
    return None


def _opening(before: str, end: int) -> int | None:
    """The bracket that opens the text which ends at `end`."""
    depth = 0
    for at in range(end, -1, -1):
        depth += (before[at] == "]") - (before[at] == "[")
        if depth == 0:
            return at
    return None


def _rest(items: Items) -> int:
    """The end of the target that the cursor is in."""
    match = _REST.match(items.text.source.text, items.offset)
    return match.end() if match else items.offset


def _posts(items: Items, site: Site, source: str, url: str) -> None:
    typed = Typed(items, url, end=_rest(items))
    links = links_from(site, posixpath.dirname(source))
    for path, facts in site.posts.items():
        if path == source:
            continue
        title = facts.title.text if facts.title is not None else path
        draft = " (draft)" if facts.draft else ""
        words = facts.description.text if facts.description is not None else ""
        insert = links[path]
        typed.add(f"{title}{draft}", insert=insert, kind=FILE, detail=insert, words=words, search=path)


def _anchors(items: Items, site: Site, source: str, url: str) -> None:
    path, _, fragment = url.rpartition("#")
    found = resolve(site, source, Target(path, 0, 0)) if path else None
    target = source if found is None else found.path if found.state == "post" else ""
    typed = Typed(items, fragment, end=_rest(items))
    for anchor in anchors_of(site, target):
        typed.add(anchor.text, kind=REFERENCE)


def _images(items: Items, session: Session, site: Site, source: str, url: str) -> None:
    typed = Typed(items, url, end=_rest(items))
    for image in images(site, source):
        uri = uri_of(session.path_in(site, image.path))
        typed.add(image.url, kind=FILE, detail=image.path, image=uri)
