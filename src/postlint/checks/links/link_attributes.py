"""Checks on the attributes of links: `rel` and `target`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from postlint.data.globs import is_like_any
from postlint.document.document import Document
from postlint.document.urls import leads_inside, leads_outside, query_of
from postlint.parse.hosts import host_of
from postlint.parse.nodes import HtmlTag, Link
from postlint.results.hits import Edit, Fix, Hit
from postlint.spans import Span


def blank_target_without_noopener(doc: Document) -> Iterator[Hit]:
    """Look for HTML links that open another site in a new window and give it access to the page (`window.opener`)."""
    for link, tag in _html_links(doc):
        opens_window = (link.target or "").lower() == "_blank"
        if opens_window and doc.is_external(link.url) and not {"noopener", "noreferrer"} & set(link.rel):
            edits = _add_tokens(doc, tag, ["noopener"])
            if edits is not None:
                yield Hit(tag.span, {"url": link.url}, fix=Fix(edits))


def external_link_attributes(
    doc: Document, *, rel: Sequence[str], forbidden_rel: Sequence[str], target: str, require: str
) -> Iterator[Hit]:
    """Compare the links to other sites with a house style.

    HTML links must have all tokens `rel`, none of `forbidden_rel`, and `target` (when not empty). `require`
    is "any", "html" when Markdown links to other sites are not allowed at all, or "markdown" when HTML is not.
    """
    if not (rel or forbidden_rel or target or require != "any"):
        return
    tags = dict(_tags_by_start(doc))
    for link in doc.links:
        if not leads_outside(doc, link):
            continue
        tag = tags.get(link.span.start) if link.kind == "html" else None
        if tag is None:
            if require == "html" and link.kind != "html":
                yield Hit(link.span, {"url": link.url}, "markdown", fix=_as_html(doc, link, rel, target))
            continue
        if require == "markdown":
            yield Hit(link.span, {"url": link.url}, "html")
            continue
        missing = [token for token in rel if token.lower() not in link.rel]
        edits = _add_tokens(doc, tag, missing) if missing else ()
        if missing and edits is not None:
            fix = Fix(edits)
            yield Hit(tag.span, {"missing": " ".join(missing), "url": link.url}, "rel", fix=fix)
        surplus = [token for token in link.rel if token in {word.lower() for word in forbidden_rel}]
        if surplus:
            values = {"surplus": " ".join(surplus), "url": link.url}
            span = _token_span(doc, tag, surplus[0])
            yield Hit(span, values, "forbidden", fix=_remove_tokens(doc, tag, surplus))
        if target and (link.target or "").lower() != target.lower() and not _is_expression(doc, tag, "target"):
            values = {"target": target, "url": link.url}
            fix = Fix(_set_attribute(doc, tag, "target", target), safe="target" not in tag.attr_spans)
            yield Hit(tag.span, values, "target", fix=fix)


def sponsored_link_unmarked(
    doc: Document, *, hosts: Sequence[str], parameters: Sequence[str], patterns: Sequence[str]
) -> Iterator[Hit]:
    """Look for affiliate links without `sponsored` or `nofollow`.

    A link counts as one by its host (``*`` allowed), by the name of a query parameter, or when its target matches one
    of the regular expressions `patterns`. Markdown links cannot have `rel` at all.
    """
    compiled = _ignoring_case(tuple(patterns))
    names = {name.lower() for name in parameters}
    wanted = tuple(map(str.lower, hosts))
    tags = dict(_tags_by_start(doc))
    for link in doc.links:
        if link.component or not doc.is_external(link.url) or {"sponsored", "nofollow"} & set(link.rel):
            continue
        if "://" in link.url.partition("?")[0][len("https://") :]:
            continue  # a copy of the page in an archive
        host = host_of(link.url).removeprefix("www.")
        paid = (
            is_like_any(host, wanted)
            or any(parameter.name.lower() in names for parameter in query_of(link.url))
            or any(pattern.search(link.url) for pattern in compiled)
        )
        if not paid:
            continue
        tag = tags.get(link.span.start) if link.kind == "html" else None
        edits = _add_tokens(doc, tag, ["sponsored"]) if tag is not None else None
        if tag is not None and edits is None:
            continue
        fix = Fix(edits) if edits else None
        yield Hit(link.url_span, {"host": host}, "default" if tag is not None else "markdown", fix=fix)


@lru_cache(maxsize=8)
def _ignoring_case(patterns: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


def nofollow_on_internal_link(doc: Document) -> Iterator[Hit]:
    """Look for `nofollow` on links to pages of the same site."""
    for link, tag in _html_links(doc):
        if "nofollow" in link.rel and leads_inside(doc, link) and not _is_expression(doc, tag, "href"):
            yield Hit(_token_span(doc, tag, "nofollow"), {"url": link.url}, fix=_remove_tokens(doc, tag, ["nofollow"]))


# -- tags and their attributes ----------------------------------------------------------------------------


def _tags_by_start(doc: Document) -> Iterator[tuple[int, HtmlTag]]:
    return ((tag.span.start, tag) for tag in doc.html_tags if tag.name == "a" and not tag.closing)


def _html_links(doc: Document) -> Iterator[tuple[Link, HtmlTag]]:
    tags = dict(_tags_by_start(doc))
    for link in doc.links:
        if link.kind == "html" and link.span.start in tags:
            yield link, tags[link.span.start]


def _is_expression(doc: Document, tag: HtmlTag, name: str) -> bool:
    """Whether an attribute is computed ("rel={…}", "rel='{{ … }}'", ":rel='…'"), so that its value is unknown."""
    span = tag.attr_spans.get(name)
    if span is None:
        return any(other.endswith(f":{name}") for other in tag.attrs)
    return "{" in doc.text[max(0, span.start - 1) : span.end + 1]


def _set_attribute(doc: Document, tag: HtmlTag, name: str, value: str) -> tuple[Edit, ...]:
    span = tag.attr_spans.get(name)
    if span is not None:
        return (Edit(span, value),)
    source = doc.slice(tag.span)
    end = tag.span.start + len(re.sub(r"\s*/?>$", "", source))
    return (Edit(Span(end, end), f' {name}="{value}"'),)


def _add_tokens(doc: Document, tag: HtmlTag, tokens: Sequence[str]) -> tuple[Edit, ...] | None:
    """The edit that adds tokens to `rel`; None when it is computed or spread ("{...props}")."""
    if _is_expression(doc, tag, "rel") or "{..." in doc.slice(tag.span):
        return None
    span = tag.attr_spans.get("rel")
    present = doc.slice(span).split() if span is not None else []
    return _set_attribute(doc, tag, "rel", " ".join([*present, *tokens]))


def _remove_tokens(doc: Document, tag: HtmlTag, tokens: Sequence[str]) -> Fix | None:
    span = tag.attr_spans.get("rel")
    if span is None or _is_expression(doc, tag, "rel"):
        return None
    kept = [token for token in doc.slice(span).split() if token.lower() not in tokens]
    if kept:
        return Fix((Edit(span, " ".join(kept)),), safe=False)
    written = re.search(r"\s+rel\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", doc.slice(tag.span), re.I)
    if written is None:
        return None
    return Fix((Edit(Span(tag.span.start + written.start(), tag.span.start + written.end()), ""),), safe=False)


def _token_span(doc: Document, tag: HtmlTag, token: str) -> Span:
    """The span of the token in `rel`."""
    rel = tag.attr_spans.get("rel", tag.span)
    found = re.search(rf"\b{re.escape(token)}\b", doc.slice(rel), re.IGNORECASE)
    return Span(rel.start + found.start(), rel.start + found.end()) if found else rel


def _as_html(doc: Document, link: Link, rel: Sequence[str], target: str) -> Fix | None:
    """The same link in HTML; only for inline links, which have their target beside the text."""
    if link.kind != "inline" or link.images:
        return None
    attributes = {"href": link.url, "title": link.title, "target": target, "rel": " ".join(rel)}
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    return Fix((Edit(link.span, f"<a {written}>{doc.slice(link.text_span)}</a>"),), safe=False)
