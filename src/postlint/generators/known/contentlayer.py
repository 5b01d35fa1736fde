"""The configuration of Contentlayer and Velite: the content folder."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, clean, script_value


def pages(config: SiteConfig) -> Data:
    """The content folder; ``content`` for both where none is set."""
    named = script_value(config.script, "contentDirPath") or script_value(config.script, "root")
    return {"site": {"roots": [clean(named, "content")]}} if named else {}
