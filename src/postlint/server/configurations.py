"""The configuration of each open post: the nearest file upwards. A file with mistakes is kept as it was before."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from postlint.config.config import Config
from postlint.config.find import CONFIGURING, NAMES, find_config
from postlint.config.load_config import load_config
from postlint.data.patterns import lazy_pattern
from postlint.data.user_file import DataError
from postlint.engine.sites import absolute
from postlint.records import NamedTuple

_PLACE = lazy_pattern(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<sentence>.*)")


class Mistake(NamedTuple):
    """A mistake in a configuration: its file (an absolute path), line and column (1-based), and a sentence."""

    file: str
    line: int
    column: int
    sentence: str


class Configurations:
    """The configurations of the open posts, each read once until `forget` is called."""

    def __init__(self) -> None:
        self._of_folders: dict[str, Config | None] = {}
        self._of_files: dict[Path | None, Config | None] = {}
        #: the last configuration without mistakes of each file
        self._last_good: dict[Path | None, Config] = {}
        self._mistakes: dict[Path | str | None, list[Mistake]] = {}

    def of(self, name: str) -> Config | None:
        """The configuration of a post; None when it has mistakes and has never been without."""
        folder = absolute(os.path.dirname(name))  # noqa: PTH120
        if folder not in self._of_folders:
            self._of_folders[folder] = self._find(folder)
        return self._of_folders[folder]

    def forget(self) -> None:
        """Read the files again when they are needed next."""
        self._of_folders.clear()
        self._of_files.clear()
        self._mistakes.clear()

    @property
    def mistakes(self) -> Mapping[str, list[Mistake]]:
        """The mistakes in the files that were read, by file."""
        found: dict[str, list[Mistake]] = defaultdict(list)
        for mistakes in self._mistakes.values():
            for mistake in mistakes:
                if mistake not in found[mistake.file]:
                    found[mistake.file].append(mistake)
        return found

    def _find(self, folder: str) -> Config | None:
        try:
            file = find_config(Path(folder)) or find_config(Path.cwd())
        except DataError as error:
            self._mistakes[folder] = _mistakes(str(error), Path(folder))
            return next((one for path, one in self._last_good.items() if path and path.parent == Path(folder)), None)
        return self._at(file)

    def _at(self, file: Path | None) -> Config | None:
        """The configuration in a file; the defaults without one."""
        if file not in self._of_files:
            try:
                self._of_files[file] = self._last_good[file] = load_config(file, cwd=Path.cwd(), isolated=file is None)
            except DataError as error:
                self._mistakes[file] = _mistakes(str(error), file or Path.cwd())
                self._of_files[file] = self._last_good.get(file)
        return self._of_files[file]


def _mistakes(message: str, file: Path) -> list[Mistake]:
    """The mistakes that an error lists, a line for each."""
    found = []
    for line in message.splitlines():
        if match := _PLACE.match(line):
            found.append(Mistake(absolute(match["file"]), int(match["line"]), int(match["column"]), match["sentence"]))
        else:
            found.append(Mistake(os.fspath(file), 1, 1, line))
    return found


def may_configure(path: str) -> bool:
    """Whether a file may change the configuration of posts: it is one, or one of these may read it."""
    name = Path(path).name
    return name in NAMES or name.endswith(CONFIGURING) or name in (".gitignore", "CNAME")
