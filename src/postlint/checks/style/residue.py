"""Checks on text that was not meant for readers: the brief of a post, and remains of generated text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from postlint.checks.kinds.search import search
from postlint.checks.style.assistants import Words, presented
from postlint.data.patterns import first_letters, lazy_pattern
from postlint.data.wording import on_one_line
from postlint.document.document import Document
from postlint.parse.nodes import Passage
from postlint.results.hits import Hit, Related, Severity
from postlint.spans import Span

#: the share of a post's text, at its beginning and at its end, in which a brief may be
EDGE = 0.2
#: so many code points of a line are shown
_LONGEST = 60


def brief_residue(
    doc: Document, *, labels: Sequence[str], beside: Sequence[str], patterns: Sequence[str]
) -> Iterator[Hit]:
    """Look for lines of the brief of a post: a label of `labels`, a colon and a value.

    They count near the beginning or the end of a post, where there are two different labels of `labels` or `beside`, or
    in its first or last line; elsewhere a post may be about briefs, as is one that has the label again. A match of one
    of `patterns` always counts.
    """
    known = {label.casefold() for label in labels}
    either = known | {label.casefold() for label in beside}
    labelled = [(one, label) for one in doc.all_passages if (label := _label(one.text)) in either]
    edge = [(one, label) for one, label in labelled if not one.quoted and _is_at_edge(doc, one)]
    starts = [(first_letters(pattern), lazy_pattern(pattern)) for pattern in patterns]
    text = "\n".join(passage.text for passage in doc.all_passages)
    known_lines = [(start, pattern) for start, pattern in starts if start in text]
    if not edge and not known_lines:
        return
    passages = [passage for passage in doc.all_passages if not passage.quoted]
    often = Counter(_label(passage.text) for passage in passages)
    edge = [(passage, label) for passage, label in edge if often[label] == 1]
    names = {label for _, label in edge}
    ends = {id(passage) for passage in (*passages[:1], *passages[-1:])}
    for passage in passages:
        label = next((label for other, label in edge if other is passage), "")
        is_brief = label and names & known and (len(names) > 1 or id(passage) in ends)
        # a cell is a part of a table about such lines, and an item one of a list
        if is_brief or (
            passage.kind not in ("cell", "item")
            and any(start in passage.text and pattern.search(passage.text) for start, pattern in known_lines)
            and not _is_about(doc, passage)
        ):
            yield Hit(passage.span(0, len(passage.text)), {"text": on_one_line(passage.text, _LONGEST)})


def _is_about(doc: Document, passage: Passage) -> bool:
    """Whether a passage is a heading of a post about its subject: the other text has all words of it."""
    if passage.kind != "heading":
        return False
    words = [word.lower() for word in _WORD.findall(passage.text)]
    start, end = passage.block.span
    others = doc.text[doc.front_matter.span.end : start].lower() + doc.text[end:].lower()
    return bool(words) and all(word in others for word in words)


_LABEL = lazy_pattern(r"([^\W\d_][\w -]{1,30}?)\s*[:：]\s*\S")


def _label(text: str) -> str:
    """The words before the colon of a line, in lower case."""
    found = _LABEL.match(text) if ":" in text or "：" in text else None
    return " ".join(found[1].casefold().split()) if found else ""


def _is_at_edge(doc: Document, passage: Passage) -> bool:
    start, end = doc.front_matter.span.end, len(doc.text)
    at = (passage.block.span.start - start) / max(1, end - start)
    return at <= EDGE or at >= 1 - EDGE


def chat_residue(
    doc: Document,
    *,
    words: Sequence[str],
    patterns: Sequence[str],
    replies: Sequence[str],
    offers: Sequence[str],
    codes: Sequence[str],
    assistants: Sequence[str],
    others: Sequence[str],
    roles: Sequence[str],
    talks: Sequence[str],
    prompts: Sequence[str],
) -> Iterator[Hit]:
    """Look for what an assistant said to the writer, and for the codes of its citations.

    What the post presents as the words of an assistant is quoted, by its title all of it. A post whose title, file
    name or tags name an assistant may quote it elsewhere, too: there words count only in the first and the last
    paragraph, where nothing introduces or discusses a quotation, and are warnings. People give `replies` as well: one
    is certain at the start of the post or of a section, and no more than an info where it answers a question. What they
    say as the `offers`, they may say to their readers.
    """
    known = Words(tuple(assistants), tuple(others), tuple(roles), tuple(talks), tuple(prompts))
    first = doc.headings[0].text if doc.headings and doc.headings[0].level == 1 else ""
    title = f"{doc.string('title')} {first} {_SEPARATORS.sub(' ', doc.posix_path.stem)}"
    labels = [field.as_list() for name in ("tags", "categories") if (field := doc.field(name)) is not None]
    about = " ".join((title, *chain.from_iterable(labels)))
    texts = [one for one in doc.all_passages if one.kind != "heading"]
    ends = [one.block.span for one in (*texts[:1], *texts[-1:])]
    places = ("prose", "headings", "title", "description")
    certain = [(one, None) for one in search(doc, words, patterns, in_=places, ignore_case=False, quoted=False)]
    given = [
        (one, _severity_of_reply(doc, one.span))
        for one in search(doc, replies, in_=places, ignore_case=False, quoted=False)
    ]
    offered = [(one, Severity.WARNING) for one in search(doc, (), offers, in_=places, ignore_case=False, quoted=False)]
    found = [*certain, *given, *offered]
    shown = presented(doc, known) if found and not known.is_about_talk(title) else [Span(0, len(doc.text))]
    for one, severity in found:
        if any(one.span.overlaps(part) for part in shown):
            continue
        if not known.names(about):
            yield Hit(one.span, {"match": one.text}, severity=severity)
        elif any(one.span.overlaps(end) for end in ends):
            yield Hit(one.span, {"match": one.text}, severity=Severity.WARNING)
    for one in search(doc, (), codes, in_=places, ignore_case=False, quoted=False):
        yield Hit(one.span, {"match": one.text})


def _severity_of_reply(doc: Document, span: Span) -> Severity | None:
    """How sure it is that a reply was given to the writer; None for certain."""
    passages = doc.all_passages
    at = next((i for i, one in enumerate(passages) if one.block.span.start <= span.start < one.block.span.end), None)
    if at is None:
        return Severity.WARNING
    before = passages[at - 1].text if at else doc.string("title")
    if before.rstrip().endswith(("?", "？", "؟")):
        return Severity.INFO
    opens = not at or passages[at - 1].kind == "heading"
    return None if opens and passages[at].span(0, 1).start == span.start else Severity.WARNING


_SEPARATORS = lazy_pattern(r"[-_.]+")

_WORD = lazy_pattern(r"\w+")


def _is_next(doc: Document, block: Span, code: Span) -> bool:
    """Whether nothing stands between a block and the code below it."""
    return block.end <= code.start and not doc.text[block.end : code.start].strip()


def machine_residue(doc: Document, *, formats: Sequence[str]) -> Iterator[Hit]:
    """Look for the remains of a program around a text: the name of a format, a fence around all of it, data.

    A format that the title names is what the post is about; one right above a block of code is its label.
    """
    passages = doc.all_passages
    first = passages[0] if passages else None
    name = first.text.strip().lower() if first is not None and first.kind == "paragraph" else ""
    if (
        first is not None
        and name in formats
        and name not in _WORD.findall(doc.string("title").lower())
        and not any(code.kind != "inline" and _is_next(doc, first.block.span, code.span) for code in doc.code)
    ):
        yield Hit(first.span(0, len(first.text)), {"text": first.text.strip()}, "format")
    pasted = [one for one in doc.pasted_data if doc.text[one.start] in "{["]  # others are tables
    for data in pasted[:1]:
        first_line = doc.text[data.start : data.end].partition("\n")[0]
        related = tuple(Related(Span(more.start, more.start + 1), "more data") for more in pasted[1:])
        yield Hit(Span(data.start, data.start + len(first_line)), message="data", related=related)
    last = next((code for code in reversed(doc.code) if code.kind == "fenced"), None)
    end = len(doc.text.rstrip())
    if last is not None and not last.text.strip() and not last.info and last.span.end >= end:
        yield Hit(Span(last.span.start, min(last.span.end, end)), message="fence")
