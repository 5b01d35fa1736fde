"""What the configuration of Astro says: what addresses begin with, and the schemas it generated."""

from __future__ import annotations

from pathlib import Path

from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, base_of, read_settings, script_value


def pages(config: SiteConfig) -> Data:
    """What addresses begin with."""
    return {"site": base_of(script_value(config.script, "base"))}


def schema(config: SiteConfig, post: Path) -> Path | None:
    """The JSON Schema that Astro generated for the collection of a post, if there is one."""
    try:
        parts = post.relative_to(config.folder / "src" / "content").parts
    except ValueError:
        return None
    file = config.folder / ".astro" / "collections" / f"{parts[0]}.schema.json"
    return file if len(parts) > 1 and read_settings(file) else None
