"""Names that somebody may have meant, found among many in the time that a few take."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from difflib import get_close_matches

#: as many neighbours on each side are looked at
_NEIGHBOURS = 8


class Names:
    """A set of names. What differs in a letter or two stands near in the order from the front, or from the back."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._reversed = sorted(name[::-1] for name in self._names)
        self._found: dict[tuple[str, float], str] = {}

    def like(self, name: str, least: float) -> str:
        """The name most like the given one, if it is alike enough (0 to 1, the ratio of difflib); else ""."""
        if (name, least) not in self._found:
            near = dict.fromkeys(_neighbours(self._names, name))
            near |= dict.fromkeys(other[::-1] for other in _neighbours(self._reversed, name[::-1]))
            self._found[name, least] = next(iter(get_close_matches(name, near, n=1, cutoff=least)), "")
        return self._found[name, least]


def _neighbours(names: list[str], name: str) -> list[str]:
    at = bisect_left(names, name)
    return names[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
