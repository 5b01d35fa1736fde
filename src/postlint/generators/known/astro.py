"""What the configuration of Astro says: what addresses begin with, and what its collections have for keys."""

from __future__ import annotations

from pathlib import Path

from postlint.generators.collections import Collection, collection_of
from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, base_of, script_value


def pages(config: SiteConfig) -> Data:
    """What addresses begin with."""
    return {"site": base_of(script_value(config.script, "base"))}


def collection(config: SiteConfig, post: Path) -> Collection | None:
    """What the schema of the collection that a post belongs to says; None when the site defines none for it."""
    return collection_of(config.folder, post)
