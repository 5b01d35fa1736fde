"""Lines of a text, and the entries of our own data files, one a line."""

from __future__ import annotations

import re
from pathlib import Path

from postlint.data.reading import read_bytes


def split_lines(text: str) -> list[str]:
    """The lines with their endings; only a line feed ends one, as in Markdown and git (`str.splitlines` knows more)."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def entries_of(file: Path) -> tuple[str, ...]:
    """The lines of a data file, without comments and blank lines. Raises OSError."""
    lines = (line.strip() for line in read_bytes(file, own=True).decode("utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
