"""Suggestions for unknown words."""

from __future__ import annotations

import random
from difflib import get_close_matches

import pytest

from postlint.data.wording import closest, is_slip


@pytest.mark.parametrize("least", [0.6, 0.8, 0.85])
def test_the_closest_word_is_that_of_difflib(least: float) -> None:
    chance = random.Random(1)
    for number in range(500):
        letters = "abcdé-"[: 2 + number % 5]
        word, *known = ("".join(chance.choices(letters, k=chance.randint(0, 12))) for _ in range(number % 25 + 1))
        assert closest(word, known, least) == next(iter(get_close_matches(word, known, 1, least)), "")


@pytest.mark.parametrize(
    ("wanted", "other", "slip"),
    [
        ("wide-tires", "wide-tyres", True),
        ("Neue-Reifen", "neue-reifen", True),
        ("inner-tubes", "all-inner-tubes", True),
        ("rye-2017", "rye", True),
        ("2017", "2013", False),
        ("step-1", "step-2", False),
        ("web_app_headers", "web_app_xss", False),
        ("requestovenlock", "releaseovenlock", False),
        ("setasusualoven", "removeasusualoven", False),
        ("include-rye", "exclude-rye", False),
        ("recieve-rye", "receive-rye", True),
        ("baking-tray", "bakign-tray", True),
    ],
)
def test_names_that_differ_in_a_word_are_no_slips(wanted: str, other: str, *, slip: bool) -> None:
    assert is_slip(wanted, other) is slip
