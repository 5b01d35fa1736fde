"""Finds code that social networks and code playgrounds offer for embedding, which the author did not write."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import HtmlTag, Link
from postlint.spans import Span

#: the classes of the elements in the embedding code of services
_CLASS = lazy_pattern(
    r"tweet|instagram|tiktok|bluesky|mastodon|threads|reddit|codepen|jsfiddle|speakerdeck|imgur|embed", re.IGNORECASE
)


def embeds_of(doc: Document) -> Sequence[Span]:
    """The elements of embedded code, from their first tag to their end."""
    found: list[Span] = []
    opened: HtmlTag | None = None
    for tag in doc.html_tags:
        if opened is None:
            opened = tag if _begins_embed(tag) else None
        elif tag.closing and tag.name == opened.name:
            found.append(Span(opened.span.start, tag.span.end))
            opened = None
    return found


def _begins_embed(tag: HtmlTag) -> bool:
    """A quotation with the class of a service, or another block with data for its script as well."""
    if tag.closing or tag.name not in ("blockquote", "p", "div", "figure"):
        return False
    has_data = tag.name == "blockquote" or any(name.startswith("data-") for name in tag.attrs)
    return has_data and _CLASS.search(tag.attrs.get("class") or "") is not None


def is_inside(link: Link, embeds: Sequence[Span]) -> bool:
    """Whether a link is in embedded code."""
    return any(span.start <= link.span.start < span.end for span in embeds)
