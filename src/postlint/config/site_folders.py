"""The sites around posts, and what their own configurations say; each is looked at once."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from postlint.data.inside import relative
from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import read_text
from postlint.generators.detect import Detected, names_in, site_at
from postlint.generators.obsidian import SETTINGS, template_folders
from postlint.generators.overlay import site_config, site_data, site_overlay, site_pages
from postlint.generators.post_files import is_form
from postlint.generators.presets import GENERIC, preset_data
from postlint.generators.read_folders import APPLICATION, read_folders
from postlint.generators.rendered import Rendered
from postlint.generators.source_keys import Memory

#: the ending of drawings that a plugin of Obsidian keeps among the notes
_DRAWING = ".excalidraw.md"
#: what stands beside the configuration of Franklin, which is a Markdown file
_FRANKLIN = frozenset(("_layout", "utils.jl"))
#: what the sources of an application without a preset tell of how its posts are read
_OF_APPLICATION = ("site", "mdx_1", "html_comments", "title_optional")
#: ``hakyll == 4.7.*``, ``hakyll >= 4.5 && < 4.7``
_OLD_HAKYLL = lazy_pattern(r"\bhakyll\s*(?:==|>=[^<\n]*<=?|<=?)\s*4\.[0-7]\b")
#: a folder of vendored themes or plugins: ``pelican-plugins``
_VENDORED = lazy_pattern(r"(?:.*[-_.])?(?:themes|plugins)")
#: what shows that a folder is the work of others: its licence, its manifest
_OF_PACKAGE = lazy_pattern(
    r"(?i:licen[cs]e|copying)(?:\.txt)?|(?:LICEN[CS]E|COPYING)\.md|(?:composer|package)\.json|blueprints\.yaml"
)


class SiteFolders:
    """Remembers what is found out about the sites of a run. Folders and posts are absolute paths."""

    def __init__(self) -> None:
        self._sites: dict[Path, Detected] = {}
        self._overlays: dict[Path, str] = {}
        self._pages: dict[Path, Mapping[str, Any]] = {}
        self._configs: dict[tuple[str, Path], SiteConfig] = {}
        self._data: dict[Path | None, Mapping[str, Any]] = {}
        self._of_lines: dict[Path, bool] = {}
        self._code: dict[Path, Mapping[str, Any]] = {}
        self._addresses: dict[Path, str] = {}
        self._rendered: dict[str, Rendered | None] = {}
        self._applications: dict[Path, Rendered | None] = {}
        self._templates: dict[str, tuple[str, ...]] = {}
        #: what earlier runs found in sources
        self.memory: Memory | None = None

    def of(self, post: Path) -> Detected:
        """The site around a post, as its files tell."""
        folder = post.parent
        if folder not in self._sites:
            site = site_at(folder)
            if site is None:
                site = Detected() if folder == folder.parent else self.of(folder)
            self._sites[folder] = site
        return self._sites[folder]

    def address(self, preset: str, folder: Path) -> str:
        """The absolute address of the site in a folder, from its generator's configuration; "" for none."""
        if folder not in self._addresses:
            self._addresses[folder] = self._config_of(preset, folder).address
        return self._addresses[folder]

    def overlay(self, site: Detected, post: Path) -> str:
        """What the site's configuration adds for the posts of a folder, as JSON; "" for nothing."""
        if post.parent not in self._overlays:
            overlay: Mapping[str, Any] = {}
            if site.folder is not None:
                config = self._config_of(site.preset, site.folder)
                overlay = site_overlay(site.preset, site.folder, post, self._pages_of(site), config)
            else:
                own = {**self._header_around(post.parent), **self._code_around(post.parent)}
                overlay = {"x-postlint": own} if own else {}
            self._overlays[post.parent] = json.dumps(overlay, sort_keys=True) if overlay else ""
        return self._overlays[post.parent]

    def _header_around(self, folder: Path) -> Mapping[str, Any]:
        """How a program without a preset reads headers: an old Hakyll, and Grav, which takes tabs for spaces."""
        if "/user/pages/" in f"{folder.as_posix()}/":
            return {"header": {"tabs": "indentation"}}
        return {"header": {"lines": True}} if self._reads_lines(folder) else {}

    def _code_around(self, folder: Path) -> Mapping[str, Any]:
        """What the sources around a folder say of ids, addresses and MDX where no generator is known."""
        if folder not in self._code:
            names, found = names_in(folder) or (), {}
            is_top = ".git" in names
            if is_top or APPLICATION in names:
                pages = site_pages(GENERIC, folder, self.memory)
                found = {key: pages[key] for key in _OF_APPLICATION if pages.get(key)}
            elif folder != folder.parent:
                found = dict(self._code_around(folder.parent))
            self._code[folder] = found
        return self._code[folder]

    def _reads_lines(self, folder: Path) -> bool:
        """Whether the program around a folder is of a version of Hakyll that reads lines, no YAML: one before 4.8."""
        if folder not in self._of_lines:
            names = names_in(folder) or ()
            found = any(_OLD_HAKYLL.search(read_text(folder / name)) for name in names if name.endswith(".cabal"))
            is_top = ".git" in names or folder == folder.parent
            self._of_lines[folder] = found or (not is_top and self._reads_lines(folder.parent))
        return self._of_lines[folder]

    def why_no_page(self, post: str, *, anywhere: bool = False) -> str:
        """Why the generator makes no page of a file: half a sentence; "" when it may make one.

        With `anywhere`, files outside of the generator's content folders count as pages: the user named them.
        """
        if post.lower().endswith(_DRAWING):
            return "it is a drawing of Excalidraw"
        folder, name = os.path.split(post)
        if name == "config.md" and not _FRANKLIN.isdisjoint(names_in(Path(folder)) or ()):
            return "it is the configuration of Franklin"
        if any(post.startswith(f"{one}{os.sep}") for one in self._templates_around(folder)):
            return "it is a template of Obsidian"
        if folder not in self._rendered:
            self._rendered[folder] = self._rendered_around(Path(post))
        rendered = self._rendered[folder]
        if rendered is None:
            return ""
        if rendered.guessed and anywhere:
            return ""
        if rendered.why_no_site:
            return rendered.why_no_site
        if rendered.guessed and is_form(Path(post)):
            return "it is a form for new posts"
        return rendered.why_not(relative(post, rendered.folder), anywhere=anywhere)

    def _templates_around(self, folder: str) -> tuple[str, ...]:
        """The folders of templates in the Obsidian vault around a folder, which is not above its repository."""
        if folder not in self._templates:
            names, outer = names_in(Path(folder)) or (), os.path.split(folder)[0]
            if SETTINGS in names:
                found = template_folders(Path(folder))
            else:
                is_top = ".git" in names or folder == outer
                found = () if is_top else self._templates_around(outer)
            self._templates[folder] = found
        return self._templates[folder]

    def _rendered_around(self, post: Path) -> Rendered | None:
        """What the generator of the site around a post renders, else the code of an application; None without both."""
        site = self.of(post)
        if site.folder is None:
            # without a repository, nothing tells where the project ends
            if not any((folder / ".git").exists() for folder in post.parents):
                return None
            if any(map(_VENDORED.fullmatch, post.parts)) and _is_in_package(post.parent):
                return Rendered(post.parent, {}, why_no_site="it belongs to a theme or plugin", guessed=True)
            return self._application_around(post.parent)
        return Rendered(site.folder, self._data_of(site), why_no_site=self._why_no_site(site, site.folder))

    def _application_around(self, folder: Path) -> Rendered | None:
        """What the application around a folder reads: the nearest whose code names the folders of its Markdown.

        Without one, all but what a site of no known generator leaves out by the names of its folders.
        """
        if folder not in self._applications:
            names, found = names_in(folder) or (), None
            is_top = ".git" in names
            folders = read_folders(folder) if is_top or APPLICATION in names else ()
            if is_top or folders:
                left_out = preset_data(GENERIC)["site"]["unrendered"]
                about = {"rendered_folders": folders, "unrendered": left_out}
                found = Rendered(folder, {"name": "the code of the site", "site": about}, guessed=True)
            elif folder != folder.parent:
                found = self._application_around(folder.parent)
            self._applications[folder] = found
        return self._applications[folder]

    def _why_no_site(self, site: Detected, folder: Path) -> str:
        """Why what looks like a site in a folder is a part of one around it: half a sentence; "" for a site of its own.

        It is the example of a theme or plugin, what another project brings along among the files that the site around
        it serves as they are, or a test that this leaves out.
        """
        around = self.of(folder)
        while around.folder is not None:
            inside = folder.relative_to(around.folder)
            if any(map(_VENDORED.fullmatch, inside.parts)):
                return "it belongs to the example of a theme or plugin"
            outer = Rendered(around.folder, self._data_of(around))
            if outer.serves(f"{inside.as_posix()}/"):
                return "the site around it serves it as it is"
            if around.preset == site.preset and outer.leaves_out(f"{inside.as_posix()}/index.md"):
                return "the site around it leaves it out"
            around = self.of(around.folder)
        return ""

    def is_index(self, post: Path) -> bool:
        """Whether a README is the page of a folder of content, not about the repository."""
        if post.stem.lower() != "readme" or (post.parent / ".git").exists():
            return False
        return bool(self._data_of(self.of(post)).get("site", {}).get("readme_is_index"))

    def _data_of(self, site: Detected) -> Mapping[str, Any]:
        """The preset of a site with what its configuration says of addresses and folders."""
        if site.folder not in self._data:
            config = self._config_of(site.preset, site.folder) if site.folder is not None else None
            self._data[site.folder] = site_data(site, config)
        return self._data[site.folder]

    def _config_of(self, preset: str, folder: Path) -> SiteConfig:
        """The generator's configuration of the site in a folder; its files are read once."""
        if (preset, folder) not in self._configs:
            self._configs[preset, folder] = site_config(preset, folder)
        return self._configs[preset, folder]

    def _pages_of(self, site: Detected) -> Mapping[str, Any]:
        """What the configuration and the sources of a site say."""
        if site.folder is None:
            return {}
        if site.folder not in self._pages:
            self._pages[site.folder] = site_pages(
                site.preset, site.folder, self.memory, self._config_of(site.preset, site.folder)
            )
        return self._pages[site.folder]


def _is_in_package(folder: Path) -> bool:
    """Whether a folder is that of a plugin or theme with a licence or a manifest of its own, or in one."""
    for inner in (folder, *folder.parents):
        names = names_in(inner) or frozenset()
        if ".git" in names:
            return False
        if _VENDORED.fullmatch(inner.parent.name) and any(map(_OF_PACKAGE.fullmatch, names)):
            return True
    return False
