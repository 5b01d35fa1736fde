"""What a site's own configuration and sources add to the preset of its generator."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from postlint.generators.config_files import SiteConfig
from postlint.generators.presets import lay_over, load_preset
from postlint.generators.source_keys import source_keys

#: what is added to a preset: parts of a schema, laid over it map by map
Overlay = dict[str, Any]


@cache
def _module(preset: str) -> ModuleType | None:
    """The module about a generator's configuration, if there is one."""
    name = f"{__package__}.known.{preset.replace('-', '_')}"
    return import_module(name) if find_spec(name) is not None else None


def site_config(preset: str, site: Path) -> SiteConfig:
    """The configuration of the site in the folder `site`, made with a generator."""
    return SiteConfig.of(load_preset(preset).data, site)


def site_overlay(preset: str, site: Path, post: Path, pages: Mapping[str, Any]) -> Overlay:
    """What the configuration of the site in the folder `site` changes for a post; {} when nothing does.

    `pages` is what `site_pages` says.
    """
    module = _module(preset)
    properties = module.keys(site_config(preset, site), post) if hasattr(module, "keys") and module else {}
    return {**({"properties": properties} if properties else {}), **({"x-postlint": pages} if pages else {})}


def site_pages(preset: str, site: Path) -> dict[str, Any]:
    """What the configuration and the sources of the site in the folder `site` say; equal for all its posts.

    `named_keys` are the front matter keys that its sources name, `description_keys` those that make descriptions.
    """
    module = _module(preset)
    pages: dict[str, Any] = module.pages(site_config(preset, site)) if module is not None else {}
    found = source_keys(site, lay_over(load_preset(preset).data, pages))
    pages |= {"named_keys": sorted(found.names)} if found.names else {}
    pages |= {"description_keys": list(found.descriptions)} if found.descriptions else {}
    return pages


def generated_schema(preset: str, site: Path, post: Path) -> Path | None:
    """The JSON Schema that the generator itself wrote for a post, if there is one."""
    module = _module(preset)
    return module.schema(site_config(preset, site), post) if hasattr(module, "schema") and module else None
