"""Lines that are others once templates are expanded: fences beside tags, tags around a text of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Mask
from postlint.spans import Span

#: tags on the line of a fence: those that leave nothing before it, any behind one
_BESIDE_FENCE = lazy_pattern(
    r"^([ \t>]*)(\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}[ \t]*)(?=`{3}|~{3})"
    r"|(?:`{3}|~{3})([ \t]*(?:\{%[^%\n]*%\}[ \t]*)+)$",
    re.M,
)
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
        indent = m[1] or ""
        if m[2] and len(m[2]) <= len(indent):
            continue
        tag = text[first:last].strip()
        at = text.index(tag, first)
        masks.append(Mask("template", Span(at, at + len(tag)), tag))
        blanks = " " * (len(m[2]) - len(indent) - 1) + "\n" + indent if m[2] else " " * len(m[3])
        text = text[:first] + blanks + text[last:]
    return text, masks


def bodies_apart(text: str, masks: Sequence[Mask]) -> list[Mask]:
    """The masks, with blanks for the tags around a body: it is rendered by itself, as a text of its own.

    A tag beside other text on its line stays within that.
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
            blank |= {index, opened[partner][1]}
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
