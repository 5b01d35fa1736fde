"""Collects the front matter keys that a site's sources name: layouts, templates, components, plugins, archetypes.

The sources are read as text and never executed. The result has more names than the site reads: a name counts wherever
it is a member (``page.subtitle``), in brackets (``data["subtitle"]``), in a pattern (``const {subtitle} = x``), the key
of a schema (``subtitle: z.string()``) or in a query (``frontmatter { subtitle }``). So a key that is not in it is
surely unread, and one that is in it may still be unread.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from postlint.data.patterns import first_letters
from postlint.data.reading import read_bytes
from postlint.generators.source_signs import (
    changes_targets,
    has_constant_description,
    has_describing_helper,
    reads_description,
    sets_heading_ids,
    slugs_a_tag,
)
from postlint.parse.front_matter import read_front_matter

#: endings of files whose template tags name keys; text outside of the tags is markup
TEMPLATES = (
    ".html", ".htm", ".xml", ".njk", ".nunjucks", ".liquid", ".hbs", ".ejs", ".swig", ".j2", ".jinja", ".jinja2",
    ".tmpl", ".mako", ".vto", ".webc", ".mustache", ".haml", ".txt", ".gotmpl",
)  # fmt: skip
#: endings of programs and components
PROGRAMS = (
    ".astro", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".pug", ".py", ".rb",
    ".lua", ".r", ".styl",
)  # fmt: skip
#: folders that hold no sources of the site's authors
_SKIPPED = frozenset({"node_modules", "vendor", "__pycache__", "bower_components", "dist", "build", "venv"})
#: hidden folders that hold sources
_HIDDEN = frozenset({".vitepress", ".eleventy", ".forestry", ".tina", ".vuepress"})
#: folders of templates for new posts: Hugo's and Hexo's
_FORMS = ("archetypes", "scaffolds")
#: in bytes: a larger file is no source but a build product; the most that is read of one folder at the top of a site
_LARGEST, _MOST = 1 << 17, 1 << 20


class SourceKeys(NamedTuple):
    """The names found, and those among them from which a page's meta description is made, in the order found.

    `anchors` are the ids that layouts give to elements, with ``*`` for text from a template.
    """

    names: frozenset[str] = frozenset()
    descriptions: tuple[str, ...] = ()
    #: whether a source makes a description of a page's text
    makes_description: bool = False
    anchors: tuple[str, ...] = ()
    #: whether a source gives headings ids of its own
    sets_ids: bool = False
    #: whether a source makes the same address of the spellings of a tag
    slugs_tags: bool = False
    #: whether a source gives links other targets
    changes_targets: bool = False
    #: footnotes that a plugin fills in: ``[^ref]``
    references: tuple[str, ...] = ()
    #: whether a source prints a title as the main heading; None when none prints elements of a page
    main_heading: bool | None = None


def source_keys(site: Path, data: Mapping[str, Any]) -> SourceKeys:
    """The keys that the sources of the site in a folder name; `data` is the `x-postlint` object of its preset.

    `data["sources"]` has the top folders with sources (``folders``; default: all), the endings of their names
    (``endings``; default: `TEMPLATES` and `PROGRAMS`), and whether the keys of a post are plain variables of its
    templates (``variables``). Folders of static files and of the built site are left out.
    """
    sources = data.get("sources", {})
    about = data.get("site", {})
    static = {folder for folder in about.get("static", {}) if folder != "." and folder not in about.get("roots", ())}
    left_out = {str(about.get("output", "")), *static}
    names: set[str] = set()
    descriptions: dict[str, None] = {}
    anchors: set[str] = set()
    makes = sets_ids = slugs_tags = citations = constant = reads = targets = False
    heading: bool | None = None
    endings = tuple(sources.get("endings", (*TEMPLATES, *PROGRAMS)))
    for file in _files(site, tuple(sources.get("folders", ())), endings, left_out):
        text = _text(file)
        if file.suffix.lower() == ".md":
            names.update(map(str, read_front_matter(text).values))
            continue
        names |= names_in(text, file.suffix.lower(), variables=bool(sources.get("variables")))
        anchors.update(_anchors(text))
        descriptions |= dict.fromkeys(_descriptions(text))
        makes = makes or makes_description(text)
        constant, reads = constant or has_constant_description(text), reads or reads_description(text)
        sets_ids, slugs_tags = sets_ids or sets_heading_ids(text), slugs_tags or slugs_a_tag(text)
        targets = targets or changes_targets(text)
        citations = citations or "rehype-citation" in text
        heading = heading or has_main_heading(text) or (False if _prints_elements(text) else heading)
    return SourceKeys(
        frozenset(names),
        tuple(descriptions),
        makes or (constant and not reads and not descriptions),
        tuple(sorted(anchors)),
        sets_ids,
        slugs_tags,
        targets,
        _BIBLIOGRAPHY if citations else (),
        heading,
    )


#: where the plugin rehype-citation puts the list of sources
_BIBLIOGRAPHY = ("^ref",)


# -- files ------------------------------------------------------------------------------------------------


def _files(site: Path, folders: tuple[str, ...], endings: tuple[str, ...], left_out: Iterable[str]) -> Iterator[Path]:
    """The source files of a site, in path order."""
    unwanted = {os.path.normpath(site / folder) for folder in left_out if folder}
    top = os.fspath(site)
    waiting = [(top, top)]
    read: Counter[str] = Counter()
    while waiting:
        here, first = waiting.pop()
        try:
            with os.scandir(here) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        inner = []
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                if _holds_sources(entry.name, folders if here == top else ()) and entry.path not in unwanted:
                    inner.append((entry.path, entry.path if here == top else first))
            elif _is_source(entry, endings) and read[first] < _MOST:
                size = entry.stat(follow_symlinks=False).st_size
                if 0 < size < _LARGEST:
                    read[first] += size
                    yield Path(entry.path)
        waiting += reversed(inner)


def _holds_sources(name: str, folders: tuple[str, ...]) -> bool:
    if name in _SKIPPED or (name.startswith(".") and name not in _HIDDEN):
        return False
    return not folders or name in folders or name in _FORMS


def _is_source(entry: os.DirEntry[str], endings: tuple[str, ...]) -> bool:
    name = entry.name.lower()
    if name.endswith(".md"):
        return not _FOLDERS_OF_FORMS.isdisjoint(Path(entry.path).parts)
    return name.endswith(endings) and ".min." not in name


_FOLDERS_OF_FORMS = frozenset(_FORMS)


def _text(file: Path) -> str:
    try:
        return read_bytes(file, _LARGEST).decode("utf-8", errors="replace")
    except OSError:
        return ""


# -- names ------------------------------------------------------------------------------------------------


def names_in(text: str, ending: str, *, variables: bool = False) -> set[str]:
    """The names that a source with this file ending uses; with `variables`, those of plain variables as well."""
    found: set[str] = set()
    for part in _code(text, ending):
        found.update(_names(r"\.([A-Za-z_]\w*)(?!\w|\()", part))
        found.update(_names(r"[\[(,]\s*[\"']([A-Za-z_][\w-]*)[\"']", part))
    if ending in TEMPLATES:
        for tag in _tags(text):
            found.update(_names(r"(?:^|\s)[\"'`]([A-Za-z_][\w-]*)[\"'`]", tag))
            if variables:
                found.update(_names(r"(?<![\w.$\"'])([A-Za-z_]\w*)", tag))
    else:
        found.update(_schema_names(text))
        for pattern in _names(r"\{([^{}()]*(?:\{[^{}]*\}[^{}()]*)*)\}\s*(?::[^=(){}]{0,200})?=(?!=)", text):
            found.update(_names(r"([A-Za-z_$]\w*)\s*(?=[:,=}]|$)", pattern))
        for pattern in _names(r"\(\s*\{([^{}()]*)\}[^(){}]{0,200}\)\s*(?:=>|\{)", text):
            found.update(_names(r"([A-Za-z_$]\w*)\s*(?=[:,=}]|$)", pattern))
        query = r"frontmatter(?<!\wfrontmatter)\s*(?:\([^)]{0,200}\)\s*)?\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
        for part in _names(query, text):
            found.update(_names(r"([A-Za-z_]\w*)", part))
    return found


def _schema_names(text: str) -> Iterator[str]:
    """The keys of schemas: zod's and velite's (``key: z.string()``), Contentlayer's (``key: { type: …``)."""
    values = r"(?:z|s|v|t|a)\s*\.|image\s*\(|reference\s*\(|\{\s*type\s*:|define\w+\("
    start = r"(?:(?<=[{,])\s*|(?m:^)[ \t]*)"
    if _compiled(rf":\s*(?:{values})").search(text):
        yield from _names(rf"{start}[\"']?([A-Za-z_][\w-]*)[\"']?\s*:\s*(?:{values})", text)
    # field definitions of content management systems: ``name: "key"``
    yield from _names(r"name(?<!\wname)\s*:\s*[\"']([A-Za-z_][\w-]*)[\"']", text)


