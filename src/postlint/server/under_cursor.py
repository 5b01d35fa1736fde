"""What a cursor is on: a link with its target, a heading with its anchors, a label with its definition."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.parse.nodes import Definition, Heading, Reference
from postlint.records import NamedTuple
from postlint.server.analysis import Analysis
from postlint.server.session import Session
from postlint.site.packed import Target
from postlint.site.resolve import UNKNOWN, Resolution, resolve
from postlint.site.site import Site
from postlint.spans import Span


class FoundLink(NamedTuple):
    """A link or image of an open text: its span, its target, and what that is (with the site, where it is known)."""

    span: Span
    target: Target
    resolution: Resolution
    site: Site | None
    source: str

    @property
    def is_post(self) -> bool:
        """Whether it leads to a post of the site, perhaps the own one."""
        return self.resolution.state == "post" and self.site is not None


def links(session: Session, analysis: Analysis) -> Iterator[FoundLink]:
    """The links and images of a text that may lead to the site."""
    place = session.site_at(analysis.name)
    site, source = place if place is not None else (None, "")
    doc = analysis.doc
    written = [(link.span, Target(link.url, *link.url_span)) for link in doc.links]
    written += [(image.span, Target(image.url, *image.url_span, "image")) for image in doc.images]
    seen = {target.span for _, target in written}
    known = analysis.facts.links if analysis.facts is not None else ()
    written += [(target.span, target) for target in known if target.span not in seen]
    for span, target in sorted(written):
        found = resolve(site, source, target) if site is not None else UNKNOWN
        yield FoundLink(span, target, found, site, source)


def link_at(session: Session, analysis: Analysis, offset: int) -> FoundLink | None:
    """The innermost link at an offset."""
    found = [
        one
        for one in links(session, analysis)
        if any(span.start <= offset <= span.end for span in (one.span, one.target.span))
    ]
    return min(found, key=lambda one: one.span.end - one.span.start, default=None)


def heading_at(analysis: Analysis, offset: int) -> Heading | None:
    """The heading at an offset."""
    return next((one for one in analysis.doc.headings if one.span.start <= offset <= one.span.end), None)


def anchors_at(analysis: Analysis, span: Span) -> list[str]:
    """The ids that lead to a place, such as that of a heading."""
    facts = analysis.facts
    return [anchor.text for anchor in facts.anchors if anchor.span == span] if facts is not None else []


def label_at(analysis: Analysis, offset: int) -> Reference | Definition | None:
    """The use or the definition of a label at an offset."""
    places: list[Reference | Definition] = [*analysis.doc.references, *analysis.doc.definitions]
    found = [one for one in places if one.span.start <= offset <= one.span.end]
    return min(found, key=lambda one: one.span.end - one.span.start, default=None)


def uses_of(analysis: Analysis, label: Reference | Definition) -> tuple[list[Definition], list[Reference]]:
    """The definitions and the uses of a label."""
    doc = analysis.doc
    definitions = [one for one in doc.definitions if (one.key, one.footnote) == (label.key, label.footnote)]
    return definitions, [one for one in doc.references if (one.key, one.footnote) == (label.key, label.footnote)]
