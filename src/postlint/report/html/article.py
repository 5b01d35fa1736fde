"""The text of a post as readers see it, as rows: markup of our own, and runs of text with their places.

Nothing of the post's own HTML gets into a page: tags of plain formatting are written anew, all others show nothing or a
chip (`samp`) with their source. A link to another site is one here, any other is a `u`. End tags that HTML lets out
are left out, and short tags taken: a site has many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.data.wording import on_one_line
from postlint.parse.nodes import OBJECT, Block, Inline
from postlint.report.html.rows import Row, RowWriter, attribute, pre_tag
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: formatting that is written anew
_FORMATS = frozenset(("b", "strong", "i", "em", "s", "del", "ins", "sub", "sup", "small", "kbd", "code", "q", "cite"))
#: elements whose content is not shown
_UNSEEN = frozenset(["script", "style", "template", "noscript", "svg", "math", "head", "title", "object"])
_MEDIA = frozenset(["img", "video", "audio", "iframe", "embed", "picture", "source", "canvas", "input"])
_TAG = lazy_pattern(r"<(/?)([A-Za-z][\w-]*)")
#: markup around the text of a kind of inline
_AROUND = {"emphasis": "i", "strong": "b", "strike": "del"}
#: so much of the source is shown in a chip
_CHIP = 48


def article_rows(doc: Document, away: Mapping[int, str]) -> tuple[Row, ...]:
    """The rows of a post's body; `away` has the web addresses of links to other sites, by where these begin."""
    rows = []
    for block in doc.root.children:
        writer = _Writer(doc, away)
        writer.block(block)
        rows.append(writer.row.row(block.span, is_hidden=writer.is_hidden(block)))
    return tuple(rows)


