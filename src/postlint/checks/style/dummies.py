"""Dummy text that shows what text looks like: on a page that calls itself a sample, in an element with a style."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.html_elements import VOID
from postlint.parse.nodes import HtmlTag


def is_in_styled(doc: Document, at: int) -> bool:
    """Whether a place is in an element with a style of its own, which dummy text may show: ``<div class="box">``."""
    opened: list[HtmlTag] = []
    for tag in doc.html_tags:
        if tag.span.start >= at:
            break
        if tag.closing:
            last = next((number for number in reversed(range(len(opened))) if opened[number].name == tag.name), None)
            opened = opened if last is None else opened[:last]
        elif tag.name not in VOID and not tag.self_closing:
            opened.append(tag)
    return any(tag.name == "details" or not _STYLED.isdisjoint(tag.attrs) for tag in opened)


_STYLED = frozenset(("class", "classname", "className", "id", "style"))


def is_demo(doc: Document, demos: Sequence[str]) -> bool:
    """Whether a page calls itself a sample: its title, its name, a folder or a tag is little more than that."""
    tags = doc.field("tags")
    named = [doc.string("title"), *doc.posix_path.with_suffix("").parts]
    named += [one for one in tags.value if isinstance(one, str)] if tags and isinstance(tags.value, list) else []
    parts = (" ".join(_WORD.findall(text.lower())) for text in named)
    return any(f" {demo} " in f" {part} " for part in parts if len(part.split()) <= _SAMPLE_WORDS for demo in demos)


#: the most words of such a name
_SAMPLE_WORDS = 3


_WORD = lazy_pattern(r"[^\W\d_]+")
