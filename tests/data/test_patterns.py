"""What a match begins with is read off a pattern, and never more than that."""

from __future__ import annotations

import pytest

from postlint.data.patterns import first_letters


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("abc", "abc"),
        ("abc?d", "ab"),
        ("abc+", "abc"),
        ("ab{0,2}", "a"),
        (r"\[x\]?", "[x"),
        (r"\[?", ""),
        (r"\\a", "\\a"),
        (r"a\d", "a"),
        (r"(?s)<h1\b", "<h1"),
        (r"(?i)abc", ""),
        (r"\bid(?<!\wid)", "id"),
        (r"(?<![\w(\"])^As an?", "As a"),
        (r"a|b", ""),
        (r"a(?:b|c)[|]\|", "a"),
        (r"a[]|]b", "a"),
        (r"(?:a|b)c", ""),
        (r"[ab]c", ""),
        ("", ""),
    ],
)
def test_the_first_letters(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == letters
