"""Finds the layouts of a site that print no title as the main heading, whatever they include and extend.

Templates are read as text. A layout is only taken for one without a heading when all its parts are at hand, and
have none either.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from postlint.generators.source_names import captured, compiled

#: files that a generator puts around each layout of their kind: Hugo's and Hexo's
_AROUND = ("baseof", "layout")
#: the tags and calls that take in another file, and the name of that file if it is written out
_TAKES = (
    r"\{%-?\s*+(?:include\w*|extends|import|from|render|layout|embed)\b(?:\s*+[\"']?([\w./-]+)[\"']?(?=[\s%,|-]))?",
    r"\{\{-?\s*+(?:include|layout|>|#>)\s*+(?:[\"']?([\w./-]+)[\"']?)?",
    r"(?:partial|partialCached|template|\.Render|include)(?<!\w(?:include|partial))\s*\(?\s*+(?:[\"']([\w./-]+)[\"'])?",
    r"<%[-=]?\s*+render\b(?:\s*+[\"']([\w./-]+)[\"'])?",
)


def has_main_heading(text: str) -> bool:
    """Whether a source has an H1 with a title, or with what a component was given; that of the site does not count."""
    if "h1" not in text:
        return False
    if any(True for _ in captured(r"\b(?:as|tag|component|element|variant)\s*[=:]\s*+\{?\s*+([\"'`]h1\b)", text)):
        return True
    inside = captured(r"(?s)<h1\b((?:(?!</h1\b|<h1\b).){1,2000})", text)
    # Pug and Haml have the tag at the start of its line
    lines = captured(r"(?m)^[ \t]*%?h1\b([.#(= ][^\n]*(?:\n[^\n]+)?)", text)
    return any(
        compiled(r"(?i)title|headline|heading|slot|children|caller|\bname\b").search(_own(part))
        for parts in (inside, lines)
        for part in parts
    )


def prints_elements(text: str) -> bool:
    """Whether a source prints elements of a page."""
    return any(True for _ in captured(r"<(body|main|article|div|section|header|h[1-6])\b", text))


def _own(heading: str) -> str:
    """A heading without the attributes of its tags and the names of the site."""
    attributes = r"\b(?:class|className|id|style|itemprop|data-\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
    # a name without end could be divided in very many ways
    name = r"(?:site|config|siteMetadata|theme)\w{0,30}[._?\[\"']{1,4}(?:\w{1,30}\.)?(?:title|name)"
    site = rf"(?i)\b{name}|site_?(?:name|title)"
    return compiled(site).sub("", compiled(attributes).sub("", heading))


class Template(NamedTuple):
    """What a template says: whether it prints a main heading of the page, and the names of the files it takes in.

    `whole` says whether all of these names are known.
    """

    heading: bool
    parts: tuple[str, ...] = ()
    whole: bool = True


def read_template(text: str, *, heading: bool) -> Template:
    """Read the text of a template; `heading` says whether it has an H1 that is not only the name of the site."""
    found = [name for pattern in _TAKES for name in captured(pattern, text)]
    head = compiled(r"(?s)\A---\s*\n(.*?)\n---").match(text)
    around = captured(r"(?m)^layout:[ \t]*[\"']?([\w./-]+)", head[1]) if head is not None else ()
    return Template(heading, (*filter(None, found), *around), "" not in found)


def plain_layouts(templates: Mapping[str, Template]) -> tuple[str, ...]:
    """The names of layouts without a main heading: paths without endings, and all their ends that fit no other layout.

    `templates` has the paths of all templates.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    taken_by: dict[str, list[str]] = defaultdict(list)
    for path, template in templates.items():
        for name in _names(path):
            by_name[name].append(path)
        for part in template.parts:
            taken_by[_bare(part)].append(path)
    plain = {path for path, one in templates.items() if not one.heading and one.whole}
    lost = [path for path in templates if path not in plain]
    lost += [path for name, paths in taken_by.items() if name not in by_name for path in paths]
    while lost:  # what takes in a file that is not plain is not plain either
        path = lost.pop()
        plain.discard(path)
        takers = {taker for name in _names(path) for taker in taken_by[name]}
        lost += takers & plain
        plain -= takers
    if not all(path in plain for name in _AROUND for path in by_name.get(name, ())):
        return ()
    return tuple(sorted(name for name, paths in by_name.items() if plain.issuperset(paths)))


def _names(path: str) -> Iterator[str]:
    """The path without its ending, and each end of it."""
    parts = _bare(path).split("/")
    return ("/".join(parts[at:]) for at in range(len(parts)))


def _bare(name: str) -> str:
    """A name without the ending, and without ``./`` and the like before it."""
    plain = posixpath.normpath(name).lstrip("./")
    folder, _, last = plain.rpartition("/")
    return posixpath.join(folder, last.partition(".")[0])


def layouts_named(values: Iterable[object]) -> Iterator[str]:
    """The layouts that values of a front matter name, as `plain_layouts` writes them."""
    return (_bare(value) for value in values if isinstance(value, str) and value.strip("./ "))
