"""Whether the cache of a project may be read.

In a CI, the tree may be a stranger's, and a cache that is part of it may be forged: it is read only where git says that
it is no part of the repository, such as one that the CI stored itself.
"""

from __future__ import annotations

import os
from pathlib import Path

from postlint.data.ci import in_ci
from postlint.data.inside import from_here
from postlint.engine.cache import PACK
from postlint.engine.cache_keys import FOLDER


def why_not_used(root: Path) -> str:
    """Why a run does not use the cache of the project at `root`: a sentence; "" when it may."""
    folder = root / FOLDER
    if not in_ci() or not os.path.lexists(folder / PACK):
        return ""
    from postlint.engine.git import Git, GitError

    name = from_here(folder)
    try:
        tracked = Git(root).tracks(FOLDER)
    except GitError as error:
        return f"The cache {name} is not used: in a CI it must be known that it is no part of the repository. {error}"
    return (
        f"The cache {name} is not used: it is part of the repository, and in a CI that may be forged."
        if tracked
        else ""
    )
