"""Document symbols, inlay hints, and the figures of a post for a status line."""

from __future__ import annotations

from typing import Any

from postlint.engine.score import score_source
from postlint.report.inspect import WORDS_PER_MINUTE
from postlint.results.hits import Severity
from postlint.server.analysis import Analysis
from postlint.server.positions import Json
from postlint.server.session import Session

_STRING, _KEY = 15, 20


def symbols(analysis: Analysis) -> list[Json]:
    """The headings as a tree: each holds those below it, and reaches to the next of its level."""
    doc, positions = analysis.doc, analysis.text.positions
    headings = doc.headings
    top: list[Json] = []
    open_ones: list[tuple[int, list[Json]]] = [(0, top)]
    for number, heading in enumerate(headings):
        after = (later.span.start for later in headings[number + 1 :] if later.level <= heading.level)
        end = next(after, len(doc.text))
        symbol: Json = {
            "name": heading.text.strip() or "(empty)",
            "detail": f"H{heading.level}",
            "kind": _STRING,
            "range": positions.range(heading.span.start, max(end, heading.span.end)),
            "selectionRange": positions.range(*heading.span),
            "children": [],
        }
        while open_ones[-1][0] >= heading.level:
            open_ones.pop()
        open_ones[-1][1].append(symbol)
        open_ones.append((heading.level, symbol["children"]))
    return top


def inlay_hints(session: Session, analysis: Analysis) -> list[Json]:
    """The number of words and the reading time, at the end of the first line; [] where the user wants none."""
    if not session.options.inlay_hints:
        return []
    source = analysis.source
    words = analysis.doc.word_count
    label = f"{words:,} words, {_minutes(words)} min"
    return [{"position": analysis.text.positions.position(len(source.line(1))), "label": label, "paddingLeft": True}]


def _minutes(words: int) -> int:
    return max(1, round(words / WORDS_PER_MINUTE))


def status(session: Session, analysis: Analysis) -> dict[str, Any]:
    """The number of findings by severity, words, reading time, and both scores. Takes as long as linting."""
    findings = session.report(analysis).findings
    counts = {f"{level.label}s": sum(one.severity is level for one in findings) for level in Severity}
    score = score_source(analysis.settings, analysis.source)
    words = analysis.doc.word_count
    figures = {"seo": score.seo, "readability": score.readability}
    return {**counts, "words": words, "readingMinutes": _minutes(words), **figures}