def _code(text: str, ending: str) -> Iterator[str]:
    """The parts of a source with members: template tags, or all but its styles."""
    if ending in TEMPLATES:
        yield from _tags(text)
    else:
        yield _style().sub("", text)


def _tags(text: str) -> Iterator[str]:
    return (match[0] for match in _tag().finditer(text))


def _names(pattern: str, text: str) -> Iterator[str]:
    # a pattern that begins with letters is searched for quickly: ``id(?<!\wid)`` is ``\bid``
    return (match[1] for match in _compiled(pattern).finditer(text)) if first_letters(pattern) in text else iter(())


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def _style() -> re.Pattern[str]:
    return re.compile(r"<style\b(?:(?!<style\b).)*?</style>", re.DOTALL | re.IGNORECASE)


@lru_cache(maxsize=1)
def _tag() -> re.Pattern[str]:
    """``{{ … }}``, ``{% … %}``, ``<% … %>``, ``${ … }``, and Mako's lines of control."""
    # no tag begins within another: else a text with many opening tags would take quadratic time
    return re.compile(
        r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|<%(?:(?!<%).)*?%>|\$\{[^{}$]*\}|(?m:^[ \t]*%[ \t].*$)", re.DOTALL
    )


# -- anchors ----------------------------------------------------------------------------------------------


