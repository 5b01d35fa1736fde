"""Reads the components and routes of a site that is a program: Astro's, Gatsby's, those of Next.

A component is read as a template (`layouts`) that takes in what it imports and uses as an element.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.generators.layouts import Template, bare, main_headings
from postlint.generators.source_names import PROGRAMS, compiled
from postlint.generators.title_headings import POST_TEXT, has_main_heading, has_other_heading, has_subheading, is_route

#: endings of files with components
_COMPONENTS = (".astro", ".tsx", ".jsx", ".vue", ".svelte", ".js", ".mjs", ".ts")
_IMPORT = (
    r"\b(?:im|ex)port\s+(?:type\s+)?(?P<names>[\w*$]+(?:\s*,\s*\{[^{}]{0,600}\})?|\{[^{}]{0,2000}\}|\*\s+as\s+\w+)"
    r"\s+from\s*[\"'](?P<source>[^\"'\n]{1,200})[\"']"
)
_NAME = r"[A-Za-z_$][\w$]*"
#: what a name of a file begins with: the folder of the importing file or one above, or an alias for a folder
_ALIAS = lazy_pattern(r"\A(?:[@~#$]/|\.{1,2}/)+|\A[@~#$](?=\w)")
#: a name of something elsewhere that prints pages
_PRINTS_PAGES = lazy_pattern(r"(?i)page|layout|post|article")
_NO_POST = lazy_pattern(r"(?i)(?:\b|_)(?:tags?|categor\w+|archives?|lists?|index|authors?|pagination)\b")


def is_component(path: str, text: str) -> bool:
    """Whether a source has elements, or passes on what other files have."""
    if not path.endswith(_COMPONENTS):
        return False
    name = path.rpartition("/")[2]
    return "</" in text or "/>" in text or (name.startswith("index.") and "export" in text)


def read_component(text: str) -> Template:
    """Read the text of a component. What it takes from packages is no part of it, unless that prints pages."""
    parts = []
    # counted once: a count for each name would read the whole text as often as it has imports
    uses = Counter(compiled(_NAME).findall(text))
    for found in compiled(_IMPORT).finditer(text):
        names = compiled(_NAME).findall(found["names"])
        # a layout may be chosen by its name: ``const Layout = layouts[post.layout]``
        if found[0].startswith("export") or any(name[0].isupper() and uses[name] > 1 for name in names):
            parts.append(found["source"])
    plain = [_ALIAS.sub("", part) for part in parts if _ALIAS.match(part) or _PRINTS_PAGES.search(part)]
    return Template(
        has_main_heading(text), tuple(plain), titled=has_other_heading(text), subheading=has_subheading(text)
    )


def is_route_of_posts(path: str, text: str) -> bool:
    """Whether a source, by its path in the site, is the page of a post: ``[slug].astro``, Gatsby's ``templates``."""
    in_templates = compiled(r"(?:^|/)templates/(?:[^/]+/)*[^/]+\.[jt]sx?$").search(path)
    if in_templates is not None and _NO_POST.search(path.rpartition("/")[2].partition(".")[0]):
        return False
    if compiled(r"\bpaginate\s*[(}]").search(text):
        return False
    return (in_templates is not None or is_route(path)) and compiled(POST_TEXT).search(text) is not None


def named_layouts(templates: Mapping[str, Template], routes: Sequence[str]) -> Iterator[tuple[str, int | None]]:
    """How layouts and the `routes` of a site print titles, without the components that no page names."""
    of_code = {bare(path) for path in templates if path.endswith(PROGRAMS) and "layout" not in path.lower()}
    unwanted = of_code.difference(routes)
    return ((path, level) for path, level in main_headings(templates).items() if path not in unwanted)
