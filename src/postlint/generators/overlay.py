"""The overlay: additions to a preset from the configuration and sources of a site."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.generators.collections import Collection
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import has_folder, read_text, strings
from postlint.generators.detect import Detected
from postlint.generators.generator import is_in
from postlint.generators.image_services import converts_images, image_services
from postlint.generators.presets import GENERIC, lay_over, load_preset
from postlint.generators.source_keys import Memory, source_keys

#: additions to a preset: parts of a schema, merged into it map by map
Overlay = dict[str, Any]


@cache
def _module(preset: str) -> ModuleType | None:
    """The module that reads the generator's configuration, if there is one."""
    name = f"{__package__}.known.{preset.replace('-', '_')}"
    return import_module(name) if find_spec(name) is not None else None


def site_config(preset: str, site: Path) -> SiteConfig:
    """The configuration of the site in the folder `site`, by the preset of its generator."""
    return SiteConfig.of(load_preset(preset).data, site)


def site_data(site: Detected, config: SiteConfig | None = None) -> Mapping[str, Any]:
    """The `x-postlint` object of a site's preset, merged with the addresses from its configuration.

    `config` is the result of `site_config`, where it is known already.
    """
    data = load_preset(site.preset).data
    module = _module(site.preset)
    if module is None or not hasattr(module, "pages") or site.folder is None:
        return data
    found: Mapping[str, Any] = lay_over(data, module.pages(config or site_config(site.preset, site.folder)))
    return found


def site_overlay(
    preset: str, site: Path, post: Path, pages: Mapping[str, Any], config: SiteConfig | None = None
) -> Overlay:
    """The overlay for a post of the site in the folder `site`; {} when nothing changes.

    `pages` is the result of `site_pages`, `config` that of `site_config`. `known_keys` are those of the collection that
    the post belongs to, where the site defines its own.
    """
    module = _module(preset)
    config = config or site_config(preset, site)
    properties = module.keys(config, post) if hasattr(module, "keys") and module else {}
    collection = module.collection(config, post) if hasattr(module, "collection") and module else None
    required = collection.required if collection is not None else ()
    if collection is not None:
        pages = {**pages, **_of_collection(collection)}
    about = lay_over(load_preset(preset).data, pages).get("site", {})
    posts = about.get("post_folders", ())
    inside = f"{post.relative_to(site).as_posix()}" if post.is_relative_to(site) else ""
    if is_in(inside, tuple(about.get("parts", ()))):
        pages = {**pages, "is_part": True}
    if posts and not any(f"/{folder}/" in f"/{inside}" for folder in posts):
        # there a date is a note of the author's own, which the generator does not read
        pages = {**pages, "outside_blog": True, "dates": {**pages.get("dates", {}), "own": True}}
    parts: Overlay = module.schema_parts(config, post) if hasattr(module, "schema_parts") and module else {}
    overlay: Overlay = {
        **({"properties": properties} if properties else {}),
        **({"required": sorted(required)} if required else {}),
        **({"x-postlint": pages} if pages else {}),
    }
    joined: Overlay = lay_over(overlay, parts)
    return joined


def _of_collection(collection: Collection) -> Mapping[str, Any]:
    """What the schema of a collection says of its keys; where it has none for drafts, no code gets to know of them."""
    about: dict[str, Any] = {"known_keys": sorted(collection.keys)}
    about |= {"nullable_keys": sorted(collection.nullable)} if collection.nullable else {}
    about |= {"loose_keys": sorted(collection.loose)} if collection.loose else {}
    if collection.whole and "draft" not in collection.keys:
        about["drafts"] = {"draft": []}
    return about


def _given(pages: Mapping[str, Any], anchors: Sequence[str], preset: str) -> list[str]:
    """The ids that every page has, by the preset, the configuration and the layouts."""
    usual = lay_over(load_preset(preset).data, pages).get("site", {}).get("given_anchors", ())
    return sorted({*usual, *anchors})


def _has_known_theme(config: SiteConfig, data: Mapping[str, Any], module: ModuleType | None) -> bool:
    """Whether the configuration names a theme that is known to print the title as the main heading."""
    named = config.values.get("theme") or config.values.get("remote_theme")
    names = [named] if isinstance(named, str) else strings(named)
    names = module.themes(config) if hasattr(module, "themes") and module else names
    known = data.get("title_themes", ())
    return any(_VERSION.sub("", name).rpartition("/")[2].lower() in known for name in names)


#: the version at the end of the name of a theme: ``mmistakes/minimal-mistakes@4.26``, ``github.com/ada/oven/v2``
_VERSION = lazy_pattern(r"@.*|/v\d+\Z")


def _other_themes(config: SiteConfig) -> list[str]:
    """The folders of themes beside those that the configuration names; none where these may have a parent theme."""
    named = [config.values.get("theme"), config.literals.get("THEME")]
    names = [name for one in named for name in ([one] if isinstance(one, str) else strings(one))]
    inside = (name if "/" in name.strip("/") else f"themes/{name}" for name in names if name)
    used = {config.folder / name for name in inside if has_folder(config.folder, name)}
    used = {folder for folder in used if "theme" in folder.parent.name}
    if any((folder / "parent").is_file() or any(folder.glob("*.theme")) for folder in used):
        return []
    beside = {folder for one in used for folder in one.parent.iterdir() if folder.is_dir()}
    return sorted(os.path.relpath(folder, config.folder) for folder in beside - used)


