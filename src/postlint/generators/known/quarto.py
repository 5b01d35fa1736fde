"""Reads the configuration of Quarto: which files are rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_start
from postlint.data.walking import files_below
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, as_map, base_of, first_settings, join, lowers, read_text, strings
from postlint.parse.front_matter import read_front_matter

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
    documents = files_below(config.folder, "*.qmd")
    site["unseen"] = [*_PREVIEWS, *sorted({one for page in documents for one in _outputs(config.folder, page)})]
    folders = list(dict.fromkeys(_listed(config.folder, documents)))
    if project.get("pre-render") or project.get("post-render"):
        site["makes_pages"] = True  # by a script of the site
    content = [f"{folder}/**/*.{kind}" for folder in folders for kind in ("qmd", "md")]
    of_html = as_map(as_map(config.values.get("format")).get("html"))
    lowered = any(lowers(values.get("shift-heading-level-by")) for values in (config.values, of_html))
    return {"site": site, "lowers_headings": lowered, **({"content": content} if content else {})}


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """The keys of a page whose values its template prints below the text: that of the page's folder, or of the site."""
    folders = [one for one in post.parents if one.is_relative_to(config.folder)]
    metadata = ((one, first_settings(one, "_metadata.yml", "_metadata.yaml")) for one in folders)
    for folder, values in (*metadata, (config.folder, config.values)):
        of_html = as_map(as_map(values.get("format")).get("html"))
        name = of_html.get("template", values.get("template"))
        if isinstance(name, str):
            below = read_text(folder / name).partition("$body$")[2]
            names = set(_CONDITION.findall(below)) - {"include-after", "include-after-body"}
            return {"x-postlint": {"printed_below": sorted(names)}} if names else {}
    return {}


#: a part of a template of Pandoc that stands there where the page has a value for a key
_CONDITION = lazy_pattern(r"\$\{?(?:if|for)\(([\w-]+)\)")
#: the pages of embedded notebooks
_PREVIEWS = ("*-preview.md",)
#: the file that a document is rendered to besides its page
_OUTPUT = lazy_pattern(r"(?m)^\s*output-file\s*:\s*[\"']?([\w.-]+)")


def _outputs(site: Path, document: Path) -> Iterator[str]:
    """The files beside its page that a document is rendered to, by its front matter."""
    try:
        start = read_start(document, 8192).decode("utf-8", errors="replace")
    except OSError:
        return
    if "output-file" in start:
        header = read_front_matter(start)
        folder = document.parent.relative_to(site).as_posix()
        yield from (f"/{join(folder, name)}" for name in _OUTPUT.findall(start[slice(*header.span)]))


def _listed(folder: Path, documents: Iterable[Path]) -> Iterator[str]:
    """The folders whose documents the pages at the top list: ``listing: {contents: [posts, "notes/*.qmd"]}``."""
    for page in documents:
        if page.parent != folder or "listing:" not in (text := read_text(page)):
            continue
        given = read_front_matter(text).values.get("listing")
        for listing in given if isinstance(given, list) else [given]:
            contents = as_map(listing).get("contents")
            for one in [contents] if isinstance(contents, str) else strings(contents):
                name = one.lstrip("./").partition("*")[0].strip("/")
                if not one.startswith("!") and name and (folder / name).is_dir():
                    yield name


def _anchored(glob: str) -> str:
    """The glob, anchored at the project's folder if it has a slash."""
    return f"/{glob.lstrip('/')}" if "/" in glob.rstrip("/") else glob
