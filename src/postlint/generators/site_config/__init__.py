"""What a site's own configuration adds to its generator's preset.

Nothing is executed: YAML, TOML and JSON are read as data, of programs in Python the literals, of those in JavaScript
the text. A setting that cannot be read changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.generators.presets import load_preset
from postlint.generators.site_config.collections import collection_of
from postlint.generators.site_config.keys import KEYS
from postlint.generators.site_config.pages import PAGES
from postlint.generators.source_keys import source_keys

#: what is added to a preset: parts of a schema, laid over it map by map
Overlay = dict[str, Any]


def site_overlay(preset: str, site: Path, post: Path, pages: Mapping[str, Any]) -> Overlay:
    """What the configuration of the site in the folder `site` changes for a post; {} when nothing does.

    `pages` is what `site_pages` says. `known_keys` are those of the collection that the post belongs to, where a site
    defines its own.
    """
    properties = KEYS[preset](site, post) if preset in KEYS else {}
    collection = collection_of(site, post) if preset == "astro" else None
    if collection is not None:
        pages = {**pages, "known_keys": sorted(collection.keys)}
    return {
        **({"properties": properties} if properties else {}),
        **({"required": sorted(collection.required)} if collection is not None and collection.required else {}),
        **({"x-postlint": pages} if pages else {}),
    }


def site_pages(preset: str, site: Path) -> dict[str, Any]:
    """What the configuration and the sources of the site in the folder `site` say; equal for all its posts.

    `named_keys` are the front matter keys that its sources name, `description_keys` those that make descriptions;
    `layouts_make_description` tells that layouts make them of the text.
    """
    pages = PAGES[preset](site) if preset in PAGES else {}
    found = source_keys(site, lay_over(load_preset(preset).data, pages))
    pages |= {"named_keys": sorted(found.names)} if found.names else {}
    pages |= {"layouts_make_description": True} if found.makes_description else {}
    pages |= {"description_keys": list(found.descriptions)} if found.descriptions else {}
    return pages


def lay_over(base: Any, over: Any) -> Any:
    """`base` with what `over` has: maps are joined, all else is replaced."""
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return {**base, **{key: lay_over(base.get(key), value) for key, value in over.items()}}
    return over
