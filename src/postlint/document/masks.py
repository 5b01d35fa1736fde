"""Finds what is no prose although it stands in the text: shortcodes, template tags, directives, math.

A *hard* mask hides a template from the Markdown parser, as a generator does that expands templates first
(the preset names its syntaxes). The hidden stretch keeps its length, so that every offset stays true. It is
filled with a character that is neither white space nor punctuation, as Hugo does with its own placeholders:
OBJECT_FILL where something will stand in the text, NOTHING_FILL where nothing will.
A *soft* mask leaves the structure as Markdown reads it and only takes the stretch out of the prose: math,
directives, attribute lists, and all template tags when the generator is not known.
Code is never touched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from postlint.document.nodes import Mask
from postlint.findings import Span

#: private use characters; both are "other" to Markdown, neither space nor punctuation
OBJECT_FILL = "\ue000"
NOTHING_FILL = "\ue001"

_FENCE = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]))*[ \t]*(`{3,}|~{3,})([^\n]*)$", re.M)

#: the syntaxes that a generator expands before it reads Markdown
TEMPLATE_SYNTAXES = ("hugo", "liquid", "nunjucks")
#: every syntax: what is taken out of the prose
ALL_SYNTAXES = (*TEMPLATE_SYNTAXES, "directive", "math", "attributes")

#: the patterns of each template syntax: (kind, whether something stands there in the text, pattern)
_SYNTAXES: dict[str, tuple[tuple[str, bool, str], ...]] = {
    "hugo": (("shortcode", True, r"\{\{[<%].*?[>%]\}\}"),),
    "liquid": (("template", True, r"\{%.*?%\}"), ("template", True, r"\{\{(?![<%]).*?\}\}")),
    "nunjucks": (
        ("template", True, r"\{%.*?%\}"),
        ("template", True, r"\{\{(?![<%]).*?\}\}"),
        ("comment", False, r"\{#(?=[\s-]).*?#\}"),
    ),
    "directive": (("directive", False, r"^[ \t>]*:{3,}[ \t]*[\w-]*(?:\{[^}\n]*\})?"),),
    "math": (
        ("math", True, r"(?<![\\$])\$\$(?!\$).+?(?<!\\)\$\$(?!\$)"),
        (
            "math",
            True,
            r"(?<![\\$\w])\$(?=[^\s$])(?=[^$\n]*[\\^_={}]|[A-Za-z]\$)[^$\n]*?(?<=[^\s\\])\$(?![\d$])",
        ),
    ),
    # kramdown and goldmark attribute lists: {: .class}, {#id}, {.class}
    "attributes": (("attributes", False, r"\{:[^{}\n]*\}|(?<=[ \t)\]])\{[#.][\w.:# =\"'-]*\}"),),
}

#: tags whose content is code or is never shown: opening name -> closing name
_OPAQUE_PAIRS = {
    "highlight": ("endhighlight", "/highlight"),
    "codeblock": ("endcodeblock",),
    "code": ("endcode", "/code"),
    "comment": ("endcomment", "/comment"),
    "mermaid": ("/mermaid",),
    "math": ("/math",),
    "katex": ("/katex", "endkatex"),
    "raw-html": ("/raw-html",),
    "rawhtml": ("/rawhtml",),
    "mathjax": ("endmathjax",),
    "javascript": ("endjavascript",),
}
TAG_NAME = re.compile(r"\{[{%][<%-]?\s*(/?[\w.-]+)")


@lru_cache(maxsize=64)
def _finder(syntaxes: tuple[str, ...], ignore_patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One alternation over all patterns; the group's name tells kind and fill."""
    parts: dict[str, None] = {}
    for syntax in syntaxes:
        for kind, visible, pattern in _SYNTAXES.get(syntax, ()):
            parts[f"{kind}\0{int(visible)}\0{pattern}"] = None
    groups = []
    for number, part in enumerate(parts):
        kind, flag, pattern = part.split("\0")
        groups.append(f"(?P<{kind}_{flag}_{number}>{pattern})")
    groups += [f"(?P<ignored_1_{1000 + n}>{pattern})" for n, pattern in enumerate(ignore_patterns)]
    return re.compile("|".join(groups), re.M | re.S)


