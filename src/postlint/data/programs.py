"""Finds programs by name in the folders of PATH, and never in the working directory, which is a stranger's.

Windows looks there first when a program is started by its name alone.
"""

from __future__ import annotations

import os
from pathlib import Path


def find_program(name: str) -> str | None:
    """The absolute path of a program; None when no absolute folder of PATH has it."""
    endings = os.environ.get("PATHEXT", ".EXE").split(os.pathsep) if os.name == "nt" else [""]
    folders = map(Path, os.environ.get("PATH", os.defpath).split(os.pathsep))
    files = (folder / f"{name}{ending}" for folder in folders if folder.is_absolute() for ending in endings)
    return next((str(file) for file in files if file.is_file() and os.access(file, os.X_OK)), None)
