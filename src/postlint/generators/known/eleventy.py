"""Reads the configuration of Eleventy: its input folder, and permalinks in the data files of folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, clean, first_settings, pattern_of, read_text, script_text, script_value


def pages(config: SiteConfig) -> Data:
    """Permalinks in the data files of folders."""
    text = config.script
    source = clean(script_value(text, "input"), ".")
    data: Data = {"site": {"patterns": dict(_folder_permalinks(config.folder, source))}}
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


def _folder_permalinks(site: Path, source: str) -> Iterator[tuple[str, str]]:
    """The permalinks in the data files of folders; "" where a program computes it."""
    for here, folders, files in os.walk(site / source):
        folders[:] = [name for name in sorted(folders) if name != "node_modules" and not name.startswith(".")]
        folder = Path(here)
        for stem in (folder.name, f"{folder.name}.11tydata"):
            for name in {f"{stem}.{kind}" for kind in ("json", "js", "cjs", "mjs")}.intersection(files):
                if "permalink" in (text := script_text(folder, name)):
                    given = first_settings(folder, name).get("permalink") if name.endswith(".json") and text else None
                    inside = folder.relative_to(site).as_posix()
                    yield inside, pattern_of(given) if isinstance(given, str) else ""
