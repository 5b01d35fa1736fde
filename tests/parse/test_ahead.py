"""Searches ahead are those of str.find, whatever the order of the places."""

from __future__ import annotations

from postlint.parse.ahead import Ahead


def test_ahead_finds_what_find_finds() -> None:
    for text in ("", "--", "a--b--", "----", "no"):
        for order in (range(8), range(7, -1, -1), (3, 0, 5, 2, 2)):
            ahead = Ahead(text, "--")
            assert [ahead.find(at) for at in order] == [text.find("--", at) for at in order]
