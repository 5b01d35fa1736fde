"""A check for headings without a text, and for the comments of code that Markdown reads as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.checks.headings.mistaken import is_code, is_swapped
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.page_kinds import is_slides
from postlint.document.removal import stands_alone, whole_lines
from postlint.generators.presets import GENERIC
from postlint.parse.nodes import OBJECT, Heading
from postlint.results.hits import Edit, Fix, Hit, Severity, of_one_cause
from postlint.spans import Span

#: more of them in a post are the way of the author, and one finding
_FEW = 3


def empty_heading(doc: Document) -> Iterator[Hit]:
    """Look for headings that show nothing: no text, code, image or shortcode.

    One of HTML with an id is for a script to fill, and so is an empty element in one, where the page has scripts; one
    with a class is an icon; a template (``<%= … %>``) fills it as well. In slides, hashes alone begin a new one. Hashes
    alone between lines of text are the comments of code without a fence, and one finding; so are many empty headings,
    which are gaps. Some engines make no heading of hashes alone.
    """
    if is_slides(doc):
        return
    spans = [image.span for image in doc.images] + [code.span for code in doc.code]
    # a directive in the text shows its own: ``:blur[Rye]``
    spans += [mask.span for mask in doc.masks if not mask.kind.endswith("-hidden") or "[" in mask.text]
    found: list[Hit] = []
    scripted = any(tag.name == "script" for tag in doc.html_tags)
    for heading in doc.headings:
        if heading.text.strip(f" \t\n{OBJECT}") or is_swapped(doc, heading) or is_code(doc, heading):
            continue
        start, end = heading.span
        filled = _NAMED.match(doc.text, start, end) or (scripted and _EMPTY_ELEMENT.search(doc.text, start, end))
        filled = filled or _ICON_ELEMENT.search(doc.text, start, end)
        if not filled and not any(start <= span.start < end for span in spans):
            unknown = heading.kind == "atx" and doc.preset.name == GENERIC
            values = {"level": heading.level, "text": doc.slice(heading.span).strip()}
            severity = Severity.INFO if unknown else None
            if text := _text_below(doc, heading):
                hit = Hit(heading.span, values | {"below": text}, message="below", severity=severity)
            else:
                hit = Hit(heading.span, values, severity=severity, fix=_without(doc, heading))
            found.append(hit)
    beside = [(hit, _lines_beside(doc, hit.span)) for hit in found]
    # more hashes than one may be a heading without blank lines around it
    has_code = any(lines == 2 and hit.values["text"] == "#" for hit, lines in beside)
    yield from of_one_cause([hit for hit, lines in beside if not (lines and has_code)], _FEW)
    of_code = [hit._replace(message="code", fix=None) for hit, lines in beside if lines and has_code]
    yield from of_one_cause(of_code, 1, "code-many")


def _text_below(doc: Document, heading: Heading) -> str:
    """The one line right below two hashes and more, if it may be meant as the text of the heading."""
    if heading.kind != "atx" or heading.level == 1:
        return ""
    line, _, rest = doc.text[heading.span.end :].removeprefix("\n").partition("\n")
    is_alone = not rest.partition("\n")[0].strip()
    return line.strip() if is_alone and _TITLE.fullmatch(line) and len(line) <= _LONGEST else ""


#: the longest text of a heading, and one that is no sentence and no element of Markdown
_LONGEST = 60
_TITLE = lazy_pattern(r"\w.*[^\s.:!?。：！？,;]\s*")


def _lines_beside(doc: Document, span: Span) -> int:
    """How many of the lines right above and below some hashes are not blank; 0 for a heading of another kind."""
    if doc.slice(span).strip(" \t\n#"):
        return 0
    lines, (line, _) = len(doc.source.line_starts), doc.source.position(span.start)
    first, _ = doc.source.position(doc.front_matter.span.end)
    return sum(bool(doc.source.line(at).strip()) for at in (line - 1, line + 1) if first <= at <= lines)


#: an element that a style shows as an icon, a heading that is one; a tag of a template
_ICON_ELEMENT = lazy_pattern(
    r"<(?:(?:i|em|span|svg)\s[^<>]*\bclass(?:Name)?\s*=|h[1-6]\s[^<>]*\bclass(?:Name)?\s*=[^<>]*\bicons?\b|%)",
    re.IGNORECASE,
)
#: a heading with an id, by which a script may fill it
_NAMED = lazy_pattern(r"<h[1-6]\b[^<>]*\bid=", re.IGNORECASE)
#: an element in a heading, without text
_EMPTY_ELEMENT = lazy_pattern(r"<h[1-6][^<>]*>\s*<(\w+)\b[^<>]*></\1>", re.IGNORECASE)


def _without(doc: Document, heading: Heading) -> Fix | None:
    """Remove an empty heading with its line; one with an anchor stays, as the target of links.

    Between lines of text, it may be an empty comment in code without a fence.
    """
    if not re.fullmatch(r" {0,3}#{1,6}[ \t#]*\n?|<h([1-6])>\s*</h\1>\n?", doc.slice(heading.span), re.IGNORECASE):
        return None
    lines = whole_lines(doc, heading.block, heading.span)
    return Fix((Edit(lines, ""),)) if lines is not None and stands_alone(doc, heading.span) else None
