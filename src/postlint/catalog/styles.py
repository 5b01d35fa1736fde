"""Styles: folders of cards that a configuration turns on together.

A style is data. That of a package is found among the installed distributions, and read without importing the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.data.folders import data_dir
from postlint.data.user_file import DataError, DataFile, read_data
from postlint.data.walking import files_below
from postlint.data.wording import suggest
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: what a folder must hold to be a style
STYLE_FILE = "style.yaml"
#: the folder of posts in which no card of the style finds anything
TESTS = "tests"
#: before the name of a style that comes with postlint, and of one in an installed package
OWN, PACKAGE = "postlint:", "package:"
ENTRY_POINTS = "postlint.styles"


class NoStyleError(DataError):
    """There is no such style."""


class Style(NamedTuple):
    """A style. `reference` is how a configuration names it, `data` its style.yaml, `origin` that of its rules."""

    reference: str
    folder: Path
    data: DataFile
    origin: str

    @property
    def name(self) -> str:
        """What stands before the names of its cards."""
        return str(self.data.data["name"])


def find_style(reference: str, root: Path) -> Style:
    """The style that a configuration of the folder `root` names. Raises NoStyleError, and DataError for mistakes."""
    if reference.startswith(OWN):
        return own_style(reference.removeprefix(OWN))
    if reference.startswith(PACKAGE):
        return package_style(reference.removeprefix(PACKAGE))
    if not (root / reference / STYLE_FILE).is_file():
        raise NoStyleError(f"the folder {reference} has no {STYLE_FILE}")
    return read_style(root / reference, reference, reference)


def own_styles() -> tuple[str, ...]:
    """The names of the styles that come with postlint."""
    return tuple(sorted(file.parent.name for file in data_dir("styles").glob(f"*/{STYLE_FILE}")))


def find_styles(mistakes: list[str]) -> Iterator[Style]:
    """The styles that come with postlint, and those of installed packages, whose mistakes go to `mistakes`."""
    yield from map(own_style, own_styles())
    for name in sorted(installed_styles()):
        try:
            yield package_style(name)
        except DataError as error:
            mistakes += str(error).split("\n")


def own_style(name: str) -> Style:
    """A style that comes with postlint. Raises NoStyleError for an unknown one."""
    if name not in own_styles():
        raise NoStyleError(f"postlint has no style {name!r}{suggest(name, own_styles())}")
    return read_style(data_dir("styles") / name, f"{OWN}{name}", "built-in")


def installed_styles() -> Mapping[str, EntryPoint]:
    """The styles in installed packages, by the name after "package:"."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}


def package_style(name: str) -> Style:
    """The style of an installed package. Raises NoStyleError, and DataError for mistakes in it."""
    installed = installed_styles()
    if name not in installed:
        raise NoStyleError(f"no installed package has a style {name!r}{suggest(name, installed)}")
    folder = _package_folder(installed[name])
    if folder is None:
        raise NoStyleError(f"the package {installed[name].value!r} has no {STYLE_FILE}")
    return read_style(folder, f"{PACKAGE}{name}", f"{PACKAGE}{name}")


def _package_folder(point: EntryPoint) -> Path | None:
    """The folder of the package that an entry point names, if it holds a style. The package is not imported."""
    from importlib.util import find_spec

    top, *below = point.value.split(".")
    folders = [Path(str(point.dist.locate_file(top)))] if point.dist is not None else []
    if not (folders and folders[0].is_dir()):
        # an editable install is elsewhere; a name without a dot is looked up and not imported
        spec = find_spec(top) if top.isidentifier() else None
        folders = [Path(folder) for folder in (spec.submodule_search_locations if spec is not None else None) or ()]
    found = (folder.joinpath(*below) for folder in folders)
    return next((folder for folder in found if (folder / STYLE_FILE).is_file()), None)


def read_style(folder: Path, reference: str, origin: str) -> Style:
    """The style in a folder. Raises DataError with a line for each mistake in its style.yaml."""
    shown = f"{reference.rstrip('/')}/{STYLE_FILE}"
    data = read_data(folder / STYLE_FILE, shown)
    schema = json.loads((data_dir("schemas") / "style.schema.json").read_text(encoding="utf-8"))
    if mistakes := data.complaints(schema):
        raise DataError("\n".join(mistakes))
    return Style(reference, folder, data, origin)


def style_cards(folder: Path) -> Iterator[Path]:
    """The cards of the style in a folder, in the order of their names."""
    for file in files_below(folder, "*.yaml", "*.yml"):
        if file.name != STYLE_FILE and TESTS not in file.relative_to(folder).parts:
            yield file


def style_tests(folder: Path) -> list[Path]:
    """The posts in which no card of the style in a folder finds anything."""
    return sorted(file for file in (folder / TESTS).glob("*") if file.suffix in (".md", ".mdx"))
