"""Did-you-mean lookup that stays fast with many names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from postlint.data.wording import closest

#: how many neighbours on each side are compared
_NEIGHBOURS = 8


class Names:
    """A set of names, sorted forwards and backwards: a name that differs in a letter or two is near in one order."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._reversed = sorted(name[::-1] for name in self._names)
        self._found: dict[tuple[str, float], str] = {}

    def like(self, name: str, least: float) -> str:
        """The most similar name, if its similarity (0 to 1, the ratio of difflib) is at least `least`; else ""."""
        if (name, least) not in self._found:
            near = dict.fromkeys(_neighbours(self._names, name))
            near |= dict.fromkeys(other[::-1] for other in _neighbours(self._reversed, name[::-1]))
            self._found[name, least] = closest(name, near, least)
        return self._found[name, least]


def _neighbours(names: list[str], name: str) -> list[str]:
    at = bisect_left(names, name)
    return names[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
