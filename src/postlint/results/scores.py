"""How good a post is in two numbers, and the figures behind them: values only."""

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
    """What a post measures. Shares are in per cent; None is what its language or lack of text does not allow."""

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
    """One post: its scores (0 to 100), its figures and each lost point, dearest first."""

    path: str
    language: str
    seo: int
    readability: int
    figures: Figures
    losses: tuple[Loss, ...]
