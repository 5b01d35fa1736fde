"""The views of a document that are computed from its parse: headings, links, images, code, passages, sections."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.document.inclusions import has_inclusion
from postlint.parse.attributes import AttributeLists
from postlint.parse.components import Components
from postlint.parse.hosts import host_of
from postlint.parse.html_views import html_headings, html_images, html_links
from postlint.parse.markdown import Parsed
from postlint.parse.masks import covered
from postlint.parse.nodes import OBJECT, Block, Code, Heading, Image, Inline, Link, Mask, Passage, Section
from postlint.spans import Span, merge_spans

if TYPE_CHECKING:
    from postlint.document.document import Document


def plain_text(inlines: Sequence[Inline], source: str) -> str:
    """The text as shown, code and alt texts included; template tags as written, HTML tags dropped."""
    parts: list[str] = []
    for node in inlines:
        if node.kind == "text":
            parts.append(_with_templates(node, source))
        elif node.kind in ("softbreak", "break"):
            parts.append(" ")
        elif node.kind == "code":
            parts.append(node.text)
        elif node.kind in ("html", "footnote"):
            continue
        elif node.kind == "link" and not node.children:
            parts.append(node.text)
        else:
            parts.append(plain_text(node.children, source))
    return "".join(parts)


def _with_templates(node: Inline, source: str) -> str:
    if OBJECT not in node.text or node.map is None:
        return node.text
    parts = []
    for at, char in enumerate(node.text):
        span = node.map.span(at, at + 1)
        parts.append(source[span.start : span.end] if char == OBJECT else char)
    return "".join(parts)


def headings(parsed: Parsed) -> tuple[Heading, ...]:
    """Markdown and HTML headings in document order."""
    found = [
        Heading(
            level=block.attrs["level"],
            text=plain_text(block.inlines, parsed.text).strip(),
            span=block.span,
            text_span=block.attrs["text_span"],
            kind=block.attrs["style"],
            block=block,
        )
        for block in parsed.blocks
        if block.kind == "heading" and block.attrs["style"] != "html"
    ]
    found.extend(html_headings(parsed))
    return tuple(sorted(found, key=lambda heading: heading.span))


def visible_headings(found: tuple[Heading, ...], masks: tuple[Mask, ...]) -> tuple[Heading, ...]:
    """The headings that do not begin inside masked text: a line of math over `=` is not shown as a heading."""
    hiding = [mask.span for mask in masks if mask.kind != "jsx"]  # a heading of JSX begins with its own tag
    if not hiding:
        return found
    spans = merge_spans(hiding)
    starts = [span.start for span in spans]
    return tuple(heading for heading in found if not covered(spans, heading.span.start, starts))


def links(parsed: Parsed, components: Components) -> tuple[Link, ...]:
    """Inline, reference, autolink, bare and HTML links in document order; what looks like one in math is none."""
    found = []
    lists = AttributeLists(parsed.masks)
    math = [mask.span for mask in parsed.masks if mask.kind == "math"]
    starts = [span.start for span in math]
    for block, node in parsed.inlines.get("link", ()):
        if math and covered(math, node.span.start, starts):
            continue
        attrs = node.attrs
        url, url_span = _target(node, parsed)
        found.append(lists.for_link(
            Link(
                url=url,
                text=(plain_text(node.children, parsed.text) if node.children else node.text).strip(),
                kind=attrs["style"],
                span=node.span,
                text_span=attrs["text_span"],
                url_span=url_span,
                title=attrs.get("title"),
                label=attrs.get("label"),
                images=tuple(
                    lists.for_image(_image(block, child, parsed)) for child in node.walk() if child.kind == "image"
                ) if node.children else (),
                block=block,
            )
        ))  # fmt: skip
    html = tuple(html_links(parsed, components))
    # a URL that is the text of an <a> is no second link, and one in <code> is an example
    shown = [link.span for link in html]
    if "</code>" in parsed.text:
        shown += [Span(*match.span()) for match in _HTML_CODE.finditer(parsed.text)]
    found = [one for one in found if one.kind != "bare" or not any(_is_inside(one.span, span) for span in shown)]
    return tuple(sorted((*found, *html), key=lambda link: link.span))


_HTML_CODE = lazy_pattern(r"<code\b[^<>]*>[^<]*</code>")


def _is_inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _target(node: Inline, parsed: Parsed) -> tuple[str, Span]:
    key = node.attrs.get("key")
    if key is not None and (definition := parsed.targets.get(key)):
        return definition.url, definition.url_span
    return node.attrs.get("url", ""), node.attrs.get("url_span", Span(node.span.end - 1, node.span.end - 1))


def _image(block: Block, node: Inline, parsed: Parsed) -> Image:
    url, url_span = _target(node, parsed)
    return Image(
        url=url,
        alt=plain_text(node.children, parsed.text),
        kind=node.attrs["style"],
        span=node.span,
        alt_span=node.attrs["text_span"],
        url_span=url_span,
        title=node.attrs["title"],
        block=block,
    )


def images(parsed: Parsed, components: Components) -> tuple[Image, ...]:
    """Markdown and HTML images in document order."""
    lists = AttributeLists(parsed.masks)
    found = [lists.for_image(_image(block, node, parsed)) for block, node in parsed.inlines.get("image", ())]
    found.extend(html_images(parsed, components))
    return tuple(sorted(found, key=lambda image: image.span))


def code(parsed: Parsed) -> tuple[Code, ...]:
    """Fenced, indented and inline code in document order."""
    found = [
        Code(
            kind="indented" if block.attrs.get("style") == "indent" else "fenced",
            span=block.span,
            text=block.attrs["text"],
            info=block.attrs.get("info", ""),
        )
        for block in parsed.blocks
        if block.kind == "code"
    ]
    found += [Code("inline", node.span, node.text) for _, node in parsed.inlines.get("code", ())]
    return tuple(sorted(found, key=lambda item: item.span))


def sections(doc: Document) -> tuple[Section, ...]:
    """The text before the first heading, then one section for each heading."""
    starts = [doc.front_matter.span.end, *(heading.span.start for heading in doc.headings)]
    ends = [*starts[1:], len(doc.text)]
    heading_blocks = {id(heading.block) for heading in doc.headings}
    content = [
        block.span
        for block in doc.root.children
        if block.kind != "definition" and id(block) not in heading_blocks and _is_content(block, doc)
    ]
    content += [mask.span for mask in doc.masks if not mask.kind.endswith("comment-hidden")]
    content += _after_html_headings(doc)
    content = merge_spans(content)
    result = []
    of_section: dict[int, list[Passage]] = {}
    for passage in doc.passages:
        of_section.setdefault(bisect_right(starts, passage.block.span.start) - 1, []).append(passage)
    for at, (heading, start, end) in enumerate(zip((None, *doc.headings), starts, ends, strict=True)):
        inside = tuple(of_section.get(at, ()))
        after = heading.span.end if heading else start
        before_end = bisect_left(content, end, key=itemgetter(0))
        empty = not inside and not (before_end and content[before_end - 1].end > after)
        result.append(Section(heading, Span(start, end), inside, empty))
    return tuple(result)


def _after_html_headings(doc: Document) -> list[Span]:
    """The spans of shown content in HTML that follows an HTML heading."""
    found = []
    for heading, following in zip(doc.headings, [*doc.headings[1:], None], strict=False):
        if heading.kind == "html":
            end = following.span.start if following else len(doc.text)
            rest = doc.text[heading.span.end : end]
            # tags around text show nothing themselves; media and components do, and so does what a script fills
            unseen = r"<!--.*?-->|<(script|style)\b.*?</\1>"
            unseen += r"|<(?!/?(?:img|iframe|video|audio|canvas|svg|[A-Z])|[^<>]*\sid\s*=)[^>]*>"
            if re.search(r"\w", re.sub(unseen, "", rest, flags=re.S)):
                found.append(Span(heading.span.end, end))
    return found


def _is_content(block: Block, doc: Document) -> bool:
    if block.kind == "html":
        text = doc.slice(block.span)
        return not re.fullmatch(r"(?:\s*<!--.*?-->\s*)*", text, re.S) or has_inclusion(text)
    return True


@lru_cache(maxsize=4096)  # several rules ask for each link
def is_external(url: str, site_hosts: frozenset[str]) -> bool:
    """http(s) or protocol-relative, to a host that is not the site's."""
    if not url.lower().startswith(("http://", "https://", "//")):
        return False
    host = host_of(url)
    return bool(host) and host not in site_hosts and host.removeprefix("www.") not in site_hosts


_SCHEME = lazy_pattern(r"[a-z][a-z0-9+.-]*:")


@lru_cache(maxsize=4096)
def is_internal(url: str, site_hosts: frozenset[str]) -> bool:
    """A path of the site, or an absolute URL to one of its hosts; not a mere fragment, not mailto: and such."""
    lower = url.lower()
    if lower.startswith(("http://", "https://", "//")):
        return not is_external(url, site_hosts) and bool(host_of(url))
    return bool(url) and not url.startswith("#") and not _SCHEME.match(lower)


def logical_fields(doc: Document) -> Mapping[str, str]:
    """Which key each logical field was read from."""
    found = {}
    for name in doc.preset.fields:
        field = doc.field(name)
        if field is not None:
            found[name] = ".".join(str(part) for part in field.path)
    return found
