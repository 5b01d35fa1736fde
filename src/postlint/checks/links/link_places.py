"""Checks on the places of links, and on their syntax there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from postlint.document.document import Document
from postlint.document.urls import is_templated, leads_inside, leads_outside
from postlint.parse.nodes import Link
from postlint.prose.sentences import words_of
from postlint.results.hits import Edit, Fix, Hit


def internal_link_in_html(doc: Document) -> Iterator[Hit]:
    """Look for HTML links to pages of the site; a fix is offered where Markdown can express the whole tag.

    In a block of HTML no link can be written in Markdown.
    """
    for link in doc.links:
        if link.kind != "html" or link.component or _is_in_html(link):
            continue
        if doc.is_internal(link.url) and not is_templated(doc, link.url_span):
            yield Hit(link.span, {"url": link.url, "text": link.text}, fix=_as_markdown(doc, link))


def _is_in_html(link: Link) -> bool:
    return link.block is None or link.block.kind == "html" or "html" in link.block.attrs


def _as_markdown(doc: Document, link: Link) -> Fix | None:
    if set(link.attrs) != {"href"} or link.images or doc.slice(link.text_span) != link.text:
        return None
    if escape(link.text) != link.text or any(character in link.url for character in " ()<>{"):
        return None
    return Fix((Edit(link.span, f"[{link.text}]({link.url})"),))


def link_outside_paragraph(doc: Document, *, of: str, allow: Sequence[str]) -> Iterator[Hit]:
    """Look for links that are neither in running text nor in one of the places of `allow`: item, cell, heading.

    Footnotes are passed over: sources belong there.
    """
    kinds = {id(passage.block): passage.kind for passage in doc.all_passages}
    for link in _links(doc, of):
        block = link.block
        if block is None or block.kind == "footnote" or block.inside("footnote"):
            continue
        place = kinds.get(id(block), block.kind)
        if place in ("item", "cell", "heading") and place not in allow:
            yield Hit(link.span, {"url": link.url, "text": link.text}, message=place)


def links_too_close(doc: Document, *, min_words: int, of: str) -> Iterator[Hit]:
    """Count the words between the links of each paragraph. Lists, tables and headings are passed over."""
    by_block: dict[int, list[Link]] = {}
    for link in _links(doc, of):
        by_block.setdefault(id(link.block), []).append(link)
    for passage in doc.passages:
        links = by_block.get(id(passage.block), [])
        if passage.kind == "paragraph" and len(links) > 1:
            words_at = [passage.span(word.start, word.end).start for word in words_of(passage.text)]
            for before, after in pairwise(links):
                words = _words_between(words_at, before, after)
                if words < min_words:
                    yield Hit(after.span, {"words": words, "min": min_words, "url": after.url})


def _words_between(words_at: Sequence[int], before: Link, after: Link) -> int:
    return max(0, bisect_left(words_at, after.span.start) - bisect_left(words_at, before.span.end))


def _links(doc: Document, of: str) -> Iterator[Link]:
    """All links, or those to the same site ("internal") or to others ("external")."""
    wanted = {"internal": leads_inside, "external": leads_outside}.get(of)
    return (link for link in doc.links if wanted is None or wanted(doc, link))
