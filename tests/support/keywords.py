"""Keywords for tests."""

from __future__ import annotations

from postlint.document.keyword import Keyword
from postlint.document.read_keywords import make_keyword


def keyword(written: str, language: str = "en") -> Keyword:
    """The keyword of a text that has one."""
    made = make_keyword(written, language)
    assert made is not None
    return made
