"""Finds the posts whose text others take in: ``<!--@include: ./part.md-->``, ``--8<-- "part.md"``, imports of MDX."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postlint.site.facts import Facts


def included_posts(posts: Mapping[str, Facts]) -> Iterator[str]:
    """The paths of the posts that others include.

    A path begins at the file that has it, or at a folder that the configuration names: there it is the only one that
    ends so.
    """
    for path, facts in posts.items():
        for written in facts.includes:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
            found = beside if beside in posts else _below_a_root(written, posts)
            if found and found != path:
                yield found


def _below_a_root(written: str, posts: Mapping[str, Facts]) -> str:
    """The only post at a path that begins elsewhere: at the top, ``@``, ``@site``, or at a folder that is not known."""
    inside = posixpath.normpath(written.removeprefix("@site").lstrip("@~/"))
    if "/" not in inside or inside.startswith(".."):
        return inside if inside in posts else ""
    found = [path for path in posts if f"/{path}".endswith(f"/{inside}")]
    return found[0] if len(found) == 1 else ""
