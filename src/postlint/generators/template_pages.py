"""The addresses of pages that templates are, which no post has: a feed, a list of links, a redirect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_start
from postlint.data.walking import walk_folders

#: the endings of templates with a header
_TEMPLATES = (
    ".html", ".htm", ".njk", ".liquid", ".hbs", ".ejs", ".mustache", ".haml", ".pug", ".webc", ".vto", ".erb", ".slim",
    ".xml", ".json", ".txt",
)  # fmt: skip
#: so many bytes have the header of a template, and so many templates are opened
_START, _MOST = 2048, 1000
_PERMALINK = lazy_pattern(
    r"(?m)\A\ufeff?---[ \t\r]*\n(?:(?!---).*\n)*?permalink[ \t]*:[ \t]*[\"']?(/[^\"'\n#{*:(]+)[\"']?[ \t\r]*$"
)


def template_pages(top: Path) -> list[str]:
    """The addresses that templates below a folder give themselves in their headers; none that they fill in."""
    found: dict[str, None] = {}
    for number, file in enumerate(_templates(top)):
        if number >= _MOST:
            break
        try:
            start = read_start(file, _START).decode("utf-8", "replace")
        except OSError:
            continue
        if match := _PERMALINK.search(start):
            found[match[1].strip()] = None
    return list(found)


def _templates(top: Path) -> Iterator[Path]:
    for here, folders, files in walk_folders(top):
        folders[:] = sorted(name for name in folders if name[0] not in "._" and name not in ("node_modules", "vendor"))
        yield from (Path(here, name) for name in sorted(files) if name.lower().endswith(_TEMPLATES))
