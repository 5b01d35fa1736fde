"""The configuration file as written: read, validated, with the files that it extends."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.catalog.styles import OWN, PACKAGE, STYLE_FILE, NoStyleError, Style, find_style, own_styles
from postlint.config.hints import syntax_hint
from postlint.data.globs import compile_globs
from postlint.data.inside import leads_outside
from postlint.data.json_schema import KeyPath
from postlint.data.user_file import ConfigError, DataError, DataFile, read_data, read_text
from postlint.data.walking import files_below
from postlint.records import NamedTuple

if TYPE_CHECKING:
    import pathspec

#: the style of an installed package: this file in its folder
STYLE = "postlint.yaml"
LOCAL_RULES = ".postlint/rules"
#: how deep files may extend each other
_DEEPEST = 20
#: the end of a sentence that begins with a file or folder
OUTSIDE = "is outside of the repository (--allow-outside reads it all the same)"


@lru_cache(maxsize=64)
def _matcher(glob: str) -> pathspec.GitIgnoreSpec:
    """The matcher of one glob: each post is held against it."""
    return compile_globs([glob])


def read_config(path: Path | None, cwd: Path, *, anywhere: bool = False) -> ConfigFile:
    """Read and validate a configuration file and those that it extends; None gives the defaults. Raises DataError.

    `anywhere`: what it names may be outside of its repository.
    """
    if path is None:
        return ConfigFile(None, cwd, DataFile("", {}, lambda path, at_key: (1, 1)), (), anywhere=anywhere)
    return _read(cwd / path, cwd, (), anywhere)


def _read(path: Path, cwd: Path, around: tuple[Path, ...], anywhere: bool) -> ConfigFile:
    """Read a file that those `around` extend, from the outside to the inside."""
    name = str(path.relative_to(cwd)) if path.is_relative_to(cwd) else str(path)
    if not anywhere and leads_outside(path):
        raise DataError(f"{name}:1:1: this file {OUTSIDE}")
    try:
        data = read_data(path, name)
    except DataError as error:
        raise DataError(syntax_hint(str(error), read_text(path, name))) from None
    under = ("tool", "postlint") if path.name == "pyproject.toml" else ()
    file = ConfigFile(path, path.parent, data, under, anywhere=anywhere)
    complete(file, cwd, (*around, path.resolve()))
    return file


def complete(file: ConfigFile, cwd: Path, chain: tuple[Path, ...] = ()) -> None:
    """Validate a file and read those that it extends; `chain` leads from the outermost one to it. Raises DataError."""
    # who has no configuration does not wait for it
    from postlint.config.check_config import check_config, check_content

    check_config(file)
    for index, other in enumerate(file.strings("extends")):
        at: KeyPath = ("extends", index) if isinstance(file.values["extends"], list) else ("extends",)
        if is_style(other, file.root):
            file.styles.append(_style(file, other, at))
            continue
        base = _extended(file, other, at)
        if base.resolve() in chain:
            circle = " → ".join(one.name for one in (*chain[chain.index(base.resolve()) :], base))
            raise ConfigError(file.complaint(at, f"a circle of files that extend each other: {circle}"))
        if len(chain) == _DEEPEST:
            raise ConfigError(file.complaint(at, f"more than {_DEEPEST} files that extend each other"))
        file.bases.append(_read(base, cwd, chain, file.anywhere))
    if len(chain) <= 1:
        check_content(file)


def is_style(name: str, root: Path) -> bool:
    """Whether a word of `extends` in a configuration of the folder `root` names a style."""
    return name.startswith((OWN, PACKAGE)) or ("/" in name and (root / name).is_dir())


def _style(file: ConfigFile, name: str, at: KeyPath) -> ChosenStyle:
    """The style of a word of `extends`. Raises DataError."""
    if not name.startswith((OWN, PACKAGE)):
        file.check_cards(name, file.root / name, at)
    try:
        style = find_style(name, file.root)
    except NoStyleError as error:
        raise ConfigError(file.complaint(at, str(error))) from None
    settings = ConfigFile(style.folder / STYLE_FILE, style.folder, style.data, ())
    return ChosenStyle(style, settings, f"{file.own_place(at)} ({name})")


def _extended(file: ConfigFile, other: str, at: KeyPath) -> Path:
    """The file that is extended: a path relative to the one that extends it, or an installed package's style."""
    if "/" in other or other.endswith((".yaml", ".yml", ".toml", ".json")):
        path = file.root / other
        if not path.is_file():
            raise ConfigError(file.complaint(at, f"there is no file {other}"))
        if not file.may_name(path):
            raise ConfigError(file.complaint(at, f"the file {other} {OUTSIDE}"))
        return path
    spec = find_spec(other) if other.isidentifier() else None
    if spec is None:
        sentence = f"no package {other!r} is installed; {_instead(file, other)}"
        raise ConfigError(file.complaint(at, sentence))
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    found = next((folder / STYLE for folder in folders if (folder / STYLE).is_file()), None)
    if found is None:
        raise ConfigError(file.complaint(at, f"the package {other!r} has no {STYLE}"))
    return found


def _instead(file: ConfigFile, other: str) -> str:
    """What the word of `extends` that names no package was perhaps meant to be."""
    if other in own_styles():
        return f"the style of postlint is {OWN}{other}"
    if (file.root / other / STYLE_FILE).is_file():
        return f"the folder of a style is written ./{other}"
    return f"a file needs its ending: {other}.yaml"


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