#: how remark and markdown-it are told to keep line ends
_BREAKS = lazy_pattern(r"\bremark-?[bB]reaks\b|\bbreaks\s*:\s*true\b")
#: the settings of Nikola, Pelican and MkDocs that name the extensions of Python-Markdown
_EXTENSIONS = ("MARKDOWN", "MARKDOWN_EXTENSIONS", "markdown_extensions")


def _breaks_lines(config: SiteConfig) -> bool:
    """Whether the configuration makes readers see line ends as they are written."""
    named = str([one.get(key) for one in (config.values, config.literals) for key in _EXTENSIONS])
    return "nl2br" in named or _BREAKS.search(config.script) is not None


#: packages with the first version of MDX, as `package.json` asks for them: exact, with ^ or ~
_MDX_1 = lazy_pattern(
    r"\"(?:@docusaurus/core\"\s*:\s*\"[\^~=v]*[0-2]|(?:gatsby-plugin-mdx|next-mdx-remote)\"\s*:\s*\"[\^~=v]*[0-3]"
    r"|@mdx-js/[\w-]+\"\s*:\s*\"[\^~=v]*[01])(?:\.[\dx*][\w.-]*)?\""
)


def site_pages(
    preset: str, site: Path, memory: Memory | None = None, config: SiteConfig | None = None
) -> dict[str, Any]:
    """The part of the overlay that is the same for all posts of the site in the folder `site`.

    `memory` has what was found in its sources before, `config` is the result of `site_config`.

    `named_keys` are the front matter keys that its sources name, `description_keys` those that make descriptions;
    `layouts_make_description`: layouts make them of the text, or none of them shows any; `title_optional`: a layout
    makes a title of the name of a page.
    """
    module = _module(preset)
    config = config or site_config(preset, site)
    pages: dict[str, Any] = module.pages(config) if hasattr(module, "pages") and module else {}
    pages |= {"site_language": config.language} if config.language else {}
    pages |= {"site_names": list(config.titles)} if config.titles else {}
    data = load_preset(preset).data
    package = read_text(site / "package.json")
    if _MDX_1.search(package):
        pages["mdx_1"] = pages["html_comments"] = True
    elif preset == GENERIC and package and "mdx" not in package:
        pages["html_comments"] = True  # a reader of its own takes its .mdx files
    if _breaks_lines(config):
        pages["markdown"] = [*pages.get("markdown", data.get("markdown", ())), "hard-wraps"]
    settings = module.settings(config) if hasattr(module, "settings") and module else {}
    found = source_keys(site, lay_over(data, pages), memory, _other_themes(config), settings)
    of_theme = data.get("title_in_layouts") == "theme"
    unseen = not found.main_heading and (of_theme or found.main_heading is False)
    if _has_known_theme(config, data, module):
        pages["has_title_theme"] = True
    elif "title_in_layouts" in data and unseen and "layouts" not in pages:
        pages["title_is_h1"] = None  # the theme is elsewhere, or leaves the main heading to the text
    if found.main_heading and data.get("title_is_h1") is None:
        pages["title_in_layouts"] = "site"  # which of the layouts a page has is not known
    pages |= {"layouts": {**pages.get("layouts", {}), **dict(found.layouts)}} if found.layouts else {}
    of_routes = {dict(found.layouts).get(route) for route in found.routes}
    pages |= {"usual_layout": found.routes[0]} if len(of_routes) == 1 else {}
    pages |= {"named_keys": sorted(found.names)} if found.names else {}
    # the layouts of a theme that is elsewhere do as its generator does
    elsewhere = pages.get("theme_elsewhere") or (of_theme and found.main_heading is None and not found.names)
    makes = found.makes_description or (elsewhere and data.get("makes_description"))
    of_site = "title_in_layouts" in data or data.get("sources", {}).get("variables")
    makes = makes or (found.without_description and of_site)
    pages |= {"layouts_make_description": True} if makes else {}
    pages |= {"title_optional": True} if found.titles_by_name else {}
    pages |= {"slugged_tags": True} if found.slugs_tags else {}
    pages |= {"given_references": list(found.references)} if found.references else {}
    about = dict(pages.get("site", {}))
    if unlisted := image_services(site, config.script, data):
        about["unseen"] = [*about.get("unseen", ()), *unlisted]
    if found.sets_ids:
        about["anchors"] = "unknown"
    if found.has_base:
        about |= {"relative_to_root": True, "base_element": True}
    if found.changes_targets:
        about["changes_targets"] = True
    if found.makes_markdown:
        about["makes_markdown"] = True
    if converts_images(site, config):
        about["converts_images"] = True
    if found.makes_ids:
        about["layouts_make_ids"] = True
    if found.anchors or found.references:
        # the plugin that fills in the bibliography gives ids to its entries
        anchors = (*found.anchors, *(f"{name.lstrip('^')}-*" for name in found.references))
        about["given_anchors"] = _given(pages, anchors, preset)
    pages |= {"site": about} if about else {}
    pages |= {"description_keys": list(found.descriptions)} if found.descriptions else {}
    return pages
