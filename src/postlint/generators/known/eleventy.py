"""Reads the configuration of Eleventy: its input folder, and permalinks in data files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.post_files import POST_ENDINGS
from postlint.generators.reading import (
    Data,
    clean,
    first_settings,
    join,
    pattern_of,
    read_text,
    script_text,
    script_value,
)


def pages(config: SiteConfig) -> Data:
    """Permalinks in data files, ignored files, the input folder."""
    text = config.script
    source = clean(script_value(text, "input"), ".")
    data: Data = {"site": {"patterns": dict(_permalinks(config.folder, source))}}
    if _has_global_permalink(config.folder, join(source, clean(script_value(text, "data"), "_data")), text):
        data["permalink"] = ""
    if re.search(r"\bslugify\b", text):
        data["site"]["anchors"] = "unknown"
    data["site"]["unrendered"] = list(_ignored(config.folder, source, text))
    if source != ".":
        data["site"] |= {"roots": [source], "static": {"public": "/", source: "/"}}
    return data


def _ignored(site: Path, source: str, text: str) -> Iterator[str]:
    """Globs of files that are no input: includes and data, ``.eleventyignore``, ignores of the configuration."""
    inner = "" if source == "." else f"/{source}"
    for key, usual in (("includes", "_includes"), ("layouts", ""), ("data", "_data")):
        if folder := clean(script_value(text, key), usual or "."):
            yield from [f"{inner}/{folder}/"] if folder != "." else []
    yield from (f"/{match[1].removeprefix('./').lstrip('/')}" for match in _IGNORE.finditer(text))
    for folder in dict.fromkeys(("", inner)):
        lines = read_text(site / folder.lstrip("/") / ".eleventyignore").splitlines()
        yield from (line for line in lines if line.strip() and not line.startswith("#"))


#: ``eleventyConfig.ignores.add("drafts/**")``
_IGNORE = lazy_pattern(r"\bignores\s*\.\s*add\(\s*[\"'`]([^\"'`\n$]+)[\"'`]")


def _permalinks(site: Path, source: str) -> Iterator[tuple[str, str]]:
    """The permalinks in the data files of folders and of single posts; "" where a program computes one."""
    for here, folders, files in os.walk(site / source):
        folders[:] = [name for name in sorted(folders) if name != "node_modules" and not name.startswith(".")]
        folder, posts = Path(here), {name.rpartition(".")[0]: name for name in files if name.endswith(POST_ENDINGS)}
        inside = folder.relative_to(site)
        for name in files:
            stem, _, ending = name.partition(".")
            kind = ending.removeprefix("11tydata.")
            of = [inside] if stem == folder.name else []
            of += [inside / posts[stem]] if stem in posts else []
            if kind in _KINDS and of and "permalink" in (text := script_text(folder, name)):
                yield from ((one.as_posix(), _pattern(folder, name, text)) for one in of)


#: the endings of data files
_KINDS = frozenset(("json", "js", "cjs", "mjs", "ts", "yaml", "yml", "toml"))


def _pattern(folder: Path, name: str, text: str) -> str:
    """The permalink in a data file; "" where it is computed."""
    if name.endswith(("js", "ts")):
        given: Any = None if "eleventyComputed" in text else script_value(text, "permalink")
    else:
        given = first_settings(folder, name).get("permalink")
    return pattern_of(given) if isinstance(given, str) and given else ""


#: a permalink for all pages that the configuration computes
_GLOBAL = lazy_pattern(
    r"addGlobalData\(\s*[\"'`](?:eleventyComputed\.)?permalink\b|eleventyComputed[^;]{0,400}\bpermalink\b"
)


def _has_global_permalink(site: Path, data: str, text: str) -> bool:
    """Whether code computes the permalinks of all pages."""
    files = (f"{data}/{name}.{kind}" for name in ("eleventyComputed", "permalink") for kind in sorted(_KINDS))
    computed = ((name, script_text(site, name)) for name in files)
    return _GLOBAL.search(text) is not None or any(
        text and ("permalink" in text or "permalink." in name) for name, text in computed
    )
