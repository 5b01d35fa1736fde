"""Renders `postlint inspect`: parts and counts of a post, as plain values (`schemas/inspect.schema.json`) or text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from postlint.document.document import Document
from postlint.prose.grammar import has_transition, passive_span
from postlint.prose.readability import Reading
from postlint.report.terminal import escaped
from postlint.spans import Span

#: the speed of silent reading of English non-fiction by adults (Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047)
WORDS_PER_MINUTE = 238


def inspection(doc: Document) -> dict[str, Any]:
    """One file of `postlint inspect --format json`."""
    return {
        "path": doc.path,
        "dialect": doc.dialect,
        "preset": doc.preset.name,
        "language": doc.language,
        "front_matter": _front_matter(doc),
        "headings": [
            {"level": heading.level, "text": heading.text, **_span(heading.span), "kind": heading.kind}
            for heading in doc.markdown_headings
        ],
        "links": [
            {
                "url": link.url,
                "text": link.text,
                "kind": link.kind,
                **_span(link.span),
                "rel": list(link.rel),
                "target": link.target,
            }
            for link in doc.links
        ],
        "images": [
            {"url": image.url, "alt": image.alt, "kind": image.kind, **_span(image.span)} for image in doc.images
        ],
        "code": [{"kind": code.kind, **_span(code.span)} for code in doc.code],
        "sentences": _sentences(doc),
        "counts": _counts(doc),
        "readability": _readability(doc),
        "keyword": _keyword(doc),
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _front_matter(doc: Document) -> dict[str, Any]:
    header = doc.front_matter
    values = header.as_data()
    return {
        "format": header.format,
        **_span(header.span),
        "fields": {
            str(found.path[0]): {"value": _finite(values[str(found.path[0])]), **_span(found.span)}
            for found in header.top_level
        },
        "logical": dict(doc.logical_fields()),
    }


def _finite(value: Any) -> Any:
    """A value that JSON supports: YAML's `.nan` and `.inf` become text."""
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _sentences(doc: Document) -> list[dict[str, Any]]:
    return [
        {
            "text": sentence.text,
            **_span(sentence.span),
            "words": len(sentence.tokens),
            "passive": passive_span(sentence, doc.language) is not None,
            "transition": has_transition(sentence, doc.language),
        }
        for sentence in doc.sentences
    ]


def _counts(doc: Document) -> dict[str, int]:
    return {
        "words": doc.word_count,
        "sentences": len(doc.sentences),
        "syllables": Reading(doc.sentences, doc.language).counts.syllables,
        "paragraphs": sum(passage.kind == "paragraph" for passage in doc.passages),
        "headings": len(doc.headings),
        "images": len(doc.images),
        "internal_links": sum(doc.is_internal(link.url) for link in doc.links),
        "external_links": sum(doc.is_external(link.url) for link in doc.links),
    }


def _readability(doc: Document) -> dict[str, float | int | None]:
    """The two Flesch formulas, and the numbers of words and sentences behind them: full sentences of running text.

    A formula is None where it is not made for the language. `counts` has all prose, with table cells and fragments,
    which a formula cannot count as sentences.
    """
    reading = doc.reading
    return {
        "words": reading.counts.words,
        "sentences": reading.counts.sentences,
        "flesch_reading_ease": _rounded(reading.ease()),
        "flesch_kincaid_grade": _rounded(reading.grade()),
        "reading_minutes": round(doc.word_count / WORDS_PER_MINUTE, 1),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _keyword(doc: Document) -> dict[str, Any]:
    use = doc.keyword_use
    if use is None:
        return {"text": "", "count": 0, "density": 0.0}
    return {"text": use.keyword.text, "count": use.count, "density": round(use.density, 2)}


def render(file: Mapping[str, Any]) -> str:
    """The result as text: one file's numbers, then its headings, links and images with their offsets."""
    counts = file["counts"]
    lines = [
        escaped(file["path"]),
        f"  {file['dialect']}, preset {file['preset']}, language {file['language'] or 'unknown'}",
        "  " + ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()),
    ]
    figures = {name: value for name, value in file["readability"].items() if value is not None}
    read = f"of {figures.pop('words')} words in {figures.pop('sentences')} full sentences"
    shown = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    lines.append(f"  {shown} ({read})")
    keyword = file["keyword"]
    if keyword["text"]:
        lines.append(
            f"  keyword {escaped(keyword['text'])!r}: {keyword['count']} times, density {keyword['density']} %"
        )
    lines += _section("front matter", (f"{k}: {v['value']!r}" for k, v in file["front_matter"]["fields"].items()))
    lines += _section("headings", ("#" * h["level"] + " " + h["text"] for h in file["headings"]))
    lines += _section("links", (f"{x['url']}  {x['text']!r} ({x['kind']})" for x in file["links"]))
    lines += _section("images", (f"{x['url']}  {x['alt']!r} ({x['kind']})" for x in file["images"]))
    return "\n".join(lines)


def _section(title: str, items: Any) -> list[str]:
    shown = [f"    {_short(escaped(' '.join(item.split())))}" for item in items]
    return [f"  {title} ({len(shown)})", *shown] if shown else []


def _short(text: str, limit: int = 100) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
