"""Reads from the text of a source whether it prints a title, and as which heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from postlint.generators.config_values import as_map
from postlint.generators.source_names import captured, compiled

#: a page of code: in a folder of pages, any; in one of routes, those with a name for it
_ROUTE = (
    r"(?:^|/)(?:pages/(?:[^/]+/)*[^/_][^/]*|(?:app|routes)/(?:[^/]+/)*\+?(?:page|index|_index))"
    r"\.(?:[jt]sx?|astro|vue|svelte)$"
)
#: a name in a route that stands for a post, and not for a tag or the number of a list
_FOR_POSTS = r"\{|\[(?!\[?(?:\.\.\.)?(?:tag|categor|author|topic|page|year|month|term|series|lang|locale)\w*\])"
#: how code prints the text of a post
POST_TEXT = r"\bchildren\b|<slot\b|Content\b|Component\b|Mdx|MDX|__html|@html|\bbody\b(?!\s*[>{])|\bhtml\b"


def is_page_of_lists(path: str, text: str) -> bool:
    """Whether a source, by its path in the site, is a page without a post: ``pages/tags.tsx``, ``app/page.tsx``."""
    if not compiled(_ROUTE).search(path) or compiled(_FOR_POSTS).search(path):
        return False
    return not compiled(POST_TEXT).search(text)


def is_route(path: str) -> bool:
    """Whether a source, by its path in the site, makes the pages of posts: ``pages/[slug].tsx``."""
    return compiled(_ROUTE).search(path) is not None and compiled(_FOR_POSTS).search(path) is not None


#: a part of a tag for each state of a setting: ``<{% if theme.seo %}h2{% else %}h1{% endif %}``, and in EJS
_SWITCHED = (
    r"(</?)\{%-?\s*if\s+(not\s+)?([a-z]\w*(?:\.\w+)+)\s*-?%\}(\w+)\{%-?\s*else\s*-?%\}(\w+)"
    r"\{%-?\s*endif\s*-?%\}",
    r"(</?)<%[-=]\s*(!\s*)?([a-z]\w*(?:\.\w+)+)\s*\?\s*[\"'](\w+)[\"']\s*:\s*[\"'](\w+)[\"']\s*-?%>",
)


def as_set(text: str, settings: Mapping[str, Any]) -> str:
    """A template with the tags that its settings choose; `settings` has them by the first name of templates."""

    def chosen(match: re.Match[str]) -> str:
        opening, negated, name, one, other = match.groups()
        first, *rest = name.split(".")
        if first not in settings:
            return match[0]
        value = settings[first]
        for key in rest:
            value = as_map(value).get(key)
        return f"{opening}{one if bool(value) is not bool(negated) else other}"

    for pattern in _SWITCHED if settings and "h1" in text else ():
        text = compiled(pattern).sub(chosen, text)
    return text


#: a tag that is an H1 or another heading: ``<{% if post %}h1{% else %}h2{% endif %} class="title">``
_EITHER = r"<\{[{%][^<>\n]{0,200}?\bh1\b[^<>\n]{0,200}?[%}]\}"
#: the H1 of a library for motion or styles: ``<motion.h1>``
_MEMBER = r"(</?)\w{1,40}\.h1\b"

#: an H1 of each entry of a list: ``{% for post in posts %} … <h1>{{ post.data.title }}``
_OF_ENTRY = (
    r"\{%-?\s*for\s+(\w+)\s+in\b(?:(?!\{%-?\s*(?:for|endfor)\b|<h1\b)[\s\S]){0,3000}"
    r"<h1\b(?:(?!</h1\b|\{\{)[\s\S]){0,500}\{\{-?\s*\1[.\[](?:(?!</h1\b)[\s\S]){0,500}"
)


def has_main_heading(text: str) -> bool:
    """Whether a source has an H1 with a title, or with what a component was given; that of the site does not count."""
    if "h1" not in text:
        return False
    text = compiled(_MEMBER).sub(r"\1h1", compiled(_EITHER).sub("<h1 ", text))
    text = compiled(_OF_ENTRY).sub("", text)
    if any(
        True for _ in captured(r"\b(?:as|tag|component|element|variant|heading)\s*[=:]\s*+\{?\s*+([\"'`]h1\b)", text)
    ):
        return True
    inside = captured(r"(?s)<h1\b((?:(?!</h1\b|<h1\b).){1,2000})", text)
    # Pug and Haml have the tag at the start of its line
    lines = captured(r"(?m)^[ \t]*%?h1\b([.#(= ][^\n]*(?:\n[^\n]+)?)", text)
    given = compiled(r"(?i)title|headline|heading|slot|children|caller|\bname\b")
    value = compiled(r"\{\{-?\s*\.\s*(?:\||-?\}\})")  # what ``with`` of Hugo was given
    return any(given.search(_own(part)) or value.search(part) for parts in (inside, lines) for part in parts)


def has_other_heading(text: str) -> bool:
    """Whether a template prints a title as a heading of a lower level."""
    inside = captured(r"(?s)<h[2-6]\b((?:(?!</h[2-6]\b|<h[1-6]\b).){1,2000})", text)
    return "<h" in text and any(compiled(r"(?i)title").search(_own(part)) for part in inside)


def has_subheading(text: str) -> bool:
    """Whether a layout has a heading of level 2 between the title and the text of a page: its date, its lead."""
    if "<h2" not in text or "<h1" not in text:
        return False
    for content in compiled(_CONTENT).finditer(text):
        title = text.rfind("<h1", max(0, content.start() - _HEAD), content.start())
        between = text[title : content.start()] if title >= 0 else ""
        if "<h2" in between and not compiled(_EACH).search(between):
            return True
    return False


#: where a layout prints the text of a page, what begins a list of pages before that, and the most characters there
_CONTENT = (
    # as it is, or handed on: {{ partial "body.html" .Content }}
    r"\{\{\{?-?\s*(?:(?:page|this)?\.)?[Cc]ontent\b|\{\{-?[^{}\n]{0,100}[\s(]\.Content\b|<%-?\s*page\.content\b|<slot\b"
    r"|<Content\b|\{\s*children\s*\}|\{@html\b"
)
_EACH = r"\{%-?\s*for\b|\{\{-?\s*(?:range\b|#each\b)|\.map\(|\{#each\b|v-for\b|<%-?\s*[\w.]+\.(?:each|forEach)\b"
_HEAD = 5_000


def prints_elements(text: str) -> bool:
    """Whether a source prints elements of a page."""
    return any(True for _ in captured(r"<(body|main|article|div|section|header|h[1-6])\b", text))


def _own(heading: str) -> str:
    """A heading without the attributes of its tags and the names of the site."""
    attributes = r"\b(?:class|className|id|style|itemprop|data-\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\})"
    # a name without end could be divided in very many ways
    name = r"(?:site|config|siteMetadata|theme)\w{0,30}[._?\[\"']{1,4}(?:\w{1,30}\.)?(?:(?:sub_?)?title|name)"
    site = rf"(?i)\b{name}|site_?(?:name|title)"
    return compiled(site).sub("", compiled(attributes).sub("", heading))
