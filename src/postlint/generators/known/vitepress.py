"""Reads the configuration of VitePress: the source folder, the base, rewrites."""

from __future__ import annotations

import re

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    base_of,
    clean,
    imported_scripts,
    script_blocks,
    script_strings,
    script_value,
)


def pages(config: SiteConfig) -> Data:
    """The source folder, the base, and whether addresses are rewritten."""
    text = config.script
    if _PASSED_ON.fullmatch(text.strip()):
        text = next(imported_scripts(config.folder / ".vitepress", text), text)
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
    if _COMPUTED.search(text):
        data["site"]["aliases"] = ["permalink"]
    if "buildEnd" in text:
        data["site"]["makes_pages"] = True
    return data


#: rewrites that are no mere list of paths: a function makes them, as of the addresses that posts give themselves
_COMPUTED = lazy_pattern(
    r"\brewrites\b(?:\s*:\s*(?:\{(?:[^{}\"'`]|\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`)*?\.\.\.|[\w$]|\()|\s*[,(}])"
)
#: a configuration that is in another file: ``export { default } from "./config/index"``
_PASSED_ON = lazy_pattern(r"export\s*\{\s*default\s*\}\s*from\s*[\"'][^\"']+[\"'];?")
