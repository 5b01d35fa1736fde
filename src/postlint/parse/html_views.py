"""Headings, links and images that are written as HTML (in MDX, as JSX)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.components import Components
from postlint.parse.markdown.parse import Parsed
from postlint.parse.nodes import Heading, HtmlTag, Image, Link
from postlint.spans import Span, merge_spans

#: an anchor or a component, whose name is not lower case
_LINK = lazy_pattern(r"a$|[A-Z]")
_HEADING = lazy_pattern(r"h[1-6]$")
#: the characters that browsers drop in an address
_DROPPED = dict.fromkeys(map(ord, "\t\r\n"))
#: no part begins within another of its kind, and brackets are not far apart: else many open ones take quadratic time
_MARKUP = lazy_pattern(
    r"<!--(?:(?!<!--).)*?-->|<[^<>]*>|[*`]+|!?\[(?=[^\]]{0,1000}\]\()|\]\((?:[^()]|\([^()]*\))*\)", re.S
)


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
    """The content of ``<code>``, ``<pre>``, ``<kbd>`` and ``<samp>`` with its tags, in order and without overlap."""
    pairs = _pairs(parsed.html_tags, re.compile("(?:code|pre|kbd|samp)$")) if parsed.html_tags else ()
    return merge_spans([Span(tag.span.start, closing.span.end) for tag, closing in pairs if closing is not None])


def html_links(parsed: Parsed, components: Components) -> list[Link]:
    """``<a href>`` and components that link; an anchor without `href` (a name) is no link."""
    images = html_images(parsed, components)
    found = []
    for tag, closing in _pairs(parsed.html_tags, _LINK):
        name = next((name for name in components.links.get(tag.name, ("href",)) if name in tag.attrs), None)
        if name is None or (tag.name != "a" and not _is_component(tag, components.links, name)):
            continue
        end = closing.span.start if closing else tag.span.end
        inner = Span(tag.span.end, end)
        inside = tuple(image for image in images if inner.start <= image.span.start < inner.end)
        text = _text(parsed, inner) or " ".join(image.alt for image in inside if image.alt).strip()
        found.append(
            Link(
                url=_address(tag.attrs[name]),
                text=text if text or tag.name == "a" else _shown(tag),
                kind="html",
                span=Span(tag.span.start, closing.span.end if closing else tag.span.end),
                text_span=inner,
                url_span=tag.attr_spans[name],
                rel=tuple((tag.attrs.get("rel") or "").lower().split()),
                target=tag.attrs.get("target"),
                title=tag.attrs.get("title"),
                attrs=tag.attrs,
                images=inside,
                block=tag.block,
                component="" if tag.name == "a" else tag.name,
            )
        )
    return found


def _address(value: str | None) -> str:
    """The address that an attribute gives: browsers drop tabs and line ends in it (URL standard, basic URL parser)."""
    return (value or "").strip().translate(_DROPPED)


def _is_component(tag: HtmlTag, known: Mapping[str, tuple[str, ...]], name: str) -> bool:
    """Whether a tag is a known component whose attribute `name` is a literal address, not an expression ``{…}``."""
    return tag.name in known and bool(tag.attrs[name]) and not str(tag.attrs[name]).startswith("{")


def _shown(tag: HtmlTag) -> str:
    """The text of a link without content: that of an attribute, else the name of the component."""
    return next((text for name in ("title", "label", "text", "name") if (text := tag.attrs.get(name))), tag.name)


def html_images(parsed: Parsed, components: Components) -> list[Image]:
    """``<img>`` and components that show an image."""
    found = []
    for tag in parsed.html_tags:
        source, *texts = components.images.get(tag.name, ("src", "alt"))
        if tag.closing or (
            tag.name != "img" and not (source in tag.attrs and _is_component(tag, components.images, source))
        ):
            continue
        nowhere = Span(tag.span.end - 1, tag.span.end - 1)
        text = next((name for name in texts if name in tag.attrs), "")
        found.append(
            Image(
                url=_address(tag.attrs.get(source)),
                alt=(tag.attrs[text] or "") if text else None,
                kind="html",
                span=tag.span,
                alt_span=tag.attr_spans.get(text, nowhere),
                url_span=tag.attr_spans.get(source, nowhere),
                title=tag.attrs.get("title"),
                attrs=tag.attrs,
                block=tag.block,
            )
        )
    return found
