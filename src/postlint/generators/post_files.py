"""The names of the files of posts."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_start

#: the endings of the file names of posts
POST_ENDINGS = (".md", ".mdx", ".markdown", ".qmd", ".mkd", ".mkdn", ".mkdown", ".mdown")
#: the endings of texts in other formats, which are not read and of which generators make pages
OTHER_TEXTS = (".rst", ".org", ".adoc", ".asciidoc", ".textile", ".pdc", ".pandoc")
#: folders of files that are served as they are, on sites of many generators
SERVED_FOLDERS = frozenset(("public", "static"))
#: the endings of images that browsers show
IMAGE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
#: the names of the index file of a folder
INDEX = ("index", "_index", "readme")


def is_undated(path: str, dated_folders: Collection[str]) -> bool:
    """Whether the name of a file has no date at its start, in one of the folders where the generator asks for one."""
    if not dated_folders:
        return False
    *folders, name = path.replace("\\", "/").split("/")
    return not set(dated_folders).isdisjoint(folders) and re.match(r"\d{2,4}-\d\d?-\d\d?-", name) is None


def has_header(file: Path) -> bool:
    """Whether a file begins with front matter."""
    try:
        return read_start(file, 8).removeprefix(b"\xef\xbb\xbf").startswith((b"---", b"+++"))
    except OSError:
        return False


def start_of_header(file: Path, most: int) -> tuple[str, str]:
    """What stands before the first fence of a file, and the front matter behind it, of its first `most` bytes."""
    try:
        start = read_start(file, most).decode("utf-8", "replace")
    except OSError:
        return "", ""
    parts = re.split(r"(?m)^(?:---|\+\+\+)[ \t\r]*$", start, maxsplit=2)
    return parts[0], parts[1] if len(parts) > 1 else ""


#: the name of a form for new posts, or of the folder of forms: ``templates/rye.md``, ``post-template.md``
_NAMED_FORM = lazy_pattern(r"_?(?:(?:article|blog|draft|entry|new|note|page|post)[-_. ])*templates?", re.IGNORECASE)
#: what a form leaves open in its header: all of a value that a program fills, the form of a date, a title
_OPEN = lazy_pattern(
    r"(?mi)^[\w-]+\s*[:=][ \t]*[\"']?(?:<%[^%\n]*%>|\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|YYYY[-/\w:. ]*)[\"']?[ \t]*\r?$"
    r"|^title\s*[:=][ \t]*(?:\"\"|'')?[ \t]*\r?$"
)


def is_form(file: Path) -> bool:
    """Whether a file is a form for new posts: its name or that of its folder says so, and its header is left open."""
    if not (_NAMED_FORM.fullmatch(file.stem) or _NAMED_FORM.fullmatch(file.parent.name)):
        return False
    before, header = start_of_header(file, 4096)
    return not before.strip("\ufeff \r\n") and _OPEN.search(header) is not None


def bare_path(path: str) -> str:
    """A path without ending and language; of an index file, its folder."""
    bare = re.sub(r"(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.\w+$", "", path, flags=re.IGNORECASE)
    folder, _, name = bare.rpartition("/")
    return folder if name.lower() in INDEX and folder else bare


def language_of_name(path: str) -> str:
    """The language in the name of a file, as written between name and ending (``index.en.md``); "" without one."""
    match = re.search(r"\.([a-z]{2}(?:-[a-z]{2,4})?)\.\w+$", path, re.IGNORECASE)
    return match[1] if match else ""
