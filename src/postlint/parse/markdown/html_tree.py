"""Reads the HTML of a document: its tags and comments, and its text as blocks of the tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from postlint.parse.html_elements import INLINE, read_elements
from postlint.parse.html_scanner import scan_html
from postlint.parse.markdown.tree import TreeBuilder
from postlint.parse.nodes import Block, Comment, HtmlTag, Inline
from postlint.spans import Span


def read_html(
    root: Block, builder: TreeBuilder, masked: str, text: str, mdx_tags: Sequence[HtmlTag] | None
) -> tuple[list[HtmlTag], list[Comment]]:
    """Replace the HTML below `root` by blocks; the tags and comments in document order, each with its block.

    In MDX the tags are read before (and no comment is HTML): `mdx_tags`.
    """
    comments: list[Comment] = []
    raw: dict[int, list[Inline]] = {}
    if mdx_tags is None:
        tags: list[HtmlTag] = []
        for html in builder.found_html:
            pieces = html.pieces(text)
            raw[id(html.block)] = html.inlines(pieces, text, builder.texts)
            tags += [piece for _, _, piece in pieces if isinstance(piece, HtmlTag)]
            comments += [piece for _, _, piece in pieces if isinstance(piece, Comment)]
        for _, node in builder.found_inlines.get("html", ()):
            pieces = list(scan_html(masked, node.span.start, node.span.end, Span, text))
            tags += [piece for _, _, piece in pieces if isinstance(piece, HtmlTag)]
            comments += [piece for _, _, piece in pieces if isinstance(piece, Comment)]
    else:
        tags = list(mdx_tags)
    if not tags and not comments:
        return tags, comments
    tags.sort(key=lambda tag: tag.span)
    comments.sort(key=lambda comment: comment.span)
    if mdx_tags is not None:
        _show_tags(builder.found_blocks, tags, text)
    if raw or mdx_tags or any(tag.name not in INLINE for tag in tags):
        from postlint.parse.markdown.html_prose import HtmlProse  # a start without HTML does without

        HtmlProse(read_elements(tags), raw, mdx=mdx_tags is not None).shape(root)
        builder.found_blocks[:] = _below(root)
    return _with_blocks(builder, tags), comments


def _show_tags(blocks: Sequence[Block], tags: Sequence[HtmlTag], text: str) -> None:
    """Put the tags that were hidden from the parser among the inlines again."""
    from postlint.parse.markdown.html_inlines import split_at_tags

    starts = [tag.span.start for tag in tags]
    for block in blocks:
        if not block.inlines:
            continue
        first = bisect_right(starts, block.span.start - 1)
        last = bisect_right(starts, block.span.end - 1)
        if first < last:
            inside = [(tag.span, text[tag.span.start : tag.span.end]) for tag in tags[first:last]]
            block.inlines = split_at_tags(block.inlines, inside)


def _below(root: Block) -> Iterator[Block]:
    for child in root.children:
        yield from child.walk()


def _with_blocks(builder: TreeBuilder, tags: Sequence[HtmlTag]) -> list[HtmlTag]:
    """The tags with their leaf (else the HTML around them); inlines are assigned to their new leaf as well."""
    leaves = sorted(
        (block for block in builder.found_blocks if block.inlines or block.kind == "html"),
        key=lambda block: block.span,
    )
    starts = [block.span.start for block in leaves]

    def leaf_at(place: int) -> Block | None:
        index = bisect_right(starts, place) - 1
        return leaves[index] if index >= 0 and place < leaves[index].span.end else None

    known = {id(block) for block in builder.found_blocks}
    for found in builder.found_inlines.values():
        for index, (block, node) in enumerate(found):
            if id(block) not in known or (block.kind == "html"):
                found[index] = leaf_at(node.span.start) or block, node
    return [tag._replace(block=leaf_at(tag.span.start)) for tag in tags]
