"""A check on the fences of code blocks: one that nothing closes turns the rest of the post into code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.document.code_fences import fences, unclosed_block
from postlint.document.document import Document
from postlint.generators.presets import GENERIC
from postlint.parse.nodes import Code
from postlint.results.hits import Hit, Related, Severity
from postlint.spans import Span

#: signs of text in a block: a heading, a link or an image, a fence, a line that is a sentence
_TEXT = lazy_pattern(r"(?m)^(?:#{2,6} |!?\[[^\]\n]+\]\(|[ \t]*(?:`{3}|~{3})|[A-Z](?:[\w',’-]+ ){7,}[\w',’-]+[.!?:]$)")


def unclosed_code_block(doc: Document) -> Iterator[Hit]:
    """Find the fence that opens a code block up to the end of the post.

    Where a block before it has an opening fence inside, the first closing one ended the outer block too early; where
    HTML before it has one, that fence is text, and the one that is to close its block begins one; where it stands
    behind the last line of the code, it closes nothing. A block that began in a quotation ends with it, which some
    engines do not mind. An empty block at the end is left to `machine_residue`.
    """
    unclosed = unclosed_block(doc)
    if unclosed is None:
        return
    last, opening, others = unclosed
    if opening[1].startswith("~") and opening[2].lstrip().startswith("<"):
        return  # Franklin has HTML between two such marks: ~~~<br>~~~
    place = Span(last.span.start + opening.start(1), last.span.start + opening.end())
    if (behind := _behind_code(doc)) is not None:
        related = (Related(place, "this line begins a block that nothing closes"),)
        yield Hit(behind, {"mark": doc.slice(behind)}, message="behind-code", related=related)
        return
    if not opening[2].strip() and (quoted := _open_in_quote(doc, last)) is not None:
        if not _ACROSS_QUOTES.intersection(doc.preset.markdown):
            related = (Related(quoted, "this line begins the block in the quotation"),)
            # an engine that is not known may pair them
            severity = Severity.INFO if doc.preset.name == GENERIC else None
            yield Hit(place, {"mark": opening[1]}, message="quoted", related=related, severity=severity)
        return
    outer = _with_fence_inside(doc, [code for code in doc.code if code.kind == "fenced"][:-1])
    if outer is not None:
        related = (Related(place, "this line opens a block again"),)
        start, marks = outer
        if (
            not doc.text[doc.front_matter.span.end : start].strip()
            and doc.text[start:].partition("\n")[0].strip() == marks
        ):
            yield Hit(Span(start, start + len(marks)), {"mark": marks}, message="first", related=related)
            return
        values = {"mark": marks, "longer": marks + marks[0]}
        yield Hit(Span(start, start + len(marks)), values, message="nested", related=related)
    elif not opening[2].strip() and (lost := _fence_in_html(doc, place.start)) is not None:
        related = (Related(lost, "this line begins none"),)
        yield Hit(place, {"mark": doc.slice(lost)}, message="in-html", related=related)
    else:
        kind = "default" if opening[2].strip() else "bare"
        if opening[1][0] == "~" and opening[2].rstrip().endswith(opening[1]):
            kind = "line"
        elif "fences-in-pairs" in doc.preset.markdown:
            kind = "pair"
        # where nothing but code follows, readers see what they should
        severity = None if _TEXT.search(last.text) else Severity.INFO
        short = _shorter(opening[1], others)
        values = {"mark": opening[1], "short": short[1] if short is not None else ""}
        if short is None:
            yield Hit(place, values, message=kind, severity=severity)
            return
        start = last.span.start + short.start(1)
        closing = Related(Span(start, start + len(short[1])), "too short to close it")
        yield Hit(place, values, message="short", severity=severity, related=(closing,))


#: what engines do that have no block in a quotation, or look for pairs of fences before they look for quotations
_ACROSS_QUOTES = frozenset(("fences-in-pairs", "fences-past-quotes"))


def _open_in_quote(doc: Document, last: Code) -> Span | None:
    """The fence in a quotation that nothing closes there, if its block is the last before that one."""
    before = next((code for code in reversed(doc.code) if code.kind == "fenced" and code is not last), None)
    if before is None:
        return None
    found = fences(doc, before.span)
    line = doc.text[doc.text.rfind("\n", 0, before.span.start) + 1 : before.span.start]
    if len(found) != 1 or ">" not in line:
        return None
    return Span(before.span.start + found[0].start(1), before.span.start + found[0].end(1))


#: a fence behind the last line of the code, which it does not close
_BEHIND = lazy_pattern(r"(?m)^[^`\n]*[^`\s](`{3,})[ \t]*$")


def _behind_code(doc: Document) -> Span | None:
    """The marks at the end of a line of code that were to close its block."""
    for code in doc.code:
        found = _BEHIND.search(doc.text, code.span.start, code.span.end) if code.kind == "fenced" else None
        if found is not None and doc.text.startswith(found[1], code.span.start):
            return Span(*found.span(1))
    return None


def _shorter(marks: str, fences: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The first fence inside a block if it is meant to close it, and has fewer marks than the block began with.

    Those of a sample inside stand in pairs.
    """
    first = fences[0] if len(fences) % 2 else None
    return first if first is not None and marks.startswith(first[1]) and not first[2].strip() else None


def _fence_in_html(doc: Document, end: int) -> Span | None:
    """The opening fence that HTML before a place takes in as its text, up to a blank line in the code."""
    for block in reversed(doc.blocks):
        if "html" in block.attrs and block.span.end <= end and len(inside := fences(doc, block.span)) % 2:
            start = block.span.start + inside[-1].start(1)
            return Span(start, start + len(inside[-1][1]))
    return None


def _with_fence_inside(doc: Document, blocks: Sequence[Code]) -> tuple[int, str] | None:
    """The offset and the marks of the last block that holds a fence with a language, as long as its own."""
    for code in reversed(blocks):
        opening, *inside = fences(doc, code.span)
        if any(one[1].startswith(opening[1]) and one[2].strip() for one in inside):
            return code.span.start + opening.start(1), opening[1]
    return None
