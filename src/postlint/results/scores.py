"""The two scores of a post, and the figures behind them. Values only."""

from __future__ import annotations

from dataclasses import dataclass

SEO = "seo"
READABILITY = "readability"


@dataclass(frozen=True, slots=True)
class Loss:
    """Points (of 100) that a rule took from a score, and the line of the finding that did so."""

    score: str
    rule: str
    points: int
    severity: str
    line: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The measurements of a post. Shares are in per cent; None where the language or a lack of text allows no value."""

    words: int
    reading_ease: float | None
    grade: float | None
    long_sentences: float | None
    passive: float | None
    keyword: str | None
    density: float | None
    internal_links: int
    external_links: int


@dataclass(frozen=True, slots=True)
class PostScore:
    """One post: its scores (0 to 100), its figures and its losses, the largest first."""

    path: str
    language: str
    seo: int
    readability: int
    figures: Figures
    losses: tuple[Loss, ...]
