"""Turns text in HTML into the same blocks as text in Markdown: paragraphs, headings, lists, quotes, tables.

Elements that delimit text (`html_elements.BLOCK`) cut the inlines of a block into leaves; blockquotes, lists and tables
become containers, also when blank lines have cut them into several HTML blocks, or when they contain Markdown. Inline
tags stay inlines of kind html, as in a Markdown paragraph. An element without prose (`<pre>`, `<script>` …) becomes a
block of kind html, and so does an HTML block without any text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from postlint.parse.html_elements import BLOCK, INLINE, KINDS, TABLE, UNREAD, Element
from postlint.parse.markdown.html_inlines import TAG_NAME, is_space, tag_name, trimmed
from postlint.parse.nodes import Block, Inline
from postlint.spans import Span

#: the greatest depth of containers; deeper blocks stay in the innermost
_DEEPEST = 24
#: elements that become blocks of the tree when there is text in them
_DELIMITERS = KINDS.keys() | {"p", "tbody", "thead", "tfoot"}


@dataclass
class _Level:
    """The children of one block while they are built, and the containers that are open at its end."""

    parent: Block
    children: list[Block] = field(default_factory=list)
    path: list[tuple[Element, Block, list[Block]]] = field(default_factory=list)


class HtmlProse:
    """Walks a tree once, in document order, with the elements that are open at each offset.

    `raw` holds, by the identity of each HTML block, the inlines of its text; with `mdx`, components with capitalised
    names may delimit text as well.
    """

    def __init__(self, elements: Sequence[Element], raw: dict[int, list[Inline]], *, mdx: bool) -> None:
        self._elements = elements
        self._raw = raw
        self._mdx = mdx
        self._next = 0
        self._open: list[Element] = []

    def shape(self, block: Block) -> None:
        """Replace the HTML among the children of `block`, and below these, by blocks."""
        level = _Level(block)
        for child in block.children:
            self._advance(child.span.start)
            self._child(child, level)
            if self._open and self._open[0].end is None:  # an unclosed element ends with its block
                self._open = [element for element in self._open if element.end is not None]
        self._leave(level, 0)
        block.children = level.children

    def _child(self, block: Block, level: _Level) -> None:
        if id(block) in self._raw:
            self._cut(block, self._raw[id(block)], level)
        elif block.inlines and block.kind == "paragraph" and (names := self._borders(block)):
            self._cut(block, block.inlines, level, names)
        elif block.inlines:
            self._leaf(block, level)
        else:
            if block.children:
                self.shape(block)
            if self._unread():
                block.attrs["unread"] = True
            self._place(block, level)

    def _leaf(self, block: Block, level: _Level) -> None:
        """A leaf of the Markdown parse, with the elements around it."""
        if self._unread():
            block.attrs["unread"] = True
        elif self._open and block.kind == "paragraph":
            self._give_kind(block)
        self._place(block, level)

    def _borders(self, block: Block) -> frozenset[str] | None:
        """The names of the tags that cut a Markdown paragraph into passages; None when it contains none."""
        names = {name for node in block.inlines if (name := tag_name(node))}
        if self._mdx and not names <= INLINE and _only_elements(block.inlines):
            return frozenset(names - INLINE)
        return BLOCK if not BLOCK.isdisjoint(names) else None

    # -- open elements ------------------------------------------------------------------------------

    def _advance(self, place: int) -> None:
        """Open and close the elements that begin and end before `place`."""
        while self._next < len(self._elements) and self._elements[self._next].start < place:
            element = self._elements[self._next]
            self._close(element.start + 1)
            self._open.append(element)
            self._next += 1
        self._close(place)

    def _close(self, place: int) -> None:
        """Close the elements with a closing tag before `place`: that tag begins where the content ends."""
        while self._open and (end := self._open[-1].end) is not None and end < place:
            self._open.pop()

    def _unread(self) -> bool:
        return bool(self._open) and self._open[-1].unread

    def _innermost(self, kind: str) -> Element | None:
        return next((e for e in reversed(self._open[-_DEEPEST:]) if e.kind == kind and not e.layout), None)

    # -- leaves -------------------------------------------------------------------------------------

    def _cut(self, block: Block, inlines: Iterable[Inline], level: _Level, borders: frozenset[str] = BLOCK) -> None:
        """Cut inlines into leaves at the tags that delimit text."""
        html = id(block) in self._raw
        leaf: list[Inline] = []
        made = False
        for node in inlines:
            name = tag_name(node)
            if name in borders or name in UNREAD:
                if self._innermost("cell") and name not in TABLE and name not in UNREAD:
                    leaf.append(Inline("break", node.span))
                else:
                    made |= self._flush(leaf, level, html=html)
                    leaf = []
                before = self._unread()
                self._advance(node.span.end)
                if self._unread() and not before:
                    made |= self._hidden(level, block)
            elif not self._unread():
                leaf.append(node)
        made |= self._flush(leaf, level, html=html)
        if not made and not all(map(_only_delimits, inlines)):
            block.kind, block.inlines = "html", ()
            self._place(block, level)

    def _hidden(self, level: _Level, block: Block) -> bool:
        """A block for an element whose content is no prose."""
        element = self._open[-1]
        end = block.span.end if element.outer_end is None else min(element.outer_end, block.span.end)
        self._place(Block("html", Span(element.start, max(element.start, end))), level)
        return True

    def _flush(self, inlines: Sequence[Inline], level: _Level, *, html: bool) -> bool:
        """Make a leaf of the inlines; False when they show nothing."""
        inlines = trimmed(inlines)
        if not inlines:
            return False
        span = Span(inlines[0].span.start, inlines[-1].span.end)
        block = Block("paragraph", span, inlines=inlines, attrs={"text_span": span})
        if html:
            block.attrs["html"] = True
        if self._open:
            self._give_kind(block)
        self._place(block, level)
        return True

    def _give_kind(self, block: Block) -> None:
        if heading := self._innermost("heading"):
            block.kind = "heading"
            block.attrs |= {"level": int(heading.name[1]), "style": "html", "tag": heading.start}
        elif cell := self._innermost("cell"):
            block.kind, block.attrs["head"] = "cell", cell.name == "th"
        elif self._innermost("title"):
            block.kind = "title"

    # -- containers ---------------------------------------------------------------------------------

    def _place(self, block: Block, level: _Level) -> None:
        """Append a block to the innermost of the containers around it."""
        wanted = _containers(self._open[:_DEEPEST], level.parent, block.kind)
        same = 0
        for (element, container, _), (other, kind) in zip(level.path, wanted, strict=False):
            if element is not other or container.kind != kind:
                break
            same += 1
        self._leave(level, same)
        for element, kind in wanted[same:]:
            start = min(max(element.start, level.parent.span.start), block.span.start)
            inside: list[Block] = []
            container = Block(kind, Span(start, start), inside, attrs=_attributes(element, kind))
            self._append(container, level)
            level.path.append((element, container, inside))
        self._append(block, level)

    def _append(self, block: Block, level: _Level) -> None:
        block.parent, siblings = level.path[-1][1:] if level.path else (level.parent, level.children)
        siblings.append(block)

    def _leave(self, level: _Level, depth: int) -> None:
        """Close the containers below `depth`: their ends are known now."""
        while len(level.path) > depth:
            element, container, inside = level.path.pop()
            last = inside[-1].span.end
            limit = level.parent.span.end
            around = level.path[-1][0] if level.path else None
            if around is not None and around.outer_end is not None:
                limit = min(limit, around.outer_end)
            end = last if element.outer_end is None else max(last, min(element.outer_end, limit))
            container.span = Span(container.span.start, end)
            if container.kind == "row":
                container.attrs["head"] = all(cell.attrs.get("head") for cell in inside)


def _containers(elements: Sequence[Element], parent: Block, kind: str) -> list[tuple[Element, str]]:
    """The containers of the open elements; an item has a list around it, a cell a row and a table."""
    found: list[tuple[Element, str]] = []
    for element in elements:
        if element.start < parent.span.start and parent.kind != "document":
            continue  # that one is around the parent
        if element.kind in ("quote", "list", "item", "table", "row"):
            if element.kind == "item" and not (found and found[-1][1] == "list"):
                found.append((element, "list"))
            if element.kind == "row" and not (found and found[-1][1] == "table"):
                found.append((element, "table"))
            found.append((element, element.kind))
        elif element.kind == "cell" and element.layout:
            while found and found[-1][1] in ("row", "table"):
                found.pop()
        elif element.kind == "cell" and kind == "cell":
            if not (found and found[-1][1] in ("row", "table")):
                found.append((element, "table"))
            if found[-1][1] == "table":
                found.append((element, "row"))
            return found
    while found and found[-1][1] in ("row", "table", "list"):
        found.pop()
    return found


def _attributes(element: Element, kind: str) -> dict[str, object]:
    return {"ordered": element.name == "ol"} if kind == "list" else {}


def _only_delimits(node: Inline) -> bool:
    """Whether the inline shows nothing: a tag that the tree represents, a closing tag, white space."""
    return is_space(node) or node.text.startswith("</") or tag_name(node) in _DELIMITERS


def _only_elements(inlines: Sequence[Inline]) -> bool:
    """Whether only white space is between the elements: MDX then takes each as a block."""
    depth = 0
    for node in inlines:
        if node.kind == "html" and (m := TAG_NAME.match(node.text)):
            depth += -1 if m[1] else not node.text.endswith("/>")
        elif depth == 0 and not is_space(node):
            return False
    return True
