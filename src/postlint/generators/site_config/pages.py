"""What a site's configuration says of the addresses of its pages: folders, patterns, what addresses begin with.

Each function returns what is laid over the `x-postlint` object of its generator's preset; the words are those of
`site.generator.Generator`. Here are the configurations that are data; `programs` has the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from postlint.generators.site_config import programs
from postlint.generators.site_config.keys import hugo_settings
from postlint.generators.site_config.reading import (
    Data,
    as_map,
    base_of,
    clean,
    first_settings,
    join,
    named_entries,
    pattern_of,
    strings,
)


def _hugo(site: Path) -> Data:
    """Content folders, permalinks of sections, dates in the names of files."""
    values = hugo_settings(site)
    folder = clean(values.get("contentDir", values.get("contentdir")), "content")
    languages = _hugo_languages(values, folder)
    roots = list(dict.fromkeys([*languages, folder]))
    permalinks = as_map(values["permalinks"])
    pages = {key: value for key, value in permalinks.items() if isinstance(value, str)} | as_map(permalinks.get("page"))
    sections = as_map(permalinks.get("section"))
    patterns: dict[str, str] = {}
    for root in roots:
        for key, pattern in pages.items():
            patterns[f"{root}/{str(key).strip('/') or '.'}"] = pattern_of(str(pattern))
        for key, pattern in sections.items():
            patterns[f"{root}/{str(key).strip('/')}/_index"] = pattern_of(str(pattern))
    data: Data = {"site": {"roots": sorted(roots, key=len, reverse=True), "patterns": patterns}}
    data["site"]["languages"] = {root: code for root, code in languages.items() if code}
    data["site"] |= base_of(values.get("baseURL", values.get("baseurl")))
    if values.get("disablePathToLower") is True:
        data["site"]["lower"] = False
    if any(":filename" in strings(sources) for sources in as_map(values["frontmatter"]).values()):
        data["slug"] = {"date_prefix": True}
    return data


def _hugo_languages(values: Data, folder: str) -> dict[str, str]:
    """The content folders that languages have of their own, with what their addresses begin with."""
    default = str(values.get("defaultContentLanguage") or "en").lower()
    if values.get("defaultContentLanguageInSubdir") is True:
        default = ""
    found = {}
    for code, options in as_map(values["languages"]).items():
        if as_map(options).get("contentDir") is not None:
            code = str(code).lower()
            found[clean(as_map(options)["contentDir"], folder)] = "" if code == default else code
    return found


#: Jekyll's names for permalinks, from its documentation
_JEKYLL_STYLES = {
    "date": "/{categories}/{year}/{month}/{day}/{slug}.html",
    "pretty": "/{categories}/{year}/{month}/{day}/{slug}/",
    "ordinal": "/{categories}/{year}/{y_day}/{slug}.html",
    "weekdate": "/{categories}/{year}/W{week}/{short_day}/{slug}.html",
    "none": "/{categories}/{slug}.html",
}


def _jekyll(site: Path) -> Data:
    """The permalinks of posts, collections and scopes, and which collections have pages."""
    values = first_settings(site, "_config.yml", "_config.yaml", "_config.toml")
    above = clean(values.get("collections_dir"), ".")
    posts = [join(above, "_posts"), join(above, "_drafts")]
    collections = _collections(values.get("collections"))
    patterns: dict[str, str] = {}
    for name, options in collections.items():
        own = options.get("permalink")
        pattern = _jekyll_pattern(own) if isinstance(own, str) else "/{collection}/{path}"
        patterns[join(above, f"_{name}")] = pattern if options.get("output") is True else ""
    data: Data = {}
    if isinstance(values.get("permalink"), str):
        data["permalink"] = _jekyll_pattern(values["permalink"])
    patterns |= _jekyll_scopes(values.get("defaults"), above)
    data["site"] = {"roots": [*posts, *(join(above, f"_{name}") for name in collections)], "post_folders": posts}
    data["site"] |= {"patterns": patterns, **base_of(values.get("baseurl"))}
    return data


def _jekyll_pattern(permalink: str) -> str:
    return _JEKYLL_STYLES.get(permalink) or pattern_of(permalink)


def _collections(value: Any) -> dict[str, Data]:
    """The collections besides posts, from a map or from a list of names."""
    found = {str(name): as_map(options) for name, options in as_map(value).items()} or {
        name: {} for name in strings(value)
    }
    return {name: options for name, options in found.items() if name not in ("posts", "drafts")}


def _jekyll_scopes(defaults: Any, above: str) -> dict[str, str]:
    """The permalinks that front matter defaults give to the posts and collections of a folder."""
    patterns: dict[str, str] = {}
    for entry in defaults if isinstance(defaults, list) else []:
        scope, permalink = as_map(as_map(entry).get("scope")), as_map(as_map(entry).get("values")).get("permalink")
        if not isinstance(permalink, str) or "*" in str(scope.get("path")):
            continue
        folder, kind = clean(scope.get("path"), "."), scope.get("type")
        if isinstance(kind, str) and kind != "pages":
            inner = f"_{kind}"
            folder = folder if inner in folder.split("/") else join(above if folder == "." else folder, inner)
        patterns[folder] = _jekyll_pattern(permalink)
    return patterns


def _hexo(site: Path) -> Data:
    """The permalink pattern, the source folder, and whether dates in the names of files count."""
    values = first_settings(site, "_config.yml", "_config.yaml")
    source = clean(values.get("source_dir"), "source")
    posts = [f"{source}/_posts", f"{source}/_drafts"]
    data: Data = {"site": {"roots": [*posts, source], "post_folders": posts, "static": {source: "/"}}}
    data["site"] |= base_of(values.get("root"))
    if isinstance(values.get("default_category"), str):
        data["site"]["default_category"] = values["default_category"]
    if isinstance(values.get("permalink"), str):
        data["permalink"] = pattern_of(values["permalink"])
    names = str(values.get("new_post_name") or ":title.md")
    data["slug"] = {"date_prefix": names.startswith(":year-:month-:day-")}
    return data


#: the parts of dates that Babel and Material know, as far as they are numbers
_YEAR_MONTH_DAY = {"yyyy": "{year}", "y": "{year}", "MM": "{month}", "M": "{i_month}", "dd": "{day}", "d": "{i_day}"}


def _mkdocs(site: Path) -> Data:
    """The blogs of Material, and whether addresses are those of files."""
    values = first_settings(site, "mkdocs.yml", "mkdocs.yaml")
    docs = clean(values.get("docs_dir"), "docs")
    end = ".html" if values.get("use_directory_urls") is False else "/"
    blogs = [options for name, options in named_entries(values.get("plugins")) if name.rpartition("/")[2] == "blog"]
    folders = {}
    for options in blogs:
        blog = clean(options.get("blog_dir"), "blog")
        posts = clean(options.get("post_dir"), "{blog}/posts").replace("{blog}", blog)
        folders[join(docs, posts)] = join("/", "" if blog == "." else blog, _post_url(options)) + end
    data: Data = {"site": {"roots": [*folders, docs], "post_folders": list(folders), "patterns": folders}}
    data["site"] |= {"static": {docs: "/"}, **base_of(values.get("site_url"))}
    if folders:
        data["permalink"] = next(iter(folders.values()))
    return data


def _post_url(options: Data) -> str:
    date = re.sub(r"[A-Za-z]+", _babel, str(options.get("post_url_date_format") or "yyyy/MM/dd"))
    pattern = str(options.get("post_url_format") or "{date}/{slug}").replace("{date}", date)
    slugify = options.get("post_slugify")
    usual = slugify is None or as_map(as_map(slugify).get("kwds")).get("case") == "lower"
    if not usual or options.get("post_slugify_separator", "-") != "-":
        pattern = pattern.replace("{slug}", "{slug_key}")
    names = {"{file}": "{name}", "{categories}": "{category}"}
    return re.sub(r"\{file\}|\{categories\}", lambda match: names[match[0]], pattern).strip("/")


def _babel(match: re.Match[str]) -> str:
    return _YEAR_MONTH_DAY.get(match[0], "{unknown}")


def _zola(site: Path) -> Data:
    """How names of files become addresses."""
    values = first_settings(site, "zola.toml", "config.toml")
    slugify = as_map(values.get("slugify"))
    data: Data = {"site": base_of(values.get("base_url"))}
    if slugify.get("paths") in ("off", "safe"):
        data["site"] |= {"lower": False, "slugs": {"folder": "", "name": "", "slug": ""}}
    if slugify.get("paths_keep_dates") is True:
        data["slug"] = {"date_prefix": False}
    return data


#: preset -> what the site in a folder says of addresses
PAGES: Mapping[str, Callable[[Path], Data]] = {
    "astro": programs.astro,
    "docusaurus": programs.docusaurus,
    "eleventy": programs.eleventy,
    "hexo": _hexo,
    "hugo": _hugo,
    "jekyll": _jekyll,
    "mkdocs-material": _mkdocs,
    "nikola": programs.nikola,
    "pelican": programs.pelican,
    "vitepress": programs.vitepress,
    "zola": _zola,
}
