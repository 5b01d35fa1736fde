"""Reads the configuration of Hugo: content folders, permalinks, dates in names, taxonomies."""

from __future__ import annotations

import re
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import (
    Data,
    as_map,
    base_of,
    clean,
    first_settings,
    pattern_of,
    read_settings,
    read_text,
    strings,
)


def pages(config: SiteConfig) -> Data:
    """Content folders, permalinks of sections, dates in the names of files."""
    values = settings(config)
    folder = clean(values.get("contentDir", values.get("contentdir")), "content")
    languages = _hugo_languages(values, folder)
    roots = list(dict.fromkeys([*languages, folder, *_mounted(values)]))
    permalinks = as_map(values["permalinks"])
    urls = {key: value for key, value in permalinks.items() if isinstance(value, str)} | as_map(permalinks.get("page"))
    sections = as_map(permalinks.get("section"))
    patterns: dict[str, str] = {}
    for root in roots:
        for key, pattern in urls.items():
            patterns[f"{root}/{str(key).strip('/') or '.'}"] = pattern_of(str(pattern))
        for key, pattern in sections.items():
            patterns[f"{root}/{str(key).strip('/')}/_index"] = pattern_of(str(pattern))
    data: Data = {"site": {"roots": sorted(roots, key=len, reverse=True), "patterns": patterns}}
    data["site"]["languages"] = {root: code for root, code in languages.items() if code}
    if as_map(as_map(as_map(values.get("markup")).get("goldmark")).get("parser")).get(
        "autoHeadingID"
    ) is False or _own_ids(config.folder):
        data["site"]["anchors"] = "unknown"
    ignored = [*strings(values.get("ignoreFiles")), *strings(values.get("ignorefiles"))]
    if any("\\.md" in pattern for pattern in ignored):
        data["site"]["certain"] = False  # expressions of Go that may exclude posts
    data["site"]["language_names"] = [str(code) for code in as_map(values["languages"])]
    data["site"] |= base_of(values.get("baseURL", values.get("baseurl")))
    if values.get("disablePathToLower") is True:
        data["site"]["lower"] = False
    if any(re.search(r"\bGetPage\b|LangURL", read_text(file)) for file in _layouts(config.folder, "render-link")):
        data["site"]["own_language_links"] = True
    if opaque := _opaque_shortcodes(config.folder):
        data["opaque_shortcodes"] = opaque
    if any(":filename" in strings(sources) for sources in as_map(values["frontmatter"]).values()):
        data["slug"] = {"date_prefix": True}
    return data


def _hugo_languages(values: Data, folder: str) -> dict[str, str]:
    """The content folders of single languages, with the prefix of their addresses."""
    default = str(values.get("defaultContentLanguage") or "en").lower()
    if values.get("defaultContentLanguageInSubdir") is True:
        default = ""
    found = {}
    for code, options in as_map(values["languages"]).items():
        if as_map(options).get("contentDir") is not None:
            code = str(code).lower()
            found[clean(as_map(options)["contentDir"], folder)] = "" if code == default else code
    return found


def _opaque_shortcodes(site: Path) -> list[str]:
    """The shortcodes that show their body unrendered: their layouts neither render it nor pass it on."""
    found: dict[str, bool] = {}
    for layouts in (*sorted(site.glob("themes/*/layouts")), site / "layouts"):  # the site's own override the themes'
        for folder in (layouts / "shortcodes", layouts / "_shortcodes"):
            for file in sorted(folder.glob("**/*.html")):
                text = read_text(file)
                inner = re.search(r"\.Inner\b", text) is not None
                found[file.relative_to(folder).with_suffix("").as_posix()] = inner and not _RENDERS.search(text)
    return [name for name, opaque in found.items() if opaque]


#: functions that render a text as Markdown, or pass it to something that may
_RENDERS = lazy_pattern(r"markdownify|RenderString|\bpartial|\btemplate\b|transform\.|\.Scratch|\.Store")


def _own_ids(site: Path) -> bool:
    """Whether a render hook for headings makes ids of its own."""
    return any(".Anchor" not in read_text(file) for file in _layouts(site, "render-heading"))


def _layouts(site: Path, name: str) -> list[Path]:
    """The layouts of the site and its themes whose names begin with `name`."""
    return [*site.glob(f"layouts/**/{name}*.html"), *site.glob(f"themes/*/layouts/**/{name}*.html")]


def _mounted(values: Data) -> list[str]:
    """Other folders that are mounted as content."""
    mounts = as_map(values.get("module")).get("mounts")
    listed = [as_map(mount) for mount in mounts] if isinstance(mounts, list) else []
    content = [one for one in listed if clean(one.get("target"), "").partition("/")[0] == "content"]
    return [clean(one.get("source"), "content") for one in content]


def keys(config: SiteConfig, _: Path) -> Data:
    """The taxonomies, which are keys."""
    plurals = [name for name in as_map(settings(config)["taxonomies"]).values() if isinstance(name, str)]
    terms = {"type": ["array", "string", "null"], "x-postlint-severity": "warning"}
    return dict.fromkeys(plurals, terms)


def settings(config: SiteConfig) -> Data:
    """The configuration of Hugo, which may be split into several files."""
    values = dict(config.values)
    for part in ("taxonomies", "permalinks", "frontmatter", "languages", "module"):
        names = (f"config/_default/{part}.{kind}" for kind in ("toml", "yaml", "yml", "json"))
        values.setdefault(part, first_settings(config.folder, *names))
    values["languages"] = {**as_map(values["languages"]), **_language_files(config.folder)}
    return values


def _language_files(site: Path) -> Data:
    """The options of languages in files of their own: ``config/_default/languages.de.toml``."""
    files = sorted((site / "config" / "_default").glob("languages.*.*"))
    return {file.name.split(".")[1]: read_settings(file) for file in files}
