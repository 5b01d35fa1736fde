"""Loads the configuration of a run: finds its file, reads it and the cards that it names, within a time limit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postlint.catalog.load import load_rules
from postlint.config.config import Config
from postlint.config.find import find_config
from postlint.config.read_config import read_config
from postlint.config.rule_names import RuleSelection, Selection
from postlint.data.inside import from_here
from postlint.data.time_limit import TimeLimit, TimeUpError
from postlint.data.user_file import ConfigError, DataError

if TYPE_CHECKING:
    from typing import Unpack

#: the processor time that the configuration may take, in seconds; a very long one takes a tenth of it
LOADING_TIMEOUT = 10.0


def load_config(
    path: Path | None = None,
    *,
    cwd: Path,
    isolated: bool = False,
    anywhere: bool = False,
    **names: Unpack[RuleSelection],
) -> Config:
    """Read the configuration: the file at `path`, else the first found upwards from `cwd`; `isolated`: none.

    `anywhere`: the files that it names may be outside of its repository. The names choose rules as the command line
    does. Raises ConfigError for every mistake, a line for each.
    """
    if path is None and not isolated:
        path = find_config(cwd)
    try:
        with TimeLimit(LOADING_TIMEOUT, whole=True):
            file = read_config(path, cwd, anywhere=anywhere)
            local = [] if isolated else file.local_dirs()
            catalogue = load_rules(local, file.strings("plugins"), styles=file.all_styles(), root=file.root)
            return Config(file, catalogue, cwd=cwd, selection=Selection.of(names))
    except DataError as error:
        raise ConfigError(str(error)) from None
    except TimeUpError:
        seconds = f"{LOADING_TIMEOUT:g} seconds of processor time"
        name = from_here(path, cwd) if path is not None else "the configuration"
        raise ConfigError(f"{name}:1:1: it takes, with its cards and schemas, more than {seconds} to read") from None
