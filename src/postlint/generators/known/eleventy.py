"""Reads the configuration of Eleventy: its input folder, and permalinks in data files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import walk_folders
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    clean,
    first_settings,
    has_folder,
    imported_scripts,
    join,
    pattern_of,
    read_text,
    script_blocks,
    script_text,
    script_value,
)
from postlint.generators.post_files import POST_ENDINGS
from postlint.generators.template_pages import template_pages


def pages(config: SiteConfig) -> Data:
    """Permalinks in data files, ignored files, the input folder."""
    main = config.script or _named_config(config.folder)
    text = "\n".join((main, *imported_scripts(config.folder, main)))
    source = _input(config.folder, main, text)
    folders = list(_folders(config.folder / source))
    data: Data = {"site": {"patterns": dict(_permalinks(config.folder, folders))}}
    config.made[__name__] = {"pageless": [*_pageless(config.folder, folders)]}
    if scopes := _layouts_of_folders(config.folder, folders):
        data["layout_scopes"] = scopes
    if drafts := sorted(_names_of_drafts(folders)):
        data["draft_folders"] = drafts
    written = _last_folders(text)
    data_folder = join(source, clean(script_value(written, "data"), "_data"))
    if _has_global_permalink(config.folder, data_folder, text):
        data["permalink"] = ""
    computed = (name for name in _computed(data_folder) if _DRAFT.search(script_text(config.folder, name)))
    data["site"]["drafts_have_pages"] = not (_DRAFT.search(text) or any(computed) or _has_draft_data(folders))
    if re.search(r"\bslugify\b", text):
        data["site"]["anchors"] = "unknown"
    data["site"]["redirects"] = template_pages(config.folder / source)
    data["site"]["unrendered"] = list(_ignored(config.folder, source, text))
    if _OWN_ENGINE.search(text):
        data["header"] = {"own_reader": True}
    if "addDateParsing" in text:
        data["dates"] = {"own": True}
    if source != ".":
        data["site"] |= {"roots": [source], "only_roots": True}
    if written is not text:
        data["site"]["output"] = clean(script_value(written, "output"), "_site")
    # what is in no folder of the input is only copied where the configuration says so
    usual = ("public",) if source != "." else ("public", "src")
    named = {name: "/" for name in usual if (config.folder / name).is_dir() or re.search(rf"[\"'`./]{name}\b", text)}
    copied = dict(_copied(text))
    data["site"]["static"] = {**named, source: "/", **copied}
    # what is copied from a folder that is not here is made, or too large to be kept with the site
    lost = [folder for folder in (*copied, *_copied_whole(text)) if not has_folder(config.folder, folder)]
    data["site"]["unseen"] = [f"/{folder}/**" for folder in lost]
    return data


def _copied(text: str) -> Iterator[tuple[str, str]]:
    """The folders copied to others, with their addresses: ``addPassthroughCopy({"icons": "assets/icons"})``."""
    for match in _COPIES.finditer(text):
        for source, target in _PAIR.findall(match[1]):
            folder, address = clean(source, "."), clean(target, ".")
            if "*" not in source and folder != ".":
                yield folder, f"/{address}/" if address != "." else "/"


def _copied_whole(text: str) -> Iterator[str]:
    """The folders copied to their own addresses: ``addPassthroughCopy("slides/")``."""
    folders = (clean(match[1], ".") for match in _COPY.finditer(text))
    return (folder for folder in folders if folder != "." and "." not in folder.rpartition("/")[2])


_COPY = lazy_pattern(r"addPassthroughCopy\(\s*[\"'`]([\w@./-]+)[\"'`]")
_COPIES = lazy_pattern(r"addPassthroughCopy\(\s*\{([^{}]*)\}")
_PAIR = lazy_pattern(r"(?<![\w@./*-])([\w@./*-]+)[\"'`]?\s*(?:\]\s*)?:\s*[\"'`]([\w@./-]*)[\"'`]")


def _input(site: Path, main: str, text: str) -> str:
    """The input folder: the one of the command in ``package.json``, which overrides the one of the configuration.

    "." where none is named; another part of the script may call something "input" that is no folder. `text` has the
    modules, too, one of which may have the name: ``input: config.dir.src``.
    """
    named = {match[1] for match in _INPUT_OPTION.finditer(read_text(site / "package.json"))}
    member = _MEMBER.search(main)
    written = (
        script_value(_last_folders(main), "input")
        or script_value(main, "input")
        or (script_value(text, member[1]) if member is not None else None)
    )
    folder = clean(named.pop() if len(named) == 1 else written, ".")
    return folder if has_folder(site, folder) else "."


def _last_folders(text: str) -> str:
    """The folders of the last ``dir`` of a script: a function returns it at its end. All of the script without one."""
    return [text, *script_blocks(text, "dir")][-1]


#: a reader of YAML that the site brings
_OWN_ENGINE = lazy_pattern(r"\bsetFrontMatterParsingOptions\([\s\S]{0,400}?\bengines\b")
#: the input folder as a member of a module
_MEMBER = lazy_pattern(r"\binput\s*:\s*[\w$]+(?:\.\w+)*\.(\w+)\b(?!\s*\()")
#: in a script, of which the quotation marks are escaped
_INPUT_OPTION = lazy_pattern(r"eleventy\b[^\"&|]{0,300}--input[= ][\\'\"]*([\w./-]+)")


def _named_config(site: Path) -> str:
    """The text of the configuration that a script of ``package.json`` names: ``--config=_build/eleventy.js``."""
    named = _CONFIG_OPTION.search(read_text(site / "package.json"))
    return script_text(site, named[1]) if named is not None else ""


#: in a script, of which the quotation marks are escaped
_CONFIG_OPTION = lazy_pattern(r"eleventy\b[^\"]{0,300}--config[= ][\\'\"]*([\w./-]+)")


def _ignored(site: Path, source: str, text: str) -> Iterator[str]:
    """Globs of files that are no input: includes and data, ``.eleventyignore``, ignores of the configuration."""
    inner = "" if source == "." else f"/{source}"
    for key, usual in (("includes", "_includes"), ("layouts", ""), ("data", "_data")):
        if folder := clean(script_value(text, key), usual or "."):
            yield from [f"{inner}/{folder}/"] if folder != "." else []
    ignores = (match for match in _IGNORE.finditer(text) if not _is_conditional(text, match.start()))
    yield from (f"/{match[1].removeprefix('./').lstrip('/')}" for match in ignores)
    for folder in dict.fromkeys(("", inner)):
        lines = read_text(site / folder.lstrip("/") / ".eleventyignore").splitlines()
        yield from (line for line in lines if line.strip() and not line.startswith("#"))


def _is_conditional(text: str, place: int) -> bool:
    """Whether a place in a script is in the block of a condition, which may hold in development only."""
    depth = 0
    for brace in reversed(list(_BRACE.finditer(text, 0, place))):
        if brace[0] == "}":
            depth += 1
        elif depth:
            depth -= 1
        elif _CONDITION.search(text, max(0, brace.start() - _LONGEST_CONDITION), brace.start()):
            return True
    return False


_BRACE = lazy_pattern(r"[{}]")
#: what stands before the brace of a block that does not always run; its length in code points
_CONDITION, _LONGEST_CONDITION = lazy_pattern(r"(?:\belse|\bif\s*\([^{}]*\))\s*\Z"), 300
#: ``eleventyConfig.ignores.add("drafts/**")``
_IGNORE = lazy_pattern(r"\bignores\s*\.\s*add\(\s*[\"'`]([^\"'`\n$]+)[\"'`]")


def _folders(top: Path) -> Iterator[tuple[Path, list[str]]]:
    """The folders of the input that may have posts, each with the names of its files."""
    for here, folders, files in walk_folders(top):
        folders[:] = [name for name in sorted(folders) if name != "node_modules" and not name.startswith(".")]
        yield Path(here), files


def _permalinks(site: Path, folders: Iterable[tuple[Path, list[str]]]) -> Iterator[tuple[str, str]]:
    """The permalinks in the data files of folders and of single posts; "" where a program computes one."""
    for folder, files in folders:
        posts = {name.rpartition(".")[0]: name for name in files if name.endswith(POST_ENDINGS)}
        inside = folder.relative_to(site)
        for name in files:
            stem, _, ending = name.partition(".")
            kind = ending.removeprefix("11tydata.")
            of = [inside] if stem == folder.name else []
            of += [inside / posts[stem]] if stem in posts else []
            if kind in _KINDS and of and "permalink" in (text := script_text(folder, name)):
                yield from ((one.as_posix(), _pattern(folder, name, text)) for one in of)


def _layouts_of_folders(site: Path, folders: Iterable[tuple[Path, list[str]]]) -> list[Data]:
    """The layouts that data files give to the pages of their folders, the innermost first."""
    scopes: dict[str, Data] = {}
    for folder, files in folders:
        inside = folder.relative_to(site).as_posix()
        names = [name for name in files if name in (f"{folder.name}.json", f"{folder.name}.11tydata.json")]
        layout = first_settings(folder, *names).get("layout") if names else None
        if isinstance(layout, str) and inside != ".":
            scopes[inside] = {"folder": inside, "layout": layout}
    return [scopes[inside] for inside in sorted(scopes, key=lambda one: -one.count("/"))]


def _names_of_drafts(folders: Iterable[tuple[Path, list[str]]]) -> set[str]:
    """The names of folders whose data file makes drafts of all their posts."""
    found = set()
    for folder, files in folders:
        name = folder.name
        values = first_settings(folder, *(one for one in files if one in (f"{name}.json", f"{name}.11tydata.json")))
        found |= {name} if values.get("draft") is True else set()
    return found


def _has_draft_data(folders: Iterable[tuple[Path, list[str]]]) -> bool:
    """Whether the data of a folder, or the header of a template, which may be a layout, tells of drafts."""
    for folder, files in folders:
        for name in files:
            if name.endswith(_TEMPLATES):
                header = read_text(folder / name).partition("\n---")[0]
                if header.startswith("---") and _DRAFT.search(header):
                    return True
            is_data = name.endswith(tuple(_KINDS)) and (".11tydata." in name or name.startswith(f"{folder.name}."))
            if is_data and _DRAFT.search(script_text(folder, name)):
                return True
    return False


#: endings of templates
_TEMPLATES = (".njk", ".liquid", ".html", ".hbs", ".vto", ".webc")
#: what leaves drafts out says so; Eleventy itself knows none
_DRAFT = lazy_pattern(r"(?i)draft")


def _pageless(site: Path, folders: Iterable[tuple[Path, list[str]]]) -> Iterator[str]:
    """The folders whose data file makes no pages of their posts, which other pages show: ``permalink: false``."""
    for folder, files in folders:
        names = [one for one in files if one.startswith((f"{folder.name}.11tydata.", f"{folder.name}.json"))]
        if any(_NO_PAGE.search(script_text(folder, name)) for name in names):
            yield folder.relative_to(site).as_posix()


_PERMALINK = lazy_pattern(r"(?m)^permalink\s*:\s*+(?!false\b)\S")
_NO_PAGE = lazy_pattern(r"\bpermalink[\"']?\s*:\s*false\b")


def schema_parts(config: SiteConfig, post: Path) -> Data:
    """What makes no page of its own needs neither a title nor a description.

    The posts of a folder are taken together: where one has an address of its own, nothing is said of any.
    """
    if __name__ not in config.made:
        pages(config)
    inside = post.relative_to(config.folder).as_posix() if post.is_relative_to(config.folder) else ""
    without = any(inside.startswith(f"{folder}/") for folder in config.made[__name__]["pageless"])
    if without and any(_PERMALINK.search(read_text(file)) for file in post.parent.glob("*.m*")):
        without = False
    return {"x-postlint": {"title_optional": True, "layouts_make_description": True}} if without else {}


#: the endings of data files
_KINDS = frozenset(("json", "js", "cjs", "mjs", "ts", "yaml", "yml", "toml"))


def _pattern(folder: Path, name: str, text: str) -> str:
    """The permalink in a data file; "" where it is computed."""
    if name.endswith(("js", "ts")):
        given: Any = None if "eleventyComputed" in text else script_value(text, "permalink")
    else:
        given = first_settings(folder, name).get("permalink")
    return pattern_of(given) if isinstance(given, str) and given else ""


#: a permalink for all pages that the configuration computes
_GLOBAL = lazy_pattern(
    r"addGlobalData\(\s*[\"'`](?:eleventyComputed\.)?permalink\b|eleventyComputed[^;]{0,400}\bpermalink\b"
)


def _computed(data: str) -> Iterator[str]:
    """The files in the folder of data that may compute the data of all pages."""
    return (f"{data}/{name}.{kind}" for name in ("eleventyComputed", "permalink") for kind in sorted(_KINDS))


def _has_global_permalink(site: Path, data: str, text: str) -> bool:
    """Whether code computes the permalinks of all pages."""
    computed = ((name, script_text(site, name)) for name in _computed(data))
    return _GLOBAL.search(text) is not None or any(
        text and ("permalink" in text or "permalink." in name) for name, text in computed
    )
