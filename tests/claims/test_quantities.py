"""Which numbers a sentence holds, in digits and in words."""

from __future__ import annotations

import pytest

from postlint.claims.lexicon import lexicon
from postlint.claims.quantities import quantities
from postlint.claims.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Thirty-two percent of bakers", ["percent"]),
        ("two-thirds of bakers", ["share"]),
        ("almost a quarter of bakers", ["share"]),
        ("one in three bakers", ["share"]),
        ("a quarter of a loaf, half of an oat, half of bakers", ["share"]),
        ("after a year and a half, two and a half loaves", []),
        ("22 per 1,000 loaves", ["share"]),
        ("a four-fold rise, then tenfold, then 10-fold", ["multiple", "multiple", "multiple"]),
        ("twice as likely", ["multiple"]),
        ("2.5 million loaves for $3 million in 66 days", ["count", "money", "duration"]),
        ("500 g of flour", ["count"]),
        ("rated 4.5 out of 5, dead at 32 in 323 BCE", ["count", "count"]),
        ("1 in 12 bakers, 45 out of 100 bakers, 24 out of 25 bakers", ["share", "share", "share"]),
        ("run by a third party, cut by a third", ["share"]),
        ("in 2019 with Python 3.12 on June 3rd", []),
    ],
)
def test_kinds_of_quantities(text: str, kinds: list[str]) -> None:
    lex = lexicon("en")
    assert lex is not None
    assert [found.kind for found in quantities(Tokens(text, lex))] == kinds


def test_value_of_joined_number_words() -> None:
    lex = lexicon("en")
    assert lex is not None
    assert (lex.number_words["sixty-five"], lex.number_words["twenty-one"]) == (65, 21)
