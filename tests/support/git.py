"""git as a program, for tests: whatever the user's configuration is."""

from __future__ import annotations

import subprocess
from pathlib import Path

CONFIG = (
    "-c",
    "user.name=T",
    "-c",
    "user.email=t@example.com",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "core.hooksPath=no",
)


def git(*words: str, folder: Path | None = None) -> str:
    """What a git command prints, run in a folder (the working directory)."""
    return subprocess.run(["git", *CONFIG, *words], cwd=folder, check=True, capture_output=True, text=True).stdout
