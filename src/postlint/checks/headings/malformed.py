"""A check on malformed headings, which Markdown reads as plain text, and on text that it reads as headings."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from postlint.checks.headings.mistaken import (
    is_code,
    is_doubled,
    is_fields,
    is_in_element,
    is_paragraph,
    is_swallowed,
    shown_text,
)
from postlint.checks.headings.tight import tight_headings
from postlint.data.patterns import lazy_pattern
from postlint.document.code_lines import is_code_line
from postlint.document.document import Document
from postlint.document.quotations import in_marks
from postlint.generators.presets import GENERIC
from postlint.parse.nodes import Block, Heading
from postlint.results.hits import Edit, Fix, Hit, Severity, of_one_cause
from postlint.spans import Span

#: from so many of a kind on, they are a habit of the post and one finding
_A_HABIT = 4
_STOPS = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？", "：", "؟", "،", "؛", "।", "~", "～", "〜")


def malformed_heading(doc: Document, *, bold_max_length: int, bold_allowed: Sequence[str]) -> Iterator[Hit]:
    """Look for hashes without a space before or after, paragraphs that a line below makes headings, and bold lines.

    A bold line counts as a heading when it is a whole paragraph of at most `bold_max_length` characters, ends without a
    stop, matches none of the patterns `bold_allowed`, has text before and after it and is not the title of a box. One
    right under a heading is its subtitle, one that a colon introduces an example. Four or more of a kind in a post are
    one finding; of fewer bold lines, one before a list may be its label. Bold lines are infos: many authors want
    them. A page that shows what Markdown looks like is left alone.
    """
    if doc.is_specimen:
        return
    hashes = list(_hashes_without_space(doc))
    yield from of_one_cause([hit for hit in hashes if hit.message == "indented"], _A_HABIT - 1, "indented-many")
    hashes = [hit for hit in hashes if hit.message != "indented"]
    many = "no-space-many-unknown" if hashes and hashes[0].message.endswith("-unknown") else "no-space-many"
    yield from of_one_cause(hashes, _A_HABIT - 1, many)
    underlined: list[Hit] = []
    for heading in doc.headings:
        written = doc.slice(heading.span).rstrip()
        in_conflict = written.endswith("\n" + "=" * 7) and "<" * 7 in doc.text  # merge-conflict reports it
        is_open = written.count("$$") % 2 == 1  # the mark may be a part of a formula
        if is_paragraph(doc, heading) and not (is_fields(doc, heading) or is_open or in_conflict):
            underlined.append(_underlined(doc, heading))
        closing = re.search(r"(?<=[^\\#\s])(#{2,})$", written) if written.endswith("##") else None
        # Python-Markdown takes closing hashes without a space away, as old engines do that are not known
        kept = doc.preset.name != GENERIC and "tight-headings" not in doc.preset.markdown
        if is_doubled(doc, heading):
            yield _doubled(doc, heading)
        elif heading.kind == "atx" and kept and closing and len(closing[1]) == heading.level:
            at = heading.span.start + closing.start()
            span = Span(at, at + heading.level)
            fix = Fix((Edit(Span(at, at), " "),), safe=False)  # a note of music may be meant: F##
            yield Hit(span, {"marks": closing[1]}, message="closing", fix=fix)
    # kramdown and Python-Markdown read on to the end of the element, whatever our reader makes of it
    read_on = "markdown-attribute" in doc.preset.markdown
    in_elements = [hit for hit in underlined if hit.message == "element" and not read_on]
    yield from of_one_cause(in_elements, 1, "element-many")
    yield from of_one_cause([hit for hit in underlined if hit.message == "code"], 1, "code-many")
    others = [hit for hit in underlined if hit.message not in ("element", "code")]
    yield from of_one_cause(others, _A_HABIT - 1, "underlined-many", of="underlined")
    bold = list(_bold_lines(doc, bold_max_length, [lazy_pattern(one, re.IGNORECASE) for one in bold_allowed]))
    few = len(bold) < _A_HABIT
    yield from of_one_cause([one for one, after in bold if not few or after.kind != "list"], _A_HABIT - 1, "bold-many")


def _doubled(doc: Document, heading: Heading) -> Hit:
    """A hit on the first hashes of a heading that has them twice; the second ones are shown."""
    start = doc.text.find("#", heading.span.start)
    end = doc.text.find("#", start + heading.level)
    values = {"marks": doc.text[start : start + heading.level], "text": heading.text.strip()}
    fix = Fix((Edit(Span(start, end), ""),), safe=False)
    return Hit(Span(start, start + heading.level), values, "doubled", fix=fix)


def _underlined(doc: Document, heading: Heading) -> Hit:
    """A hit on the line below a paragraph; a blank line before it makes it a line between paragraphs.

    Where it underlines the last line alone, that line needs the blank line.
    """
    if is_in_element(doc, heading):
        # where the engine is not known, it may read on to the end of the element
        return Hit(heading.span, {}, "element", Severity.INFO if doc.preset.name == GENERIC else None)
    if is_code(doc, heading):
        return Hit(heading.span, {}, message="code")
    lines = doc.slice(heading.span).rstrip()
    start = heading.span.start + lines.rfind("\n") + 1
    if is_swallowed(doc, heading):
        end, start = start - 1, heading.span.start + lines.rfind("\n", 0, start - heading.span.start - 1) + 1
        fix = Fix((Edit(Span(start, start), "\n"),), safe=False)
        return Hit(Span(start, end), {"text": doc.text[start:end].strip()}, message="swallowed", fix=fix)
    quoted = _QUOTE.match(doc.text, start)
    before = quoted[0] if quoted is not None else ""
    line = Span(start + len(before), heading.span.start + len(lines))
    fix = Fix((Edit(Span(start, start), before.rstrip() + "\n"),), safe=False)
    values = {"text": doc.slice(line).strip()[:3]}
    if values["text"] == "-":
        return Hit(line, values, message="item", severity=Severity.INFO, fix=fix)  # the text may look well as a heading
    return Hit(line, values, message="underlined" if shown_text(doc, heading) else "underlined-image", fix=fix)


#: the marks of quotations that a line begins with
_QUOTE = lazy_pattern(r"(?:[ \t]*>)+[ \t]?")


def _hashes_without_space(doc: Document) -> Iterator[Hit]:
    """A hit for each; engines differ, so where none is known, and most headings of the post are so, it takes them.

    One that is only indented is a paragraph where the engine is known to want its hashes at the start of the line.
    """
    found, unknown = tight_headings(doc), doc.preset.name == GENERIC
    if unknown and len(found) > max(1, sum(heading.kind == "atx" for heading in doc.headings)):
        return
    severity = Severity.INFO if unknown else None
    for (start, after), rest, alone in found:
        marks, special = doc.text[start:after], rest[0].isspace()
        if rest[0] in " \t":
            indent = Span(doc.text.rfind("\n", 0, start) + 1, start)
            values = {"marks": marks, "text": rest.strip()}
            yield Hit(Span(start, after), values, message="indented", fix=Fix((Edit(indent, ""),)))
            continue
        gap = Span(after, after + 1) if special else Span(after, after)
        # one hash may be a hashtag, and the lines around may become something else than text
        safe = len(marks) > 1 and alone and (special or _is_title(rest.strip())) and _is_new(doc, rest)
        fix = Fix((Edit(gap, " "),), safe=safe)
        values = {"marks": marks, "text": rest.strip()}
        message = "other-space" if special else "no-space"
        if special:
            values["space"] = f"{unicodedata.name(rest[0], 'control character').lower()}, U+{ord(rest[0]):04X}"
        message += "-unknown" if unknown else ""
        yield Hit(Span(start, gap.end), values, message=message, severity=severity, fix=fix)


def _is_new(doc: Document, text: str) -> bool:
    """Whether no heading has that text yet: of two with the same text, one gets another id."""
    return all(heading.text.strip().casefold() != text.strip().casefold() for heading in doc.headings)


def _is_title(text: str) -> bool:
    """Whether a text after hashes can be nothing but a heading: no channel, macro, log level or marker of a tool.

    It begins with a capital, a letter of a script without capitals, or a number and a stop, and ends without one.
    """
    plain = text.lstrip("*_\"“'‘(")
    first = plain.split()[0] if plain else ""
    begins = re.match(r"\d+[.)]$", first) or (
        first[:1].isalpha() and not first[0].islower() and (not first.isupper() or len(plain.split()) > 1)
    )
    return bool(begins) and "#" not in text and "=" not in text and not text.endswith((".", ":", ";", ",", "。", "："))


def _bold_lines(doc: Document, max_length: int, allowed: Sequence[re.Pattern[str]]) -> Iterator[tuple[Hit, Block]]:
    """The bold lines, each with the block after it."""
    blocks = [block for block in doc.root.children if block.kind not in ("definition", "footnote")]
    levels = [(heading.span.start, heading.level) for heading in doc.headings]
    levels = sorted((*levels, *((one.marks.start, one.marks.end - one.marks.start) for one in tight_headings(doc))))
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        text = _bold_text(block)
        if not text or len(text) > max_length or not _WORD.search(text) or _BLANK in text:
            continue
        if is_code_line(text) or _VARIABLE.search(doc.slice(block.span)):
            continue  # a command
        if any(one.start <= 1 and _ENDS_QUOTE.fullmatch(text, one.end) for one in in_marks(text)):
            continue  # a saying in quotation marks, perhaps with who said it
        if _CLAUSES.search(text):
            continue
        if text[0] + text[-1] in _BRACKETS or _HASHTAG.fullmatch(text):
            continue  # an aside: what is seen or heard on a stage; a name in social networks
        # a bold line beside an image, before a table, code or a video is a caption
        if after.kind not in ("paragraph", "list") or _is_image(after) or _bold_text(after):
            continue
        if _EMBED.fullmatch(doc.slice(after.span).strip()):
            continue
        if _is_links(after):  # the line is a label of the links
            continue
        if before.kind == "heading" or _bold_text(before) or _ends_with_colon(doc, before):
            continue  # several in a row are the head of a notice, or a subtitle
        if _is_image(before) or any(pattern.search(text) for pattern in allowed) or _opens_box(doc, block):
            continue
        above = bisect_right(levels, (block.span.start, 0))
        level = min(levels[above - 1][1] + 1, 6) if above else 2
        # no fix: a line may be a score or a shout, and beside others that stay, its level would be a guess
        values = {"text": text, "level": level, "marks": "#" * level}
        yield Hit(block.span, values, message="bold", severity=Severity.INFO), after


#: what may stand behind a saying: a mark, or a dash and a name
_ENDS_QUOTE = lazy_pattern(r".?|[\"'”’»]?\s*[-–—―~].*")
#: pairs of brackets around all of a line
_BRACKETS = ("[]", "()", "（）", "【】", "［］")
#: a variable of a shell
_VARIABLE = lazy_pattern(r"\$\{?[A-Za-z_]\w+")
_HASHTAG = lazy_pattern(r"[#@]\w+")
#: a label and a sentence of several clauses; the parts of a list have another comma in Chinese
_CLAUSES = lazy_pattern(r"^[^:：]{1,12}[:：][^，]+，")
#: what a reader fills in, or is to think of
_BLANK = "___"
#: a paragraph that is one shortcode, component or address, for which something is shown
_EMBED = lazy_pattern(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|<[A-Z][^<>]*/>|<?https?://[^\s<>]+>?")


def _ends_with_colon(doc: Document, block: Block) -> bool:
    """Whether a paragraph introduces what follows."""
    return block.kind == "paragraph" and doc.slice(block.span).rstrip().rstrip("*_").endswith((":", "："))


#: two letters, or one of Chinese; a face has fewer ("¯\\_(ツ)_/¯")
_WORD = lazy_pattern(r"[^\W\d_]{2}|[\u3400-\u9fff]")


def _opens_box(doc: Document, block: Block) -> bool:
    """Whether the line before a block opens a box: a shortcode, a component, a directive or an HTML element."""
    before = doc.text[: block.span.start].rstrip()
    line = before[before.rfind("\n") + 1 :].strip()
    return bool(re.match(r"(?:\{[{%]|<|:::|!!!|\?\?\?|>)(?!\s*/)", line))


def _bold_text(block: Block) -> str:
    """The text of a paragraph that is all bold and no sentence; else ""."""
    if block.kind != "paragraph" or len(block.inlines) > 3:
        return ""
    inlines = [inline for inline in block.inlines if inline.kind != "text" or inline.text.strip()]
    if len(inlines) != 1 or inlines[0].kind != "strong":
        return ""
    pieces = list(inlines[0].walk())[1:]
    # a bold link is a button; a bold image, code or shortcode is no heading
    if any(piece.kind not in ("text", "emphasis") for piece in pieces):
        return ""
    text = "".join(piece.text for piece in pieces if piece.kind == "text").strip()
    return "" if text.rstrip("\"'”’»)").endswith(_STOPS) else text


def _is_links(block: Block) -> bool:
    """Whether a block has only links: a table of contents, a list of further pages."""
    texts = [one for one in block.walk() if one.inlines]
    return bool(texts) and all(_is_link(one) for one in texts)


def _is_link(block: Block) -> bool:
    inlines = [
        inline
        for inline in block.inlines
        if inline.kind not in ("softbreak", "break") and (inline.kind != "text" or inline.text.strip())
    ]
    return bool(inlines) and all(inline.kind in ("link", "autolink") for inline in inlines)


def _is_image(block: Block) -> bool:
    """Whether a block holds images only, in Markdown or in HTML."""
    if block.kind == "html":
        return True
    inlines = [inline for inline in block.inlines if inline.kind != "text" or inline.text.strip()]
    return bool(inlines) and all(inline.kind in ("image", "html", "softbreak", "break") for inline in inlines)
