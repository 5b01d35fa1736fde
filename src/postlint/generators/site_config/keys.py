"""What a site's configuration says about the keys of posts: taxonomies, categories, tags and authors that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from postlint.generators.site_config.reading import as_map, first_settings, named_entries, read_settings, strings

#: the properties of a schema
Properties = dict[str, Any]


def _hugo(site: Path, _: Path) -> Properties:
    """Taxonomies are keys."""
    plurals = [name for name in as_map(hugo_settings(site)["taxonomies"]).values() if isinstance(name, str)]
    terms = {"type": ["array", "string", "null"], "x-postlint-severity": "warning"}
    return dict.fromkeys(plurals, terms)


def hugo_settings(site: Path) -> dict[str, Any]:
    """The configuration of Hugo, which may be shared out among files."""
    kinds = ("toml", "yaml", "yml", "json")
    names = [f"{stem}.{kind}" for stem in ("hugo", "config") for kind in kinds]
    values = first_settings(site, *names, *(f"config/_default/{name}" for name in names))
    for part in ("taxonomies", "permalinks", "frontmatter", "languages"):
        values.setdefault(part, first_settings(site, *(f"config/_default/{part}.{kind}" for kind in kinds)))
    return values


def _mkdocs(site: Path, _: Path) -> Properties:
    """The categories that are allowed, and the authors that there are."""
    values = first_settings(site, "mkdocs.yml", "mkdocs.yaml")
    plugins = named_entries(values.get("plugins"))
    blog = next((options for name, options in plugins if name.rpartition("/")[2] == "blog"), {})
    properties: Properties = {}
    categories = strings(blog.get("categories_allowed"))
    if categories:
        properties["categories"] = {"items": {"enum": categories}}
    docs = site / str(values.get("docs_dir") or "docs")
    folder = docs / str(blog.get("blog_dir") or "blog")
    template = str(blog.get("authors_file") or "{blog}/.authors.yml")
    authors = as_map(read_settings(docs / template.replace("{blog}", folder.name)).get("authors"))
    if not authors:
        authors = as_map(read_settings(folder / ".authors.yml").get("authors"))
    if authors and blog.get("authors", True) is not False:
        properties["authors"] = {"items": {"enum": list(authors), "x-postlint-hint": "the keys of .authors.yml"}}
    return properties


def _docusaurus(site: Path, post: Path) -> Properties:
    """The authors and tags that the blog's own lists know."""
    properties: Properties = {}
    for folder in post.parents:
        for key, name in (("authors", "authors"), ("tags", "tags")):
            known = list(read_settings(folder / f"{name}.yml"))
            if known and key not in properties:
                properties[key] = _known_keys(known, f"{name}.yml", "error" if key == "authors" else "warning")
        if folder == site:
            break
    return properties


def _known_keys(known: list[str], file: str, severity: str) -> dict[str, Any]:
    """A text must be one of the keys of a file; a map says everything itself."""
    item = {
        "if": {"type": "string"},
        "then": {"enum": known, "x-postlint-severity": severity, "x-postlint-hint": f"the keys of {file}"},
    }
    return {"items": item} if file.startswith("tags") else {**item, "items": item}


#: preset -> what the site in a folder says about the keys of a post
KEYS: Mapping[str, Callable[[Path, Path], Properties]] = {
    "hugo": _hugo,
    "mkdocs-material": _mkdocs,
    "docusaurus": _docusaurus,
}
