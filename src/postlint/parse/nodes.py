"""The nodes of a parsed post: blocks, inlines, headings, links, images … Values only, each with its span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from postlint.parse.source import OffsetMap, Run
from postlint.records import NamedTuple
from postlint.spans import Span

#: the placeholder in a passage for content without words: code, an image, math, a shortcode
OBJECT = "\ufffc"

NO_ATTRIBUTES: Mapping[str, str | None] = MappingProxyType({})
NO_PLACES: Mapping[str, Span] = MappingProxyType({})


class Inline:
    """A piece of a line: text, code, link, image, html, break, softbreak, emphasis, strong, strike, footnote.

    `text` is its text as shown (for html: the tag as written). `runs` map the `text` of a text inline to the source, as
    the arguments of `OffsetMap.add`; other kinds have only their span.
    """

    # no dataclass, for these refuse NO_ATTRIBUTES as a default, and a post has thousands of inlines
    __slots__ = ("attrs", "children", "kind", "runs", "span", "text")

    def __init__(
        self,
        kind: str,
        span: Span,
        text: str = "",
        children: Sequence[Inline] = (),
        runs: Sequence[Run] = (),
        attrs: Mapping[str, Any] = NO_ATTRIBUTES,
    ) -> None:
        self.kind, self.span, self.text = kind, span, text
        self.children, self.runs, self.attrs = children, runs, attrs

    def __repr__(self) -> str:
        return f"Inline({self.kind!r}, {self.span!r}, {self.text!r}, {self.children!r})"

    @property
    def map(self) -> OffsetMap | None:
        """The map from `text` to the source, for text."""
        return OffsetMap(self.runs) if self.kind == "text" else None

    def walk(self) -> Iterator[Inline]:
        """This inline and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Block:
    """A block: paragraph, heading, code, html, quote, list, item, table, row, cell, break, footnote, definition.

    A break is a thematic break (``***``). A block has either `children` (containers) or `inlines` (paragraph,
    heading, cell). `attrs` holds what only some kinds have: `text_span` of those with inlines (without marks), `level`
    and `style` of a heading, `text`, `info` and `style` of code, `ordered` of a list, `head` of a row, `label` of a
    footnote or definition.
    """

    kind: str
    span: Span
    children: Sequence[Block] = ()
    inlines: Sequence[Inline] = ()
    attrs: dict[str, Any] = field(default_factory=dict)
    parent: Block | None = field(default=None, repr=False, compare=False)

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Block]:
        """The blocks around this one, innermost first."""
        block = self.parent
        while block is not None:
            yield block
            block = block.parent

    def inside(self, kind: str) -> bool:
        """Whether a block of that kind is around this one."""
        block = self.parent
        while block is not None and block.kind != kind:
            block = block.parent
        return block is not None


class Heading(NamedTuple):
    """A heading; `kind` is atx, setext or html. `text` is the text as shown, `text_span` its span."""

    level: int
    text: str
    span: Span
    text_span: Span
    kind: str
    block: Block


class Link(NamedTuple):
    """A link; `kind` is inline, reference, autolink, bare or html.

    `url` is the target as rendered, before percent-encoding: entities and escapes resolved. `text` is the visible text
    (with the alt text of images in it). `text_span` and `url_span` are their spans; a reference link's `url_span` is
    that of its definition's target. `rel` holds lower-case tokens, `target` the HTML attribute, `attrs` all HTML
    attributes by lower-case name.
    """

    url: str
    text: str
    kind: str
    span: Span
    text_span: Span
    url_span: Span
    rel: tuple[str, ...] = ()
    target: str | None = None
    title: str | None = None
    label: str | None = None
    attrs: Mapping[str, str | None] = NO_ATTRIBUTES
    images: tuple[Image, ...] = ()
    block: Block | None = None
    #: the name of the MDX component, if the link is one (its kind is html), else ""
    component: str = ""


