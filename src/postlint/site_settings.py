"""What a site's own configuration adds to its generator's preset, where that configuration is data.

Nothing is executed: YAML, TOML and JSON are read, files of JavaScript and Python are not. A setting that cannot be
read changes nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from postlint.document.front_matter import HeaderStyle, read_front_matter

#: what is added to a preset: parts of a schema, laid over it map by map
Overlay = dict[str, Any]


def site_overlay(preset: str, site: Path, post: Path) -> Overlay:
    """What the configuration of the site in the folder `site` changes for a post; {} when nothing does."""
    read = _READERS.get(preset)
    return read(site, post) if read is not None else {}


def generated_schema(preset: str, site: Path, post: Path) -> Path | None:
    """The JSON Schema that Astro generated for the collection of a post, if there is one."""
    if preset != "astro":
        return None
    try:
        parts = post.relative_to(site / "src" / "content").parts
    except ValueError:
        return None
    file = site / ".astro" / "collections" / f"{parts[0]}.schema.json"
    return file if len(parts) > 1 and read_settings(file) else None


def lay_over(base: Any, over: Any) -> Any:
    """`base` with what `over` has: maps are joined, all else is replaced."""
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return {**base, **{key: lay_over(base.get(key), value) for key, value in over.items()}}
    return over


# -- reading data ---------------------------------------------------------------------------------------------


def read_settings(file: Path) -> dict[str, Any]:
    """The values of a YAML, TOML or JSON file; {} when it is missing, no map, or cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix == ".toml":
            import tomllib  # most sites have no TOML

            values: Any = tomllib.loads(text)
        elif file.suffix == ".json":
            values = json.loads(text)
        else:
            # the reader of headers is safe with strangers' YAML and lenient about tags such as !!python/name
            values = dict(read_front_matter(f"---\n{text}\n---\n", HeaderStyle(yaml_1_1=True)).values)
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _first(folder: Path, *names: str) -> dict[str, Any]:
    """The values of the first of some files that has any."""
    found = (read_settings(folder / name) for name in names)
    return next((values for values in found if values), {})


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


# -- the generators -------------------------------------------------------------------------------------------


def _hugo(site: Path, post: Path) -> Overlay:
    """Taxonomies are keys, permalinks make addresses, and dates may come from other keys or from file names."""
    names = [f"{stem}.{kind}" for stem in ("hugo", "config") for kind in ("toml", "yaml", "yml", "json")]
    values = _first(site, *names, *(f"config/_default/{name}" for name in names))
    for part in ("taxonomies", "permalinks", "frontmatter"):
        files = (f"config/_default/{part}.{kind}" for kind in ("toml", "yaml", "yml", "json"))
        values.setdefault(part, _first(site, *files))
    overlay: Overlay = {"x-postlint": {}}
    plurals = [name for name in _map(values["taxonomies"]).values() if isinstance(name, str)]
    if plurals:
        terms = {"type": ["array", "string", "null"], "x-postlint-severity": "warning"}
        overlay["properties"] = dict.fromkeys(plurals, terms)
    permalinks = _map(values["permalinks"])
    permalinks = {**permalinks, **_map(permalinks.get("page"))}
    section = _section(site / "content", post)
    if isinstance(permalinks.get(section), str):
        overlay["x-postlint"]["permalink"] = _colons(permalinks[section])
    dates = {key: _strings(value) for key, value in _map(values["frontmatter"]).items()}
    if any(":filename" in sources for sources in dates.values()):
        overlay["x-postlint"]["slug"] = {"date_prefix": True}
    return overlay


def _section(content: Path, post: Path) -> str:
    try:
        parts = post.relative_to(content).parts
    except ValueError:
        return ""
    return parts[0] if len(parts) > 1 else ""


def _colons(pattern: str) -> str:
    """A pattern with ``:name`` or ``:name:`` placeholders in the form of presets, ``{name}``."""
    return re.sub(r":(\w+):?", lambda match: "{" + _PLACEHOLDERS.get(match[1], match[1]) + "}", pattern)


