"""What the settings of a site of Hugo make of Markdown: what its own layouts look up, and whether HTML is kept."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from postlint.data.walking import files_below
from postlint.generators.config_values import Data, as_map, read_text
from postlint.generators.hugo_version import reads_goldmark


def markup_setting(values: Data, *keys: str) -> Any:
    """The value of a setting below `markup`; None without one. Hugo ignores the case of keys."""
    found: Any = values.get("markup")
    for key in keys:
        found = next((value for name, value in as_map(found).items() if str(name).lower() == key.lower()), None)
    return found


def has_embedded(values: Data, kind: str, hooks: Collection[str]) -> bool:
    """Whether Hugo's own layout for a link or an image is used on a site whose layouts have these hooks.

    By itself it is on a site of several languages on one host, unless these have a hook of the kind.
    """
    use = markup_setting(values, "goldmark", "renderHooks", kind, "useEmbedded")
    # the setting of older versions
    use = "fallback" if markup_setting(values, "goldmark", "renderHooks", kind, "enableDefault") is True else use
    if use in ("always", "never"):
        return bool(use == "always")
    if any(name.startswith(kind) for name in hooks):
        return False
    languages = [as_map(one) for one in as_map(values["languages"]).values()]
    has_hosts = any(str(key).lower() == "baseurl" for one in languages for key in one)
    copies = markup_setting(values, "goldmark", "duplicateResourceFiles") is True
    return use == "fallback" or (len(languages) > 1 and not has_hosts and not copies)


def drops_html(values: Data, site: Path) -> bool:
    """Whether HTML among Markdown is left out of pages: it is, unless a setting of the site says otherwise.

    A theme can set it only where the site merges the settings for Markdown, and an older reader leaves nothing out.
    """
    unsafe = markup_setting(values, "goldmark", "renderer", "unsafe")
    reader = markup_setting(values, "defaultMarkdownHandler") or "goldmark"
    merged = any(str(key).lower() == "_merge" for key in (*values, *as_map(values.get("markup"))))
    if not values.get("baseURL") or unsafe is True or reader != "goldmark" or merged or not reads_goldmark(site):
        return False
    # a file that only another environment reads, or that the command of the build names
    others = (*site.glob("*.toml"), *site.glob("*.y*ml"), *site.glob("*.json"))
    others += tuple(files_below(site / "config", "*.toml", "*.yaml", "*.yml", "*.json"))
    return not any("unsafe" in read_text(file) for file in others)
