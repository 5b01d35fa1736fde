"""Finds shortcodes and template tags that are opened and never closed, or closed and never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Mask, SyntaxProblem
from postlint.spans import Span

#: a slash that closes stands after the name, white space or a quotation mark; any other ends a value: ``href=//mill/``
_HUGO = lazy_pattern(
    r"\{\{[<%]-?\s*(?P<close>/?)\s*(?P<name>[\w./-]*[\w.-])"
    r"(?:(?P<alone>/)|.*?(?:(?<=[\s\"'`])(?P<self>/)|(?<!\s)))\s*-?[>%]\}\}$",
    re.S,
)
_LIQUID = lazy_pattern(r"\{%-?\s*(?P<name>\w+)(?P<rest>.*?)-?%\}$", re.S)
#: block tags of Liquid and Octopress, each closed by "end" and its name
_LIQUID_BLOCKS = frozenset(
    ("if", "unless", "for", "case", "capture", "tablerow", "raw", "highlight", "comment", "codeblock")
)
#: those of Nunjucks, Jinja and Tera, of whose names plugins of Jekyll have tags that are not closed
_OTHER_BLOCKS = ("block", "macro", "call", "filter", "set_block")


#: what begins text that templates do not read; it may stand in fenced code, where no tag is masked
_RAW = lazy_pattern(r"\{%-?\s*raw\b")


def unbalanced(masks: Sequence[Mask], outside: Sequence[Mask], text: str) -> list[SyntaxProblem]:
    """The tags without their partner. A shortcode that is never closed in the post counts as self-closing.

    Markdown may take the partner for code, and templates are read before that: what has none among the masks
    `outside` of code must have none among all, either.
    """
    found = _without_partner(outside, text)
    if not found or len(masks) == len(outside):
        return found
    places = {problem.span for problem in _without_partner(masks, text)}
    return [problem for problem in found if problem.span in places]


def _without_partner(masks: Sequence[Mask], text: str) -> list[SyntaxProblem]:
    hugo = [(m, mask) for mask in masks if mask.kind == "shortcode" and (m := _HUGO.match(mask.text))]
    liquid = [(m, mask) for mask in masks if mask.kind == "template" and (m := _LIQUID.match(mask.text))]
    return [*_hugo(hugo), *_liquid(liquid, text)]


def _hugo(tags: Sequence[tuple[re.Match[str], Mask]]) -> Iterator[SyntaxProblem]:
    closed_somewhere = {m.group("name") for m, _ in tags if m.group("close")}
    open_tags: list[tuple[str, Span]] = []
    for m, mask in tags:
        name = m.group("name")
        if _paired_in_mask(mask.text, name) or m.group("self") or m.group("alone"):
            continue
        if not m.group("close"):
            if name in closed_somewhere:
                open_tags.append((name, mask.span))
        elif name in (opened := [n for n, _ in open_tags]):
            del open_tags[len(opened) - 1 - opened[::-1].index(name)]
        else:
            yield SyntaxProblem("shortcode", mask.span, f"the shortcode '{name}' is closed here but was not opened")
    for name, span in open_tags:
        yield SyntaxProblem("shortcode", span, f"the shortcode '{name}' is opened here and never closed")


def _paired_in_mask(text: str, name: str) -> bool:
    """Whether the mask holds both the opening and the closing tag (its content is code)."""
    return text.count("{{") > 1 and re.search(r"\{\{[<%]\s*/\s*" + re.escape(name), text) is not None


def _liquid(tags: Sequence[tuple[re.Match[str], Mask]], text: str) -> Iterator[SyntaxProblem]:
    open_tags: list[tuple[str, Span]] = []
    raw = False
    first_raw = found.start() if (found := _RAW.search(text)) else len(text)
    names = {m.group("name") for m, _ in tags}
    blocks = _LIQUID_BLOCKS.union(name for name in _OTHER_BLOCKS if f"end{name}" in names)
    of_zola = "end" in names  # it closes any tag, and these have parentheses
    for m, mask in tags:
        name = m.group("name")
        if raw and name != "endraw":
            continue
        if mask.text.count("{%") > 1 or (of_zola and m.group("rest").startswith("(")):
            continue
        if name in blocks:
            open_tags.append((name, mask.span))
            raw = name == "raw"
        elif name.startswith("end") and name[3:] in blocks:
            raw = False
            if open_tags and open_tags[-1][0] == name[3:]:
                open_tags.pop()
            elif name != "endraw" or mask.span.start < first_raw:
                message = f"'{name}' closes a tag that is not open here"
                yield SyntaxProblem("shortcode", mask.span, message)
    for name, span in open_tags:
        yield SyntaxProblem("shortcode", span, f"the tag '{name}' is opened here and never closed")
