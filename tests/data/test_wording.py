"""Suggestions for unknown words."""

from __future__ import annotations

import random
from difflib import get_close_matches

import pytest

from postlint.data.wording import closest


@pytest.mark.parametrize("least", [0.6, 0.8, 0.85])
def test_the_closest_word_is_that_of_difflib(least: float) -> None:
    chance = random.Random(1)
    for number in range(500):
        letters = "abcdé-"[: 2 + number % 5]
        word, *known = ("".join(chance.choices(letters, k=chance.randint(0, 12))) for _ in range(number % 25 + 1))
        assert closest(word, known, least) == next(iter(get_close_matches(word, known, 1, least)), "")
