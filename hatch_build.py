"""Adds the built-in cards as JSON to the wheel, so that an installed postlint reads no YAML at its start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CardsHook(BuildHookInterface):
    """Writes `src/postlint/_data/cards.json`, which the wheel takes in as a build artifact."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file before the wheel is put together; the sdist does without."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from postlint.catalog.card_cache import CARDS_FILE, builtin_cards

        CARDS_FILE.unlink(missing_ok=True)
        list(builtin_cards())
        build_data["force_include"][str(CARDS_FILE)] = "postlint/_data/cards.json"
