"""Reads the configuration of VitePress: the source folder, the base, rewrites."""

from __future__ import annotations

import re

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, base_of, clean, script_blocks, script_strings, script_value


def pages(config: SiteConfig) -> Data:
    """The source folder, the base, and whether addresses are rewritten."""
    text = config.script
    source = clean(script_value(text, "srcDir"), ".")
    data: Data = {"site": base_of(script_value(text, "base"))}
    if source != ".":
        data["site"] |= {"roots": [source], "static": {f"{source}/public": "/"}}
    inner = "" if source == "." else f"/{source}"
    data["site"]["unrendered"] = [f"{inner}/{glob.lstrip('/')}" for glob in script_strings(text, "srcExclude")]
    locales = next(iter(script_blocks(text, "locales")), "")
    found = re.findall(r"(?:^|[{,\n])\s*[\"']?([a-z]{2}(?:-[A-Za-z]{2,4})?)[\"']?\s*:\s*\{", locales)
    data["site"]["language_names"] = list(dict.fromkeys(found))
    if re.search(r"\bslugify\b", text):
        data["site"]["anchors"] = "unknown"
    if re.search(r"\brewrites\b", text):
        data["site"]["certain"] = False
    if "buildEnd" in text:
        data["site"]["makes_pages"] = True
    return data
