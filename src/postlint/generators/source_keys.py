"""Collects the front matter keys that a site's sources name: layouts, templates, components, plugins, archetypes.

The sources are read as text and never executed. The result has more names than the site reads: a name counts wherever
it is a member (``page.subtitle``), in brackets (``data["subtitle"]``), in a pattern (``const {subtitle} = x``), the key
of a schema (``subtitle: z.string()``) or in a query (``frontmatter { subtitle }``). So a key that is not in it is
surely unread, and one that is in it may still be unread.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from postlint.data.patterns import lazy_pattern
from postlint.data.walking import is_too_deep
from postlint.generators.component_headings import as_plain_headings
from postlint.generators.components import is_component, is_route_of_posts, named_layouts, read_component
from postlint.generators.generator import static_folders
from postlint.generators.layouts import Template, bare, read_template
from postlint.generators.source_names import LARGEST, PROGRAMS, TEMPLATES, captured, compiled, names_in, source_text
from postlint.generators.source_signs import (
    changes_targets,
    has_base,
    has_constant_description,
    has_describing_helper,
    makes_ids,
    makes_markdown,
    reads_description,
    renders_itself,
    sets_heading_ids,
    slugs_a_tag,
    titles_by_name,
    without_site,
)
from postlint.generators.template_comments import without_comments
from postlint.generators.title_headings import as_set, has_main_heading, is_page_of_lists, prints_elements
from postlint.parse.front_matter import read_front_matter
from postlint.records import NamedTuple

#: folders that hold no sources of the site's authors
_SKIPPED = frozenset({"node_modules", "vendor", "__pycache__", "bower_components", "dist", "build", "venv"})
#: hidden folders that hold sources
_HIDDEN = frozenset({".vitepress", ".eleventy", ".forestry", ".tina", ".vuepress"})
#: folders of templates for new posts: Hugo's and Hexo's
_FORMS = ("archetypes", "scaffolds")
#: the most that is read of one folder at the top of a site, and of all, in bytes
_MOST, _MOST_OF_ALL = 1 << 20, 1 << 23


class SourceKeys(NamedTuple):
    """The names found, and those among them from which a page's meta description is made, in the order found.

    `anchors` are the ids that layouts give to elements, with ``*`` for text from a template.
    """

    names: frozenset[str] = frozenset()
    descriptions: tuple[str, ...] = ()
    #: whether a source makes a description of a page's text
    makes_description: bool = False
    anchors: tuple[str, ...] = ()
    #: whether a source gives headings ids of its own, or makes the HTML of links to them
    sets_ids: bool = False
    #: whether a source makes the same address of the spellings of a tag
    slugs_tags: bool = False
    #: whether a source gives links other targets
    changes_targets: bool = False
    #: footnotes that a plugin fills in: ``[^ref]``
    references: tuple[str, ...] = ()
    #: whether a source prints a title as the main heading; None when none prints elements of a page
    main_heading: bool | None = None
    #: whether there are layouts of pages, and nothing in the sources shows the description of a page
    without_description: bool = False
    #: whether a layout has a ``<base href>``, to which browsers join relative targets
    has_base: bool = False
    #: whether a template is built into Markdown files
    makes_markdown: bool = False
    #: whether a layout gives elements ids from its data
    makes_ids: bool = False
    #: whether a head of pages makes a title of the name of one that has none
    titles_by_name: bool = False
    #: how each layout prints the title of a page, by its path without its ending (`layouts.main_headings`)
    layouts: tuple[tuple[str, int | None], ...] = ()
    #: the paths of those that are routes of posts in a program
    routes: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, values: Sequence[Any]) -> SourceKeys:
        """From a list of the values. Raises TypeError for any other list."""
        names, descriptions, makes, anchors, sets_ids, slugs, targets, references, *rest, layouts, routes = values
        pairs = tuple((path, level) for path, level in layouts)
        signs = (makes, tuple(anchors), sets_ids, slugs, targets, tuple(references), *rest, pairs, tuple(routes))
        return cls(frozenset(names), tuple(descriptions), *signs)


class Memory(Protocol):
    """What was found in the sources of sites before, each under a key of all that it depends on."""

    def recall(self, site: str, key: str) -> SourceKeys | None:
        """What was found in the site of a folder under this key; None when nothing is known."""

    def keep(self, site: str, key: str, found: SourceKeys) -> None:
        """Keep what was found."""


class _File(NamedTuple):
    """A source file: its path, its size in bytes and the time of its last change in nanoseconds."""

    path: str
    size: int
    changed: int


#: what changed so short a time ago may change again without another time; in nanoseconds
_CLOCK = 2_000_000_000


def source_keys(
    site: Path,
    data: Mapping[str, Any],
    memory: Memory | None = None,
    unused: Iterable[str] = (),
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> SourceKeys:
    """The keys that the sources of the site in a folder name; `data` is the `x-postlint` object of its preset.

    With a `memory`, files that are as they were (by size and time) are not read again.

    `data["sources"]` has the top folders with sources (``folders``; default: all), the endings of their names
    (``endings``; default: `TEMPLATES` and `PROGRAMS`), and whether the keys of a post are plain variables of its
    templates (``variables``). Folders of static files, of the built site and those of `unused` are left out. The
    `settings` are what templates read of the configuration, by the first name of it there.
    """
    sources = data.get("sources", {})
    about = data.get("site", {})
    left_out = {str(about.get("output", "")), *static_folders(about), *unused}
    endings = tuple(sources.get("endings", (*TEMPLATES, *PROGRAMS)))
    files = list(_files(site, tuple(sources.get("folders", ())), endings, left_out))
    with_variables = bool(sources.get("variables"))
    if memory is None or not files:
        return _found_in(files, site, with_variables, settings)
    key = repr((with_variables, files, settings))
    known = memory.recall(os.fspath(site), key)
    if known is not None:
        for file in files:  # these count as read for the audit hook of `cli.last_run`
            sys.audit("open", file.path, None, os.O_RDONLY)
        return known
    found = _found_in(files, site, with_variables, settings)
    if max((file.changed for file in files), default=0) < time.time_ns() - _CLOCK:
        memory.keep(os.fspath(site), key, found)
    return found


def _found_in(files: Iterable[_File], site: Path, with_variables: bool, settings: Mapping[str, Any]) -> SourceKeys:
    """What the sources of a site name."""
    names: set[str] = set()
    descriptions: dict[str, None] = {}
    anchors: set[str] = set()
    makes = sets_ids = slugs_tags = citations = constant = reads = targets = base = markdown = ids = whole = False
    titles = False
    heading: bool | None = None
    templates: dict[str, Template] = {}
    markups: dict[str, str] = {}
    routes: list[str] = []
    for file in files:
        text, ending = source_text(file.path), os.path.splitext(file.path)[1].lower()  # noqa: PTH122
        if ending == ".md":
            names.update(map(str, read_front_matter(text).values))
            continue
        names |= names_in(text, ending, variables=with_variables)
        anchors.update(_anchors(text))
        descriptions |= dict.fromkeys(_descriptions(text, variables=with_variables and ending in TEMPLATES))
        makes = makes or makes_description(text, Path(file.path).name)
        constant = constant or has_constant_description(text)
        reads = reads or (ending != ".json" and reads_description(text, is_template=ending in TEMPLATES))
        sets_ids = sets_ids or sets_heading_ids(text) or renders_itself(text)
        slugs_tags = slugs_tags or slugs_a_tag(text)
        targets, base = targets or changes_targets(text), base or has_base(text)
        markdown = markdown or makes_markdown(text)
        ids = ids or (ending in TEMPLATES and makes_ids(text))
        titles = titles or titles_by_name(text)
        citations = citations or "rehype-citation" in text
        whole = whole or (ending in TEMPLATES and "</head>" in text)
        markups[Path(file.path).relative_to(site).as_posix()] = as_set(without_comments(text), settings)
    programs = {path: text for path, text in markups.items() if path.endswith(PROGRAMS)}
    for inside, markup in (markups | as_plain_headings(programs)).items():
        if not is_page_of_lists(inside, markup):
            heading = heading or has_main_heading(markup) or (False if prints_elements(markup) else heading)
        if os.path.splitext(inside)[1].lower() in TEMPLATES:  # noqa: PTH122
            templates[inside] = read_template(markup)
        elif is_component(inside, markup):
            templates[inside] = read_component(markup)
            routes += [bare(inside)] if is_route_of_posts(inside, markup) else []
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
        (whole or heading is not None) and not reads and not descriptions,
        base,
        markdown,
        ids,
        titles,
        tuple(named_layouts(templates, routes)) if heading else (),
        tuple(routes),
    )


#: where the plugin rehype-citation puts the list of sources
_BIBLIOGRAPHY = ("^ref",)


# -- files ------------------------------------------------------------------------------------------------


def _files(site: Path, folders: tuple[str, ...], endings: tuple[str, ...], left_out: Iterable[str]) -> Iterator[_File]:
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
                wanted = _holds_sources(entry.name, folders if here == top else ()) and entry.path not in unwanted
                if wanted and not is_too_deep(entry.path, top):
                    inner.append((entry.path, entry.path if here == top else first))
            elif _is_source(entry, endings) and read[first] < _MOST and read[""] < _MOST_OF_ALL:
                about = entry.stat(follow_symlinks=False)
                if about.st_size < LARGEST:  # an empty layout prints nothing
                    read[first] += about.st_size
                    read[""] += about.st_size
                    yield _File(entry.path, about.st_size, about.st_mtime_ns)
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


# -- anchors ----------------------------------------------------------------------------------------------


def _anchors(text: str) -> Iterator[str]:
    """The ids of elements, with ``*`` for text from a template; an id that is all from one is left out."""
    for quoted in captured(r"id(?<!\wid)\s*=\s*(\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|\{`[^`\n]{1,200}`\})", text):
        pattern = re.sub(
            r"\*+", "*", compiled(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$?\{[^{}]*\}").sub("*", quoted.strip("{}")[1:-1])
        )
        if compiled(r"[\w:.*-]*\w[\w:.*-]*").fullmatch(pattern):
            yield pattern


# -- descriptions -----------------------------------------------------------------------------------------


def _descriptions(text: str, *, variables: bool) -> Iterator[str]:
    """The members from which a description is made: ``description={post.data.spoiler}``.

    With `variables`, so is a variable that is printed first: ``content="{{ teaser or site.about }}"``.
    """
    for value in captured(r"description(?<!\wdescription)\b[\"']?\s*(?:=|:|content\s*=|%\})\s*([^\n;]{1,200})", text):
        # the last name of ``post.data.spoiler``
        yield from captured(
            r"(?:frontmatter|frontMatter|data|Params|page|post|extra|metadata)\??(?:\.\w+\??)*\.([A-Za-z_]\w*)",
            without_site(value),
        )
        if variables:
            yield from captured(r"\A[\"']?\{\{-?\s*+([A-Za-z_]\w*+)(?![.(])", value)


#: the text of a page as a variable
_IS_TEXT = lazy_pattern(r"\s*(?:content|excerpt)\b")
#: how a description is made of the text of a page
_MADE = (
    r"(?:page|post|node|article|entry|section)\??\.(?:excerpt|summary|content|body)\b|\.(?:Summary|Plain|Content|templateContent)\b"
    r"|\{\{[^{}]*(?<![\w.\"'])(?:excerpt|content)\b|\b(?:body|content|excerpt)\??\.(?:substr|slice|replace|split|trim)"
)


#: a description by a function of the site: in computed data that calls another one with the data of the page, in a
#: variable that its tag fills
_COMPUTED = (
    r"(?<![\w.])description[\"']?\s*:\s*(?:async\s*)?(?:\(?\s*(?P<data>\w+)\s*\)?\s*=>"
    r"|function\s*\(\s*(?P<own>\w+)\s*\))"
    r"[^\n;]{0,200}?(?<!if) ?\b(?!if\b)\w+\(\s*(?:(?P=data)|(?P=own))\b"
    r"|\{%-?\s*set\s+\w*[dD]escription\w*\s*-?%\}\s*\{%-?\s*(?!if\b|for\b|include\b|block\b)\w"
)


def makes_description(text: str, name: str = "") -> bool:
    """Whether a source makes a description of a page's text or excerpt, which need no key.

    A tag that sets a variable may have several lines; so has a part of a layout that is named after the description.
    """
    value = r"description(?<!\wdescription)\b[\"']?\s*(?:=|:|content\s*=|%\})\s*([^\n;]{1,300})"
    tag = r"\{%-?\s*(?:set|assign)\s+\w*[dD]escription\w*\s*=\s*([^%]{1,500})%\}"
    made = compiled(_MADE)
    if has_describing_helper(text) or any(made.search(found) for found in captured(value, text)):
        return True
    if "escription" in text and any(made.search(found) or _IS_TEXT.match(found) for found in captured(tag, text)):
        return True
    if "escription" in text and compiled(_COMPUTED).search(text):
        return True
    return "description" in name.lower() and name.lower().endswith(TEMPLATES) and made.search(text) is not None
