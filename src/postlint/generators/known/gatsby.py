"""Reads the configuration of Gatsby: the folders of which its plugins make pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, clean

#: a plugin that reads a folder, up to the value of its path
_READS = lazy_pattern(r"gatsby-(?:source-filesystem|plugin-page-creator)[\"'`][^}]{0,400}?\bpath\s*:\s*")
#: each mention of such a plugin as one that is used
_USED = lazy_pattern(r"[\"'`]gatsby-(?:source-filesystem|plugin-page-creator)[\"'`]\s*,\s*options\b")
#: ``"./posts"``, ```${__dirname}/posts```, ``path.join(__dirname, "src", "posts")``
_FOLDER = lazy_pattern(
    r"(?:path\s*\.\s*)?(?:join|resolve)\s*\(\s*(?:__dirname\s*,\s*)?"
    r"(?P<parts>(?:[\"'`][^\"'`\n$]+[\"'`]\s*(?:,\s*)?)+)\)"
    r"|(?:__dirname\s*\+\s*)?[\"'`](?:\$\{__dirname\}/?)?(?P<whole>[^\"'`\n$]*)[\"'`]"
)
#: a text in quotes
_TEXT = lazy_pattern(r"[\"'`]([^\"'`]+)[\"'`]")
#: a theme brings the folders that it reads
_THEME = lazy_pattern(r"[\"'`](?:@[\w.-]+/)?gatsby-theme-[\w.-]+[\"'`]")


def pages(config: SiteConfig) -> Data:
    """The folders that plugins read; nothing where one of them is unknown."""
    text = config.script
    folders = list(_folders(text))
    known = folders and len(folders) >= len(_USED.findall(text)) and not _THEME.search(text)
    if not known or any(folder in ("", ".") or folder.startswith("..") for folder in folders):
        return {}
    roots = sorted({*folders, "src/pages"}, key=lambda folder: (-len(folder), folder))
    return {"site": {"roots": roots, "rendered_folders": roots}}


def _folders(text: str) -> Iterator[str]:
    """The folder of each plugin that reads one; "" for one that code computes."""
    for read in _READS.finditer(text):
        found = _FOLDER.match(text, read.end())
        if found is None:
            yield ""
        elif found["parts"]:
            yield clean(posixpath.join(*(part.strip("/") for part in _TEXT.findall(found["parts"]))), "")
        else:
            yield clean(found["whole"].removeprefix("./"), "")
