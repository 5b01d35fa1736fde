"""What divides a text as headings do: run-in titles, lines between scenes, and speech."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Block, Passage
from postlint.spans import Span

#: so many paragraphs that begin in bold type divide a text
_RUN_IN = 3


def is_divided_in_bold(passages: Sequence[Passage]) -> bool:
    """Whether paragraphs that begin in bold type divide a text: questions and answers, run-in headings."""
    return sum(passage.kind == "paragraph" and bool(passage.bold_start) for passage in passages) >= _RUN_IN


def is_divided_into_scenes(doc: Document, span: Span) -> bool:
    """Whether lines between scenes divide a text: thematic breaks, or paragraphs of nothing but marks."""
    inside = (block for block in doc.root.children if span.start <= block.span.start < span.end)
    return sum(block.kind == "break" or _is_scene_break(doc, block) for block in inside) >= _SCENES


def _is_scene_break(doc: Document, block: Block) -> bool:
    return block.kind in ("paragraph", "html") and _MARKS.fullmatch(doc.slice(block.span)) is not None


#: so many lines divide a text into scenes
_SCENES = 2
#: "⁂", "* * *", "<center>~</center>", "<hr>"
_MARKS = lazy_pattern(
    r"\s*(?:<(?:center|p|div)\b[^<>]*>)?\s*(?:[*\\⁂~•·_—–✦❦#-]\s*){1,12}(?:</\w+>)?\s*|\s*<hr\b[^<>]*>\s*"
)


def is_dialogue(passages: Sequence[Passage]) -> bool:
    """Whether what people say makes up a good part of a text: a story, which nobody scans."""
    paragraphs = [passage.text.lstrip() for passage in passages if passage.kind == "paragraph"]
    spoken = sum(_SPOKEN.match(text) is not None for text in paragraphs)
    return spoken >= _SPEECHES and _SPEECH_SHARE * spoken >= len(paragraphs)


#: so many paragraphs, and one in so many, begin with a dash or a quotation mark: "— No, she said."
_SPEECHES, _SPEECH_SHARE = 4, 5
_SPOKEN = lazy_pattern('(?:[—–―]|--|- ?)\\s*[^\\W\\d_]|[“”„«»"「『‹›]\\s*[^\\W\\d_]')
