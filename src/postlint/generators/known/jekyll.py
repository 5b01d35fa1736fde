"""Reads the configuration of Jekyll: permalinks of posts, collections and scopes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, clean, join, lowers, pattern_of, read_text, strings
from postlint.generators.post_files import IMAGE_ENDINGS
from postlint.generators.presets import preset_data
from postlint.generators.template_pages import template_pages


def settings(config: SiteConfig) -> Data:
    """What templates read of the configuration."""
    return {"site": config.values}


def pages(config: SiteConfig) -> Data:
    """The permalinks of posts, collections and scopes, and which collections have pages."""
    values = config.values
    above = clean(values.get("collections_dir"), ".")
    posts = [join(above, "_posts"), join(above, "_drafts")]
    collections = _collections(values.get("collections"))
    patterns: dict[str, str] = {}
    for name, options in collections.items():
        own = options.get("permalink")
        pattern = _jekyll_pattern(own) if isinstance(own, str) else "/{collection}/{path}"
        patterns[join(above, f"_{name}")] = pattern if _is_true(options.get("output")) else ""
    parts = [folder for folder, pattern in patterns.items() if not pattern]
    beside = {folder: f"/{posixpath.basename(folder)[1:]}" for folder, pattern in patterns.items() if pattern}
    data: Data = {}
    reader = str(values.get("markdown") or ("maruku" if _is_before_kramdown(config.folder) else ""))
    kramdown = as_map(values.get("kramdown"))
    data["markdown"] = _syntaxes(reader, kramdown)
    of_posts = as_map(as_map(values.get("collections")).get("posts")).get("permalink", values.get("permalink"))
    if isinstance(of_posts, str):
        data["permalink"] = _jekyll_pattern(of_posts)
    patterns |= _jekyll_scopes(values.get("defaults"), above)
    data["site"] = {"roots": [*posts, *(join(above, f"_{name}") for name in collections)], "post_folders": posts}
    data["site"]["parts"] = parts
    data["site"]["static"] = {".": "/", **beside}  # the files beside the entries of a collection are copied
    data["site"]["redirects"] = template_pages(config.folder)
    data["site"]["language_names"] = strings(values.get("languages"))
    if category := _category_of_posts(values.get("defaults")):
        data["site"]["default_category"] = category
    if scopes := list(_layout_scopes(values.get("defaults"))):
        data["layout_scopes"] = scopes
    data["site"]["unrendered"] = [
        *_without_pages(above, collections),
        *_globs(values.get("exclude")),
        *(f"!{glob}" for glob in _globs(values.get("include"))),
    ]
    data["site"] |= {"patterns": patterns, **base_of(values.get("baseurl"))}
    if lowers(kramdown.get("header_offset")):
        data["lowers_headings"] = True
    if values.get("future") is True:
        data["publishes_future"] = True
    if kramdown.get("auto_ids") is False:
        data["site"]["anchors"] = "none"
    if _OTHER_READERS.search(reader) or kramdown.get("auto_id_prefix"):
        data["site"]["anchors"] = "unknown"
    if (values.get("theme") or values.get("remote_theme")) and not (config.folder / "_layouts").is_dir():
        data["theme_elsewhere"] = True
    if "jekyll-seo-tag" in strings(values.get("plugins") or values.get("gems")) and not _has_head(config):
        data["layouts_make_description"] = True  # the plugin makes one, which the theme prints
    if _has_image_host(config, elsewhere="theme_elsewhere" in data):
        data["site"]["unseen"] = [f"/**/*{ending}" for ending in IMAGE_ENDINGS]
    if any(_MAKES_PAGES.search(read_text(file)) for file in files_below(config.folder / "_plugins", "*.rb")):
        data["site"]["makes_pages"] = True
    return data


def _without_pages(above: str, collections: Iterable[str]) -> Iterator[str]:
    """Globs of what Jekyll passes over: names with an underscore, but the folders of posts, drafts and collections.

    Folders of posts may be in any other, below the folder of all collections if that is named; collections are in that
    one.
    """
    around = "" if above == "." else f"/{above}"
    kept = [*(f"{around}/**/_{name}" for name in ("posts", "drafts")), *(f"{around}/_{name}" for name in collections)]
    yield "_*"
    yield from (f"!{folder}" for folder in kept)
    yield from (f"{folder}/**/_*" for folder in kept)


def _is_true(value: Any) -> bool:
    """Whether Ruby takes a value for true."""
    return value is not None and value is not False


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """A file outside of posts and collections needs no front matter: without one it is no page, but copied as it is."""
    inside = post.relative_to(config.folder).parts if post.is_relative_to(config.folder) else ("_",)
    if any(part.startswith("_") for part in inside):
        return {}
    return {"x-postlint": {"front_matter_required": False}}


def _has_image_host(config: SiteConfig, *, elsewhere: bool) -> bool:
    """Whether the theme puts an address of the configuration before those of images, as Chirpy does with ``cdn``."""
    named = [key for key in ("cdn", "img_cdn") if str(config.values.get(key)).startswith(("http", "//"))]
    return bool(named) and (elsewhere or any(_joins_images(text, named) for text in _own_layouts(config)))


def _joins_images(text: str, keys: Sequence[str]) -> bool:
    return ("<img" in text or "image" in text) and any(f"site.{key}" in text for key in keys)


def _has_head(config: SiteConfig) -> bool:
    """Whether a layout or an include of the site has the head of a page; else it is that of the theme."""
    return any(map(_HEAD.search, _own_layouts(config)))


def _own_layouts(config: SiteConfig) -> Iterator[str]:
    """The texts of the layouts and includes of the site itself."""
    files = (file for folder in ("_layouts", "_includes") for file in files_below(config.folder / folder, "*.html"))
    return map(read_text, files)


_HEAD = lazy_pattern(r"(?i)</head>|<meta\b[^<>]*\bdescription\b")
#: readers of Markdown of old versions, which give headings ids of other kinds or none
_OTHER_READERS = lazy_pattern(r"(?i)discount|redcarpet|maruku|pandoc|bluecloth")
#: how a plugin adds pages to the site, or changes their addresses
_MAKES_PAGES = lazy_pattern(
    r"<\s*(?:Jekyll::)?Generator\b|\b(?:PageWithoutAFile|Page)\.new\b|\.pages\s*<<|\[.permalink.\]\s*="
)


def _is_before_kramdown(site: Path) -> bool:
    """Whether the Jekyll of a site is older than version 2, whose reader of Markdown is Maruku where none is named."""
    return _OLD.search(read_text(site / "Gemfile.lock")) is not None


#: an old version of Jekyll among those that are locked
_OLD = lazy_pattern(r"(?m)^ {4}jekyll \([01]\.")


def _syntaxes(reader: str, kramdown: Data) -> list[str]:
    """The syntaxes of the reader of Markdown: kramdown, as it is set up, or CommonMark, which keeps none of its own."""
    if "commonmark" in reader.lower():
        return []
    found: list[str] = list(preset_data("jekyll")["markdown"])
    # the default, GFM, wants a space after "##"; older readers want none
    if kramdown.get("input") == "kramdown" or _OTHER_READERS.search(reader):
        found.append("tight-headings")
    if _OTHER_READERS.search(reader):
        found.remove("fences-in-pairs")
    if _OTHER_READERS.search(reader) and "pandoc" not in reader.lower():
        found.append("definitions-in-text")
    if kramdown.get("parse_block_html") is True:
        found.append("markdown-in-html")
    if kramdown.get("hard_wrap") is True:
        found.append("hard-wraps")
    return found


#: Jekyll's names for permalinks, from its documentation
_STYLES = {
    "date": "/{categories}/{year}/{month}/{day}/{slug}.html",
    "pretty": "/{categories}/{year}/{month}/{day}/{slug}/",
    "ordinal": "/{categories}/{year}/{y_day}/{slug}.html",
    "weekdate": "/{categories}/{year}/W{week}/{short_day}/{slug}.html",
    "none": "/{categories}/{slug}.html",
}


def _globs(names: Any) -> list[str]:
    """The entries of `exclude` and `include`, as globs from the site's folder."""
    listed = [names] if isinstance(names, str) else strings(names)
    return [f"/{name.removeprefix('./').lstrip('/')}" for name in listed if name.strip("./")]


