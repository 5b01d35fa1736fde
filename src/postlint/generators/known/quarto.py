"""What the configuration of Quarto says: which files are rendered."""

from __future__ import annotations

from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, as_map, base_of, strings

#: what Quarto leaves beside its sources (`keep-md: true`) and makes anew each time
MADE = ("*.html.md", "*.pdf.md", "*.docx.md", "*.knit.md", "*.utf8.md")


def pages(config: SiteConfig) -> Data:
    """Which files are rendered; a list says it file by file, and with ``!`` which are not.

    As in a ``.gitignore``, a pattern without a slash (``*.qmd``) holds in all folders.
    """
    project = as_map(config.values.get("project"))
    listed = project.get("render")
    globs = [listed] if isinstance(listed, str) else strings(listed)
    wanted = [_anchored(glob) for glob in globs if not glob.startswith("!")]
    left_out = [_anchored(glob[1:]) for glob in globs if glob.startswith("!")]
    if wanted:
        left_out = ["*", *(f"!{glob}" for glob in wanted), *left_out]
    site = {
        "unrendered": [*left_out, "_*", "**/_*/**", "README*", *MADE],
        **base_of(as_map(config.values.get("website")).get("site-url")),
    }
    return {"site": site}


def _anchored(glob: str) -> str:
    """A glob with a slash is meant from the project's folder, one without in every folder."""
    return f"/{glob.lstrip('/')}" if "/" in glob.rstrip("/") else glob
