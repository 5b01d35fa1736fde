"""Follows the headings of components from file to file: those that styles make, and the name of the site in one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from postlint.generators.source_names import captured, compiled

#: a component that is an element with styles: ``const PostTitle = styled.h1`…` ``, ``styled("h1")``
_STYLED = r"\b(\w+)\s*=\s*(?:styled|tw)(?:\.(\w+)|\(\s*(?:motion\.)?[\"'`]?(\w+)[\"'`]?\s*\))"
#: a use of a component, with its properties and what is unpacked into them
_BRACES = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_USE = rf"<([A-Z]\w*)\b((?:\s+(?:[\w-]+(?:=(?:\"[^\"]*\"|'[^']*'|{_BRACES}))?|{_BRACES})){{1,30}})\s*/?>"
#: a property that is an expression
_PROPERTY = r"(\w+)=\{\s*([^{}]*?)\s*\}"
#: an expression for the title of the site
_OF_SITE = r"(?i)\b(?:site|config)\w*(?:\?\.|\.|\[[\"'])(?:\w+\??\.)?(?:title|name)\b|^(?:site_?(?:title|name))$"
#: names that are bound to it: one by one, of the metadata as a whole, and inside of the pattern for all data
_BOUND = r"\b(?:const|let|var)\s+(\w+)\s*=\s*[\w.?]{0,80}\b(?:siteMetadata|siteConfig|site|config)\??\.(?:title|name)\b"
_UNPACKED = (
    r"\b(?:const|let|var)\s*\{([^{}]*)\}\s*=\s*(?:(?!\b(?:const|let|var|return)\b)[^;]){0,1500}?"
    r"\b(?:siteMetadata|useSiteMetadata\(\))\s*(?:[;\n]|$)"
)
_NESTED = r"\bsiteMetadata\s*:\s*\{([^{}]*)\}"


def as_plain_headings(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of programs, by their paths, with plain headings.

    An element that styles make an H1 is ``<h1>``, and a property that each use of a component fills with the title of
    the site is that title.
    """
    styled = _styled_headings(texts.values())
    if styled:
        names = "|".join(sorted(styled))
        tags = re.compile(rf"(</?)(?:\w{{1,40}}\.)?(?:{names})\b")
        texts = {path: tags.sub(r"\1h1", text) for path, text in texts.items()}
    named = _named_after_the_site(texts.values())
    return {path: _with_site(text, path, named) for path, text in texts.items()}


def _styled_headings(texts: Iterable[str]) -> set[str]:
    """The names of components that are an H1 with styles, wherever they are defined."""
    elements: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for found in compiled(_STYLED).finditer(text) if "styled" in text or "tw." in text else ():
            elements[found[1]].add(found[2] or found[3])
    return {name for name, kinds in elements.items() if kinds == {"h1"}}


def _named_after_the_site(texts: Iterable[str]) -> dict[str, set[str]]:
    """By component, the properties that all of its uses fill with the title of the site."""
    of_site: dict[tuple[str, str], set[bool]] = defaultdict(set)
    unclear: set[str] = set()
    for text in texts:
        if "={" not in text and "{..." not in text:
            continue
        bound = set(_bound_to_site(text))
        for use in compiled(_USE).finditer(text):
            if "{..." in use[2]:
                unclear.add(use[1])
            for name, value in compiled(_PROPERTY).findall(use[2]):
                if compiled(r"[\"'`][^$]*").fullmatch(value):
                    continue  # a text that is written out is no title of a post
                of_site[use[1], name].add(value in bound or compiled(_OF_SITE).search(value) is not None)
    named: dict[str, set[str]] = defaultdict(set)
    for (component, name), kinds in of_site.items():
        if kinds == {True} and component not in unclear:
            named[component].add(name)
    return named


def _bound_to_site(text: str) -> Iterator[str]:
    """The variables of a source that have the title of the site, where none of the name has that of a post."""
    yield from (found[1] for found in compiled(_BOUND).finditer(text))
    if "iteMetadata" not in text or compiled(r"\bfront[mM]atter\b").search(text):
        return
    for pattern in (_UNPACKED, _NESTED):
        for names in captured(pattern, text):
            yield from compiled(r"\b(?:title|siteTitle|name)\b").findall(names)


def _with_site(text: str, path: str, named: Mapping[str, set[str]]) -> str:
    """A source with the title of the site in place of the variables and properties that have it."""
    if "h1" not in text:
        return text
    names = set(_bound_to_site(text))
    stem = path.rpartition("/")[2].partition(".")[0]
    for component, properties in named.items():
        if stem == component or re.search(rf"\b(?:function|const|class)\s+{component}\b", text):
            names |= properties
    if not names:
        return text
    value = "|".join(sorted(names))
    return re.sub(rf"\{{\s*(?:(?:this\.)?props\.)?(?:{value})\s*\}}", "{siteMetadata.title}", text)
