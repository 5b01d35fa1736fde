"""Lines that are others once templates are expanded: fences beside tags, tags around a text of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Mask
from postlint.spans import Span

#: tags on the line of a fence: before it those that leave nothing, or lines of their own; behind one any but comments,
#: which hide what follows
_BESIDE_FENCE = lazy_pattern(
    r"^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"((?:\{%-?\s*(?:(?:end)?(?:raw|verbatim)\s*-?|include\s[^%\n]*)%\}[ \t]*)+)(?=`{3}|~{3})"
    r"|(?:`{3}|~{3})[\w+-]*([ \t]*(?:\{%(?!-?\s*comment\b)[^%\n]*%\}[ \t]*)+)$",
    re.M,
)
_TAG, _NO_INDENT = lazy_pattern(r"\{%[^%\n]*%\}"), lazy_pattern(r"[^\s>]")
#: the start of a body whose lines are indented as code is
_INDENTED = lazy_pattern(r"(?:[ \t]*\n)+(?: {4}|\t)")
#: the tag that opens or closes a body: `{{< name … >}}`, `{% name(…) %}` of Zola
_AROUND = lazy_pattern(
    r"\{\{<\s*(?P<close>/?)\s*(?P<name>[\w./-]+)(?!.*/\s*>\}\}$)|\{%-?\s*(?:(?P<end>end)\b|[\w:]+\()", re.S
)


def freed_fences(text: str, start: int) -> tuple[str, list[Mask]]:
    """The text with blanks for the tags on the lines of fences, and these tags.

    Where a tag is before a fence, one of its blanks ends the line, so that the fence begins where the tag did.
    """
    masks: list[Mask] = []
    for m in _BESIDE_FENCE.finditer(text, start) if "{%" in text else ():
        first, last = m.span(2) if m[2] else m.span(3)
        indent = _NO_INDENT.sub(" ", m[1] or "")
        if m[2] and len(m[2]) <= len(indent):
            continue
        masks += [Mask("template", Span(*tag.span()), tag[0]) for tag in _TAG.finditer(text, first, last)]
        blanks = " " * (len(m[2]) - len(indent) - 1) + "\n" + indent if m[2] else " " * len(m[3])
        text = text[:first] + blanks + text[last:]
    return text, masks


def bodies_apart(text: str, masks: Sequence[Mask]) -> list[Mask]:
    """The masks, with blanks for the tags around a body: it is rendered by itself, as a text of its own.

    A tag beside other text on its line stays within that, and tags around an indented body, which themes mostly
    take the indent off.
    """
    blank: set[int] = set()
    opened: list[tuple[str, int]] = []
    for index, mask in enumerate(masks):
        m = _AROUND.match(mask.text) if mask.kind in ("shortcode", "template") else None
        if m is None:
            continue
        if not (m["close"] or m["end"]):
            opened.append((m["name"] or "", index))
        elif (name := m["name"] or "") in (names := [one for one, _ in opened]):
            partner = len(names) - 1 - names[::-1].index(name)
            first = opened[partner][1]
            if not _INDENTED.match(text, masks[first].span.end):
                blank |= {index, first}
            del opened[partner:]
    return [
        mask._replace(kind="blank") if index in blank and _alone(text, mask.span) else mask
        for index, mask in enumerate(masks)
    ]


def _alone(text: str, span: Span) -> bool:
    """Whether nothing else is on the lines of a tag."""
    end = text.find("\n", span.end)
    around = text[text.rfind("\n", 0, span.start) + 1 : span.start] + text[span.end : end if end >= 0 else None]
    return not around.strip(" \t")
