"""Where `rules/` and `schemas/` are: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path


def data_dir(name: str) -> Path:
    """The folder `rules` or `schemas`, in a wheel or in a checkout. Raises FileNotFoundError if neither has it."""
    here = Path(__file__).parent
    for folder in (here / "_data" / name, here.parents[1] / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"postlint is installed without its folder {name!r}")
