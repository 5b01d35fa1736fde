"""A configuration file as written, with the files that it extends: its values, and where each of them stands."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.catalog.styles import Style
from postlint.data.globs import compile_globs
from postlint.data.inside import leads_outside
from postlint.data.json_schema import KeyPath
from postlint.data.user_file import ConfigError, DataFile
from postlint.data.walking import files_below
from postlint.records import NamedTuple

if TYPE_CHECKING:
    import pathspec

LOCAL_RULES = ".postlint/rules"
#: the end of a sentence that begins with a file or folder
OUTSIDE = "is outside of the repository (--allow-outside reads it all the same)"


@lru_cache(maxsize=64)
def _matcher(glob: str) -> pathspec.GitIgnoreSpec:
    """The matcher of one glob: each post is held against it."""
    return compile_globs([glob])


class ChosenStyle(NamedTuple):
    """A style that a configuration extends: its style.yaml as settings, and where it is chosen."""

    style: Style
    settings: ConfigFile
    origin: str


class ConfigFile:
    """A configuration file: its values and those of the files that it extends, and where each of them stands.

    Globs of an extended file hold as if they stood here; what it names is looked for beside it.
    """

    def __init__(
        self, path: Path | None, root: Path, data: DataFile, under: KeyPath, *, anywhere: bool = False
    ) -> None:
        self.path = path
        self.root = root
        #: whether what it names may be outside of its repository
        self.anywhere = anywhere
        self._file = data
        self._under = under
        values = data.data
        for step in under:
            values = values.get(step, {})
        self.values: Mapping[str, Any] = {} if values is None else values
        #: the files that this one extends: their values hold for the keys that this one leaves out
        self.bases: list[ConfigFile] = []
        #: the styles that this one extends
        self.styles: list[ChosenStyle] = []

    # -- values -------------------------------------------------------------------------------------------

    def owner(self, key: str) -> ConfigFile | None:
        """The file that sets a top-level key: this one, or the last of those that it extends."""
        if key in self.values:
            return self
        found = [base.owner(key) for base in self.bases]
        return next((one for one in reversed(found) if one is not None), None)

    def has(self, key: str) -> bool:
        """Whether a top-level key is set."""
        return self.owner(key) is not None

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a top-level key."""
        owner = self.owner(key)
        return owner.values[key] if owner is not None else default

    def strings(self, key: str) -> tuple[str, ...]:
        """A top-level list of strings; one string is a list of one."""
        value = self.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def folder_of(self, key: str) -> Path:
        """The folder that paths under a top-level key are relative to."""
        owner = self.owner(key)
        return self.root if owner is None else owner.root

    @property
    def today(self) -> datetime.date | None:
        """The date that date rules take for today, when the configuration pins one."""
        text = self.get("today")
        return datetime.date.fromisoformat(text) if text else None

    def place(self, path: KeyPath) -> str:
        """Where a key stands: ``file:line:column``."""
        owner = self.owner(str(path[0])) if path else None
        return self.own_place(path) if owner is None else owner.own_place(path)

    def own_place(self, path: KeyPath) -> str:
        """Where a key stands in this very file."""
        line, column = self._file.locate((*self._under, *path), True)
        return f"{self._file.name}:{line}:{column}"

    def local_dirs(self) -> list[Path]:
        """The folders of local cards. Raises ConfigError when one that the file names is not there, or is outside."""
        inherited = [folder for base in self.bases for folder in base.local_dirs()]
        value = self.values.get("local_rules", [])
        named = [value] if isinstance(value, str) else value
        if "local_rules" not in self.values and (self.root / LOCAL_RULES).is_dir():
            named = [LOCAL_RULES]
        for name in named:
            self.check_cards(name, self.root / name, ("local_rules",))
        # an extended file beside this one may have found the same
        return list(dict.fromkeys([*inherited, *(self.root / name for name in named)]))

    def all_styles(self) -> list[Style]:
        """The styles that this file and those that it extends choose, each once."""
        chosen = [style for base in self.bases for style in base.all_styles()]
        chosen += [one.style for one in self.styles]
        return list({style.folder.resolve(): style for style in chosen}.values())

    def check_cards(self, name: str, folder: Path, at: KeyPath) -> None:
        """Raise ConfigError when a folder of cards is not there or outside of the repository, or a card is."""
        if not folder.is_dir():
            raise ConfigError(self.complaint(at, f"there is no folder {name}"))
        if not self.may_name(folder):
            raise ConfigError(self.complaint(at, f"the folder {name} {OUTSIDE}"))
        for card in files_below(folder, "*.yaml", "*.yml"):
            if card.is_symlink() and not self.may_name(card):
                raise ConfigError(
                    self.complaint(at, f"the file {name}/{card.relative_to(folder).as_posix()} {OUTSIDE}")
                )

    def schema_file(self, path: str) -> str | None:
        """The user's front matter schema for a path relative to the root: that of the last matching glob."""
        found = next((one for base in reversed(self.bases) if (one := base.schema_file(path)) is not None), None)
        for glob, name in self.values.get("schemas", {}).items():
            if _matcher(glob).match_file(path):
                found = str(self.root / name)
        return found

    def may_name(self, path: Path) -> bool:
        """Whether the configuration may name a file: a stranger's must not show other files of the machine."""
        return self.anywhere or not leads_outside(path, self.root)

    # -- mistakes -----------------------------------------------------------------------------------------

    def complaint(self, path: KeyPath, sentence: str, *, at_key: bool = False) -> str:
        """A line for a person with the place in this file."""
        return self._file.complaint((*self._under, *path), sentence, at_key=at_key)