_PLACEHOLDERS = {"title": "slug", "slugorfilename": "slug", "slugorcontentbasename": "slug", "filename": "slug",
                 "contentbasename": "slug", "section": "folder", "sections": "folder", "path": "folder"}  # fmt: skip

#: Jekyll's names for permalinks, from its documentation
_JEKYLL_STYLES = {
    "date": "/{categories}/{year}/{month}/{day}/{slug}.html",
    "pretty": "/{categories}/{year}/{month}/{day}/{slug}/",
    "ordinal": "/{categories}/{year}/{y_day}/{slug}.html",
    "weekdate": "/{categories}/{year}/W{week}/{short_day}/{slug}.html",
    "none": "/{categories}/{slug}.html",
}


def _jekyll(site: Path, post: Path) -> Overlay:
    """The permalink style, and folders of collections."""
    values = _first(site, "_config.yml", "_config.yaml", "_config.toml")
    data: dict[str, Any] = {}
    collections = _map(values.get("collections"))
    names = list(collections) or _strings(values.get("collections"))
    if names:
        data["collections"] = names
    permalink = values.get("permalink")
    for name in names:
        own = _map(collections.get(name)).get("permalink")
        if f"_{name}" in post.parts and isinstance(own, str):
            permalink = own
    if isinstance(permalink, str):
        data["permalink"] = _JEKYLL_STYLES.get(permalink) or _colons(permalink)
    return {"x-postlint": data} if data else {}


def _mkdocs(site: Path, post: Path) -> Overlay:
    """The categories that are allowed, and the authors that there are."""
    values = _first(site, "mkdocs.yml", "mkdocs.yaml")
    plugins = values.get("plugins")
    entries = plugins.items() if isinstance(plugins, dict) else _entries(plugins)
    blog = next((_map(options) for name, options in entries if str(name).rpartition("/")[2] == "blog"), {})
    properties: dict[str, Any] = {}
    categories = _strings(blog.get("categories_allowed"))
    if categories:
        properties["categories"] = {"items": {"enum": categories}}
    docs = site / str(values.get("docs_dir") or "docs")
    folder = docs / str(blog.get("blog_dir") or "blog")
    template = str(blog.get("authors_file") or "{blog}/.authors.yml")
    authors = _map(read_settings(docs / template.replace("{blog}", folder.name)).get("authors"))
    if not authors:
        authors = _map(read_settings(folder / ".authors.yml").get("authors"))
    if authors and blog.get("authors", True) is not False:
        properties["authors"] = {"items": {"enum": list(authors), "x-postlint-hint": "the keys of .authors.yml"}}
    return {"properties": properties} if properties else {}


def _entries(plugins: Any) -> Iterator[tuple[str, Any]]:
    """The plugins of a list: names, or maps of one name to its options."""
    for plugin in plugins if isinstance(plugins, list) else []:
        if isinstance(plugin, dict):
            yield from plugin.items()
        elif isinstance(plugin, str):
            yield plugin, {}


def _docusaurus(site: Path, post: Path) -> Overlay:
    """The authors and tags that the blog's own lists know."""
    properties: dict[str, Any] = {}
    for folder in post.parents:
        for key, name in (("authors", "authors"), ("tags", "tags")):
            known = list(read_settings(folder / f"{name}.yml"))
            if known and key not in properties:
                properties[key] = _known_keys(known, f"{name}.yml", "error" if key == "authors" else "warning")
        if folder == site:
            break
    return {"properties": properties} if properties else {}


def _known_keys(known: list[str], file: str, severity: str) -> dict[str, Any]:
    """A text must be one of the keys of a file; a map says everything itself."""
    item = {
        "if": {"type": "string"},
        "then": {"enum": known, "x-postlint-severity": severity, "x-postlint-hint": f"the keys of {file}"},
    }
    return {"items": item} if file.startswith("tags") else {**item, "items": item}


_READERS: Mapping[str, Callable[[Path, Path], Overlay]] = {
    "hugo": _hugo,
    "jekyll": _jekyll,
    "mkdocs-material": _mkdocs,
    "docusaurus": _docusaurus,
}
