"""Reads the configuration of Lume: its source folder, and the folders that it copies."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, clean, has_folder, join, script_value

#: ``site.copy("pics", "img")``, ``site.add("pics", "img")``
_COPIED = lazy_pattern(r"\.(?:copy|add)\(\s*[\"'`]([\w@./-]+)[\"'`]\s*,\s*[\"'`]([\w@./-]*)[\"'`]")


def pages(config: SiteConfig) -> Data:
    """The source folder, and the addresses of folders that are copied to others."""
    source = clean(script_value(config.script, "src"), ".")
    data: Data = {"site": {"static": {}, "unseen": []}}
    if source != ".":
        data["site"] |= {"roots": [source], "static": {source: "/"}}
    for found in _COPIED.finditer(config.script):
        folder, address = join(source, clean(found[1], ".")), clean(found[2], ".")
        if files_below(config.folder / folder, "*.md", "*.mdx"):
            continue  # its pages are made, whatever else is copied
        data["site"]["static"][folder] = f"/{address}/" if address != "." else "/"
        if not has_folder(config.folder, folder):  # made, or too large to be kept with the site
            data["site"]["unseen"].append(f"/{folder}/**")
    return data
