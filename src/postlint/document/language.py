"""STUB: which language a post is written in."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.document.nodes import Passage


def detect_language(*, configured: str | None, declared: str, path: str, passages: Sequence[Passage]) -> str:
    """The lower-case primary language tag of a post, or "" when unknown."""
    return (configured or declared or "en").split("-")[0].split("_")[0].lower()
