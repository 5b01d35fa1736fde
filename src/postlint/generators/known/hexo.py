"""What the configuration of Hexo says: the permalink pattern, the source folder, dates in names."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, base_of, clean, pattern_of


def pages(config: SiteConfig) -> Data:
    """The permalink pattern, the source folder, and whether dates in the names of files count."""
    values = config.values
    source = clean(values.get("source_dir"), "source")
    posts = [f"{source}/_posts", f"{source}/_drafts"]
    data: Data = {"site": {"roots": [*posts, source], "post_folders": posts, "static": {source: "/"}}}
    data["site"] |= base_of(values.get("root"))
    if isinstance(values.get("default_category"), str):
        data["site"]["default_category"] = values["default_category"]
    if isinstance(values.get("permalink"), str):
        data["permalink"] = pattern_of(values["permalink"])
    names = str(values.get("new_post_name") or ":title.md")
    data["slug"] = {"date_prefix": names.startswith(":year-:month-:day-")}
    return data