def _jekyll_pattern(permalink: str) -> str:
    return _STYLES.get(permalink) or pattern_of(permalink)


def _collections(value: Any) -> dict[str, Data]:
    """The collections besides posts, from a map or from a list of names."""
    found = {str(name): as_map(options) for name, options in as_map(value).items()} or {
        name: {} for name in strings(value)
    }
    return {name: options for name, options in found.items() if name not in ("posts", "drafts")}


def _category_of_posts(defaults: Any) -> str:
    """The category that front matter defaults give to all posts; "" for none or several."""
    found = ""
    for entry in defaults if isinstance(defaults, list) else []:
        scope, values = as_map(as_map(entry).get("scope")), as_map(as_map(entry).get("values"))
        given = strings([values.get("categories", values.get("category"))]) or strings(values.get("categories"))
        if (
            len(given) == 1
            and " " not in given[0]
            and scope.get("type") in (None, "posts")
            and clean(scope.get("path"), ".") == "."
        ):
            found = given[0]
    return found


def _layout_scopes(defaults: Any) -> list[Data]:
    """The layouts that front matter defaults give to pages, that of the narrowest scope first.

    As in Jekyll, the longer path wins, then a scope with a type, then the later one.
    """
    found: list[tuple[tuple[int, bool, int], Data]] = []
    for at, entry in enumerate(map(as_map, defaults if isinstance(defaults, list) else [])):
        scope, values = as_map(entry.get("scope")), as_map(entry.get("values"))
        if "layout" in values and "*" not in str(scope.get("path")):
            folder, kind = clean(scope.get("path"), "."), str(scope.get("type") or "")
            place: Data = {"folder": folder} if folder != "." else {}
            place |= {"pages": True} if kind == "pages" else {"inside": f"_{kind}"} if kind else {}
            found.append(((len(folder), bool(kind), at), {**place, "layout": values["layout"]}))
    return [scope for _, scope in sorted(found, key=lambda one: one[0], reverse=True)]


def _jekyll_scopes(defaults: Any, above: str) -> dict[str, str]:
    """The permalinks that front matter defaults set for the posts and collections of a folder."""
    patterns: dict[str, str] = {}
    for entry in defaults if isinstance(defaults, list) else []:
        scope, permalink = as_map(as_map(entry).get("scope")), as_map(as_map(entry).get("values")).get("permalink")
        if not isinstance(permalink, str) or "*" in str(scope.get("path")):
            continue
        folder, kind = clean(scope.get("path"), "."), scope.get("type")
        if isinstance(kind, str) and kind != "pages":
            inner = f"_{kind}"
            folder = folder if inner in folder.split("/") else join(above if folder == "." else folder, inner)
        patterns[folder] = _jekyll_pattern(permalink)
    return patterns
