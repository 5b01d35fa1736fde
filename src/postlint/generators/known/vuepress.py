"""Reads which themes and plugins a VuePress site has: some make descriptions of the text of a page."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, read_text

#: themes with a plugin for search engines, and the plugin itself, as `package.json` names them
_DESCRIBES = lazy_pattern(
    r"\"(?:vuepress-theme-(?:hope|plume)|(?:@vuepress/plugin|vuepress-plugin)-(?:seo2?|autometa))\""
)
#: the folder of the texts may be so deep in that of the package
_ABOVE = 3


def pages(config: SiteConfig) -> Data:
    """Whether pages have a description without a key."""
    folders = (config.folder, *config.folder.parents)[:_ABOVE]
    package = next((text for folder in folders if (text := read_text(folder / "package.json"))), "")
    return {"layouts_make_description": True} if _DESCRIBES.search(package) else {}
