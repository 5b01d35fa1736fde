"""Reads the configuration of Nikola: the folders of posts and pages, and their addresses."""

from __future__ import annotations

import posixpath
from pathlib import Path

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, clean, join, read_text, strings
from postlint.generators.python_markdown import slugger_of

#: the maps of folders of files to their addresses
_SERVED = ("FILES_FOLDERS", "IMAGE_FOLDERS", "GALLERY_FOLDERS", "LISTINGS_FOLDERS")


def pages(config: SiteConfig) -> Data:
    """The folders of posts and pages with their addresses, and whether these are addresses of folders.

    Nikola lowers all headings by one unless `DEMOTE_HEADERS` says otherwise.
    """
    values = config.literals
    end = ".html" if values.get("PRETTY_URLS") is False else "/"
    patterns = {}
    for name in ("POSTS", "PAGES"):
        entries = values.get(name)
        for source, *targets in filter(None, map(strings, entries if isinstance(entries, list | tuple) else ())):
            patterns[posixpath.dirname(source)] = join("/", *targets[:1], "{folders}/{slug}") + end
    data: Data = {"site": base_of(values.get("SITE_URL")), "lowers_headings": values.get("DEMOTE_HEADERS", 1) != 0}
    data["site"]["language_names"] = [str(code) for code in as_map(values.get("TRANSLATIONS"))]
    served = {folder: target for name in _SERVED for folder, target in as_map(values.get(name)).items()}
    data["site"]["static"] = {clean(one, "."): f"/{target}/".replace("//", "/") for one, target in served.items()}
    if patterns:
        data["site"] |= {"roots": list(patterns), "patterns": patterns}
    if {"MARKDOWN_EXTENSIONS", "MARKDOWN_EXTENSION_CONFIGS", "FILTERS"} & values.keys():
        plain = not {"MARKDOWN_EXTENSION_CONFIGS", "FILTERS"} & values.keys()
        names = values.get("MARKDOWN_EXTENSIONS")
        data["site"]["anchors"] = (slugger_of(strings(names)) if plain and names is not ... else None) or "any"
    return data


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """The headers of the posts in a folder that are in files beside them: ``a.meta`` for ``a.md``.

    A page is no post of the blog and needs no date.
    """
    headers = {file.stem: text for file in sorted(post.parent.glob("*.meta")) if (text := read_text(file))}
    parts: Data = {"x-postlint": {"headers_beside": headers}} if headers else {}
    posts, pages = (_folders(config, name) for name in ("POSTS", "PAGES"))
    inside = [folder for folder in (*posts, *pages) if post.is_relative_to(config.folder / folder)]
    if inside and max(inside, key=len) not in posts:
        parts["required"] = ["title"]
    return parts


def _folders(config: SiteConfig, name: str) -> list[str]:
    """The folders of posts or pages in the configuration."""
    entries = config.literals.get(name, [(f"{name.lower()}/*",)])
    globs = (strings(entry)[:1] for entry in entries) if isinstance(entries, list | tuple) else ()
    return [posixpath.dirname(glob) for found in globs for glob in found]
