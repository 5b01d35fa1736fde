"""Reads the configuration of Pelican: the patterns of articles and pages, and the source of slugs."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    as_map,
    base_of,
    clean,
    has_folder,
    join,
    pattern_of,
    python_literals,
    read_named,
    read_text,
    strings,
)
from postlint.generators.presets import preset_data
from postlint.generators.python_markdown import slugger_of


def pages(config: SiteConfig) -> Data:
    """The patterns of articles and pages, and the source of slugs."""
    values = config.literals or _named_settings(config.folder)
    content = clean(values.get("PATH"), "content" if has_folder(config.folder, "content") else ".")
    folders = [join(content, clean(one, ".")) for one in strings(values.get("PAGE_PATHS", ["pages"]))]
    # what is not there stands below another folder that the command line names
    inside = (join(content, clean(one, ".")) for one in strings(values.get("ARTICLE_PATHS")))
    articles = [one for one in inside if has_folder(config.folder, one)]
    article = _strftime(values.get("ARTICLE_URL", "{slug}.html"))
    named = _SLUG_OF_NAME.fullmatch(str(values.get("FILENAME_METADATA")))
    if named is None and "(?P<slug>" in str(values.get("FILENAME_METADATA")):
        article = ""
    page = _strftime(values.get("PAGE_URL", "pages/{slug}.html"))
    translated = [_strftime(values.get(f"{one}_LANG_URL", default)) for one, default in _TRANSLATED.items()]
    of_path, plugins = str(values.get("PATH_METADATA")), strings(values.get("PLUGINS"))
    if any(map(_HIERARCHY.search, plugins)):  # its pages lie where their sources do, whatever their slugs
        page = "/{path}/" if "(?P<path>" in of_path else "/pages/{path}/"
    elif any(_sets_addresses(config.folder, values, plugin) for plugin in plugins):
        article = page = ""
        translated = ["", ""]
    elif "(?P<slug>" in of_path:  # the slug of a path is not known here, that of a header is
        article, page = (pattern.replace("{slug}", "{slug_key}") for pattern in (article, page))
    data: Data = {"permalink": article, "site": {"roots": [*folders, *(articles or [content])]}}
    data["layout_scopes"] = [{"folder": folder, "layout": "page"} for folder in folders]
    if any(name.startswith("MYST_") for name in values):  # its reader is one of CommonMark
        data["markdown"] = preset_data("myst")["markdown"]
    if articles:  # these have articles only, whatever their names
        data["site"]["readme_is_index"] = True
    data["site"] |= _static(config.folder, content, values)
    if article.count("/") == article.startswith("/"):  # whatever the slug, a page lies at the root
        data["site"]["relative_to_root"] = True
    if data["site"]["unseen"]:
        data["theme_elsewhere"] = True
    if any("i18n" in plugin for plugin in plugins):  # each language is a site of its own
        translated = ["", ""]
    data["site"] |= {"patterns": dict.fromkeys(folders, page)}
    data["site"]["translations"] = {"": translated[0], **dict.fromkeys(folders, translated[1])}
    data["site"]["header_language"] = clean(values.get("DEFAULT_LANG"), "en")
    data["site"] |= {"title_slug": values.get("SLUGIFY_SOURCE") != "basename", **base_of(values.get("SITEURL"))}
    if named is not None:  # the slug is the name of the file as it is
        data["site"] |= {"title_slug": False, "slugs": {"name": ""}}
        data["slug"] = {"date_prefix": named["date"] is not None}
    left_out = [*strings(values.get("IGNORE_FILES")), *(f"{one}/" for one in strings(values.get("ARTICLE_EXCLUDES")))]
    data["site"]["unrendered"] = [f"/{content}/**/{glob}" for glob in left_out]
    if isinstance(values.get("DEFAULT_CATEGORY"), str):
        data["site"]["default_category"] = values["DEFAULT_CATEGORY"]
    data["site"] |= _anchors(config.folder, values)
    return data


#: the addresses of articles and pages whose header names another language than the site's
_TRANSLATED = {"ARTICLE": "{slug}-{lang}.html", "PAGE": "pages/{slug}-{lang}.html"}
#: the plugin page_hierarchy, also as a package
_HIERARCHY = lazy_pattern(r"page[-_]hierarchy")


def _sets_addresses(site: Path, values: Data, plugin: str) -> bool:
    """Whether a plugin in a folder of the site gives posts other addresses."""
    folders = [clean(one, ".") for one in (values.get("PLUGIN_PATH"), *strings(values.get("PLUGIN_PATHS"))) if one]
    files = (f"{plugin}.py", f"{plugin}/__init__.py", f"{plugin}/{plugin}.py")
    return any("override_url" in read_named(site, join(folder, file)) for folder in folders for file in files)


def _anchors(site: Path, values: Data) -> Data:
    """The slugger of headings: that of the Markdown extensions, unless a plugin may give headings ids."""
    if _OWN_SLUGGER.search(read_text(site / "pelicanconf.py")):
        return {"anchors": "unknown"}
    plugins = values.get("PLUGINS", [read_text(site / name) for name in _REQUIREMENTS])
    markdown = values.get("MARKDOWN", {})
    if (
        plugins is ...
        or markdown is ...
        or "MD_EXTENSIONS" in values
        or any(map(_MAY_SET_IDS.search, strings(plugins)))
    ):
        return {}
    extensions = [*strings(as_map(markdown).get("extensions")), *as_map(as_map(markdown).get("extension_configs"))]
    slugger = slugger_of(extensions)
    return {"anchors": slugger} if slugger else {}


#: a function for the ids of headings: ``toc(slugify=…)``
_OWN_SLUGGER = lazy_pattern(r"(?i)(?<!def )slugify(?!_source|\w*\()")
#: where no plugins are named, those that are installed are used
_REQUIREMENTS = ("requirements.txt", "pyproject.toml", "Pipfile", "environment.yml")
#: plugins that give headings ids, or read Markdown by other means
_MAY_SET_IDS = lazy_pattern(
    r"(?i)toc\b|\btoc|anchor|head|permalink|section|pandoc|commonmark|mistune|myst|jupyter|ipynb|bootstrap"
)


def _static(site: Path, content: str, values: Data) -> Data:
    """The folders that Pelican serves files from: the content, the static folders of the theme, files with a new path.

    Below the address of a theme that is installed elsewhere, any file may be.
    """
    theme, address = clean(values.get("THEME"), "notmyidea"), f"/{clean(values.get('THEME_STATIC_DIR'), 'theme')}/"
    found = {join(theme, clean(one, ".")): address for one in strings(values.get("THEME_STATIC_PATHS", ["static"]))}
    unseen = [] if has_folder(site, theme) and not theme.startswith("..") else [f"/{content}{address}**"]
    for file, how in as_map(values.get("EXTRA_PATH_METADATA")).items():
        path = clean(as_map(how).get("path"), "")
        if posixpath.basename(path) == posixpath.basename(str(file)):
            folder = posixpath.dirname(join(content, str(file)))
            found.setdefault(folder, f"/{posixpath.dirname(path)}/".replace("//", "/"))
    return {"static": {content: "/", **found}, "unseen": unseen}


#: an expression that takes the name of a file, or what follows a date in it, for the slug
_SLUG_OF_NAME = lazy_pattern(
    r"\^?(?P<date>\(\?P<date>\\d\{4\}-\\d\{2\}-\\d\{2\}\)(?:-|\[-_\]|\[_-\]))?\(\?P<slug>\.[*+]\??\)\$?"
)


def _named_settings(site: Path) -> Data:
    """The settings in the file that a program of the site hands to Pelican: ``pelican -s settings.py``."""
    for program in ("Makefile", "tasks.py", "justfile"):
        if named := _SETTINGS.search(read_text(site / program)):
            return python_literals(read_named(site, named[1]))
    return {}


_SETTINGS = lazy_pattern(r"\bpelican\b[^\n]{0,300}\s(?:-s|--settings)[ =]\s*[\"']?([\w./-]+\.py)")


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """A page is no article and needs no date, nor does an article where its name or the settings have one for it."""
    folders = [folder for folder in pages(config)["site"]["patterns"] if post.is_relative_to(config.folder / folder)]
    dated = folders or config.literals.get("DEFAULT_DATE") or _has_dated_name(config, post)
    return {"required": ["title"]} if dated else {}


def _has_dated_name(config: SiteConfig, post: Path) -> bool:
    """Whether Pelican takes the date from the name of a file: it does so unless the settings say otherwise."""
    named = str((config.literals or _named_settings(config.folder)).get("FILENAME_METADATA", "(?P<date>"))
    return "(?P<date>" in named and _DATED.match(post.name) is not None


_DATED = lazy_pattern(r"\d{4}-\d{2}-\d{2}")


def _strftime(pattern: Any) -> str:
    """Pelican's ``{date:%Y}`` in the form of presets; only numbers, as names depend on the language."""
    if not isinstance(pattern, str):
        return ""
    return pattern_of(re.sub(r"\{date:([^{}]*)\}", lambda match: re.sub(r"%-?\w", _directive, match[1]), pattern))


#: the numeric directives of strftime
_STRFTIME = {"%Y": "{year}", "%m": "{month}", "%d": "{day}", "%-m": "{i_month}", "%-d": "{i_day}", "%y": "{short_year}"}


def _directive(match: re.Match[str]) -> str:
    return _STRFTIME.get(match[0], "{unknown}")
