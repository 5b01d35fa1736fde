"""Masks text that is no prose: shortcodes, template tags, directives, math.

A *hard* mask hides a template from the Markdown parser, for generators that expand templates first (the preset names
its syntaxes). The masked text keeps its length, so that every offset stays valid. It is filled with a character that is
neither white space nor punctuation, as Hugo does with its own placeholders: OBJECT_FILL where the template will show
something, NOTHING_FILL where it will not.
A *soft* mask does not affect the structure of the Markdown and only removes the text from the prose: math, directives,
attribute lists, and all template tags when the generator is unknown.
Code is never masked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.data.time_limit import matches_of
from postlint.parse.ahead import Ahead
from postlint.parse.mask_syntaxes import (
    DELIMITERS,
    END_RAW,
    OPAQUE_PAIRS,
    OPENER,
    RAW,
    TAG_NAME,
    TEMPLATE_SYNTAXES,
    compiled,
)
from postlint.parse.myst import text_directive
from postlint.parse.nodes import Mask
from postlint.spans import Span, merge_spans

#: private use characters; both are "other" to Markdown, neither space nor punctuation
OBJECT_FILL = "\ue000"
NOTHING_FILL = "\ue001"

_TICKS = lazy_pattern(r"(?<!\\)`+")
#: a fence, or the beginning of a comment of HTML or MDX, in which a fence is text
_FENCE = lazy_pattern(
    r"^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]))*[ \t]*(?:(`{3,}|~{3,})([^\n]*)$|(?P<comment><!--|\{/\*))", re.M
)
_COMMENT_ENDS = {"<!--": "-->", "{/*": "*/}"}


@lru_cache(maxsize=256)
def _compiled_ignored(pattern: str) -> re.Pattern[str]:
    """A pattern by itself: in one with others, its flags would not compile and its groups have other numbers."""
    return re.compile(pattern, re.M | re.S)


def fenced_spans(text: str, start: int = 0, *, directives: bool = False) -> list[Span]:
    """The spans of fenced code, found by lines alone; with `directives`, not of those of MyST with text in them."""
    spans: list[Span] = []
    if "```" not in text and "~~~" not in text:
        return spans
    opened: tuple[int, str] | None = None
    around: list[str] = []
    comment_end, ends = 0, {opener: Ahead(text, end) for opener, end in _COMMENT_ENDS.items()}
    for m in _FENCE.finditer(text, start):
        if m.start() < comment_end:
            continue
        fence, info = m.group(1), m.group(2)
        if fence is None:
            if opened is None:
                comment_end = ends[m["comment"]].find(m.end())
            continue
        if opened is None and around and fence.startswith(around[-1]) and not info.strip():
            around.pop()
        elif opened is None and directives and text_directive(info.rstrip()):
            around.append(fence)
        elif opened is None:
            if fence[0] == "~" or "`" not in info:
                opened = (m.start(), fence)
        elif fence[0] == opened[1][0] and len(fence) >= len(opened[1]) and not info.strip():
            spans.append(Span(opened[0], m.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened[0], len(text)))
    return spans


def covered(spans: Sequence[Span], at: int, starts: Sequence[int]) -> bool:
    """Whether one of the sorted spans (their starts given too) holds the offset."""
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < spans[index].end


def find_masks(
    text: str,
    start: int,
    syntaxes: Sequence[str],
    ignore_patterns: Sequence[str] = (),
    opaque: Sequence[str] = (),
) -> list[Mask]:
    """The masks of text that is no Markdown, from `start` on, in order, without overlap, outside of code.

    `opaque` names shortcodes whose body is no Markdown either: between ``{{< name >}}`` and ``{{< /name >}}`` of Hugo,
    between ``{% name() %}`` and ``{% end %}`` of Zola.
    """
    masks = (
        _Finder(text, start, tuple(syntaxes), frozenset(opaque)).run()
        if syntaxes and OPENER.search(text, start)
        else []
    )
    if ignore_patterns:
        found = (m for one in ignore_patterns for m in matches_of(_compiled_ignored(one), text, start))
        ignored = merge_spans([Span(*m.span()) for m in found if m.end() > m.start()])
        masks = without_overlap([*masks, *(Mask("ignored", span, text[span.start : span.end]) for span in ignored)])
    return masks


def without_overlap(masks: Iterable[Mask]) -> list[Mask]:
    """The masks in the order of the text, without those that begin within another."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: mask.span):
        if not kept or mask.span.start >= kept[-1].span.end:
            kept.append(mask)
    return kept


