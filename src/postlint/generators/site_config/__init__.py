"""What a site's own configuration adds to its generator's preset.

Nothing is executed: YAML, TOML and JSON are read as data, of programs in Python the literals, of those in JavaScript
the text. A setting that cannot be read changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.generators.presets import load_preset
from postlint.generators.site_config.keys import KEYS
from postlint.generators.site_config.pages import PAGES
from postlint.generators.site_config.reading import read_settings
from postlint.generators.source_keys import source_keys

#: what is added to a preset: parts of a schema, laid over it map by map
Overlay = dict[str, Any]


def site_overlay(preset: str, site: Path, post: Path, pages: Mapping[str, Any]) -> Overlay:
    """What the configuration of the site in the folder `site` changes for a post; {} when nothing does.

    `pages` is what `site_pages` says.
    """
    properties = KEYS[preset](site, post) if preset in KEYS else {}
    return {**({"properties": properties} if properties else {}), **({"x-postlint": pages} if pages else {})}


def site_pages(preset: str, site: Path) -> dict[str, Any]:
    """What the configuration and the sources of the site in the folder `site` say; equal for all its posts.

    `named_keys` are the front matter keys that its sources name, `description_keys` those that make descriptions.
    """
    pages = PAGES[preset](site) if preset in PAGES else {}
    found = source_keys(site, lay_over(load_preset(preset).data, pages))
    pages |= {"named_keys": sorted(found.names)} if found.names else {}
    pages |= {"description_keys": list(found.descriptions)} if found.descriptions else {}
    return pages


def generated_schema(preset: str, site: Path, post: Path) -> Path | None:
    """The JSON Schema that Astro generated for the collection of a post, if there is one."""
    if preset != "astro":
        return None
    try:
        parts = post.relative_to(site / "src" / "content").parts
    except ValueError:
        return None
    file = site / ".astro" / "collections" / f"{parts[0]}.schema.json"
    return file if len(parts) > 1 and read_settings(file) else None


def lay_over(base: Any, over: Any) -> Any:
    """`base` with what `over` has: maps are joined, all else is replaced."""
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return {**base, **{key: lay_over(base.get(key), value) for key, value in over.items()}}
    return over
