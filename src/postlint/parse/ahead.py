"""Finds a text ahead of many places in another, in one pass over it."""

from __future__ import annotations


class Ahead:
    """Where `wanted` is next. What is known is not searched for again, such as an end that is not there."""

    def __init__(self, text: str, wanted: str) -> None:
        self._text = text
        self._wanted = wanted
        self._from, self._found = 1, 0

    def find(self, at: int) -> int:
        """The first place of the wanted text from `at` on; -1 for none."""
        is_known = self._from <= at and (at <= self._found or self._found < 0)
        if not is_known:
            self._from, self._found = at, self._text.find(self._wanted, at)
        return self._found
