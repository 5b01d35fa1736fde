"""Checks on the number of links in a post."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.document.document import Document
from postlint.document.urls import (
    leads_inside,
    leads_outside,
)
from postlint.results.hits import Hit


def too_few_internal_links(doc: Document, *, min: int, min_words: int) -> Iterator[Hit]:
    """Count the links to other pages of the site, in a post of at least `min_words` words.

    While the site's host is unknown, absolute links may be internal, and a post with some is not checked.
    """
    if not (doc.site_hosts or doc.own_host) and any(doc.is_external(link.url) for link in doc.links):
        return
    count = sum(leads_inside(doc, link) for link in doc.links) + _templated_targets(doc)
    if count < min and doc.word_count >= min_words:
        yield Hit(doc.top, {"count": count, "min": min}, message="default" if count else "none")


def _templated_targets(doc: Document) -> int:
    """How many targets ``[text]({{ … }})`` there are, which only the generator can read; no links without a preset."""
    linked = [link.url_span for link in doc.links]
    tags = [mask.span for mask in doc.masks if mask.kind in ("shortcode", "template")]
    loose = [tag for tag in tags if not any(span.start <= tag.start < span.end for span in linked)]
    return sum(doc.text[tag.start - 2 : tag.start] in ("](", ": ") for tag in loose)


def too_few_external_links(doc: Document, *, min: int, min_words: int) -> Iterator[Hit]:
    """Count the links to other sites, in a post of at least `min_words` words."""
    count = sum(leads_outside(doc, link) for link in doc.links)
    if count < min and doc.word_count >= min_words:
        yield Hit(doc.top, {"count": count, "min": min})


def too_many_links(doc: Document, *, max: int, max_internal: int | None, max_external: int | None) -> Iterator[Hit]:
    """Count all links, and those to the same site and to others; None sets no limit. The first surplus link is the
    place."""
    inside = [link for link in doc.links if leads_inside(doc, link)]
    outside = [link for link in doc.links if leads_outside(doc, link)]
    for links, limit, message in (
        (doc.links, max, "default"),
        (inside, max_internal, "internal"),
        (outside, max_external, "external"),
    ):
        if limit is not None and len(links) > limit:
            yield Hit(links[limit].span, {"count": len(links), "max": limit}, message=message)
