"""Reads the configuration of MkDocs, ProperDocs and Zensical: the blogs of Material, their categories and authors."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    as_map,
    base_of,
    clean,
    filled,
    first_settings,
    has_folder,
    join,
    named_entries,
    read_named,
    read_text,
    strings,
)


def pages(config: SiteConfig) -> Data:
    """The blogs of Material, and whether addresses are those of files or folders."""
    values = _settings(config)
    docs = clean(values.get("docs_dir"), "docs")
    end = ".html" if values.get("use_directory_urls") is False else "/"
    blogs = [options for name, options in named_entries(values.get("plugins")) if name.rpartition("/")[2] == "blog"]
    folders = {}
    for options in blogs:
        blog = clean(options.get("blog_dir"), "blog")
        posts = filled(clean(options.get("post_dir"), "{blog}/posts"), "{blog}", blog)
        folders[join(docs, posts)] = join("/", "" if blog == "." else blog, _post_url(options)) + end
    data: Data = {"site": {"roots": [*folders, docs], "post_folders": list(folders), "patterns": folders}}
    data["site"]["only_roots"] = has_folder(config.folder, docs)
    theme = as_map(values.get("theme")).get("custom_dir")
    data["site"] |= {"static": {docs: "/"}, **base_of(values.get("site_url"))}
    if isinstance(theme, str):
        data["site"]["static"][clean(theme, ".")] = "/"
        data["site"]["layered"] = True
    text = "\n".join(read_text(config.folder / name) for name in config.names)
    data["site"] |= _anchors(values, text)
    plugins = {name.rpartition("/")[2]: options for name, options in named_entries(values.get("plugins"))}
    if not plugins.keys().isdisjoint(("autorefs", "mkdocstrings", "macros")) or "auto_append" in text:
        data["open_references"] = True  # labels that are defined elsewhere
    data["site"]["redirects"] = [_address(one) for one in as_map(plugins.get("redirects", {}).get("redirect_maps"))]
    outside = (one for one in _addresses_of_nav(values.get("nav")) if not has_folder(config.folder, f"{docs}{one}"))
    data["site"]["redirects"] += [f"{one}/*" for one in outside]
    hooks = "".join(read_named(config.folder, name) for name in strings(values.get("hooks")))
    if not plugins.keys().isdisjoint(_MAKERS) or "on_files" in hooks:
        data["site"]["unseen"] = [f"/{docs}/**"]
    # what the owner has told another program not to look for, such as pages that are made when the site is published
    given = (one.lstrip("./") for one in strings(plugins.get("htmlproofer", {}).get("ignore_urls")) if "://" not in one)
    data["site"].setdefault("unseen", []).extend(f"/{docs}/**/{one}" for one in given if one)
    i18n = plugins.get("i18n", {}).get("languages")
    listed = [as_map(one).get("locale") for one in i18n] if isinstance(i18n, list) else list(as_map(i18n))
    data["site"]["language_names"] = [str(one) for one in listed if one]
    left_out = str(values.get("exclude_docs") or "").splitlines()
    data["site"]["unrendered"] = [_below(docs, line.strip()) for line in left_out if line.strip()]
    parts = (clean(base, ".") for base in _folders_of_snippets(values))
    data["site"]["unrendered"] += [f"/{part}/" for part in parts if part.startswith(f"{docs}/")]
    if folders:
        data["permalink"] = next(iter(folders.values()))
    else:
        data["permalink"] = f"/{{stem}}{end}"
        data["site"]["title_slug"] = False
    return data


def _settings(config: SiteConfig) -> Data:
    """The settings, which Zensical has in a table ``[project]``; of ``!ENV [NAME, default]`` the default."""
    values = as_map(config.values.get("project")) or config.values
    return values | {key: value[-1] for key in _TEXTS if isinstance(value := values.get(key), list) and value}


def _addresses_of_nav(nav: Any) -> Iterator[str]:
    """The addresses that the navigation names, which is made of files else: another site of the host is there."""
    for entry in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _addresses_of_nav(entry)
    if isinstance(nav, str) and nav.startswith("/") and nav.strip("/"):
        yield f"/{nav.strip('/')}"


#: settings that are no lists
_TEXTS = ("docs_dir", "site_url", "use_directory_urls")


def _folders_of_snippets(values: Data) -> list[str]:
    """The folders with text that other pages include, whose links are theirs."""
    options = dict(named_entries(values.get("markdown_extensions"))).get("pymdownx.snippets", {})
    base = options.get("base_path")
    return [base] if isinstance(base, str) else strings(base)


#: plugins that add pages from programs, notebooks or other repositories, at any address
_MAKERS = frozenset(("gen-files", "multirepo", "monorepo", "api-autonav", "mkdoxy", "gallery", "simple", "same-dir"))


def _anchors(values: Data, text: str) -> Data:
    """The slugger of headings: that of Python-Markdown, or the function that the configuration names."""
    if values.get("hooks"):
        return {"anchors": "unknown"}
    of_headings = "".join(match[0] for match in _TOC.finditer(text))
    named = re.search(r"\bslugify\s*[:=]\s*(\S.*)", of_headings)
    if named is None:
        return {}
    return {"anchors": "pymdownx" if "pymdownx.slugs" in named[1] and "percent" not in of_headings else "unknown"}


#: the settings of the extension that gives headings ids, in YAML and in TOML; other extensions have slugs of their own
_TOC = lazy_pattern(
    r"(?m)^([ \t]*)(?:-[ \t]+)?[\"']?(?:markdown\.extensions\.)?toc[\"']?[ \t]*:[^\n]*\n"
    r"(?:\1[ \t]+[^\n]*\n|[ \t]*\n)*"
    r"|^\[[^\]\n]*\btoc[\"']?\]\n(?:[^\[\n][^\n]*\n|\n)*"
)


def _address(path: str) -> str:
    """The address of a page of the docs: of ``a/b.md``, /a/b."""
    return "/" + re.sub(r"(?:(?:^|/)(?:index|README))?\.md$", "", str(path))


def _below(docs: str, line: str) -> str:
    """A pattern of ``.gitignore``, relative to the folder of the docs."""
    sign, line = ("!", line[1:]) if line.startswith("!") else ("", line)
    anchored = "/" in line.rstrip("/")
    return f"{sign}/{docs}/{line.lstrip('/')}" if anchored else f"{sign}/{docs}/**/{line}"


def _post_url(options: Data) -> str:
    date = re.sub(r"[A-Za-z]+", _babel, str(options.get("post_url_date_format") or "yyyy/MM/dd"))
    pattern = filled(str(options.get("post_url_format") or "{date}/{slug}"), "{date}", date)
    slugify = options.get("post_slugify")
    usual = slugify is None or as_map(as_map(slugify).get("kwds")).get("case") == "lower"
    if not usual or options.get("post_slugify_separator", "-") != "-":
        pattern = pattern.replace("{slug}", "{slug_key}")
    names = {"{file}": "{name}", "{categories}": "{category}"}
    return re.sub(r"\{file\}|\{categories\}", lambda match: names[match[0]], pattern).strip("/")


#: the numeric parts of dates in the patterns of Babel and Material
_YEAR_MONTH_DAY = {"yyyy": "{year}", "y": "{year}", "MM": "{month}", "M": "{i_month}", "dd": "{day}", "d": "{i_day}"}


def _babel(match: re.Match[str]) -> str:
    return _YEAR_MONTH_DAY.get(match[0], "{unknown}")


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """A page outside of the blogs is no post: it needs no date, nobody reads one, and no key makes it a draft."""
    roots = pages(config)["site"]["post_folders"]
    return {} if any(post.is_relative_to(config.folder / root) for root in roots) else _PAGE


_PAGE: Data = {
    "required": [],
    "x-postlint": {"front_matter_required": False, "dates": {"own": True}, "drafts": {"draft": []}},
    "properties": {
        "published": {
            "x-postlint-hint": "MkDocs does not read published and publishes the page; name it in exclude_docs instead"
        }
    },
}


def keys(config: SiteConfig, _: Path) -> Data:
    """The allowed categories, and the defined authors."""
    values = _settings(config)
    plugins = named_entries(values.get("plugins"))
    blog = next((options for name, options in plugins if name.rpartition("/")[2] == "blog"), {})
    properties: Data = {}
    categories = strings(blog.get("categories_allowed"))
    if categories:
        properties["categories"] = {"items": {"enum": categories}}
    docs = str(values.get("docs_dir") or "docs")
    folder = posixpath.join(docs, str(blog.get("blog_dir") or "blog"))
    template = str(blog.get("authors_file") or "{blog}/.authors.yml")
    named = posixpath.join(docs, filled(template, "{blog}", posixpath.basename(folder)))
    usual = posixpath.join(folder, ".authors.yml")
    authors = as_map(first_settings(config.folder, named, usual).get("authors"))
    if authors and blog.get("authors", True) is not False:
        properties["authors"] = {"items": {"enum": list(authors), "x-postlint-hint": "the keys of .authors.yml"}}
    return properties
