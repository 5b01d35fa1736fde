"""Reads the configuration of Gatsby: the folders of which its plugins make pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, clean, read_text
from postlint.generators.presets import preset_data

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
#: the versions of the plugin for Markdown that follow the first one of all, unless its options say otherwise
_PEDANTIC = lazy_pattern(r"\"gatsby-transformer-remark\"\s*:\s*\"[\^~=v]*[12]\.")
_NOT_PEDANTIC = lazy_pattern(r"\bpedantic\s*:\s*false\b")
#: a text in quotes
_TEXT = lazy_pattern(r"[\"'`]([^\"'`]+)[\"'`]")
#: a theme brings the folders that it reads
_THEME = lazy_pattern(r"[\"'`](?:@[\w.-]+/)?gatsby-theme-[\w.-]+[\"'`]")


def pages(config: SiteConfig) -> Data:
    """The folders that plugins read; none where one of them is unknown. Old versions of remark read "##Title"."""
    found: Data = {}
    package = read_text(config.folder / "package.json")
    if _PEDANTIC.search(package) and not _NOT_PEDANTIC.search(config.script):
        found["markdown"] = [*preset_data("gatsby").get("markdown", ()), "tight-headings"]
    text = config.script
    folders = list(_folders(text))
    known = folders and len(folders) >= len(_USED.findall(text)) and not _THEME.search(text)
    if not known or any(folder in ("", ".") or folder.startswith("..") for folder in folders):
        return found
    roots = sorted({*folders, "src/pages"}, key=lambda folder: (-len(folder), folder))
    return found | {"site": {"roots": roots, "rendered_folders": roots}}


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
