"""Reads a configuration file and those that it extends, and validates each."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from postlint.catalog.styles import OWN, PACKAGE, STYLE_FILE, NoStyleError, find_style, own_styles
from postlint.config.file import OUTSIDE, ChosenStyle, ConfigFile
from postlint.config.hints import syntax_hint
from postlint.data.inside import leads_outside
from postlint.data.json_schema import KeyPath
from postlint.data.user_file import ConfigError, DataError, DataFile, read_data, read_text

#: the style of an installed package: this file in its folder
STYLE = "postlint.yaml"
#: how deep files may extend each other
_DEEPEST = 20


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
