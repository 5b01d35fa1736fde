"""The view of a post: all that a page about it shows besides its findings, as plain values.

It is made where the post is linted, from the document that its rules have read, and travels to the parent process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from postlint.claims.candidates import HARD, CandidateOptions, candidates
from postlint.document.logical import post_day, read_items
from postlint.engine.linted import View
from postlint.records import NamedTuple
from postlint.report.html.article import article_rows
from postlint.report.html.charts import Beat, Rhythm, rhythm_of
from postlint.report.html.lists import web_address
from postlint.report.html.rows import Row, RowWriter, pre_tag
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: so many code points of the text stand in for a missing description
_OPENING = 320


class Heading(NamedTuple):
    """A heading with its level and the words of its section, without those of deeper ones. Level 0: the beginning."""

    level: int
    text: str
    words: int


class KeywordPlaces(NamedTuple):
    """The focus keyword, and where it stands; `spread` are its places in the text, from 0 to 1."""

    text: str
    in_title: bool
    in_description: bool
    in_address: bool
    in_opening: bool
    headings: int
    all_headings: int
    times: int
    density: float
    spread: tuple[float, ...]


class Claim(NamedTuple):
    """A sentence that wants a source: its verdict (flag, weak, supported), its source, and the years that date it."""

    sentence: str
    verdict: str
    source: str
    years: tuple[int, ...]


class LinkOut(NamedTuple):
    """A link of a post as written; `start` is the place of its target."""

    url: str
    text: str
    is_internal: bool
    start: int


@dataclass(frozen=True, slots=True)
class PostView:
    """One post. Spans and places are code points of its text.

    `header` is the front matter as one row of source, `ease` the reading ease (None where no formula is made for the
    language).
    """

    path: str
    title: str
    page_title: str
    description: str
    opening: str
    day: str
    author: str
    image: str
    image_alt: str
    categories: tuple[str, ...]
    is_draft: bool
    top: Span
    header: Row
    rows: tuple[Row, ...]
    words: int
    ease: float | None
    outline: tuple[Heading, ...]
    rhythm: Rhythm | None
    long_limit: int
    keyword: KeywordPlaces | None
    claims: tuple[Claim, ...]
    links: tuple[LinkOut, ...]


def post_view(doc: Document) -> PostView:
    """The view of a document."""
    day = None if doc.front_matter.broken else post_day(doc)
    ease, long_limit = doc.reading.ease(), _long_limit(doc)
    links = [(link, link.url.startswith("#") or doc.is_internal(link.url)) for link in doc.links]
    away = {link.span.start: link.url for link, is_internal in links if web_address(link.url) and not is_internal}
    title = doc.string("title") or next((heading.text for heading in doc.headings if heading.level == 1), "")
    return PostView(
        path=doc.path,
        title=title,
        page_title=doc.string("seo_title") or title,
        description=doc.string("description"),
        opening=_opening(doc),
        day=day.isoformat() if day is not None else "",
        author=doc.string("author"),
        image=doc.string("image"),
        image_alt=doc.string("image_alt"),
        categories=tuple(item.text for item in read_items(doc, "categories")),
        is_draft=doc.is_draft(),
        top=doc.top,
        header=_header(doc),
        rows=article_rows(doc, away),
        words=doc.word_count,
        ease=round(ease, 1) if ease is not None else None,
        outline=tuple(_outline(doc)),
        rhythm=rhythm_of(_beats(doc), long_limit),
        long_limit=long_limit,
        keyword=_keyword(doc),
        claims=tuple(_claims(doc)),
        links=tuple(LinkOut(link.url, link.text, is_internal, link.url_span.start) for link, is_internal in links),
    )


def _header(doc: Document) -> Row:
    """The source of the front matter; a header in a file beside the post has no place here."""
    span = doc.front_matter.span
    text = doc.slice(span).rstrip("\n")
    writer = RowWriter()
    writer.markup(pre_tag(text, "header"))
    if text:
        writer.run(text, span.start, span.start + len(text))
    writer.markup("</pre>")
    return writer.row(span)


def _opening(doc: Document) -> str:
    text = ""
    for passage in doc.passages:
        text += f" {passage.text}"
        if len(text) > _OPENING:
            break
    return " ".join(text.replace("\ufffc", "").split())[:_OPENING]


def _outline(doc: Document) -> list[Heading]:
    words: Counter[int] = Counter()  # by passage
    for sentence in doc.sentences:
        words[id(sentence.passage)] += len(sentence.tokens)
    outline = []
    for section in doc.sections:
        heading, count = section.heading, sum(words[id(passage)] for passage in section.passages)
        if heading is not None:
            outline.append(Heading(heading.level, heading.text, count))
        elif count:
            outline.append(Heading(0, "", count))
    return outline


def _beats(doc: Document) -> list[Beat]:
    beats: list[Beat] = []
    paragraph, before = 0, None
    for sentence in doc.full_sentences:
        if before is not None and sentence.passage is not before:
            paragraph += 1
        before = sentence.passage
        beats.append(Beat(len(sentence.tokens), paragraph))
    return beats


def _long_limit(doc: Document) -> int:
    from postlint.prose import language_data

    return language_data.load(doc.language).sentence_limit


def _keyword(doc: Document) -> KeywordPlaces | None:
    use, keyword = doc.keyword_use, doc.focus_keyword
    if use is None or keyword is None:
        return None
    first = next((passage.text for passage in doc.passages), "")
    slug = doc.string("slug") or doc.path.rpartition("/")[2].partition(".")[0]
    length = max(1, len(doc.text) - doc.front_matter.span.end)
    return KeywordPlaces(
        text=keyword.text,
        in_title=bool(keyword.find(doc.string("seo_title") or doc.string("title"))),
        in_description=bool(keyword.find(doc.string("description"))),
        in_address=bool(keyword.find(slug.replace("-", " ").replace("_", " "))),
        in_opening=bool(keyword.find(first)),
        headings=sum(bool(keyword.find(heading.text)) for heading in doc.headings),
        all_headings=len(doc.headings),
        times=use.count,
        density=round(use.density, 2),
        spread=tuple(round((span.start - doc.front_matter.span.end) / length, 4) for span in use.spans),
    )


def _claims(doc: Document) -> list[Claim]:
    return [
        Claim(
            " ".join(claim.text.split()),
            claim.verdict,
            claim.support.url or claim.support.form,
            claim.years,
        )
        for claim in candidates(doc, CandidateOptions())
        if claim.kind in HARD and claim.verdict in ("flag", "weak", "supported")
    ]


# -- views in the cache -----------------------------------------------------------------------------------


def record_of(view: PostView) -> list[Any]:
    """A view as values for JSON."""
    return [getattr(view, field.name) for field in fields(PostView)]


def view_of(record: Sequence[Any]) -> PostView:
    """The view of a record. Raises ValueError, TypeError for another shape."""
    values = {field.name: value for field, value in zip(fields(PostView), record, strict=True)}
    values["categories"] = tuple(values["categories"])
    values["top"] = Span(*values["top"])
    values["header"] = _row_of(values["header"])
    values["rows"] = tuple(map(_row_of, values["rows"]))
    values["outline"] = tuple(Heading(*one) for one in values["outline"])
    values["rhythm"] = Rhythm(*values["rhythm"]) if values["rhythm"] is not None else None
    if values["keyword"] is not None:
        keyword = KeywordPlaces(*values["keyword"])
        values["keyword"] = keyword._replace(spread=tuple(keyword.spread))
    claims = (Claim(*one) for one in values["claims"])
    values["claims"] = tuple(claim._replace(years=tuple(claim.years)) for claim in claims)
    values["links"] = tuple(LinkOut(*one) for one in values["links"])
    return PostView(**values)


def _row_of(record: Sequence[Any]) -> Row:
    start, end, html, numbers, is_hidden = record
    return Row(start, end, html, tuple(numbers), is_hidden)


#: the view of posts for a report
VIEW = View(post_view, record_of, view_of)