class Image(NamedTuple):
    """An image; `kind` is inline, reference or html. `alt` is None when an HTML image has no such attribute.

    `alt_span` is the span of the alt text (an empty span at its place, if there is none).
    """

    url: str
    alt: str | None
    kind: str
    span: Span
    alt_span: Span
    url_span: Span
    title: str | None = None
    attrs: Mapping[str, str | None] = NO_ATTRIBUTES
    block: Block | None = None


class Code(NamedTuple):
    """Code; `kind` is fenced, indented or inline. `text` is the code, `info` the words after a fence."""

    kind: str
    span: Span
    text: str = ""
    info: str = ""


class Definition(NamedTuple):
    """A link definition ``[label]: url "title"`` or, with `footnote`, the head of a footnote ``[^label]:``."""

    label: str
    key: str
    url: str
    span: Span
    url_span: Span
    footnote: bool = False
    #: whether an earlier definition of the same label takes effect
    duplicate: bool = False
    used: bool = False


class Reference(NamedTuple):
    """A use ``[text][label]``, ``[label]`` or ``[^label]``; `defined`: whether it resolves."""

    label: str
    key: str
    span: Span
    defined: bool
    footnote: bool = False
    #: whether it is a full ``[text][label]`` or collapsed ``[label][]`` form, which can only be meant as a link
    explicit: bool = True


class Comment(NamedTuple):
    """An HTML comment or, in MDX, ``{/* … */}``. `text` is the text between the delimiters."""

    text: str
    span: Span
    kind: str  # "html" or "mdx"


class HtmlTag(NamedTuple):
    """One HTML tag as written in the post. `name` is lower case; `closing` for ``</p>``."""

    name: str
    span: Span
    attrs: Mapping[str, str | None] = NO_ATTRIBUTES
    #: the span of each attribute's value (without quotes)
    attr_spans: Mapping[str, Span] = NO_PLACES
    closing: bool = False
    self_closing: bool = False
    block: Block | None = None


class Mask(NamedTuple):
    """Text that is not read as Markdown: a shortcode, a template tag, JSX, math.

    `kind` is shortcode, template, jsx, expression, esm, math or ignored. Kinds that end in "-hidden" show nothing:
    comment-hidden, html-comment-hidden, directive-hidden, attributes-hidden.
    """

    kind: str
    span: Span
    text: str = ""


class SyntaxProblem(NamedTuple):
    """A mistake in a template or in MDX; `kind` is "shortcode" or "mdx", `message` a plain sentence."""

    kind: str
    span: Span
    message: str


class Passage(NamedTuple):
    """The readable text of one block, without markup, with the map to the source.

    `kind` is paragraph, item (text of a list item), cell or heading. `text` has OBJECT in place of code, an image or a
    shortcode; a soft line break is a space and a hard one a newline. Offsets in a passage are offsets in its `text`;
    `span(a, b)` turns them into source spans.
    """

    text: str
    kind: str
    block: Block
    map: OffsetMap

    def span(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``."""
        return self.map.span(start, end)

    @property
    def quoted(self) -> bool:
        """Whether the passage is in a block quote."""
        return self.block.inside("quote")

    @property
    def bold_start(self) -> str:
        """The bold text that the passage begins with, as Markdown or HTML writes it; "" for none."""
        return bold_start(self.block.inlines)


def bold_start(inlines: Sequence[Inline]) -> str:
    """The bold text that a line begins with; "" for none."""
    while inlines and inlines[0].kind == "emphasis":
        inlines = inlines[0].children
    if not inlines:
        return ""
    first, *rest = inlines
    if first.kind == "strong":
        bold = first.children
    elif first.kind == "html" and first.text.lower().startswith(_BOLD_TAGS):
        bold = tuple(takewhile(lambda one: one.kind != "html" or not one.text.startswith("</"), rest))
    else:
        return ""
    return "".join(one.text for part in bold for one in part.walk() if one.kind == "text").strip()


_BOLD_TAGS = ("<b>", "<strong>", "<b ", "<strong ")


class Section(NamedTuple):
    """A heading (None before the first) and the content up to the next heading of any level."""

    heading: Heading | None
    span: Span
    passages: tuple[Passage, ...]
    #: no prose, code, table, image, HTML or shortcode between this heading and the next
    empty: bool = False
