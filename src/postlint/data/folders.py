"""Where `rules/` and `schemas/` are: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data_dir(name: str) -> Path:
    """The folder `rules` or `schemas`, in a wheel or in a checkout. Raises FileNotFoundError if neither has it."""
    package = Path(__file__).parents[1]
    for folder in (package / "_data" / name, package.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"postlint is installed without its folder {name!r}")


def is_checkout() -> bool:
    """Whether postlint runs from a checkout (or an editable install of one), not from an installed wheel."""
    return not (Path(__file__).parents[1] / "_data" / "rules").is_dir()