class _Writer:
    """Writes one block at the top with all that is in it."""

    def __init__(self, doc: Document, away: Mapping[int, str]) -> None:
        self.row = RowWriter()
        self._markup = self.row.markup
        self._doc = doc
        self._text = doc.text
        self._away = away
        self._shows = False
        #: the formatting that is open, and the element whose content is left out
        self._open: list[str] = []
        self._unseen = ""

    def is_hidden(self, block: Block) -> bool:
        """Whether readers see nothing of the block."""
        return not self._shows or block.kind == "definition"

    def block(self, block: Block) -> None:
        """Write a block and those below it."""
        if block.kind == "code":
            self._code(block)
        elif block.kind == "html":
            self._html_block(block)
        elif block.kind == "break":
            self._shows = True
            self._markup("<hr>")
        elif block.kind == "definition":
            self._markup("<p class=aside>")
            self._run(self._slice(block.span), block.span)
        elif block.kind == "table":
            self._around("<div class=table tabindex=0><table>", block, "</table></div>")
        elif block.kind == "list":
            self._list(block)
        else:
            before, after = _tags(block)
            self._around(before, block, after)

    def _around(self, before: str, block: Block, after: str) -> None:
        """Write a block between its tags."""
        self._markup(before)
        if block.kind == "footnote":
            self._markup("<span class=label>")
            label = str(block.attrs.get("label", ""))
            self._run(f"{label}. ", Span(block.span.start, block.span.start + len(label) + 3), is_exact=False)
            self._markup("</span>")
        for child in block.children:
            if child is block.children[0] and (block.kind, child.kind) == ("item", "paragraph"):
                self._around("", child, "")  # its paragraph needs no tag
            else:
                self.block(child)
        self._inlines(block.inlines)
        self._unseen = ""
        while self._open:
            self._markup(f"</{self._open.pop()}>")
        self._markup(after)

    def _list(self, block: Block) -> None:
        name = "ol" if block.attrs.get("ordered") else "ul"
        start = block.attrs.get("start")
        begin = f" start={start}" if name == "ol" and isinstance(start, int) and start != 1 else ""
        self._around(f"<{name}{begin}>", block, f"</{name}>")

    def _code(self, block: Block) -> None:
        """Code, line by line: each may be indented less than in the source."""
        text = str(block.attrs["text"]).removesuffix("\n")
        lines = text.split("\n")
        self._markup(pre_tag(text))
        if not lines[0]:
            self._markup("\n")  # browsers drop the first one
        at = block.span.start
        if block.attrs.get("style") != "indent":
            at = self._line_end(at) + 1
        for number, line in enumerate(lines):
            end = min(self._line_end(at), block.span.end)
            source = self._text[at:end]
            place = end - len(line) if source.endswith(line) else at
            self._run(line + ("\n" if number < len(lines) - 1 else ""), Span(place, min(end + 1, block.span.end)))
            at = end + 1
        self._markup("</pre>")

    def _line_end(self, at: int) -> int:
        found = self._text.find("\n", at)
        return len(self._text) if found < 0 else found

    def _html_block(self, block: Block) -> None:
        """HTML without words: media as a chip, all else as a hidden one."""
        names = {match[2].lower() for match in _TAG.finditer(self._slice(block.span))}
        shown = bool(names & _MEDIA) or (bool(names) and names.isdisjoint(_UNSEEN) and block.attrs.get("shown", False))
        was = self._shows
        self._markup("<p>")
        self._chip(block.span)
        self._shows = was or shown

    # -- inlines ----------------------------------------------------------------------------------------

    def _inlines(self, inlines: Sequence[Inline]) -> None:
        for node in inlines:
            if node.kind == "html":
                self._html(node)
            elif self._unseen:
                continue
            elif node.kind == "text":
                self._words(node)
            elif node.kind == "code":
                self._markup("<code>")
                self._inner(node, node.text)
                self._markup("</code>")
            elif node.kind == "softbreak":
                self._run(" ", node.span)
            elif node.kind == "break":
                self._markup("<br>")
            elif node.kind == "image":
                self._image(node)
            elif node.kind == "link":
                self._link(node)
            elif node.kind == "footnote":
                self._markup("<sup class=label>")
                self._run(str(node.attrs.get("label", "")), node.span, is_exact=False)
                self._markup("</sup>")
            else:
                name = _AROUND.get(node.kind, "span")
                self._markup(f"<{name}>")
                self._inlines(node.children)
                self._markup(f"</{name}>")

    def _words(self, node: Inline) -> None:
        """A text with the chips in it, run by run."""
        whole, write = node.text, self.row.run
        for here, length, there, there_length in node.runs:
            text = whole[here : here + length]
            if text == OBJECT:
                self._chip(Span(there, there + there_length))
            elif text:
                self._shows = True
                write(text, there, there + there_length)

    def _inner(self, node: Inline, text: str) -> None:
        """A text that stands between marks in the source: code, an address."""
        at = self._text.find(text, node.span.start, node.span.end)
        self._run(text, Span(at, at + len(text)) if at >= 0 else node.span, is_exact=at >= 0)

    def _link(self, node: Inline) -> None:
        name = self._link_tag(node)
        if node.children:
            self._inlines(node.children)
        else:
            self._inner(node, node.text)
        self._markup(f"</{name}>")

    def _link_tag(self, node: Inline) -> str:
        """Begin a link; returns the name of its element. There is none within another."""
        url = self._away.get(node.span.start, "") if "a" not in self._open else ""
        self._markup(f"<a{attribute(url, 'href')}>" if url else "<u>")
        return "a" if url else "u"

    def _image(self, node: Inline) -> None:
        """A picture as its alternative text, for the report takes no files along."""
        self._markup("<span class=image>")
        if node.children:
            self._inlines(node.children)
        else:
            self._run("image", node.span, is_exact=False, chip=True)
        self._markup("</span>")

    def _html(self, node: Inline) -> None:
        match = _TAG.match(node.text)
        if match is None:
            return
        closing, name = bool(match[1]), match[2].lower()
        name = "ins" if name == "u" else name
        if self._unseen:
            self._unseen = "" if closing and name == self._unseen else self._unseen
        elif name in _UNSEEN and not node.text.endswith("/>"):
            self._unseen = "" if closing else name
        elif name == "br":
            self._markup("<br>")
        elif name in _MEDIA and not closing:
            self._chip(node.span)
        elif name == "a" and not closing and node.span.start in self._away:
            self._open.append(self._link_tag(node))
        elif name in _FORMATS and not closing:
            self._open.append(name)
            self._markup(f"<{name}>")
        elif name in self._open[-1:]:
            self._open.pop()
            self._markup(f"</{name}>")

    # -- pieces -----------------------------------------------------------------------------------------

    def _chip(self, span: Span) -> None:
        self._run(on_one_line(self._slice(span), _CHIP), span, is_exact=False, chip=True)

    def _run(self, text: str, span: Span, *, is_exact: bool = True, chip: bool = False) -> None:
        if text:
            self._shows = True
            self.row.run(text, *span, is_exact=is_exact, chip=chip)

    def _slice(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _tags(block: Block) -> tuple[str, str]:
    """The tags around a block."""
    kind = block.kind
    if kind == "heading":
        level = min(max(int(block.attrs.get("level", 2)), 1), 6)
        return f"<p class=h{level}>", ""
    if kind == "cell":
        head = block.parent is not None and block.parent.attrs.get("head")
        return ("<th>" if head else "<td>"), ""
    if kind == "quote":
        return "<blockquote>", "</blockquote>"
    names = {"paragraph": "p", "item": "li", "row": "tr"}
    if kind in names:
        return f"<{names[kind]}>", ""
    return f"<div class={kind if kind in ('box', 'footnote', 'title') else 'block'}>", "</div>"
