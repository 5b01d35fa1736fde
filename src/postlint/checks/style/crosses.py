"""What crosses in a text stand for: "XXXX" may be a note of the author, a kiss, a part of a name, or hidden."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.checks.kinds.search import Found
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document

CROSSES = lazy_pattern(r"X{3,}")
#: so many crosses are usual: in code, four may be others
_USUAL = 4
#: from so many lengths on, crosses stand for numbers
_LENGTHS = 3
#: crosses beside a mark that joins the parts of an address, path, number or name of a file; beside other unknowns
_IN_NAME = lazy_pattern(r"[/\\]\w?X{3,}+(?!L)|(?<!X)X{3,}+[/\\_.-]\w|-X{3,}+(?!L)|\b(?:YYY+|ZZZ+)\b")
_SMALL = lazy_pattern(r"(?<![\w/.-])x{4,}(?!\w)")
_SENTENCE_END = lazy_pattern(r"[.!?…][ \t]+$")


def without_meant_crosses(doc: Document, found: Sequence[Found]) -> list[Found]:
    """What was found but for crosses that were meant.

    They are where readers replace them, as the code shows; where they are hidden values or kisses; beside small ones;
    and all of them where some are a part of names.
    """
    if not any(CROSSES.search(one.text) for one in found):
        return list(found)
    all_meant = _stand_for_others("\n".join(passage.text for passage in doc.all_passages))
    in_code = {run for code in doc.code for run in CROSSES.findall(code.text) if len(run) > _USUAL}
    small = [one.block.span for one in doc.passages if _SMALL.search(one.text)]
    return [
        one
        for one in found
        if one.text not in in_code
        and not (
            CROSSES.fullmatch(one.text)
            and (
                all_meant
                or _is_hidden_value(doc, one)
                or _is_ornament(doc, one)
                or any(one.span.overlaps(span) for span in small)
            )
        )
    ]


def _stand_for_others(text: str) -> bool:
    """Whether a post has crosses as a part of names, or for numbers of several lengths: bit.ly/XXXX, XXX-XXXXXXX."""
    return _IN_NAME.search(text) is not None or len({len(run) for run in CROSSES.findall(text)}) >= _LENGTHS


def _is_hidden_value(doc: Document, found: Found) -> bool:
    """Whether crosses stand for what was typed: they are all that a line has behind its label: "Password: XXXXXX"."""
    start, end = found.span
    label = doc.text[doc.text.rfind("\n", 0, start) + 1 : start].rstrip()
    is_last = not doc.text[end:].partition("\n")[0].strip()
    return is_last and label.endswith((":", "?", "："))


def _is_ornament(doc: Document, found: Found) -> bool:
    """Whether crosses are drawn, each in an element of its own, or are all of a later sentence: "Thank you. XXXX"."""
    if doc.slice(found.span) != found.text:
        return True
    text, (start, end) = found.match.string, found.match.span()
    before, behind = text[max(0, start - 20) : start], text[end : end + 20].partition("\n")[0]
    return _SENTENCE_END.search(before) is not None and not behind.strip(" !.")
