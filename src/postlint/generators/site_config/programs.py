"""What the configurations that are programs say of addresses: of Python the literals, of JavaScript the text.

Nothing is executed. A setting that is there and is no plain text makes the pattern empty: nobody can know.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postlint.generators.site_config.reading import (
    Data,
    base_of,
    clean,
    first_settings,
    join,
    pattern_of,
    python_literals,
    script_blocks,
    script_text,
    script_value,
    strings,
)


def pelican(site: Path) -> Data:
    """The patterns of articles and pages, and what slugs are made of."""
    values = python_literals(site / "pelicanconf.py")
    content = clean(values.get("PATH"), "content")
    pages = [join(content, clean(one, ".")) for one in strings(values.get("PAGE_PATHS", ["pages"]))]
    article = _strftime(values.get("ARTICLE_URL", "{slug}.html"))
    if "(?P<slug>" in str(values.get("FILENAME_METADATA")):
        article = ""
    page = _strftime(values.get("PAGE_URL", "pages/{slug}.html"))
    data: Data = {"permalink": article, "site": {"roots": [*pages, content], "static": {content: "/"}}}
    data["site"] |= {"patterns": dict.fromkeys(pages, page)}
    data["site"] |= {"title_slug": values.get("SLUGIFY_SOURCE") != "basename", **base_of(values.get("SITEURL"))}
    if isinstance(values.get("DEFAULT_CATEGORY"), str):
        data["site"]["default_category"] = values["DEFAULT_CATEGORY"]
    return data


#: the directives of strftime that are numbers
_STRFTIME = {"%Y": "{year}", "%m": "{month}", "%d": "{day}", "%-m": "{i_month}", "%-d": "{i_day}", "%y": "{short_year}"}


def _strftime(pattern: Any) -> str:
    """Pelican's ``{date:%Y}`` in the form of presets; what is no number depends on the language."""
    if not isinstance(pattern, str):
        return ""
    return pattern_of(re.sub(r"\{date:([^{}]*)\}", lambda match: re.sub(r"%-?\w", _directive, match[1]), pattern))


def _directive(match: re.Match[str]) -> str:
    return _STRFTIME.get(match[0], "{unknown}")


def nikola(site: Path) -> Data:
    """The folders of posts and pages, where they lead, and whether addresses are those of folders."""
    values = python_literals(site / "conf.py")
    end = ".html" if values.get("PRETTY_URLS") is False else "/"
    patterns = {}
    for name in ("POSTS", "PAGES"):
        entries = values.get(name)
        for source, *targets in filter(None, map(strings, entries if isinstance(entries, list | tuple) else ())):
            patterns[posixpath.dirname(source)] = join("/", *targets[:1], "{folder}/{slug}") + end
    data: Data = {"site": base_of(values.get("SITE_URL"))}
    if patterns:
        data["site"] |= {"roots": list(patterns), "patterns": patterns}
    return data


def docusaurus(site: Path) -> Data:
    """Where blogs and docs are, in folders and on the site."""
    text = script_text(site, *(f"docusaurus.config.{kind}" for kind in ("js", "ts", "mjs", "cjs", "mts")))
    patterns, blogs = {"src/pages": "/{folder}/{slug}"}, []
    for kind, rest in (("docs", "{folder}/{slug}"), ("blog", "{year}/{month}/{day}/{slug}")):
        # the theme has a block of the same name
        blocks = sorted(script_blocks(text, kind), key=lambda block: "routeBasePath" not in block)[:1] or [""]
        for block in (*blocks, *script_blocks(text, f"plugin-content-{kind}")):
            folder, route = clean(script_value(block, "path"), kind), script_value(block, "routeBasePath")
            known = route is not None or "routeBasePath" not in block
            patterns[folder] = join("/", (kind if route is None else route).strip("/"), rest) if known else ""
            blogs += [folder] if kind == "blog" else []
    data: Data = {"site": {"roots": list(patterns), "post_folders": blogs, "patterns": patterns}}
    data["site"] |= base_of(script_value(text, "baseUrl"))
    return data


def vitepress(site: Path) -> Data:
    """The source folder, the base, and whether other addresses are given to pages."""
    names = [f".vitepress/config.{kind}" for kind in ("mts", "ts", "js", "mjs")]
    names += [f".vitepress/config/index.{kind}" for kind in ("mts", "ts", "js", "mjs")]
    text = script_text(site, *names)
    source = clean(script_value(text, "srcDir"), ".")
    data: Data = {"site": base_of(script_value(text, "base"))}
    if source != ".":
        data["site"] |= {"roots": [source], "static": {f"{source}/public": "/"}}
    if re.search(r"\brewrites\b", text):
        data["site"]["certain"] = False
    return data


def astro(site: Path) -> Data:
    """What addresses begin with."""
    text = script_text(site, *(f"astro.config.{kind}" for kind in ("mjs", "ts", "js", "mts")))
    return {"site": base_of(script_value(text, "base"))}


def eleventy(site: Path) -> Data:
    """Permalinks in the data files of folders."""
    names = ("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts", ".eleventy.js")
    source = clean(script_value(script_text(site, *names), "input"), ".")
    data: Data = {"site": {"patterns": dict(_folder_permalinks(site, source))}}
    if source != ".":
        data["site"] |= {"roots": [source], "static": {"public": "/", source: "/"}}
    return data


def _folder_permalinks(site: Path, source: str) -> Iterator[tuple[str, str]]:
    """The permalinks that data files give to the posts of their folders; "" where a program gives one."""
    for here, folders, files in os.walk(site / source):
        folders[:] = [name for name in sorted(folders) if name != "node_modules" and not name.startswith(".")]
        folder = Path(here)
        for stem in (folder.name, f"{folder.name}.11tydata"):
            for name in {f"{stem}.{kind}" for kind in ("json", "js", "cjs", "mjs")}.intersection(files):
                if "permalink" in (text := script_text(folder, name)):
                    given = first_settings(folder, name).get("permalink") if name.endswith(".json") and text else None
                    inside = folder.relative_to(site).as_posix()
                    yield inside, pattern_of(given) if isinstance(given, str) else ""
