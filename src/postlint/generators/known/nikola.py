"""Reads the configuration of Nikola: the folders of posts and pages, and their addresses."""

from __future__ import annotations

import posixpath
from pathlib import Path

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, join, read_text, strings


def pages(config: SiteConfig) -> Data:
    """The folders of posts and pages with their addresses, and whether these are addresses of folders."""
    values = config.literals
    end = ".html" if values.get("PRETTY_URLS") is False else "/"
    patterns = {}
    for name in ("POSTS", "PAGES"):
        entries = values.get(name)
        for source, *targets in filter(None, map(strings, entries if isinstance(entries, list | tuple) else ())):
            patterns[posixpath.dirname(source)] = join("/", *targets[:1], "{folders}/{slug}") + end
    data: Data = {"site": base_of(values.get("SITE_URL"))}
    data["site"]["language_names"] = [str(code) for code in as_map(values.get("TRANSLATIONS"))]
    if patterns:
        data["site"] |= {"roots": list(patterns), "patterns": patterns}
    return data


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """The headers of the posts in a folder that are in files beside them: ``a.meta`` for ``a.md``."""
    headers = {file.stem: text for file in sorted(post.parent.glob("*.meta")) if (text := read_text(file))}
    return {"x-postlint": {"headers_beside": headers}} if headers else {}
