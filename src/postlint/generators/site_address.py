"""The address of a site, read from its generator's own configuration: as data where it is data, else as text.

With it postlint knows which absolute links are internal, without the writer having to say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

#: for each preset: its configuration files, and what the address is called there
_SETTINGS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "astro": (("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts"), "site"),
    "docusaurus": (("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"), "url"),
    "gatsby": (("gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs"), "siteUrl"),
    "hexo": (("_config.yml",), "url"),
    "hugo": (
        ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
         "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml",
         "config/_default/config.yaml"),
        "baseURL",
    ),
    "jekyll": (("_config.yml", "_config.yaml", "_config.toml"), "url"),
    "lume": (("_config.ts", "_config.js"), "location"),
    "mkdocs-material": (("mkdocs.yml", "mkdocs.yaml"), "site_url"),
    "nikola": (("conf.py",), "SITE_URL"),
    "pelican": (("publishconf.py", "pelicanconf.py"), "SITEURL"),
    "quarto": (("_quarto.yml", "_quarto.yaml"), "site-url"),
    "vitepress": ((".vitepress/config.mts", ".vitepress/config.ts", ".vitepress/config.js", ".vitepress/config.mjs"),
                  "hostname"),
    "zola": (("config.toml", "zola.toml"), "base_url"),
}  # fmt: skip
#: a configuration file larger than this is none
_LARGEST = 1 << 18


def site_address(preset: str, site: Path) -> str:
    """The absolute address of the site in that folder; "" when its configuration does not say it as plain text."""
    files, key = _SETTINGS.get(preset, ((), ""))
    for name in files:
        file = site / name
        try:
            text = file.read_text(encoding="utf-8-sig") if file.stat().st_size < _LARGEST else ""
        except (OSError, ValueError):
            continue
        if found := _setting(key).search(text):
            return found[1]
    return ""


@lru_cache(maxsize=32)
def _setting(key: str) -> re.Pattern[str]:
    """`key` and an http address, as YAML, TOML, JSON, JavaScript and Python write them; not in a comment."""
    return re.compile(
        rf"(?im)^[ \t]*[\"']?{re.escape(key)}[\"']?\s*[:=]\s*(?:new URL\()?[\"'`]?(https?://[^\s\"'`,)#]+)"
    )
