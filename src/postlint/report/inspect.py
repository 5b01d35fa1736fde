"""What postlint sees and counts in a post, as plain values and as text; `schemas/inspect.schema.json` describes it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from postlint.document.document import Document
from postlint.findings import Span
from postlint.report.screen import visible


def inspection(doc: Document) -> dict[str, Any]:
    """One file of `postlint inspect --format json`."""
    return {
        "path": doc.path,
        "dialect": doc.dialect,
        "preset": doc.preset.name,
        "language": doc.language,
        "front_matter": _front_matter(doc),
        "headings": [{"level": h.level, "text": h.text, **_span(h.span), "kind": h.kind} for h in doc.headings],
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
    fields = {}
    for key, value in header.values.items():
        found = header.field(key)
        if found is not None:
            fields[str(key)] = {"value": _plain(value), **_span(found.span)}
    return {
        "format": header.format,
        **_span(header.span),
        "fields": fields,
        "logical": dict(doc.logical_fields()),
    }


def _plain(value: Any) -> Any:
    """A value as JSON can say it: dates as ISO text, keys as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, float) and value not in (value, float("inf"), float("-inf")):
        return str(value)
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _sentences(doc: Document) -> list[dict[str, Any]]:
    return [
        {
            "text": sentence.text,
            **_span(sentence.span),
            "words": len(sentence.words),
        }
        for sentence in doc.sentences
    ]


def _counts(doc: Document) -> dict[str, int]:
    return {
        "words": doc.word_count,
        "sentences": len(doc.sentences),
        "paragraphs": sum(passage.kind == "paragraph" for passage in doc.passages),
        "headings": len(doc.headings),
        "images": len(doc.images),
        "internal_links": sum(doc.is_internal(link.url) for link in doc.links),
        "external_links": sum(doc.is_external(link.url) for link in doc.links),
    }


def _readability(doc: Document) -> dict[str, float]:
    return {}


def _keyword(doc: Document) -> dict[str, Any] | None:
    return None


def render(file: Mapping[str, Any]) -> str:
    """The same for people: one file's numbers, then its headings, links and images with their offsets."""
    counts = file["counts"]
    lines = [
        visible(file["path"]),
        f"  {file['dialect']}, preset {file['preset']}, language {file['language'] or 'unknown'}",
        "  " + ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()),
    ]
    if file["readability"]:
        figures = (f"{name.replace('_', ' ')} {value}" for name, value in file["readability"].items())
        lines.append("  " + ", ".join(figures))
    if file["keyword"]:
        keyword = file["keyword"]
        lines.append(
            f"  keyword {visible(keyword['text'])!r}: {keyword['count']} times, density {keyword['density']} %"
        )
    lines += _section("front matter", (f"{k}: {v['value']!r}" for k, v in file["front_matter"]["fields"].items()))
    lines += _section("headings", ("#" * h["level"] + " " + h["text"] for h in file["headings"]))
    lines += _section("links", (f"{x['url']}  {x['text']!r} ({x['kind']})" for x in file["links"]))
    lines += _section("images", (f"{x['url']}  {x['alt']!r} ({x['kind']})" for x in file["images"]))
    return "\n".join(lines)


def _section(title: str, items: Any) -> list[str]:
    shown = [f"    {_short(visible(' '.join(item.split())))}" for item in items]
    return [f"  {title} ({len(shown)})", *shown] if shown else []


def _short(text: str, limit: int = 100) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
