"""Scans HTML tags, their attributes and comments, each with its span."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Comment, HtmlTag
from postlint.spans import Span

#: maps offsets in the scanned text to a span of the source
Place = Callable[[int, int], Span]
#: start and end in the scanned text, and a tag, a comment, or None for a declaration or instruction
Piece = tuple[int, int, HtmlTag | Comment | None]

_TAG = lazy_pattern(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]*)"
    r"(?P<attrs>(?:\s+[^\s\"'=<>/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?|\s*/(?!>))*)"
    r"\s*(?P<self>/?)>"
)
_ATTRIBUTE = lazy_pattern(
    r"(?P<name>[^\s\"'=<>/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)
#: a tag as browsers accept it: no space between attributes, `=` and quotes in bare values
_LOOSE_TAG = lazy_pattern(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]*)(?P<attrs>(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)(?<!/)(?P<self>/?)>"
)
_LOOSE_ATTRIBUTE = lazy_pattern(
    r"(?P<name>[^\s\"'=<>/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+)))?"
)
#: the greatest length of a tag, so that a thousand unclosed quotes cost little; the data of a picture do not count
_LONGEST = 4000
_DATA = lazy_pattern(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]{1000,}+")
#: elements whose content a browser takes as text
_RAW_TEXT = frozenset(("script", "style", "textarea"))
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_DECLARATION = lazy_pattern(r"<!--|<\?|<!\[CDATA\[|<![A-Za-z]")


def scan_html(text: str, start: int, end: int, place: Place, source: str, *, loose: bool = False) -> Iterator[Piece]:
    """The tags and comments in ``text[start:end]``; `loose` takes tags as browsers do, not as Markdown.

    `place` maps to `source`, from which the values of attributes are read: `text` may be masked.
    """
    at = start
    unclosed: set[str] = set()
    data: list[Span] | None = None  # found in one go from the first tag that may hold some; the next one is the last
    while (at := text.find("<", at, end)) >= 0:
        limit = min(end, at + _LONGEST)
        if limit < end and text.find(";base64,", at, limit) >= 0:
            data = [Span(*m.span()) for m in _DATA.finditer(text, at, end)][::-1] if data is None else data
            while data and data[-1].start < at:
                data.pop()
            # no more than four of them begin within the greatest length
            limit = min(end, limit + sum(one.end - one.start for one in data[-4:] if one.start < at + _LONGEST))
        m = _TAG.match(text, at, limit) or (_LOOSE_TAG.match(text, at, limit) if loose else None)
        if m is not None:
            tag = _tag(m, place, source)
            yield at, m.end(), tag
            at = m.end()
            if tag.name in _RAW_TEXT and tag.name not in unclosed and not tag.closing and not tag.self_closing:
                closing = re.compile(f"</{tag.name}", re.I).search(text, at, end)
                if closing is None:
                    unclosed.add(tag.name)  # nor will the next one be
                else:
                    at = closing.start()
        elif declared := _DECLARATION.match(text, at, end):
            closer = _ENDS.get(declared.group(), ">")
            close = text.find(closer, declared.end(), end)
            if close < 0:
                return
            close += len(closer)
            span = place(at, close)
            comment = Comment(source[span.start + 4 : span.end - 3], span, "html") if closer == "-->" else None
            yield at, close, comment
            at = close
        else:
            at += 1


def _tag(m: re.Match[str], place: Place, source: str) -> HtmlTag:
    values, spans = _attributes(m, place, source)
    return HtmlTag(
        name=m.group("name").lower(),
        span=place(*m.span()),
        attrs=values,
        attr_spans=spans,
        closing=bool(m.group("closing")),
        self_closing=bool(m.group("self")),
    )


def _attributes(tag: re.Match[str], place: Place, source: str) -> tuple[Mapping[str, str | None], Mapping[str, Span]]:
    values: dict[str, str | None] = {}
    spans: dict[str, Span] = {}
    pattern = _ATTRIBUTE if tag.re is _TAG else _LOOSE_ATTRIBUTE
    for m in pattern.finditer(tag.string, tag.start("attrs"), tag.end("attrs")):
        name = m.group("name").lower()
        if name in values:
            continue
        group = next((g for g in ("double", "single", "bare") if m.group(g) is not None), None)
        if group is None:
            at = place(m.end() - 1, m.end()).end
            values[name], spans[name] = None, Span(at, at)
        else:
            value = m.span(group)
            if value[0] == value[1]:
                at = place(value[0] - 1, value[0]).end
                spans[name] = Span(at, at)
            else:
                spans[name] = place(*value)
            values[name] = html.unescape(source[spans[name].start : spans[name].end])
    return values, spans
