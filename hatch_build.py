"""What the build adds: the built-in cards as JSON, so that an installed postlint reads no YAML at its start, and the
README as the description of the package, with links that also work outside of the repository."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

REPOSITORY = "https://github.com/postlint/postlint"
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]*)(#[^)\s]*)?(?=\))")


class CardsHook(BuildHookInterface):
    """Writes `src/postlint/_data/*.json`, which the wheel takes in as build artifacts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file before the wheel is put together; the sdist does without."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from postlint.catalog.card_cache import CARDS_FILE, builtin_cards, cards_of_style, style_cards_file
        from postlint.catalog.styles import own_style, own_styles, style_cards

        CARDS_FILE.unlink(missing_ok=True)
        list(builtin_cards())
        made = [CARDS_FILE]
        for name in own_styles():
            made.append(style_cards_file(name))
            made[-1].unlink(missing_ok=True)
            list(cards_of_style(name, style_cards(own_style(name).folder)))
        for file in made:
            build_data["force_include"][str(file)] = f"postlint/_data/{file.name}"


class ReadmeHook(MetadataHookInterface):
    """Makes the description of the package from the README."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `readme`; relative links lead into the repository at the tag of this version."""
        root = Path(self.root)
        version = re.search(r'^VERSION = "(.+)"$', (root / "src/postlint/data/version.py").read_text("utf-8"), re.M)
        assert version is not None
        text = with_absolute_links((root / "README.md").read_text(encoding="utf-8"), root, f"v{version[1]}")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def with_absolute_links(text: str, root: Path, tag: str) -> str:
    """The text with links to files and folders of the repository at a tag in place of relative ones."""

    def absolute(match: re.Match[str]) -> str:
        kind = "tree" if (root / match[1]).is_dir() else "blob"
        return f"{REPOSITORY}/{kind}/{tag}/{match[1]}{match[2] or ''}"

    return _LINK.sub(absolute, text)
