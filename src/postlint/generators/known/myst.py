"""Reads the configuration of the MyST document engine and of Sphinx: the files that are left out."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, strings


def pages(config: SiteConfig) -> Data:
    """The files that are left out, by patterns that begin at its folder, in which all others have pages."""
    patterns = strings(as_map(config.values.get("project")).get("exclude"))
    patterns += strings(config.literals.get("exclude_patterns"))
    left_out = [f"/{pattern.lstrip('/')}" for pattern in patterns if pattern.strip("/")]
    data: Data = {"site": {"unrendered": left_out, "rendered_folders": ["."]}}
    if "sphinxext.opengraph" in strings(config.literals.get("extensions")):
        data["layouts_make_description"] = True  # it makes one of the text
    return data
