"""The entry point of the parser: text to a Parsed, through masks, mistune and the tree builder."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.parse.markdown.block_state import SpanBlockState
from postlint.parse.markdown.blocks import SpanBlockParser
from postlint.parse.markdown.html_tree import read_html
from postlint.parse.markdown.inlines import SpanInlineParser
from postlint.parse.markdown.tree import TreeBuilder
from postlint.parse.mask_syntaxes import ALL_SYNTAXES, PLUGIN_SYNTAXES, TEMPLATE_SYNTAXES
from postlint.parse.masks import OBJECT_FILL, apply_masks, covered, fenced_spans, find_masks
from postlint.parse.mdx import read_mdx
from postlint.parse.nodes import Block, Comment, Definition, HtmlTag, Inline, Mask, Reference, SyntaxProblem
from postlint.parse.shortcodes import unbalanced
from postlint.parse.template_lines import bodies_apart, freed_fences
from postlint.records import NamedTuple
from postlint.spans import Span


class Parsed(NamedTuple):
    """The result of the parser. `masked` is the text that mistune reads: as long as `text`, templates hidden."""

    text: str
    masked: str
    root: Block
    #: every block below the root, in document order
    blocks: tuple[Block, ...]
    #: every inline but text and line breaks, by kind, each with its block, in document order
    inlines: Mapping[str, Sequence[tuple[Block, Inline]]]
    masks: tuple[Mask, ...]
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...]
    comments: tuple[Comment, ...]
    html_tags: tuple[HtmlTag, ...]
    problems: tuple[SyntaxProblem, ...]
    #: definition by key, the first of each
    targets: Mapping[str, Definition]


@lru_cache(maxsize=8)
def _parsers(mdx: bool, syntaxes: frozenset[str]) -> tuple[SpanBlockParser, SpanInlineParser]:
    """mistune's parsers, built once for each process: they have no state of a document, only compiled patterns."""
    hard_wrap = "hard-wraps" in syntaxes
    return SpanBlockParser(mdx=mdx, syntaxes=sorted(syntaxes)), SpanInlineParser(mdx=mdx, hard_wrap=hard_wrap)


def parse_markdown(
    text: str,
    *,
    start: int = 0,
    dialect: str = "markdown",
    shortcodes: Sequence[str] = (),
    syntaxes: Collection[str] = (),
    opaque: Sequence[str] = (),
    ignore_patterns: Sequence[str] = (),
) -> Parsed:
    """Parse `text` from `start` (the end of the front matter) on.

    `shortcodes` names template languages (see `masks`), `syntaxes` those of the generator beyond GFM (see `blocks`).
    """
    mdx = dialect == "mdx"
    comments: list[Comment] = []
    problems: list[SyntaxProblem] = []
    hard = () if mdx else tuple(s for s in (*TEMPLATE_SYNTAXES, *PLUGIN_SYNTAXES) if s in shortcodes)
    hard += tuple(s for s in ("myst",) if s in syntaxes)
    templates = not {"liquid", "nunjucks"}.isdisjoint(hard)
    freed, on_fences = freed_fences(text, start) if templates else (text, [])
    masks = find_masks(freed, start, hard, opaque=opaque)
    masked = apply_masks(freed, bodies_apart(freed, masks))
    if mdx:
        found = read_mdx(masked, text, start)
        masked = found.masked
        masks = sorted([*masks, *found.masks], key=lambda mask: mask.span)
        comments, problems = list(found.comments), list(found.problems)
    if "spaces-in-targets" in syntaxes and "](" in masked:
        masked = _with_spaced_targets(masked, start)
    block_parser, inline_parser = _parsers(mdx, frozenset(syntaxes))
    env: dict[str, Any] = {"ref_links": {}, "definition_keys": set(), "footnote_keys": set()}
    state = SpanBlockState()
    state.env = env
    body = masked[start:]
    state.process(body if body.endswith("\n") else body + "\n")
    state.map.add(0, len(body), start)
    block_parser.parse(state)
    soft_syntaxes = [s for s in ALL_SYNTAXES if s not in hard and not (mdx and s in TEMPLATE_SYNTAXES)]
    soft_syntaxes += [s for s in ("text-directives",) if s in syntaxes]
    soft = find_masks(masked, start, soft_syntaxes, ignore_patterns)
    builder = TreeBuilder(inline_parser, env, text, soft)
    root = Block("document", Span(start, len(text)))
    root.children = builder.blocks(state.tokens, root)
    tags, html_comments = read_html(root, builder, masked, text, found.tags if mdx else None)
    comments += html_comments
    code = [block.span for block in builder.found_blocks if block.kind == "code"]
    code_starts = [span.start for span in code]
    masks = sorted([*masks, *on_fences, *soft], key=lambda mask: mask.span)
    outside = [mask for mask in masks if not covered(code, mask.span.start, code_starts)]
    problems += unbalanced(masks, outside, text)
    definitions, references = _labels(builder)
    return Parsed(
        text=text,
        masked=masked,
        root=root,
        blocks=tuple(builder.found_blocks),
        inlines=builder.found_inlines,
        masks=tuple(outside),
        definitions=definitions,
        references=references,
        comments=tuple(sorted(comments, key=lambda c: c.span)),
        html_tags=tuple(tags),
        problems=tuple(problems),
        targets={d.key: d for d in reversed(definitions) if not d.footnote},
    )


def _with_spaced_targets(text: str, start: int) -> str:
    """The text with the spaces in targets filled, so that these are read as one; not in code."""
    fences = fenced_spans(text, start)
    starts = [span.start for span in fences]

    def filled(found: re.Match[str]) -> str:
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        in_code = line.count("`") % 2 == 1 or covered(fences, found.start(), starts)
        return found[0] if in_code else found[0].replace(" ", OBJECT_FILL)

    return _SPACED_TARGET.sub(filled, text)


#: an address on the site itself with spaces in it, without a title behind it: ``[May](/notes/May 8.pdf)``
_SPACED_TARGET = lazy_pattern(
    r"(?<=\]\()(?:\.{0,2}/[^()<>\"'\n ]{0,300} [^()<>\"'\n]{0,299}[^()<>\"'\n ]"
    r"|[^()<>\"'\n:;, ]{1,200} [^()<>\"'\n:;,]{0,200}\.(?:md|html?|pdf|png|jpe?g|gif|svg|webp))(?=\))"
)


def _labels(builder: TreeBuilder) -> tuple[tuple[Definition, ...], tuple[Reference, ...]]:
    """Definitions and the references that resolve; `passages.undefined_references` finds those that do not."""
    references: list[Reference] = []
    used: set[tuple[bool, str]] = set()
    for kind in ("link", "image", "footnote"):
        for _, node in builder.found_inlines.get(kind, ()):
            key = node.attrs.get("key")
            if key is not None:
                used.add((kind == "footnote", key))
                references.append(Reference(node.attrs["label"], key, node.span, True, kind == "footnote"))
    found = [block for block in builder.found_blocks if block.kind in ("definition", "footnote")]
    definitions = []
    for block in found:
        attrs, footnote = block.attrs, block.kind == "footnote"
        url_span = Span(attrs.get("url_start", block.span.start), attrs.get("url_end", block.span.start))
        definitions.append(
            Definition(
                label=attrs["label"],
                key=attrs["key"],
                url=builder.target(attrs.get("url", ""), url_span),
                span=block.span,
                url_span=url_span,
                footnote=footnote,
                duplicate=attrs["duplicate"],
                used=(footnote, attrs["key"]) in used,
            )
        )
    return tuple(definitions), tuple(sorted(references, key=lambda r: r.span))
