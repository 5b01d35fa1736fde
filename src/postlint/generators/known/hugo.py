"""Reads the configuration of Hugo: content folders, permalinks, dates in names, taxonomies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import files_below
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    as_map,
    base_of,
    clean,
    has_folder,
    pattern_of,
    read_text,
    strings,
    term_pages,
)
from postlint.generators.hugo_cascades import cascades, layout_scopes, without_pages
from postlint.generators.hugo_markup import drops_html, has_embedded, markup_setting
from postlint.generators.hugo_settings import keys_before_names, permalinks, settings, settings_of
from postlint.generators.hugo_version import old_readers, stops_at_dates
from postlint.generators.presets import lay_over, preset_data
from postlint.records import NamedTuple


def pages(config: SiteConfig) -> Data:
    """Content folders, permalinks of sections, dates in the names of files."""
    values = settings(config)
    folder = clean(values.get("contentDir", values.get("contentdir")), "content")
    mounts = _mounts(values)
    languages = _hugo_languages(values, folder) | _mounted_languages(values, mounts)
    roots = list(dict.fromkeys([*languages, folder, *mounts]))
    handed = list(cascades(config.folder, roots, values.get("cascade")))
    parts = list(without_pages(handed))
    default, unrendered = _default_language(values), dict.fromkeys(parts, "")
    patterns = {code: unrendered | _patterns(links, roots, mounts) for code, links in permalinks(values).items()}
    usual = patterns.get(default, patterns[""])
    data: Data = {"site": {"roots": sorted(roots, key=len, reverse=True), "patterns": usual, "parts": parts}}
    data["site"]["language_patterns"] = {code: own for code, own in patterns.items() if code and own != usual}
    data["site"]["unseen"] = [f"/{folder}/{one}/" for one in _imported(values, "content")]
    data["site"]["unseen"] += [
        f"/{folder}/{one.section}/"
        for one in mounts.values()
        if one.section and not has_folder(config.folder, one.source)
    ]
    data["site"]["unseen"] += [one for root in roots for name in _taxonomies(values) for one in term_pages(root, name)]
    data["site"]["languages"] = {root: code for root, code in languages.items() if code}
    data["site"]["static"] = {
        folder: "/" for name in _themes(values) if has_folder(config.folder, folder := f"themes/{name}/static")
    }
    data["site"]["unseen"] += [f"/static/{one}" for one in _imported(values, "static", "assets")]
    for mount in _mounted(as_map(values.get("module")), "static", "assets"):
        if has_folder(config.folder, mount.source):
            data["site"]["static"][mount.source] = f"/{mount.section}/".replace("//", "/")
        elif mount.section:
            data["site"]["unseen"].append(f"/static/{mount.section}")
    if scopes := list(layout_scopes(handed)):
        data["layout_scopes"] = scopes
    layouts = _layouts_in_use(config)
    hooks, lacks_theme = list(_render_hooks(layouts)), _lacks_theme(config)
    if markup_setting(values, "goldmark", "parser", "autoHeadingID") is False or any(
        ".Anchor" not in text for name, text in hooks if name.startswith("heading")
    ):  # a hook makes ids of its own
        data["site"]["anchors"] = "unknown"
    ignored = [*strings(values.get("ignoreFiles")), *strings(values.get("ignorefiles"))]
    if any("\\.md" in pattern for pattern in ignored):
        data["site"]["certain"] = False  # expressions of Go that may exclude posts
    data["site"]["language_names"] = [str(code) for code in as_map(values["languages"])]
    data["site"]["default_language"] = default
    data["site"]["suffix_languages"] = [default, *map(str.lower, data["site"]["language_names"])]
    data["site"] |= base_of(values.get("baseURL", values.get("baseurl")))
    if markup_setting(values, "goldmark", "parser", "autoDefinitionTermID") is True:
        data["site"]["term_ids"] = True
    markdown = ["hard-wraps"] if markup_setting(values, "goldmark", "renderer", "hardWraps") is True else []
    markdown += ["no-html"] if drops_html(values, config.folder) else []
    if markdown:
        data["markdown"] = [*preset_data("hugo")["markdown"], *markdown]
    data["site"]["own_targets"] = [one for name, text in hooks if name.startswith("link") for one in _own_targets(text)]
    switches = {str(key).lower(): value for key, value in values.items()}  # Hugo ignores their case
    if switches.get("disablepathtolower") is True:
        data["site"]["lower"] = False
    if switches.get("buildfuture") is True:
        data["publishes_future"] = True
    if switches.get("removepathaccents") is True:
        data["site"]["removes_accents"] = True
    if any(re.search(r"\bGetPage\b|LangURL", text) for name, text in hooks if name.startswith("link")):
        data["site"]["own_language_links"] = True
    names = [name for name, _ in hooks]
    if has_embedded(values, "link", names):
        data["site"] |= {"looks_up_links": True, "own_language_links": True}
    if lacks_theme or any(_LOOKS_UP.search(text) for name, text in hooks if name.startswith("link")):
        data["site"]["finds_pages"] = True
    data |= {"theme_elsewhere": True} if lacks_theme else {}
    if lacks_theme or any("Resources" in text for _, text in hooks):
        data["site"]["rooted_in_post"] = True
    if (
        lacks_theme
        or has_embedded(values, "image", names)
        or any(
            re.search(r"\b(?:absURL|relURL|partial|resources\.Get\w*)\b", text)
            for name, text in hooks
            if name.startswith("image")
        )
    ):
        data["site"]["relative_to_root"] = True
    shortcodes = _shortcodes(layouts)
    if opaque := _opaque(shortcodes):
        data["opaque_shortcodes"] = opaque
    own_images = preset_data("hugo")["shortcode_images"]
    data["shortcode_images"] = {name: [] for name in own_images if lacks_theme or name in shortcodes}
    if (keys := keys_before_names(values)) is not None:
        data["slug"] = {"date_prefix": True}
        data["site"] |= {"keep_date": True, "named_by_date": keys}
    joined: Data = lay_over(data, old_readers(config.folder))
    return joined


def _taxonomies(values: Data) -> list[str]:
    """The names in addresses of the taxonomies that the site sets; their terms have pages without a file."""
    return [name for name in as_map(values["taxonomies"]).values() if isinstance(name, str)]


def _own_targets(hook: str) -> Iterator[str]:
    """The targets that a render hook of links treats in its own way, with ``*`` at the end of what they begin with."""
    for match in _COMPARED.finditer(hook):
        if not match[2].startswith(("http", "/", "#", ".")):
            yield f"{match[2]}*" if match[1].lower().endswith("hasprefix") else match[2]


#: a comparison with a text: ``eq $u.String "g"``
_COMPARED = lazy_pattern(r"\b(eq|(?:strings\.)?[hH]asPrefix)\s+[^\s\"(){}]{1,60}\s+\"([^\"\s]{1,99})\"")
#: how a template looks a page up by its path or its name
_LOOKS_UP = lazy_pattern(r"\bGetPage\b|\b(?:rel)?ref\s+[.$]")


def _patterns(permalinks: Data, roots: Sequence[str], mounts: Mapping[str, _Mount]) -> dict[str, str]:
    """The patterns of addresses of the sections in each root, and of the sections that folders are mounted as."""
    urls = {key: value for key, value in permalinks.items() if isinstance(value, str)} | as_map(permalinks.get("page"))
    sections = as_map(permalinks.get("section"))
    patterns: dict[str, str] = {}
    for root in roots:
        for key, pattern in urls.items():
            patterns[f"{root}/{str(key).strip('/') or '.'}"] = pattern_of(_sanitized(str(pattern)))
        for key, pattern in sections.items():
            patterns[f"{root}/{str(key).strip('/')}/_index"] = pattern_of(_sanitized(str(pattern)))
    for source, mount in mounts.items():
        if mount.section:
            patterns.setdefault(source, f"/{mount.section}/{{folder}}/{{slug}}/")
    return patterns


def _sanitized(pattern: str) -> str:
    """A pattern without the signs that Hugo leaves out of addresses, and with hyphens for spaces."""
    return _NO_SIGN.sub("", pattern.strip().replace(" ", "-"))


_NO_SIGN = lazy_pattern(r"[\s!\"$&'()*,;<=>?^`|]")


def _unprefixed_language(values: Data) -> str:
    """The language without a prefix in addresses; "" where all have one."""
    return "" if values.get("defaultContentLanguageInSubdir") is True else _default_language(values)


def _default_language(values: Data) -> str:
    found = (value for key, value in values.items() if key.lower() == "defaultcontentlanguage")
    return str(next(found, "en")).lower()


def _hugo_languages(values: Data, folder: str) -> dict[str, str]:
    """The content folders of single languages, with the prefix of their addresses."""
    default = _unprefixed_language(values)
    found = {}
    for code, options in as_map(values["languages"]).items():
        if as_map(options).get("contentDir") is not None:
            code = str(code).lower()
            found[clean(as_map(options)["contentDir"], folder)] = "" if code == default else code
    return found


def _layouts_in_use(config: SiteConfig) -> list[Path]:
    """The folders of layouts, each before those that override it: of the themes that the site names, and its own.

    All themes count where it names none that is there, and where one is made of others.
    """
    names = {name.rpartition("/")[2] for name in _themes(settings(config))}
    themes = sorted(config.folder.glob("themes/*/layouts"))
    used = [folder for folder in themes if folder.parent.name in names]
    own = [settings_of(folder.parent) for folder in used]
    if any(one.get("theme") or as_map(one.get("module")).get("imports") for one in own):
        used = themes
    return [*(used or themes), config.folder / "layouts"]


def _opaque(shortcodes: Mapping[str, Path]) -> list[str]:
    """The shortcodes that show their body unrendered: their layouts neither render it nor pass it on."""
    texts = {name: read_text(file) for name, file in shortcodes.items()}
    return [name for name, text in texts.items() if re.search(r"\.Inner\b", text) and not _RENDERS.search(text)]


def _shortcodes(layouts: Sequence[Path]) -> dict[str, Path]:
    """The layouts of the shortcodes of the site and its themes, by their names."""
    return {
        file.relative_to(folder).with_suffix("").as_posix(): file
        for above in layouts
        for folder in (above / "shortcodes", above / "_shortcodes")
        for file in files_below(folder, "*.html")
    }


#: functions that render a text as Markdown, or pass it to something that may
_RENDERS = lazy_pattern(r"markdownify|RenderString|\bpartial|\btemplate\b|transform\.|\.Scratch|\.Store")


def _lacks_theme(config: SiteConfig) -> bool:
    """Whether the layouts of the site are, in part, in a theme that is not there: a module or a submodule."""
    values = settings(config)
    modules = as_map(values.get("module")).get("imports")
    return bool(modules) or any(not has_folder(config.folder, f"themes/{name}/layouts") for name in _themes(values))


def themes(config: SiteConfig) -> list[str]:
    """The names of the site's themes, and the paths of the modules that may be one."""
    values = settings(config)
    imports = as_map(values.get("module")).get("imports")
    modules = map(as_map, imports if isinstance(imports, list) else ())
    return [*_themes(values), *strings([one.get("path") for one in modules])]


