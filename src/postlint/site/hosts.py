"""Tells a host that stands without ``https://`` before a path from the name of a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from postlint.data.lines import entries_of
from postlint.data.patterns import lazy_pattern

#: a host before a path: ``bread.example.org/rye``
HOST_FIRST = lazy_pattern(r"(?i)(?:[a-z\d-]+\.)+(?:com|org|net|io|dev|edu|gov|info)(?:/|$)")
_NAME = lazy_pattern(r"(?i)[a-z][a-z\d-]*")


def begins_with_host(target: str) -> bool:
    """Whether a relative target begins with a host: ``bread.example.org/rye``, ``ala.org.au``, ``bread.eu/rye``.

    That of a country has two dots at least or a path behind it, and its code is no ending of files.
    """
    if HOST_FIRST.match(target):
        return True
    host, path, _ = target.partition("/")
    *names, country = host.split(".")
    enough = len(names) > 1 or (names and path)
    return bool(enough) and country.lower() in _countries() and all(map(_NAME.fullmatch, names))


@cache
def _countries() -> frozenset[str]:
    """The codes of countries, without those that are endings of files."""
    rows = (line.split() for line in entries_of(Path(__file__).with_name("country-codes.txt")))
    return frozenset(code for code, *also in rows if not also)
