"""Functions on inlines with HTML tags: names of tags, white space at ends, tags that were hidden from the parser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Inline
from postlint.spans import Span

TAG_NAME = lazy_pattern(r"<(/?)([A-Za-z][\w.:-]*)")
_BREAKS = ("softbreak", "break")


def tag_name(node: Inline) -> str:
    """The lower-case name of an inline that is a tag; "" for any other."""
    m = TAG_NAME.match(node.text) if node.kind == "html" else None
    return m[2].lower() if m else ""


def trimmed(inlines: Sequence[Inline]) -> list[Inline]:
    """Inlines without white space and comments at their ends."""
    kept = list(inlines)
    while kept and _is_unseen(kept[-1]):
        kept.pop()
    first = next((at for at, node in enumerate(kept) if not _is_unseen(node)), 0)
    kept = kept[first:]
    if kept and kept[0].kind == "text":
        kept[0] = _stripped(kept[0], left=True)
    if kept and kept[-1].kind == "text":
        kept[-1] = _stripped(kept[-1], left=False)
    return kept


def is_space(node: Inline) -> bool:
    """Whether an inline is a break or white space."""
    return node.kind in _BREAKS or (node.kind == "text" and not node.text.strip())


def _is_unseen(node: Inline) -> bool:
    return is_space(node) or (node.kind == "html" and node.text.startswith("<!--"))


def _stripped(node: Inline, *, left: bool) -> Inline:
    """A text without white space at one end, if it is verbatim in the source."""
    text = node.text.lstrip() if left else node.text.rstrip()
    cut = len(node.text) - len(text)
    if not cut or len(node.runs) != 1 or node.runs[0][1] != node.runs[0][3]:
        return node
    start = node.runs[0][2] + (cut if left else 0)
    return Inline("text", Span(start, start + len(text)), text, runs=((0, len(text), start, len(text)),))


def split_at_tags(inlines: Sequence[Inline], tags: Sequence[tuple[Span, str]]) -> list[Inline]:
    """The inlines with a node of kind html for each tag (its span and text) that was hidden from the parser."""
    result: list[Inline] = []
    at = 0
    for node in inlines:
        while at < len(tags) and tags[at][0].end <= node.span.start:
            at += 1
        inside = []
        index = at
        while index < len(tags) and tags[index][0].start < node.span.end:
            inside.append(tags[index])
            index += 1
        if not inside:
            result.append(node)
        elif node.kind == "text":
            result.extend(_text_and_tags(node, inside))
        else:
            if node.children:
                node.children = split_at_tags(node.children, inside)
            result.append(node)
    return result


def _text_and_tags(node: Inline, tags: Sequence[tuple[Span, str]]) -> Iterator[Inline]:
    start, at = node.span.start, 0
    for span, text in tags:
        first = at
        while at < len(node.runs) and node.runs[at][2] + node.runs[at][3] <= span.start:
            at += 1
        if at > first:
            yield _of_runs(node, node.runs[first:at], Span(start, span.start))
        yield Inline("html", span, text)
        start = span.end
    if at < len(node.runs):
        yield _of_runs(node, node.runs[at:], Span(start, node.span.end))


def _of_runs(node: Inline, runs: Sequence[tuple[int, int, int, int]], span: Span) -> Inline:
    first = runs[0][0]
    text = node.text[first : runs[-1][0] + runs[-1][1]]
    moved = [(here - first, length, there, extent) for here, length, there, extent in runs]
    return Inline("text", span, text, runs=moved)
