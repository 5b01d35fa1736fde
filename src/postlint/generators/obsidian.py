"""Reads the settings of an Obsidian vault: which of its folders have templates, of which notes are made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postlint.generators.config_values import clean, read_settings
from postlint.generators.presets import GENERIC

if TYPE_CHECKING:
    from postlint.generators.generator import Generator

#: the folder in a vault that has its settings
SETTINGS = ".obsidian"
#: the settings of the core plugin and of Templater, with the key of the folder, which is relative to the vault
_KEYS = (("templates.json", "folder"), ("plugins/templater-obsidian/data.json", "templates_folder"))


def in_vault(generator: Generator, folder: Path) -> Generator:
    """How links lead in the notes of a folder without a generator: in a vault by names, and from its top as well."""
    if generator.name != GENERIC or not (folder / SETTINGS).is_dir():
        return generator
    return generator._replace(finds_pages=True, finds_files=True, relative_to_root=True, hash_slugger="github")


def template_folders(vault: Path) -> tuple[str, ...]:
    """The folders of a vault that have templates, absolute; the vault itself is none of them."""
    named = (clean(read_settings(vault / SETTINGS / file).get(key), ".") for file, key in _KEYS)
    return tuple(f"{vault / folder}" for folder in dict.fromkeys(named) if folder != ".")
