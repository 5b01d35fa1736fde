"""Reads the configuration of Zola: how names of files become addresses, and which shortcodes render their bodies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, read_text, strings, term_pages
from postlint.parse.front_matter import read_front_matter


def pages(config: SiteConfig) -> Data:
    """How names of files become addresses."""
    values = config.values
    slugify = as_map(values.get("slugify"))
    data: Data = {"site": base_of(values.get("base_url"))}
    data["site"]["unrendered"] = [f"/content/**/{glob.lstrip('/')}" for glob in strings(values.get("ignored_content"))]
    named = [str(one.get("name")) for one in map(as_map, _listed(values.get("taxonomies")))]
    data["site"]["unseen"] = [one for name in named for one in term_pages("content", name)]
    if scopes := list(_layout_scopes(config.folder)):
        data["layout_scopes"] = scopes
    data["site"]["language_names"] = [str(code) for code in as_map(values.get("languages"))]
    if slugify.get("anchors", "on") != "on":
        data["site"]["anchors"] = "unknown"
    if slugify.get("paths") in ("off", "safe"):
        data["site"] |= {"lower": False, "slugs": {"folder": "", "name": "", "slug": ""}}
    if slugify.get("paths_keep_dates") is True:
        data["slug"] = {"date_prefix": False}
    if opaque := _opaque_shortcodes(config.folder):
        data["opaque_shortcodes"] = opaque
    return data


def _layout_scopes(site: Path) -> Iterator[Data]:
    """The templates that sections give to their pages, that of the deepest section first."""
    for file in sorted(files_below(site / "content", "_index*.md"), key=lambda one: -len(one.parts)):
        if "page_template" in (text := read_text(file)):
            layout = read_front_matter(text).values.get("page_template")
            yield from [{"folder": file.parent.relative_to(site).as_posix(), "layout": layout}] if layout else []


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


#: a template that shows the body of its shortcode, and one that renders it or passes it to a macro or template that may
_SHOWS = lazy_pattern(r"\bbody\b")
_RENDERS = lazy_pattern(r"\bmarkdown\b|\w::\w|\{%-?\s*(?:include|extends)\b")


def _opaque_shortcodes(site: Path) -> list[str]:
    """The shortcodes that show their body unrendered: what a template in Markdown shows is rendered with it."""
    found: dict[str, bool] = {}
    for folder in (*sorted(site.glob("themes/*/templates/shortcodes")), site / "templates/shortcodes"):
        for file in files_below(folder, "*.*"):  # the site's own override the themes'
            text = read_text(file)
            unrendered = file.suffix == ".html" and _SHOWS.search(text) and not _RENDERS.search(text)
            found[file.relative_to(folder).with_suffix("").as_posix()] = bool(unrendered)
    return [name for name, opaque in found.items() if opaque]
