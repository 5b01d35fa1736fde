"""Reads the configuration of Astro: the base of addresses, and the keys of its collections."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.astro_routes import closed_folders, collection_routes, routes_by_name
from postlint.generators.collections import (
    CONFIGS,
    Collection,
    collection_folders,
    collection_of,
    folders_by_name,
    folders_of_names,
    has_loader,
    left_out,
)
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    base_of,
    has_folder,
    read_text,
    script_blocks,
    script_strings,
    script_text,
    script_value,
)
from postlint.generators.layouts import MAIN


def pages(config: SiteConfig) -> Data:
    """The base of addresses."""
    text = config.script
    data: Data = {"site": base_of(script_value(text, "base"))}
    if folders := collection_folders(config.folder):
        # folders that the build makes hold copies of the content
        made = not any(has_folder(config.folder, folder) for folder in folders)
        around = ["src/content"] if made or not has_loader(config.folder) else []
        data["site"]["rendered_folders"] = [*around, *_imported(config.folder, folders), "src/pages", *folders]
        inner = {posixpath.dirname(folder) for folder in folders} - {"", "src/content"}
        data["site"]["roots"] = [*sorted(inner, key=len, reverse=True), "src/content", "src/pages"]
    data["site"]["unrendered"] = [*_private(config.folder), *left_out(config.folder)]
    data["site"]["drafts_have_pages"] = any(
        map(_has_all_pages, files_below(config.folder / "src" / "pages", "[[]*.astro"))
    )
    data["site"]["named_entries"] = [f"/{folder}/" for folder in folders_of_names(config.folder)]
    named = folders_by_name(config.folder)
    shown = ((named[one], route) for one, route in routes_by_name(config.folder).items() if one in named)
    scopes: list[Data] = [{"folder": folder, "layout": route} for folder, route in shown]
    data["layout_scopes"] = [{"folder": "src/pages", "layout": False}, *scopes]
    if re.search(r"\bstarlight\s*\(", text):
        _add_starlight(data["site"])
        data["layout_scopes"] = [{"folder": _STARLIGHT, "layout": "starlight"}, *data["layout_scopes"]]
        data["layouts"] = {"starlight": MAIN}
    _add_routes(config.folder, data["site"])
    data["site"]["language_names"] = script_strings(text, "locales")
    for block in script_blocks(text, "redirects"):
        data["site"]["redirects"] = re.findall(r"[\"'`](/[^\"'`\n]*)[\"'`]\s*:", block)
    if "rehype-slug" in text or re.search(r"\bslugify\b|rehypeSlug", text):
        data["site"]["anchors"] = "unknown"
    if script_value(text, "trailingSlash") == "never" or re.search(r"\bformat\s*:\s*[\"']file", text):
        data["permalink"] = "/{folder}/{slug}"
    return data


def _has_all_pages(route: Path) -> bool:
    """Whether a route makes a page of each post that it takes from a collection itself, without asking for drafts."""
    text = read_text(route)
    renders = re.search(r"\bgetCollection\(", text) and re.search(r"\brender\(|\.render\(\)", text)
    return bool(renders) and not re.search(r"draft|publish|\.hidden\b|\bDEV\b|\bPROD\b", text, re.IGNORECASE)


#: a glob without the names that begin with ``_``, or the loader of Starlight, which has one
_LEAVES_PRIVATE_OUT = lazy_pattern(r"\[\^_\]|\bdocsLoader\s*\(")


def _private(site: Path) -> Iterator[str]:
    """Globs of the files that Astro leaves out by the ``_`` before their names: those of a loader if its glob does."""
    if not has_loader(site) or _LEAVES_PRIVATE_OUT.search(script_text(site, *CONFIGS)):
        yield from ("/src/content/**/_*", "/src/content/**/_*/**")
    yield from ("/src/pages/**/_*", "/src/pages/**/_*/**")


def _imported(site: Path, collections: list[str]) -> list[str]:
    """The folders of ``src/content`` that no collection reads and a page may import from."""
    content = site / "src" / "content"
    others = [f"src/content/{one.name}" for one in sorted(content.glob("*/"))]
    others = [one for one in others if not any(f"{folder}/".startswith(f"{one}/") for folder in collections)]
    pages = [read_text(file) for file in files_below(site / "src" / "pages", "*.astro")] if others else []
    return [one for one in others if any(one.removeprefix("src/") in text for text in pages)]


def _add_starlight(site: Data) -> None:
    """Starlight serves the collection of docs at the top of the site, and takes a slug for the whole path."""
    site["roots"] = [_STARLIGHT, *site.get("roots", ("src/content", "src/pages"))]
    site["patterns"] = {"src/pages": "/{stem}", _STARLIGHT: "/{folder}/{slug}/"}
    site["slug_key"] = "path"


_STARLIGHT = "src/content/docs"


def _add_routes(site: Path, about: Data) -> None:
    """Add the patterns of collections that routes of the site show; their folders are what addresses count from."""
    folders = folders_by_name(site)
    shown = {folders[name]: pattern for name, pattern in collection_routes(site).items() if name in folders}
    shown = {folder: pattern for folder, pattern in shown.items() if folder not in about.get("patterns", ())}
    if shown:
        inner = [folder for folder in shown if folder not in about.get("roots", ())]
        about["roots"] = [*inner, *about.get("roots", ("src/content", "src/pages"))]
        about["patterns"] = {"src/pages": "/{stem}", **about.get("patterns", {}), **shown}
        about["closed"] = closed_folders(site, shown.values())


def collection(config: SiteConfig, post: Path) -> Collection | None:
    """The collection that a post belongs to; None when the site defines none for it."""
    return collection_of(config.folder, post)


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """A file of ``src/content`` that no collection reads is text that a page imports, and needs no title."""
    inside = post.is_relative_to(config.folder / "src" / "content")
    part = inside and has_loader(config.folder) and collection_of(config.folder, post) is None
    return {"x-postlint": {"title_optional": True}} if part else {}


def keys(config: SiteConfig, post: Path) -> Data:
    """A page of ``src/pages`` has no schema: a number is printed as it is (``title: 404``)."""
    return {"title": {"type": ["string", "number"]}} if post.is_relative_to(config.folder / "src" / "pages") else {}
