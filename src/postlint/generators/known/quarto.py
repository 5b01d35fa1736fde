"""Reads the configuration of Quarto: which files are rendered."""

from __future__ import annotations

from typing import Any

from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, strings

#: files that Quarto writes next to its sources (`keep-md: true`)
MADE = ("*.html.md", "*.pdf.md", "*.docx.md", "*.knit.md", "*.utf8.md")


def pages(config: SiteConfig) -> Data:
    """The rendered files, from a list of files and patterns; ``!`` excludes one.

    As in a ``.gitignore``, a pattern without a slash (``*.qmd``) matches in all folders.
    """
    project = as_map(config.values.get("project"))
    listed = project.get("render")
    globs = [listed] if isinstance(listed, str) else strings(listed)
    wanted = [_anchored(glob) for glob in globs if not glob.startswith("!")]
    left_out = [_anchored(glob[1:]) for glob in globs if glob.startswith("!")]
    if wanted:
        left_out = ["*", *(f"!{glob}" for glob in wanted), *left_out]
    site: dict[str, Any] = {
        "unrendered": [*left_out, "_*", "**/_*/**", "README*", *MADE],
        **base_of(as_map(config.values.get("website")).get("site-url")),
    }
    if project.get("pre-render") or project.get("post-render"):
        site["makes_pages"] = True  # by a script of the site
    return {"site": site}


def _anchored(glob: str) -> str:
    """The glob, anchored at the project's folder if it has a slash."""
    return f"/{glob.lstrip('/')}" if "/" in glob.rstrip("/") else glob
