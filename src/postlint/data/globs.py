"""Globs as users write them: those of ``.gitignore``, with braces for alternatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathspec


def compile_globs(globs: Sequence[str]) -> pathspec.GitIgnoreSpec:
    """The matcher of globs, which mean what they mean in ``.gitignore``, and ``{md,mdx}`` either of the two.

    Raises ValueError for a bad one.
    """
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(alternative for glob in globs for alternative in alternatives(glob))


def alternatives(glob: str) -> list[str]:
    """The globs that one with braces stands for: generators write ``**/*.{md,mdx}``."""
    braces = re.search(r"\{([^{}]*,[^{}]*)\}", glob)
    if braces is None:
        return [glob]
    return [
        alternative
        for choice in braces[1].split(",")
        for alternative in alternatives(glob[: braces.start()] + choice + glob[braces.end() :])
    ]
