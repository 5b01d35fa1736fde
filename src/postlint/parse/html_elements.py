"""HTML elements: those that delimit text, those without prose, and where each element of a post begins and ends."""

from __future__ import annotations

from collections.abc import Iterable

from postlint.parse.nodes import HtmlTag

#: the block that an element makes: a container, or the kind of the text in it
KINDS = {
    "blockquote": "quote",
    "ul": "list", "ol": "list", "dl": "list", "menu": "list",
    "li": "item", "dt": "item", "dd": "item",
    "table": "table", "tr": "row", "td": "cell", "th": "cell",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "summary": "title", "figcaption": "title", "caption": "title", "legend": "title",
}  # fmt: skip
#: elements whose content is no prose, and which are between paragraphs
UNREAD = frozenset(
    (
        "pre", "script", "style", "textarea", "select", "template", "noscript", "iframe", "object", "video", "audio",
        "canvas", "title", "head",
    )
)  # fmt: skip
#: elements that begin and end a passage
BLOCK = frozenset(
    (
        *KINDS, "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div", "fieldset",
        "figure", "footer", "form", "header", "hgroup", "hr", "html", "main", "nav", "p", "search", "section", "tbody",
        "tfoot", "thead", "pre", "iframe", "noscript", "head", "title", "col", "colgroup",
    )
)  # fmt: skip
#: the borders of a table's cells; other block elements in a cell only begin a new line
TABLE = frozenset(("table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption"))
#: elements inside of a line
INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "button", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "img", "input", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_TRACKED = BLOCK | UNREAD
#: an opening tag of the key closes an open element among the values
_IMPLIED: dict[str, frozenset[str]] = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th")),
    "th": frozenset(("td", "th")),
    "tr": frozenset(("td", "th", "tr")),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("td", "th", "tr", "thead", "tbody", "tfoot"))),
}


class Element:
    """An element with its place in the source: from `start` on, its content up to `end`, all of it up to `outer_end`.

    `end` is None when nothing closes the element. `parent` is the element around it.
    """

    __slots__ = ("end", "kind", "layout", "name", "outer_end", "parent", "start", "unread")

    def __init__(self, name: str, start: int, parent: Element | None) -> None:
        self.name, self.start, self.parent = name, start, parent
        self.kind = KINDS.get(name, "")
        self.end: int | None = None
        self.outer_end: int | None = None
        self.unread: bool = name in UNREAD or (parent is not None and parent.unread)
        #: a cell with headings or tables is used for layout, and is no cell of a data table
        self.layout = False


def read_elements(tags: Iterable[HtmlTag]) -> list[Element]:
    """The elements of the tags (in document order) that delimit or hide text, in the order of their beginning."""
    found: list[Element] = []
    opened: list[Element] = []
    counts: dict[str, int] = {}

    def close(at: int, outer: int | None = None) -> None:
        element = opened.pop()
        element.end, element.outer_end = at, at if outer is None else outer
        counts[element.name] -= 1

    cells: list[Element] = []
    for tag in tags:
        if tag.name not in _TRACKED or tag.name in VOID or tag.self_closing:
            continue
        at = tag.span.start
        if tag.closing:
            if counts.get(tag.name):
                while opened[-1].name != tag.name:
                    close(at)
                close(at, tag.span.end)
            continue
        if opened and opened[-1].name == "p" and tag.name in BLOCK:
            close(at)
        while opened and opened[-1].name in _IMPLIED.get(tag.name, ()):
            close(at)
        element = Element(tag.name, at, opened[-1] if opened else None)
        while cells and cells[-1].end is not None:
            cells.pop()
        if element.kind in ("heading", "table", "quote") and cells:
            cells[-1].layout = True
        if element.kind == "cell":
            cells.append(element)
        found.append(element)
        opened.append(element)
        counts[tag.name] = counts.get(tag.name, 0) + 1
    return found