def _triggers(syntaxes: Sequence[str], ignore_patterns: Sequence[str], text: str) -> bool:
    """Whether the text can hold a match at all: most posts have no template syntax, and looking costs time."""
    if ignore_patterns or ("{" in text and tuple(syntaxes) != ("math",)):
        return True
    return ("math" in syntaxes and "$" in text) or ("directive" in syntaxes and ":::" in text)


def fenced_spans(text: str, start: int = 0) -> list[Span]:
    """Where fenced code stands, as far as lines alone tell."""
    spans: list[Span] = []
    opened: tuple[int, str] | None = None
    for m in _FENCE.finditer(text, start):
        fence, info = m.group(1), m.group(2)
        if opened is None:
            if fence[0] == "~" or "`" not in info:
                opened = (m.start(), fence)
        elif fence[0] == opened[1][0] and len(fence) >= len(opened[1]) and not info.strip():
            spans.append(Span(opened[0], m.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened[0], len(text)))
    return spans


def in_inline_code(text: str, at: int) -> bool:
    """Whether an odd number of backtick runs stands before `at` in its paragraph's line."""
    line_start = text.rfind("\n", 0, at) + 1
    before = text[line_start:at]
    return "`" in before and len(re.findall(r"(?<!\\)`+", before)) % 2 == 1


def covered(spans: Sequence[Span], at: int, starts: Sequence[int]) -> bool:
    """Whether one of the sorted spans (their starts given too) holds the offset."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < spans[index].end


def find_masks(text: str, start: int, syntaxes: Sequence[str], ignore_patterns: Sequence[str] = ()) -> list[Mask]:
    """The stretches of `text` from `start` on that are no Markdown, in order, without overlap, outside of code."""
    if not (syntaxes or ignore_patterns) or not _triggers(syntaxes, ignore_patterns, text):
        return []
    finder = _finder(tuple(syntaxes), tuple(ignore_patterns))
    fences = fenced_spans(text, start)
    fence_starts = [span.start for span in fences]
    masks: list[Mask] = []
    at = start
    while m := finder.search(text, at):
        begin, end = m.span()
        group = m.lastgroup or ""
        if end == begin or covered(fences, begin, fence_starts) or in_inline_code(text, begin):
            at = begin + 1
            continue
        kind, flag, _ = group.rsplit("_", 2)
        if kind == "template" or kind == "shortcode":
            end = _opaque_end(text, m.group(), end, fences, fence_starts) or end
        visible = flag == "1"
        masks.append(Mask(kind if visible else f"{kind}-hidden", Span(begin, end), text[begin:end]))
        at = end
    return masks


def _opaque_end(text: str, tag: str, end: int, fences: Sequence[Span], starts: Sequence[int]) -> int | None:
    """Where the closing tag of a pair with opaque content ends; None when the tag opens no such pair."""
    name = TAG_NAME.match(tag)
    closers = _OPAQUE_PAIRS.get(name.group(1)) if name else None
    if not closers:
        return None
    alternatives = "|".join(re.escape(closer) for closer in closers)
    closing = re.compile(r"\{[{%][<%-]?\s*(?:" + alternatives + r")\s*-?[>%]?[%}]\}").search(text, end)
    return closing.end() if closing else None


def apply_masks(text: str, masks: Iterable[Mask]) -> str:
    """The text with every mask filled; line breaks stay."""
    parts: list[str] = []
    at = 0
    for mask in masks:
        parts.append(text[at : mask.span.start])
        parts.append(_fill(text[mask.span.start : mask.span.end], mask.kind))
        at = mask.span.end
    parts.append(text[at:])
    return "".join(parts)


def _fill(stretch: str, kind: str) -> str:
    if kind in ("esm", "flow"):
        filler = " "
    else:
        filler = NOTHING_FILL if kind.endswith("-hidden") or kind == "jsx" else OBJECT_FILL
    if "\n" not in stretch:
        return filler * len(stretch)
    return "\n".join(filler * len(line) for line in stretch.split("\n"))
