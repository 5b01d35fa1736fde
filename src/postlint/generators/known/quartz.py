"""Reads the configuration of Quartz: the patterns of notes that it leaves out, and how it finds targets of links."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, script_strings, script_value


def pages(config: SiteConfig) -> Data:
    """The notes that are left out, by patterns that begin at the folder of the content; whether names find files."""
    ignored = script_strings(config.script, "ignorePatterns")
    data: Data = {"site": {"unrendered": [f"/content/{pattern.strip('/')}" for pattern in ignored]}}
    if script_value(config.script, "markdownLinkResolution") == "shortest":
        data["site"] |= {"finds_pages": True, "finds_files": True}
    return data
