"""Reads the configuration of Zola: how names of files become addresses."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, strings


def pages(config: SiteConfig) -> Data:
    """How names of files become addresses."""
    values = config.values
    slugify = as_map(values.get("slugify"))
    data: Data = {"site": base_of(values.get("base_url"))}
    data["site"]["unrendered"] = [f"/content/**/{glob.lstrip('/')}" for glob in strings(values.get("ignored_content"))]
    data["site"]["language_names"] = [str(code) for code in as_map(values.get("languages"))]
    if slugify.get("anchors", "on") != "on":
        data["site"]["anchors"] = "unknown"
    if slugify.get("paths") in ("off", "safe"):
        data["site"] |= {"lower": False, "slugs": {"folder": "", "name": "", "slug": ""}}
    if slugify.get("paths_keep_dates") is True:
        data["slug"] = {"date_prefix": False}
    return data
