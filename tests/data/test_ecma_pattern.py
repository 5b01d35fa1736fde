"""Regular expressions of JavaScript, as Python searches for them."""

from __future__ import annotations

import re

import pytest

from postlint.data.ecma_pattern import PatternError, python_pattern


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        (r"^\d+$", ["12"], ["١٢", "12\n", "x"]),
        (r"^\w$", ["a", "_"], ["é"]),
        (r"^[\d\-]+$", ["1-2"], ["٣"]),
        (r"^\s$", [" ", "\ufeff", "\u2003"], ["\x1c", "x"]),
        (r"^\p{L}+$", ["Äbc", "сайт"], ["a1", ""]),
        (r"^\p{Lu}\p{Ll}*$", ["Élan"], ["élan"]),
        (r"^[\p{Letter}\p{Nd}-]+$", ["é-1"], ["é 1"]),
        (r"^\P{L}$", ["1"], ["a"]),
        (r"^[^\p{L}]$", ["1"], ["a"]),
        (r"(?<year>\d{4})-\k<year>", ["2026-2026"], ["2026-2025"]),
        ("^\\u{1F600}$", ["😀"], ["x"]),
        (r"^\ud83d\ude00$", ["😀"], ["x"]),
        (r"^[^]$", ["\n", "x"], [""]),
        (r"^[[a]$", ["[", "a"], ["b"]),
        (r"^\cA\0$", ["\x01\x00"], ["A"]),
        (r"^[\Wé]$", ["é", "-", "ü"], ["a", "_"]),
        (r"^\/a\.b$", ["/a.b"], ["/axb"]),
    ],
)
def test_what_a_pattern_finds(pattern: str, matching: list[str], others: list[str]) -> None:
    found = re.compile(python_pattern(pattern))
    assert [text for text in matching + others if found.search(text)] == matching
    assert python_pattern(pattern).written == pattern


@pytest.mark.parametrize(
    ("pattern", "legal"),
    [
        (r"\p{Script=Greek}", True),
        (r"(?<=a+)b", True),
        ("(", False),
        ("a\\", False),
        (r"(?P<a>b)", False),
        ("[b-a]", False),
    ],
)
def test_patterns_that_python_cannot_search_for(pattern: str, legal: bool) -> None:
    with pytest.raises(PatternError) as error:
        python_pattern(pattern)
    assert error.value.legal is legal
