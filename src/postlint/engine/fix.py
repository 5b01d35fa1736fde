"""Applies fixes to a text: all edits of a fix or none, and no two fixes that touch each other in one pass."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise

from postlint.parse.source import BOM, Source
from postlint.results.hits import NO_BOM, ONE_LINE_ENDING, Edit, Fix
from postlint.spans import Span


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text after one pass: of fixes that touch each other the first is applied, the rest wait for the next pass.

    Fixes that begin at the same place keep the order in which they are given. Changes to how a text is stored
    (`Fix.bytes`) are left to `apply_to_file`.
    """
    return _edited(text, [edit for fix in compose(fixes) for edit in fix.edits])


def apply_to_file(written: str, fixes: Iterable[Fix]) -> str:
    """The content of a file after one pass, as `apply_fixes` does it for the text that `Source` makes of it.

    Byte order mark and line endings outside of the edits stay as they are, unless a fix is about these. New lines
    get the line ending that most lines have.
    """
    chosen = compose(fixes)
    source = Source.from_text(written)
    places = _Places(written)
    edits = [
        Edit(Span(places.of(edit.span.start), places.of(edit.span.end)), edit.text.replace("\n", source.newline))
        for fix in chosen
        for edit in fix.edits
    ]
    text = _edited(written, edits)
    about_bytes = {fix.bytes for fix in chosen}
    if ONE_LINE_ENDING in about_bytes:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", source.newline)
    return text.removeprefix(BOM) if NO_BOM in about_bytes else text


def _edited(text: str, edits: Iterable[Edit]) -> str:
    parts = []
    at = 0
    for span, replacement in sorted(edits):
        parts += [text[at : span.start], replacement]
        at = span.end
    return "".join([*parts, text[at:]])


class _Places:
    """Maps offsets in the text of a source to those in the content of its file, with BOM and CRLF."""

    def __init__(self, written: str) -> None:
        self._bom = int(written.startswith(BOM))
        # the offset in the text of each line ending that is one character longer in the file
        self._long: list[int] = []
        at = written.find("\r\n")
        while at >= 0:
            self._long.append(at - self._bom - len(self._long))
            at = written.find("\r\n", at + 2)

    def of(self, offset: int) -> int:
        return offset + self._bom + bisect_left(self._long, offset)


def compose(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be applied together, by place; those without edits come last."""
    taken: list[Span] = []
    chosen, whole = [], []
    for fix in sorted(fixes, key=lambda fix: min(fix.edits).span if fix.edits else Span(0, 0)):
        if not fix.edits:
            whole += [fix] if fix.bytes else []
        elif not any(_touches(edit, taken) for edit in fix.edits) and not _overlap(fix.edits):
            for edit in fix.edits:
                insort(taken, edit.span)
            chosen.append(fix)
    return [*chosen, *whole]


def _touches(edit: Edit, taken: Sequence[Span]) -> bool:
    """Whether an edit overlaps or meets a taken span: two insertions at one point would depend on their order."""
    at = bisect_left(taken, edit.span)
    return any(span.start <= edit.span.end and edit.span.start <= span.end for span in taken[max(0, at - 1) : at + 1])


def _overlap(edits: Iterable[Edit]) -> bool:
    """Whether edits of one fix overlap: a mistake of its check, which must not damage the text."""
    return any(before.span.end > after.span.start for before, after in pairwise(sorted(edits)))