class _Finder:
    """Examines every opener once; a missing closer is not searched for again."""

    def __init__(self, text: str, start: int, syntaxes: tuple[str, ...], opaque: frozenset[str]) -> None:
        self._text = text
        self._opaque = opaque
        self._start = start
        self._syntaxes = syntaxes
        self._missing: set[str] = set()
        #: up to here, templates are text
        self._raw_end = start
        #: up to here, `_runs` backtick runs were counted on the line
        self._counted, self._runs = text.rfind("\n", 0, start) + 1, 0
        self._fences = fenced_spans(text, start, directives="myst" in syntaxes)
        self._fence_starts = [span.start for span in self._fences]

    def run(self) -> list[Mask]:
        masks: list[Mask] = []
        at = self._start
        while opener := OPENER.search(self._text, at):
            begin = opener.start()
            at = opener.end() if opener.group() == ":::" else begin + 1
            if covered(self._fences, begin, self._fence_starts):
                at = self._fences[bisect_right(self._fence_starts, begin) - 1].end
                continue
            found = self._match(begin, opener.group())
            if found is None or self._in_inline_code(begin):
                continue
            kind, visible, end = found
            if kind == "template" and "raw" not in self._missing:
                self._raw_end = self._end_of_raw(begin, end)
            if kind in ("template", "shortcode"):
                end = _opaque_end(self._text, self._text[begin:end], end, self._opaque) or end
            masks.append(Mask(kind if visible else f"{kind}-hidden", Span(begin, end), self._text[begin:end]))
            at = end
        return masks

    def _end_of_raw(self, begin: int, end: int) -> int:
        """Up to where templates are text after the tag at `begin`, which ends at `end`."""
        tag = TAG_NAME.match(self._text, begin)
        if tag is None or tag[1] not in RAW:
            return end
        closing = END_RAW.search(self._text, end)
        if closing is None:
            self._missing.add("raw")
            return end
        return closing.start()

    def _in_inline_code(self, at: int) -> bool:
        """Whether there is an odd number of backtick runs before `at` on its line; call it in text order."""
        line_start = self._text.rfind("\n", self._counted, at) + 1
        if line_start:
            self._counted, self._runs = line_start, 0
        self._runs += len(_TICKS.findall(self._text, self._counted, at))
        self._counted = at
        return self._runs % 2 == 1

    def _match(self, begin: int, opener: str) -> tuple[str, bool, int] | None:
        text = self._text
        if opener == "$" and begin and (text[begin - 1] in "\\$" or text[begin - 1].isalnum()):
            return None
        if opener == ":::" and text[text.rfind("\n", 0, begin) + 1 : begin].strip(" \t>"):
            return None
        for syntax in self._syntaxes:
            if begin < self._raw_end and syntax in TEMPLATE_SYNTAXES:
                continue
            for first, last, kind, visible in DELIMITERS.get(syntax, ()):
                if last not in self._missing and text.startswith(first, begin):
                    close = text.find(last, begin + len(first))
                    if close < 0:
                        self._missing.add(last)
                    elif syntax == "hugo" and (whole := _HUGO_TAG.match(text, begin)) is not None:
                        return kind, visible, whole.end()
                    else:
                        return kind, visible, close + len(last)
            for kind, visible, pattern in compiled(syntax):
                if m := pattern.match(text, begin):
                    return kind, visible, m.end()
        return None


#: a shortcode of Hugo, whose quoted values may hold the end of another: ``caption="By {{< link \"…\" >}}Ada"``
_VALUE = r"(?<=[\s=])(?:\"(?:[^\"\\\n]|\\.)*+\"|`[^`]*+`)"
_HUGO_TAG = lazy_pattern(rf"\{{\{{(?:(<)|%)(?:{_VALUE}|(?!(?(1)>|%)\}}\}}|\n\s*\n).)*+(?(1)>|%)\}}\}}", re.S)


def _opaque_end(text: str, tag: str, end: int, opaque: frozenset[str]) -> int | None:
    """The end of the closing tag of a pair with opaque content; None when the tag opens no such pair."""
    if _SELF_CLOSING.search(tag):
        return None
    name = TAG_NAME.match(tag)
    closers = OPAQUE_PAIRS.get(name.group(1)) if name else None
    if name and tag.startswith("{%") and "code" in name[1].lower():
        closers = closers or (f"end{name[1]}",)  # {% codeSample "html" %}, a tag of the site
    if name and name[1] == "set" and "=" in tag:
        closers = None  # {% set x = 1 %} has no body
    if name and name[1] in opaque:
        if tag.startswith("{%"):
            return _end_of_nested(text, end)
        if tag.startswith("{{<") and (nested := _end_of_same(text, end, name[1])):
            return nested
        closers = (f"/{name[1]}",) if tag.startswith("{{<") else closers
    if closers and tag.startswith("{{"):
        closers = tuple(one for one in closers if one.startswith("/"))  # "{{ end }}" is code in the body
    if not closers:
        return None
    closing = _closing_tag(closers).search(text, end)
    return closing.end() if closing else None


#: a shortcode of Zola with a body, or the tag that ends any; a tag without parentheses is another thing
_NESTED = lazy_pattern(r"\{%-?\s*(?:(?P<end>end)\s*-?|[\w:.-]+\((?:[^%]|%(?!\}))*+)%\}")


def _end_of_nested(text: str, at: int) -> int | None:
    """The end of the ``{% end %}`` that belongs to the shortcode of Zola whose body begins at `at`."""
    opened = 1
    for tag in _NESTED.finditer(text, at):
        opened += -1 if tag["end"] else 1
        if not opened:
            return tag.end()
    return None


def _end_of_same(text: str, at: int, name: str) -> int | None:
    """The end of the closing tag of a shortcode of Hugo whose body begins at `at`, where others of its name are in it.

    None where they are not balanced.
    """
    opened = 1
    for tag in _tags_of(name).finditer(text, at):
        opened += -1 if tag[1] else 0 if _SELF_CLOSING.search(tag[0]) else 1
        if not opened:
            return tag.end()
    return None


@lru_cache(maxsize=32)
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(r"\{\{[<%]\s*(/?)\s*" + re.escape(name) + r"(?![\w./-])[^{}]*+\}\}")


#: Hugo's ``{{< name />}}``
_SELF_CLOSING = lazy_pattern(r"/\s*-?[>%]\}\}$")


@lru_cache(maxsize=32)
def _closing_tag(names: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(name).replace("/", r"/\s*") for name in names)
    return re.compile(r"\{[{%][<%-]?\s*(?:" + alternatives + r")\s*-?[>%]?[%}]\}")


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
    if kind in ("esm", "flow", "blank"):
        filler = " "
    else:
        filler = NOTHING_FILL if kind.endswith("-hidden") or kind == "jsx" else OBJECT_FILL
    if "\n" not in stretch:
        return filler * len(stretch)
    return "\n".join(filler * len(line) for line in stretch.split("\n"))
