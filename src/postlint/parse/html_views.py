"""Headings, links and images that a post writes as HTML (in MDX, as JSX)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from postlint.parse.markdown.parse import Parsed
from postlint.parse.nodes import Heading, HtmlTag, Image, Link
from postlint.spans import Span, merge_spans

_HEADING = re.compile(r"h[1-6]$")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>|[*`]+|!?\[(?=[^\]]*\]\()|\]\([^)]*\)", re.S)


def _pairs(tags: Sequence[HtmlTag], wanted: re.Pattern[str]) -> Iterator[tuple[HtmlTag, HtmlTag | None]]:
    """Each opening tag with its closing tag; None when it is not closed."""
    opened: list[HtmlTag] = []
    for tag in tags:
        if not wanted.match(tag.name):
            continue
        if not tag.closing:
            if tag.self_closing:
                yield tag, None
            else:
                opened.append(tag)
        else:
            for index in range(len(opened) - 1, -1, -1):
                if opened[index].name == tag.name:
                    yield opened.pop(index), tag
                    break
    for tag in opened:
        yield tag, None


def _text(parsed: Parsed, span: Span) -> str:
    return " ".join(html.unescape(_MARKUP.sub("", parsed.text[span.start : span.end])).split())


def html_headings(parsed: Parsed) -> list[Heading]:
    """``<h1>`` to ``<h6>``."""
    blocks = {block.attrs["tag"]: block for block in reversed(parsed.blocks) if "tag" in block.attrs}
    found = []
    for tag, closing in _pairs(parsed.html_tags, _HEADING):
        if closing is None:
            continue
        inner = Span(tag.span.end, closing.span.start)
        span = Span(tag.span.start, closing.span.end)
        block = blocks.get(tag.span.start) or tag.block or parsed.root
        found.append(Heading(int(tag.name[1]), _text(parsed, inner), span, inner, "html", block))
    return found


def code_elements(parsed: Parsed) -> list[Span]:
    """What stands in ``<code>``, ``<pre>``, ``<kbd>`` or ``<samp>``, from tag to tag, in order and without overlap."""
    pairs = _pairs(parsed.html_tags, re.compile("(?:code|pre|kbd|samp)$")) if parsed.html_tags else ()
    return merge_spans([Span(tag.span.start, closing.span.end) for tag, closing in pairs if closing is not None])


def html_links(parsed: Parsed) -> list[Link]:
    """``<a href>``; an anchor without `href` (a name) is no link."""
    images = html_images(parsed)
    found = []
    for tag, closing in _pairs(parsed.html_tags, re.compile("a$")):
        if "href" not in tag.attrs:
            continue
        end = closing.span.start if closing else tag.span.end
        inner = Span(tag.span.end, end)
        inside = tuple(image for image in images if inner.start <= image.span.start < inner.end)
        text = _text(parsed, inner) or " ".join(image.alt for image in inside if image.alt).strip()
        found.append(
            Link(
                url=(tag.attrs["href"] or "").strip(),
                text=text,
                kind="html",
                span=Span(tag.span.start, closing.span.end if closing else tag.span.end),
                text_span=inner,
                url_span=tag.attr_spans["href"],
                rel=tuple((tag.attrs.get("rel") or "").lower().split()),
                target=tag.attrs.get("target"),
                title=tag.attrs.get("title"),
                attrs=tag.attrs,
                images=inside,
                block=tag.block,
            )
        )
    return found


def html_images(parsed: Parsed) -> list[Image]:
    """``<img>``."""
    found = []
    for tag in parsed.html_tags:
        if tag.name != "img" or tag.closing:
            continue
        nowhere = Span(tag.span.end - 1, tag.span.end - 1)
        found.append(
            Image(
                url=(tag.attrs.get("src") or "").strip(),
                alt=(tag.attrs["alt"] or "") if "alt" in tag.attrs else None,
                kind="html",
                span=tag.span,
                alt_span=tag.attr_spans.get("alt", nowhere),
                url_span=tag.attr_spans.get("src", nowhere),
                title=tag.attrs.get("title"),
                attrs=tag.attrs,
                block=tag.block,
            )
        )
    return found
