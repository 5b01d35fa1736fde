"""Go to definition, find references, and document links."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from postlint.data.inside import from_here
from postlint.server.analysis import Analysis
from postlint.server.open_texts import uri_of
from postlint.server.positions import Json
from postlint.server.session import Session
from postlint.server.under_cursor import FoundLink, anchors_at, heading_at, label_at, link_at, links, uses_of
from postlint.site.packed import Target
from postlint.site.site import Site
from postlint.spans import Span

_TOP: Json = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


def definition(session: Session, analysis: Analysis, offset: int) -> list[Json]:
    """Where the link or label at an offset leads."""
    label = label_at(analysis, offset)
    if label is not None:
        definitions, _ = uses_of(analysis, label)
        if definitions and label not in definitions:
            return [_here(analysis, one.span) for one in definitions]
    found = link_at(session, analysis, offset)
    return [target] if found is not None and (target := place_of(session, found)) is not None else []


def place_of(session: Session, link: FoundLink) -> Json | None:
    """The place that a link leads to: a file or an anchor in it."""
    found, site = link.resolution, link.site
    if site is None or found.state not in ("post", "file"):
        return None
    path = session.path_in(site, found.path)
    place = _TOP
    if found.fragment and found.state == "post":
        anchor = next((one for one in site.posts[found.path].anchors if one.text == found.fragment), None)
        positions = session.positions_of(from_here(path))
        if anchor is not None and positions is not None:
            place = positions.range(anchor.start, anchor.end)
    return {"uri": uri_of(path), "range": place}


def references(session: Session, analysis: Analysis, offset: int, *, declared: bool = False) -> list[Json]:
    """The places that lead to what is at an offset: a heading, the target of a link, a label, the post itself.

    With `declared`, that itself is among them.
    """
    label = label_at(analysis, offset)
    if label is not None:
        definitions, uses = uses_of(analysis, label)
        return [_here(analysis, one.span) for one in (*(definitions if declared else ()), *uses)]
    place = session.site_at(analysis.name)
    if place is None:
        return []
    site, own = place
    heading = heading_at(analysis, offset)
    if heading is not None:
        itself = [_here(analysis, heading.span)] if declared else []
        return itself + [_there(session, site, *one) for one in to_post(site, own, anchors_at(analysis, heading.span))]
    found = link_at(session, analysis, offset)
    if found is not None and found.is_post:
        fragment = found.resolution.fragment
        return [
            _there(session, site, *one) for one in to_post(site, found.resolution.path, [fragment] if fragment else ())
        ]
    if offset <= analysis.doc.front_matter.span.end:
        return [_there(session, site, *one) for one in to_post(site, own, ())]
    return []


def to_post(site: Site, path: str, anchors: Collection[str] | None = None) -> Iterator[tuple[str, Target]]:
    """The links of a site to a post; with `anchors`, those to one of these."""
    for source, target, found in site.links:
        if found.state == "post" and found.path == path and (not anchors or found.fragment in anchors):
            yield source, target


def _here(analysis: Analysis, span: Span) -> Json:
    return {"uri": analysis.text.uri, "range": analysis.text.positions.range(*span)}


def _there(session: Session, site: Site, source: str, target: Target) -> Json:
    path = session.path_in(site, source)
    positions = session.positions_of(from_here(path))
    return {"uri": uri_of(path), "range": positions.range(*target.span) if positions is not None else _TOP}


def document_links(session: Session, analysis: Analysis) -> list[Json]:
    """The links of a text to posts and files of the site; editors find those to elsewhere themselves."""
    found = []
    for link in links(session, analysis):
        place = place_of(session, link)
        if place is None or link.target.start == link.target.end:
            continue
        line = place["range"]["start"]["line"]
        made: Json = {
            "range": analysis.text.positions.range(*link.target.span),
            "target": place["uri"] + (f"#L{line + 1}" if line else ""),
        }
        facts = link.site.posts.get(link.resolution.path) if link.site is not None else None
        if facts is not None and facts.title is not None:
            made["tooltip"] = facts.title.text
        found.append(made)
    return found
