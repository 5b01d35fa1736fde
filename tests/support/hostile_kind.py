"""A kind of post that grows with a number, and what the kinds are made with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple


class Hostile(NamedTuple):
    """A kind of post: `make(n)` has n repeated pieces. `path` decides the syntax, by its ending."""

    name: str
    make: Callable[[int], str]
    path: str = "post.md"

    def text(self, size: int) -> str:
        """A post of about `size` code points: the shortest that is not shorter."""
        many = 1
        while len(self.make(many)) < size and many < size:
            many *= 2
        return self.make(bisect_left(range(many), size, key=lambda n: len(self.make(n))))


def repeat(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A piece n times."""
    return lambda n: f"{before}{piece * n}{after}"


def numbered(piece: str, before: str = "", after: str = "", joint: str = "") -> Callable[[int], str]:
    """A piece n times, in which `{0}` is its number."""
    return lambda n: before + joint.join(piece.format(i) for i in range(n)) + after


def header(inner: Callable[[int], str]) -> Callable[[int], str]:
    """The same as the YAML header of a post."""
    return lambda n: f"---\n{inner(n)}\n---\n\nText of the post.\n"
