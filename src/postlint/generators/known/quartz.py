"""Reads the configuration of Quartz: the patterns of notes that it leaves out."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, script_strings


def pages(config: SiteConfig) -> Data:
    """The notes that are left out, by patterns that begin at the folder of the content."""
    ignored = script_strings(config.script, "ignorePatterns")
    return {"site": {"unrendered": [f"/content/{pattern.strip('/')}" for pattern in ignored]}}