def _themes(values: Data) -> list[str]:
    """The names of the site's themes."""
    themes = values.get("theme")
    return [themes] if isinstance(themes, str) else strings(themes)


def _render_hooks(layouts: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The render hooks of the site and its themes: the name of what they render and more, and the text."""
    for folder in layouts:
        for file in files_below(folder, "render-*.html"):
            yield file.name.removeprefix("render-"), read_text(file)


class _Mount(NamedTuple):
    """A folder that is mounted: its path, the folder that it becomes below the top one ("": itself), its language."""

    source: str
    section: str
    language: str


def _mounts(values: Data) -> dict[str, _Mount]:
    """The folders of the site that are mounted as content, by their paths."""
    found = list(_mounted(as_map(values.get("module")), "content"))
    return {mount.source: mount for mount in found if not mount.source.startswith("..")}


def _mounted(module: Data, *tops: str) -> Iterator[_Mount]:
    """What a module mounts as these top folders of a site."""
    mounts = module.get("mounts")
    for mount in map(as_map, mounts if isinstance(mounts, list) else ()):
        top, _, section = clean(mount.get("target"), "").partition("/")
        if top in tops:
            yield _Mount(clean(mount.get("source"), top), section, str(mount.get("lang") or "").lower())


def _imported(values: Data, *tops: str) -> Iterator[str]:
    """The folders below these top ones that come from other modules."""
    imports = as_map(values.get("module")).get("imports")
    for module in map(as_map, imports if isinstance(imports, list) else ()):
        if module.get("disable") is not True:
            yield from (mount.section for mount in _mounted(module, *tops) if mount.section)


def _mounted_languages(values: Data, mounts: Mapping[str, _Mount]) -> dict[str, str]:
    """The mounted folders of single languages, with the prefix of their addresses."""
    default = _unprefixed_language(values)
    found = {source: mount.language for source, mount in mounts.items() if mount.language and not mount.section}
    return {source: "" if code == default else code for source, code in found.items()} if len(found) > 1 else {}


def keys(config: SiteConfig, _: Path) -> Data:
    """The taxonomies, which are keys; and the keys of dates, where the version of Hugo stops at wrong ones."""
    plurals = _taxonomies(settings(config))
    terms = {"type": ["array", "string", "null"], "x-postlint-severity": "warning"}
    least = str(as_map(as_map(config.values.get("module")).get("hugoVersion")).get("min", ""))
    dates = {key: {"x-postlint-severity": "error"} for key in (_DATES if stops_at_dates(config.folder, least) else ())}
    return {**dict.fromkeys(plurals, terms), **dates}


_DATES = ("date", "lastmod", "modified", "publishDate", "pubdate", "expiryDate", "unpublishdate")
