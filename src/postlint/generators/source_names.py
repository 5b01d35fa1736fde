"""Reads a source of a site and finds the names that it uses: in template tags, members, schemas and queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from postlint.data.patterns import first_letters, lazy_pattern
from postlint.data.reading import read_bytes

#: endings of files whose template tags name keys; text outside of the tags is markup
TEMPLATES = (
    ".html", ".htm", ".xml", ".njk", ".nunjucks", ".liquid", ".hbs", ".ejs", ".swig", ".j2", ".jinja", ".jinja2",
    ".tmpl", ".mako", ".vto", ".webc", ".mustache", ".haml", ".txt", ".gotmpl", ".twig", ".erb", ".php",
)  # fmt: skip
#: endings of programs and components
PROGRAMS = (
    ".astro", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".pug", ".py", ".rb",
    ".lua", ".r", ".styl",
)  # fmt: skip


#: in bytes: a larger file is no source but a build product
LARGEST = 1 << 17


def source_text(file: str | Path) -> str:
    """The text of a source, as well as it can be read; "" when it is missing or too large."""
    try:
        return read_bytes(file, LARGEST).decode("utf-8", errors="replace")
    except OSError:
        return ""


def names_in(text: str, ending: str, *, variables: bool = False) -> set[str]:
    """The names that a source with this file ending uses; with `variables`, those of plain variables as well."""
    found: set[str] = set()
    for part in _code(text, ending):
        found.update(captured(r"\.([A-Za-z_]\w*)(?!\w|\()", part))
        found.update(captured(r"[\[(,]\s*[\"']([A-Za-z_][\w-]*)[\"']", part))
    if ending in TEMPLATES:
        for tag in _tags(text):
            found.update(captured(r"(?:^|\s)[\"'`]([A-Za-z_][\w-]*)[\"'`]", tag))
            if variables:
                found.update(captured(r"(?<![\w.$\"'])([A-Za-z_]\w*)", tag))
    else:
        found.update(_schema_names(text))
        for pattern in captured(r"\{([^{}()]*(?:\{[^{}]*\}[^{}()]*)*)\}\s*(?::[^=(){}]{0,200})?=(?!=)", text):
            found.update(captured(r"(?<![\w$])([A-Za-z_$]\w*+)\s*(?=[:,=}]|$)", pattern))
        for pattern in captured(r"\(\s*\{([^{}()]*)\}[^(){}]{0,200}\)\s*(?:=>|\{)", text):
            found.update(captured(r"(?<![\w$])([A-Za-z_$]\w*+)\s*(?=[:,=}]|$)", pattern))
        query = r"frontmatter(?<!\wfrontmatter)\s*(?:\([^)]{0,200}\)\s*)?\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
        for part in captured(query, text):
            found.update(captured(r"([A-Za-z_]\w*)", part))
    return found


def _schema_names(text: str) -> Iterator[str]:
    """The keys of schemas: zod's and velite's (``key: z.string()``), Contentlayer's (``key: { type: …``)."""
    values = r"(?:z|s|v|t|a)\s*\.|image\s*\(|reference\s*\(|\{\s*type\s*:|define\w+\("
    start = r"(?:(?<=[{,])\s*|(?m:^)[ \t]*)"
    if compiled(rf":\s*(?:{values})").search(text):
        yield from captured(rf"{start}[\"']?([A-Za-z_][\w-]*)[\"']?\s*:\s*(?:{values})", text)
    # field definitions of content management systems: ``name: "key"``
    yield from captured(r"name(?<!\wname)\s*:\s*[\"']([A-Za-z_][\w-]*)[\"']", text)


def _code(text: str, ending: str) -> Iterator[str]:
    """The parts of a source with members: template tags, or all but its styles."""
    if ending in TEMPLATES:
        yield from _tags(text)
    else:
        yield _STYLE.sub("", text)


def _tags(text: str) -> Iterator[str]:
    return (match[0] for match in _TAG.finditer(text))


def captured(pattern: str, text: str) -> Iterator[str]:
    """The first group of each match of a pattern without flags."""
    # a pattern that begins with letters is searched for quickly: ``id(?<!\wid)`` is ``\bid``
    return (match[1] for match in compiled(pattern).finditer(text)) if first_letters(pattern) in text else iter(())


@lru_cache(maxsize=32)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled once."""
    return re.compile(pattern)


_STYLE = lazy_pattern(r"<style\b(?:(?!<style\b).)*?</style>", re.DOTALL | re.IGNORECASE)
#: ``{{ … }}``, ``{% … %}``, ``<% … %>``, ``${ … }``, and Mako's lines of control; no tag begins within another: else a
#: text with many opening tags would take quadratic time
_TAG = lazy_pattern(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|<%(?:(?!<%).)*?%>|\$\{[^{}$]*\}|(?m:^[ \t]*%[ \t].*$)", re.DOTALL
)
