"""Finds where the text of other files is put into a post before its Markdown is read.

What is included shares the definitions and the notes of the post. A template of HTML and a component do not: they are
rendered by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern

#: snippets of Python-Markdown, comments of VitePress and VuePress, shortcodes of Quarto and Hugo, tags of Liquid. All
#: begin with a written character: `re` searches for the set of these, and tries the alternatives only there
_INCLUSION = lazy_pattern(
    r"--8<--|<!--\s*(?:[@#]include\b|include[:\s]\s*[\w./-]{0,200}\.\w)|\{\{[<%]-?\s*(?:include|readfile|snippet|md)\b"
    r"|\{%-?\s*include[\w-]*\s+[\"']?[\w./-]{0,200}\.(?:md|mdx|markdown|qmd|txt)\b"
    r"|(?m:^)[ \t]*(?:!!!include|@\[include\]|\.\. include::|```\{include\}|:::\{include\})",
)


def has_inclusion(text: str) -> bool:
    """Whether the Markdown of other files is put into a text before it is read."""
    return _INCLUSION.search(text) is not None


#: a path to Markdown, in quotation marks or without, in the line of an inclusion
_PATH = r"(?:\"[^\"\n]{1,300}?|'[^'\n]{1,300}?|[^\s\"'`(){}<>\[\]:=]{1,300}?)\.(?:md|mdx|markdown|qmd|Rmd)(?![\w.])"
_FILE = lazy_pattern(_PATH)
#: how a module of MDX takes in Markdown, and a template of Hugo
_IMPORT = lazy_pattern(rf"\b(?:from\s+(?=[\"'][.@~/])|readFile\s+(?=[\"']))({_PATH})")


def included_files(text: str) -> Iterator[str]:
    """The paths, as they are written, of the files whose Markdown is put into a text."""
    for found in _INCLUSION.finditer(text):
        end = text.find("\n", found.start())
        if path := _FILE.search(text, found.start(), end if end >= 0 else len(text)):
            yield path[0].strip("\"'")
    yield from (found[1].strip("\"'") for found in _IMPORT.finditer(text))
