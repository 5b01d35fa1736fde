"""Reads the configuration of Bridgetown: the style of permalinks, and the collections that have pages.

`config/initializers.rb` is Ruby: of it only the style of permalinks is read, as text.
"""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, clean, first_settings, join, pattern_of, read_text
from postlint.generators.template_pages import template_pages

#: Bridgetown's names for permalinks, from its documentation; without the language
_STYLES = {
    "pretty": "/{categories}/{year}/{month}/{day}/{slug}/",
    "pretty_ext": "/{categories}/{year}/{month}/{day}/{slug}.html",
    "simple": "/{categories}/{slug}/",
    "simple_ext": "/{categories}/{slug}.html",
}
_PERMALINK_IN_RUBY = lazy_pattern(r"(?m)^[ \t]*(?:config\.)?permalink\s*+=?\s*+[\"']([^\"'\n]+)")


def pages(config: SiteConfig) -> Data:
    """The permalinks of posts and of collections, and which collections have pages."""
    values = config.values
    in_ruby = _PERMALINK_IN_RUBY.search(read_text(config.folder / "config/initializers.rb"))
    style = values.get("permalink") or (in_ruby[1] if in_ruby else "pretty")
    source = clean(values.get("source"), "src")
    above = join(source, clean(values.get("collections_dir"), "."))
    posts, own_pages = join(above, "_posts"), join(above, "_pages")
    # a category by default is one of the posts that name none: their addresses are unknown
    defaults = [first_settings(config.folder / folder, "_defaults.yml") for folder in (source, posts)]
    in_address = "categories" in _pattern(style) and any({"category", "categories"} & one.keys() for one in defaults)
    patterns = {posts: "" if in_address else _pattern(style), own_pages: "/{path}/", source: "/{path}/"}
    rendered, parts = [posts, own_pages], []
    for name, options in as_map(values.get("collections")).items():
        folder = join(above, f"_{name}")
        permalink = as_map(options).get("permalink", style)
        has_pages = as_map(options).get("output") is True
        patterns[folder] = _pattern(permalink, f"/{name}") if has_pages else ""
        rendered.append(folder)
        parts += [] if has_pages or name == "posts" else [folder]
    return {
        "site": {
            "roots": [*rendered, source],
            "post_folders": [posts],
            "patterns": patterns,
            "parts": parts,
            "redirects": template_pages(config.folder / source),
            "unrendered": [f"{source}/**/_*", *(f"!{folder}" for folder in rendered)],
            **base_of(values.get("base_path")),
        },
    }


def _pattern(permalink: object, above: str = "") -> str:
    """The pattern of a style or template; a style puts the collection before it. Unknown if it has the language."""
    style = _STYLES.get(str(permalink))
    if style is not None:
        return above + style
    return pattern_of(str(permalink).replace(".*", ".html"))
