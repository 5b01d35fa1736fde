"""Reads the configuration of Quartz: the patterns of notes that it leaves out, and how it finds targets of links."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, script_strings, script_text, script_value


def pages(config: SiteConfig) -> Data:
    """The notes that are left out, by patterns that begin at the folder of the content; how links are found."""
    ignored = script_strings(config.script, "ignorePatterns")
    data: Data = {"site": {"unrendered": [f"/content/{pattern.strip('/')}" for pattern in ignored]}}
    if script_value(config.script, "markdownLinkResolution") == "shortest":
        data["site"] |= {"finds_pages": True, "finds_files": True}
    layout = script_text(config.folder, "quartz.layout.ts")
    if layout and "ArticleTitle" not in layout:
        data["title_is_h1"] = False
    return data
