"""Renders `postlint score`: a table for people, or plain values (`schemas/score.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from postlint.report.history import Entry, sparkline
from postlint.report.terminal import escaped
from postlint.results.scores import READABILITY, SEO, PostScore

SCORE_VERSION = 1
#: so many runs of a history are drawn
_RUNS = 60

_HEADS = ("SEO", "Read.", "Words", "Ease", "Grade", "Long", "Passive", "Density", "In", "Out", "Post")


def score_data(scores: Sequence[PostScore]) -> dict[str, Any]:
    """The scores as plain values, worst first."""
    return {"version": SCORE_VERSION, "posts": [asdict(score) for score in scores]}


def render(scores: Sequence[PostScore], *, points: bool = False) -> str:
    """A table, one row for each post; with `points` also the rules behind each lost point."""
    rows = [_HEADS, *(_row(score) for score in scores)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS) - 1)]
    lines = []
    for row, score in zip(rows, (None, *scores), strict=True):
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[-1]]))
        if points and score is not None:
            lines += _points(score)
    if not points and any(score.losses for score in scores):
        lines += ["", "--points names the rules behind each lost point."]
    return "\n".join(lines)


def trend(entries: Sequence[Entry]) -> str:
    """The runs of a history as lines of bars, the last at the right."""
    if not entries:
        return "There is no run in the history; postlint check --history FILE adds one."
    shown = entries[-_RUNS:]
    lines = [f"{'run' if len(entries) == 1 else f'{len(entries):,} runs'} since {escaped(entries[0].date[:10])}"]
    rows: list[tuple[str, list[float]]] = [
        ("errors and warnings", [entry.findings for entry in shown]),
        ("SEO", [entry.seo for entry in shown if entry.seo is not None]),
        ("readability", [entry.readability for entry in shown if entry.readability is not None]),
    ]
    for name, values in rows:
        if values:
            lines.append(f"  {name:<20}{sparkline(values)}  {values[0]:g} → {values[-1]:g}")
    return "\n".join(lines)


def _row(score: PostScore) -> tuple[str, ...]:
    figures = score.figures
    keyword = f"  ({escaped(figures.keyword)})" if figures.keyword else ""
    return (
        f"{score.seo} %",
        f"{score.readability} %",
        str(figures.words),
        _number(figures.reading_ease),
        _number(figures.grade),
        _number(figures.long_sentences, " %"),
        _number(figures.passive, " %"),
        _number(figures.density, " %"),
        str(figures.internal_links),
        str(figures.external_links),
        escaped(score.path) + keyword,
    )


def _number(value: float | None, unit: str = "") -> str:
    return "–" if value is None else f"{value}{unit}"


def _points(score: PostScore) -> list[str]:
    """A line for each score that lost points."""
    lines = []
    for name, title in ((SEO, "SEO"), (READABILITY, "readability")):
        lost = [f"{loss.rule} {loss.points}" for loss in score.losses if loss.score == name]
        if lost:
            lines.append(f"      {title} lost: {', '.join(lost)}")
    return lines
