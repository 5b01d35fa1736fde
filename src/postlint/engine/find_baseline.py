"""Finds the baseline of a configuration: the file that it names, or the default one beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.config.file import OUTSIDE
from postlint.data.inside import from_here

if TYPE_CHECKING:
    from postlint.engine.baseline import Baseline

#: the default name of a project's baseline, beside its configuration
BASELINE = ".postlint-baseline.json"


def baseline_file(config: Config, named: Path | None) -> tuple[Path | None, bool]:
    """The baseline file of a configuration, and whether it was named explicitly; None where it is turned off.

    Raises BaselineError for one outside of the repository, unless the user named it.
    """
    if named is not None:
        return config.cwd / named, True
    value = config.file.get("baseline", True)
    if not value:
        return None, False
    file = config.root / (value if isinstance(value, str) else BASELINE)
    if not config.file.may_name(file):
        from postlint.engine.baseline import BaselineError

        raise BaselineError(f"The baseline {from_here(file)} {OUTSIDE}.")
    return file, isinstance(value, str)


def find_baseline(config: Config, named: Path | None = None) -> Baseline | None:
    """The baseline for the posts of a configuration, if there is one. Raises BaselineError."""
    file, is_named = baseline_file(config, named)
    if file is None or not (is_named or file.is_file()):
        return None
    from postlint.engine.baseline_file import read_baseline

    return read_baseline(file)
