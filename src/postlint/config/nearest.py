"""The configuration of each post is that of the nearest folder upwards from it: a repository may hold many sites."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.config.config import Config
from postlint.config.find import find_config
from postlint.config.load_config import load_config

if TYPE_CHECKING:
    from typing import Unpack

    from postlint.config.rule_names import RuleSelection


class Configs:
    """The configurations of a run. `main` is that of the working directory: it holds where no other one is nearer.

    With `fixed`, it holds for all posts: the user named it, or wants none. `anywhere` is that of `load_config`.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        cwd: Path,
        isolated: bool = False,
        anywhere: bool = False,
        **names: Unpack[RuleSelection],
    ) -> None:
        self._load = partial(load_config, cwd=cwd, anywhere=anywhere, **names)
        self.cwd = cwd
        self.fixed = path is not None or isolated
        self.main = self._load(path, isolated=isolated)
        self._of_files: dict[Path, Config] = {} if self.main.path is None else {self.main.path: self.main}
        self._of_folders: dict[str, Config] = {}

    def of(self, path: str | os.PathLike[str]) -> Config:
        """The configuration of a post. Raises ConfigError for mistakes in one that was not read before."""
        if self.fixed:
            return self.main
        folder = os.path.split(path)[0]
        if folder not in self._of_folders:
            found = find_config(Path(os.path.normpath(self.cwd / folder)))
            self._of_folders[folder] = self.main if found is None else self.at(found)
        return self._of_folders[folder]

    def at(self, file: Path) -> Config:
        """The configuration that a file holds."""
        if file not in self._of_files:
            self._of_files[file] = self._load(file)
        return self._of_files[file]

    def groups(self, paths: Iterable[str]) -> list[tuple[Config, list[str]]]:
        """The posts by configuration, each group in the order of the paths."""
        groups: dict[int, tuple[Config, list[str]]] = {}
        for path in paths:
            config = self.of(path)
            groups.setdefault(id(config), (config, []))[1].append(path)
        return list(groups.values())
