"""Renames a heading, with the links to its anchor in all posts of the site, and labels of links and footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import quote

from postlint.data.inside import from_here
from postlint.document.document import Document
from postlint.engine.lint import document_of
from postlint.parse.nodes import Definition, Reference
from postlint.parse.source import Source
from postlint.server.analysis import Analysis
from postlint.server.navigation import to_post
from postlint.server.open_texts import uri_of
from postlint.server.positions import Json
from postlint.server.session import Session
from postlint.server.under_cursor import heading_at, label_at, uses_of
from postlint.site.collect import collect_facts
from postlint.site.facts import Facts
from postlint.spans import Span


def prepare(analysis: Analysis, offset: int) -> Json | None:
    """The text that can be renamed at an offset; None where nothing can."""
    label = label_at(analysis, offset)
    if label is not None:
        span = _label_span(analysis.doc, label)
        placeholder = analysis.doc.slice(span)
    else:
        heading = heading_at(analysis, offset)
        if heading is None or heading.kind == "html":
            return None
        span, placeholder = heading.text_span, analysis.doc.slice(heading.text_span)
    return {"range": analysis.text.positions.range(*span), "placeholder": placeholder}


def rename(session: Session, analysis: Analysis, offset: int, new: str) -> Json | None:
    """The edits that rename what is at an offset; None where nothing can be renamed, or not to that."""
    plain = " ".join(new.split())
    label = label_at(analysis, offset)
    if label is not None:
        if not plain or set("[]") & set(plain):
            return None
        definitions, uses = uses_of(analysis, label)
        places: list[Definition | Reference] = [*definitions, *uses]
        spans = {_label_span(analysis.doc, one) for one in places}
        text = f"^{plain.removeprefix('^')}" if label.footnote else plain
        return {"changes": {analysis.text.uri: [_edit(analysis, span, text) for span in sorted(spans)]}}
    heading = heading_at(analysis, offset)
    if heading is None or heading.kind == "html" or not plain:
        return None
    changes: dict[str, list[Json]] = defaultdict(list)
    changes[analysis.text.uri].append(_edit(analysis, heading.text_span, plain))
    for uri, edit in _links(session, analysis, heading.text_span, plain):
        changes[uri].append(edit)
    return {"changes": dict(changes)}


def _edit(analysis: Analysis, span: Span, text: str) -> Json:
    return {"range": analysis.text.positions.range(*span), "newText": text}


def _label_span(doc: Document, label: Reference | Definition) -> Span:
    """Where a label is written: in the last brackets of a use, in the first ones of a definition."""
    written = doc.slice(label.span)
    if isinstance(label, Definition):
        start = written.find("[") + 1
        return Span(label.span.start + start, label.span.start + written.find("]", start))
    end = written.rfind("]")
    start = written.rfind("[", 0, end) + 1
    if start == end:  # [label][]
        end = written.rfind("]", 0, start - 1)
        start = written.rfind("[", 0, end) + 1
    return Span(label.span.start + start, label.span.start + end)


# -- links to headings ----------------------------------------------------------------------------------


def _links(session: Session, analysis: Analysis, span: Span, new: str) -> Iterator[tuple[str, Json]]:
    """The edits of links whose anchors change, by the URIs of their files.

    The anchors of other headings may change, too: of two equal ones, the second is numbered.
    """
    place = session.site_at(analysis.name)
    if place is None or analysis.facts is None:
        return
    site, own = place
    changed = _changed_anchors(analysis, analysis.facts, span, new)
    for source, target in to_post(site, own):
        path = session.path_in(site, source)
        positions = session.positions_of(from_here(path))
        if positions is None:
            continue
        written = positions.source.text[target.start : target.end]
        for old, anchor in changed.items():
            for form in dict.fromkeys((old, quote(old))):
                at = written.find(f"#{form}")
                end = at + 1 + len(form)
                if at >= 0 and written[end : end + 1] in _ENDS:
                    start = target.start + at + 1
                    text = anchor if form == old else quote(anchor)
                    place_ = positions.range(start, start + len(form))
                    yield uri_of(path), {"range": place_, "newText": text}
                    break
            else:
                continue
            break


#: what may follow an anchor in a target, "" for nothing: the rest of a template tag
_ENDS = ("", '"', "'", "`", " ", ")", ">", "\\")


def _changed_anchors(analysis: Analysis, facts: Facts, span: Span, new: str) -> dict[str, str]:
    """The anchors that a new heading changes, with their new names; a heading with an id of its own keeps it."""
    text = analysis.source.text[: span.start] + new + analysis.source.text[span.end :]
    doc = document_of(analysis.settings, Source.from_text(text, analysis.name))
    try:
        after = _by_heading(collect_facts(doc))
    finally:
        doc.release()
    before = _by_heading(facts)
    if len(before) != len(after):
        return {}
    pairs = [(old, name) for olds, names in zip(before, after, strict=True) for old, name in _pairs(olds, names)]
    return {old: name for old, name in pairs if old != name}


def _by_heading(facts: Facts) -> list[list[str]]:
    """The anchors of each place, in the order of places."""
    found: dict[Span, list[str]] = defaultdict(list)
    for anchor in facts.anchors:
        found[anchor.span].append(anchor.text)
    return [found[span] for span in sorted(found)]


def _pairs(olds: list[str], news: list[str]) -> Iterator[tuple[str, str]]:
    """Each old anchor of a heading with the new one of the same way to make it."""
    for number, old in enumerate(olds):
        if news and old not in news:
            yield old, news[number] if len(news) == len(olds) else news[0]
