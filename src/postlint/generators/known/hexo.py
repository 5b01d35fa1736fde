"""Reads the configuration of Hexo: the permalink pattern, the source folder, dates in names."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    as_map,
    base_of,
    clean,
    first_settings,
    has_folder,
    pattern_of,
    read_text,
    strings,
)
from postlint.generators.presets import preset_data


def pages(config: SiteConfig) -> Data:
    """The permalink pattern, the source folder, and whether dates in the names of files count."""
    values = config.values
    source = clean(values.get("source_dir"), "source")
    posts = [f"{source}/_posts", f"{source}/_drafts"]
    data: Data = {"site": {"roots": [*posts, source], "post_folders": posts, "static": {source: "/"}}}
    data["site"] |= base_of(values.get("root") or values.get("url"))  # without a root, it is the path of the address
    left_out = [*strings(values.get("skip_render")), *strings(values.get("exclude"))]
    left_out += [one for one in (values.get("skip_render"), values.get("exclude")) if isinstance(one, str) and one]
    hidden = [f"/{source}/**/_*", f"/{source}/_*", f"!/{source}/_posts", f"!/{source}/_drafts"]
    data["site"]["unrendered"] = [*hidden, *(f"/{source}/{glob.lstrip('/')}" for glob in left_out)]
    if isinstance(values.get("default_category"), str):
        data["site"]["default_category"] = values["default_category"]
    if isinstance(values.get("permalink"), str):
        by_map = ":category" in values["permalink"] and (values.get("category_map") or values.get("filename_case"))
        data["permalink"] = "" if by_map else pattern_of(values["permalink"])
    tongues = values.get("language")
    data["site"]["language_names"] = [tongues] if isinstance(tongues, str) else strings(tongues)
    reader = _reader(config)
    data["site"] |= reader.pop("site", {})
    data |= reader
    theme = values.get("theme")
    if isinstance(theme, str) and has_folder(config.folder, f"themes/{theme}/source"):
        data["site"]["static"][f"themes/{theme}/source"] = "/"
    if isinstance(theme, str) and not has_folder(config.folder, f"themes/{theme}/layout"):
        data["theme_elsewhere"] = True  # a package, or a submodule that is not checked out
        theirs = [name for name in _OF_THEMES if not has_folder(config.folder, f"{source}/{name}")]
        data["site"]["unseen"] = [f"/{source}/{name}/**" for name in theirs]
    names = str(values.get("new_post_name") or ":title.md")
    data["slug"] = {"date_prefix": names.startswith(":year-:month-:day-")}
    if (pattern := _name_pattern(names)) is None:
        data["permalink"] = ""
    elif pattern:
        data["slug"]["name_pattern"] = pattern
    if _takes_permalink_for_slug(config.folder):
        data["fields"] = {"slug": ["permalink"]}
        data["site"] |= {"address": [], "slug_key": "inner-path", "tokens": {"title": "slug_or_stem"}}
    return data


def keys(config: SiteConfig, _: Path) -> Data:
    """The key for the address, which before version 5 is that for the slug, and needs no slash at its end."""
    return {"permalink": {"pattern": ""}} if _takes_permalink_for_slug(config.folder) else {}


def settings(config: SiteConfig) -> Data:
    """What templates read of the configuration: that of the theme, which files of the site override."""
    theme = config.values.get("theme")
    if not isinstance(theme, str):
        return {}
    own = [f"_config.{theme}.{ending}" for ending in ("yml", "yaml")]
    of_theme = [f"themes/{theme}/_config.{ending}" for ending in ("yml", "yaml")]
    found = {**first_settings(config.folder, *of_theme), **first_settings(config.folder, *own)}
    return {"theme": found | as_map(config.values.get("theme_config")), "config": config.values}


def themes(config: SiteConfig) -> list[str]:
    """The theme, unless an option of it takes the title for a heading of level 2, as that of NexT does."""
    theme = config.values.get("theme")
    is_lower = as_map(settings(config).get("theme")).get("seo") is True
    return [theme] if isinstance(theme, str) and not (theme.lower() == "next" and is_lower) else []


def _takes_permalink_for_slug(site: Path) -> bool:
    """Whether Hexo is older than version 5."""
    version = _VERSION.search(read_text(site / "package.json"))
    return version is not None and int(version[1]) < 5


#: the version that a site asks for, in its `package.json`
_VERSION = lazy_pattern(r"\"hexo\"\s*:\s*\"[\^~>=v ]*(\d{1,4})(?:\.[\d.x*]*)?\"")
#: the forms of the parts of names, by the names of placeholders
_SEGMENTS = {
    "title": "(?P<title>.+?)",
    "year": r"\d{4}",
    "month": r"\d{2}",
    "day": r"\d{2}",
    "i_month": r"\d{1,2}",
    "i_day": r"\d{1,2}",
    "hash": "[0-9a-f]{12}",
}
#: with more placeholders, a name that does not match would take long
_MOST = 6
#: so many of them may stand for a text of any length, the title among them
_MOST_UNBOUNDED = 2


def _name_pattern(names: str) -> str | None:
    """The expression for paths of posts, whose group `title` is the slug, by the setting for names of new posts.

    "" for the whole path; None where it cannot be said.
    """
    text, *parts = re.split(r":(\w*[^_\W])", posixpath.splitext(names)[0])
    if text == "" and parts == ["title", ""]:
        return ""
    if "title" not in parts[::2]:
        return "(?P<title>(?!))"  # no path has its title there: the whole of it is slugged
    unbounded = sum(name not in _SEGMENTS for name in parts[::2])
    if len(parts) > 2 * _MOST or unbounded > _MOST_UNBOUNDED or parts[::2].count("title") > 1:
        return None
    made = re.escape(text)
    for name, after in zip(parts[::2], parts[1::2], strict=True):
        made += _SEGMENTS.get(name, ".+?") + re.escape(after)
    return made


def _reader(config: SiteConfig) -> Data:
    """What the plugin that renders Markdown does: marked, its old fork kramed, or another.

    marked takes any target without spaces in a definition; from its version 2 on, which the plugin has from 4 on, any
    white space behind hashes. Before its version 0.5, which the plugin has from its own
    version 1 on, it takes spaces as well, in links. It and markdown-it break lines as they are written, unless they are
    told not to.
    """
    package = read_text(config.folder / "package.json")
    plugins = {match[1]: match[2] for match in _RENDERER.finditer(package)} or {"marked": ""}
    data: Data = {
        "markdown": list(preset_data("hexo")["markdown"]),
        "lenient_definitions": not plugins.keys().isdisjoint(("marked", "kramed")),
    }
    if "marked" in plugins and int(plugins["marked"] or 4) >= 4:
        data["markdown"].append("wide-headings")
    if "kramed" in plugins or plugins.get("marked") == "0":
        data["markdown"].append("spaces-in-targets")
    settings = [as_map(config.values.get(name)) for name in plugins]
    settings += [as_map(config.values.get("markdown")), as_map(as_map(config.values.get("markdown")).get("render"))]
    if not plugins.keys().isdisjoint(_BREAKING) and all(one.get("breaks") is not False for one in settings):
        data["markdown"].append("hard-wraps")
    if '"hexo-toc"' in package:
        data["site"] = {"anchors": "unknown"}  # it gives headings other ids
    elif plugins.keys().isdisjoint(("marked", "markdown-it")):
        data["site"] = {"anchors": "pandoc" if [*plugins] == ["pandoc"] else "unknown"}
    else:
        data["site"] = _ids(config, "markdown-it" in plugins)
    return data


def _ids(config: SiteConfig, markdown_it: bool) -> Data:
    """How the plugin is told to make ids of headings: with small letters, or otherwise."""
    settings = as_map(config.values.get("markdown" if markdown_it else "marked"))
    ids = as_map(settings.get("anchors")) if markdown_it else settings
    case = ids.get("case" if markdown_it else "modifyAnchors", 0)
    others = (ids.get("separator", "-"), ids.get("collisionSuffix") or "", ids.get("headerIds", True))
    if others != ("-", "", True) or case not in (0, 1, None, "", False):
        return {"anchors": "unknown"}
    return {"anchors": "hexo-lower"} if case else {}


#: the plugins that break lines as they are written
_BREAKING = ("marked", "kramed", "markdown-it", "markdown-it-plus")


#: folders in which themes have files of their own, which become files of the site
_OF_THEMES = ("images", "img", "image", "assets", "css", "js", "lib", "fonts", "medias")
#: a plugin that renders Markdown, and the first number of its version
_RENDERER = lazy_pattern(
    r"\"hexo-renderer-(marked|pandoc|commonmark|kramed|(?:markdown|multi-markdown)[\w-]*)\""
    r"(?:\s*:\s*\"[\^~>=v ]*(\d{0,4}))?"
)
