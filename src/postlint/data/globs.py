"""Globs as users write them: those of ``.gitignore``, with braces for alternatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathspec


#: how many globs one with braces may stand for; 24 pairs of braces would be 16 million
MAX_ALTERNATIVES = 1000


def compile_globs(globs: Sequence[str]) -> pathspec.GitIgnoreSpec:
    """The matcher of globs, which mean what they mean in ``.gitignore``, and ``{md,mdx}`` either of the two.

    Raises ValueError for a bad one, and for braces that stand for more than 1,000 globs.
    """
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(alternative for glob in globs for alternative in alternatives(glob))


def alternatives(glob: str) -> list[str]:
    """The globs that one with braces stands for: generators write ``**/*.{md,mdx}``. Raises ValueError for too many."""
    waiting, found = [glob], []
    while waiting:
        one = waiting.pop()
        braces = re.search(r"\{([^{}]*,[^{}]*)\}", one)
        if braces is None:
            found.append(one)
        else:
            choices = braces[1].split(",")
            waiting += [one[: braces.start()] + choice + one[braces.end() :] for choice in reversed(choices)]
        if len(found) + len(waiting) > MAX_ALTERNATIVES:
            raise ValueError(f"the braces stand for more than {MAX_ALTERNATIVES} globs")
    return found
