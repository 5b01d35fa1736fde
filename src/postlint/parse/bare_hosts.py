"""Tells a host that stands without ``https://`` before a path from the name of a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from postlint.data.lines import entries_of
from postlint.data.patterns import lazy_pattern

#: a host, and a path behind it if there is one: ``bread.example.org/rye``
_WWW = lazy_pattern(r"(?i)www\.\w")
_HOST = lazy_pattern(
    r"(?i)(?:[a-z\d-]+\.)+(?:com|org|net|io|dev|edu|gov|info|app|blog|blue|club|online|shop|social|tech)(?:[/?#]|$)"
)
_NAME = lazy_pattern(r"(?i)[a-z][a-z\d-]*")
#: files that lie beside posts
_OF_POSTS = (".md", ".mdx", ".markdown", ".qmd", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")


def begins_with_host(target: str) -> bool:
    """Whether a relative target begins with a host: ``bread.example.org/rye``, ``ala.org.au``, ``bread.eu/rye``.

    That of a country has a path behind it, or two dots at least and a code that is no ending of files. Pages are in
    folders that are called as their files: ``rye.md/#mills``. A path to a post or an image leads to a file of the site
    as well, for which one has to look: ``bread.example.org/rye.png``.
    """
    if _WWW.match(target):
        return True
    path = target.partition("#")[0].partition("?")[0].lower()
    if "/" in path and path.endswith(_OF_POSTS):
        return False
    if _HOST.match(target):
        return True
    host, _, path = target.partition("/")
    *names, country = host.split(".")
    if not (names and all(map(_NAME.fullmatch, names))):
        return False
    is_file = _countries().get(country.lower())
    if path[:1].isalnum():
        return is_file is not None and country.lower() != "md"
    return is_file is False and len(names) > 1


def may_be_host(target: str) -> bool:
    """Whether a relative target that leads nowhere is likely a host, by the code of a country alone: ``bread.ie``.

    Files of a site may be called so, and therefore one has to look for them first.
    """
    *names, country = target.rstrip("/").split(".")
    return bool(names) and all(map(_NAME.fullmatch, names)) and _countries().get(country.lower()) is False


@cache
def _countries() -> dict[str, bool]:
    """The codes of countries, each with whether it is an ending of files, too."""
    rows = (line.split() for line in entries_of(Path(__file__).with_name("country-codes.txt")))
    return {code: bool(also) for code, *also in rows}