def _anchors(text: str) -> Iterator[str]:
    """The ids of elements, with ``*`` for text from a template; an id that is all from one is left out."""
    for quoted in _names(r"id(?<!\wid)\s*=\s*(\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|\{`[^`\n]{1,200}`\})", text):
        pattern = re.sub(
            r"\*+", "*", _compiled(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$?\{[^{}]*\}").sub("*", quoted.strip("{}")[1:-1])
        )
        if _compiled(r"[\w:.*-]*\w[\w:.*-]*").fullmatch(pattern):
            yield pattern


# -- descriptions -----------------------------------------------------------------------------------------


def _descriptions(text: str) -> Iterator[str]:
    """The members from which a description is made: ``description={post.data.spoiler}``."""
    for value in _names(r"description(?<!\wdescription)\b[\"']?\s*(?:=|:|content\s*=)\s*([^\n;]{1,200})", text):
        # the last name of ``post.data.spoiler``
        yield from _names(
            r"(?:frontmatter|frontMatter|data|Params|page|post|extra|metadata)\??(?:\.\w+\??)*\.([A-Za-z_]\w*)", value
        )


def makes_description(text: str) -> bool:
    """Whether a source makes a description of a page's text or excerpt, which need no key."""
    value = r"description(?<!\wdescription)\b[\"']?\s*(?:=|:|content\s*=)\s*([^\n;]{1,300})"
    made = (
        r"(?:page|post|node|article|entry)\??\.(?:excerpt|summary|content|body)\b|\.(?:Summary|Plain|Content)\b"
        r"|\{\{[^{}]*(?<![\w.\"'])excerpt\b"
    )
    return has_describing_helper(text) or any(_compiled(made).search(found) for found in _names(value, text))


# -- the main heading -------------------------------------------------------------------------------------


def has_main_heading(text: str) -> bool:
    """Whether a source has an H1 with a title, or with what a component was given; that of the site does not count."""
    if "h1" not in text:
        return False
    if any(True for _ in _names(r"\b(?:as|tag|component|element|variant)\s*[=:]\s*\{?\s*([\"'`]h1\b)", text)):
        return True
    inside = _names(r"(?s)<h1\b((?:(?!</h1\b|<h1\b).){1,2000})", text)
    # Pug and Haml have the tag at the start of its line
    lines = _names(r"(?m)^[ \t]*%?h1\b([.#(= ][^\n]*(?:\n[^\n]+)?)", text)
    return any(
        _compiled(r"(?i)title|headline|heading|slot|children|caller|\bname\b").search(_own(part))
        for parts in (inside, lines)
        for part in parts
    )


def _prints_elements(text: str) -> bool:
    return any(True for _ in _names(r"<(body|main|article|div|section|header|h[1-6])\b", text))


def _own(heading: str) -> str:
    """A heading without the attributes of its tags and the names of the site."""
    attributes = r"\b(?:class|className|id|style|itemprop|data-\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
    site = r"(?i)\b(?:site|config|siteMetadata|theme)\w*[._?\[\"']+(?:\w+\.)?(?:title|name)|site_?(?:name|title)"
    return _compiled(site).sub("", _compiled(attributes).sub("", heading))
