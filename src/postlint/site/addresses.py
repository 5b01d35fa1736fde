"""The address of a post, made from its path and facts as its generator makes it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from postlint.site.anchors import pymdownx, zola
from postlint.site.facts import Facts

#: the names of the file that stands for its folder
INDEX = ("index", "_index", "readme")
_LANGUAGE_SUFFIX = re.compile(r"\.([a-z]{2}(?:-[a-z]{2,4})?)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
#: an address of which only the slash at its end may have to go
_PLAIN = re.compile(r"[\w/-]*")
_DATE_PREFIX = re.compile(r"^(\d{4})[-/](\d\d?)[-/](\d\d?)[-/]")


@dataclass(frozen=True)
class Generator:
    """What a generator does with paths: the `site` object of its preset, and a little of the rest.

    `roots` are the folders that content is relative to, `post_folders` those whose files follow the `permalink`
    pattern (empty: all). `static` leads from a folder to the address its files are served at. `certain` tells
    that addresses follow from what postlint can read; else settings in code may change them, so that links
    have to bear them out. `title_slug`: a post without a slug key is named after its title. `slug_is_path`:
    the slug key is the path below the blog. `date_folders`: a date in the path makes the dated address.
    """

    name: str = "generic"
    roots: tuple[str, ...] = ()
    post_folders: tuple[str, ...] = ()
    static: Mapping[str, str] = field(default_factory=dict)
    certain: bool = False
    lower: bool = False
    date_prefix: bool = False
    date_folders: bool = False
    title_slug: bool = False
    slug_is_path: bool = False

    @classmethod
    def from_data(cls, name: str, data: Mapping[str, Any]) -> Generator:
        """Read the `x-postlint` object of a preset."""
        site = data.get("site", {})
        return cls(
            name=name,
            roots=tuple(site.get("roots", ())),
            post_folders=tuple(site.get("post_folders", ())),
            static=dict(site.get("static", {})),
            certain=bool(site.get("certain")),
            lower=bool(site.get("lower")),
            date_prefix=bool(data.get("slug", {}).get("date_prefix")) and not site.get("keep_date"),
            date_folders=bool(site.get("date_folders")),
            title_slug=bool(site.get("title_slug")),
            slug_is_path=bool(site.get("slug_is_path")),
        )


@dataclass(frozen=True, slots=True)
class _Parts:
    """A path below its root: folders, the file's name without ending, date and language; of an index, its folder's."""

    folders: tuple[str, ...]
    name: str
    language: str
    is_index: bool
    in_post_folder: bool


def normal(url: str) -> str:
    """An address as it is compared: decoded, without query, ``index.html``, ``.html`` and the slash at its end."""
    if _PLAIN.fullmatch(url) and "//" not in url:
        return url.rstrip("/") or "/"
    path = unquote(url.split("#", 1)[0].split("?", 1)[0])
    path = re.sub(r"/{2,}", "/", path)
    path = re.sub(r"(?:/index)?\.html?$", "", path)
    return path.rstrip("/") or "/"


def ancestors(address: str) -> Iterator[str]:
    """The addresses above one, without the root: of /a/b/c, /a/b and /a."""
    while (address := posixpath.dirname(address)) not in ("/", ""):
        yield address


def slug_of(facts: Facts, path: str, generator: Generator) -> str:
    """The last part of a post's address as its key or the file's name gives it."""
    if facts.slug is not None:
        return facts.slug.text.strip("/").rpartition("/")[2]
    return _split(path, generator).name


def addresses(facts: Facts, path: str, generator: Generator) -> list[str]:
    """The addresses of a post at `path` (relative to the site), normal form; the first is the one it is known by.

    Empty when they cannot be known: a template makes them, or the pattern needs a date that the post lacks.
    """
    if facts.address is not None:
        given = facts.address.text
        if not given or re.search(r"\{[{%]|\$\{", given):
            return []
        made = _expand(given, facts, path, generator) if ":" in given or "{" in given else given
        return [normal(_rooted(urlsplit(made).path))] if made else []
    if not facts.permalink and not generator.certain:
        return []
    return list(dict.fromkeys(_made(facts, path, generator)))


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _made(facts: Facts, path: str, generator: Generator) -> Iterator[str]:
    parts = _split(path, generator)
    if generator.slug_is_path and parts.in_post_folder and facts.slug is not None:
        root = _static_prefix(facts.permalink)
        yield normal(f"{root}/{facts.slug.text.strip('/')}")
        return
    pattern = facts.permalink
    if generator.post_folders and not parts.in_post_folder:
        pattern = "/{folder}/{slug}"
    elif generator.date_folders and not _DATE_PREFIX.search("/".join((*parts.folders, PurePosixPath(path).stem, ""))):
        pattern = _static_prefix(pattern) + "/{folder}/{slug}"
    made = _expand(pattern, facts, path, generator)
    if not made:
        return
    made = normal(made.lower() if generator.lower else made)
    if parts.language:
        yield normal(f"/{parts.language}{made}")
    yield made
    first = made.split("/")[1]
    if _LANGUAGE.fullmatch(first) and first != made.strip("/"):
        # the default language may live at the top
        yield normal(made.removeprefix(f"/{first}"))


def _static_prefix(pattern: str) -> str:
    """What a pattern begins with before its first placeholder: "/blog"."""
    return pattern.split("{", 1)[0].rstrip("/")


def _split(path: str, generator: Generator) -> _Parts:
    inside, root = _below_root(path, generator)
    folder, _, file = inside.rpartition("/")
    name, folders = posixpath.splitext(file)[0], tuple(folder.split("/")) if folder else ()
    language = ""
    if match := _LANGUAGE_SUFFIX.search(name):
        language, name = match[1], name[: match.start()]
    is_index = name.lower() in INDEX
    if is_index:
        name, folders = (folders[-1], folders[:-1]) if folders else ("", ())
    if generator.date_prefix:
        name = re.sub(r"^\d{4}-\d\d?-\d\d?-", "", name)
    if generator.date_folders and is_index is False and (match := _DATE_PREFIX.search("/".join((*folders, name)))):
        folders, name = (), "/".join((*folders, name))[match.end() :]
    in_posts = not generator.post_folders or root in generator.post_folders
    return _Parts(folders, name, language, is_index, in_posts)


def _below_root(path: str, generator: Generator) -> tuple[str, str]:
    """The path below the generator's content folder, and that folder ("" when it is in none)."""
    for root in generator.roots:
        if path.startswith(f"{root}/"):
            return path[len(root) + 1 :], root
        before, found, after = path.partition(f"/{root}/")
        if found:
            # Jekyll: folders above _posts are categories and stand in the address
            return (f"{before}/{after}" if root.startswith("_") else after), root
    if path.startswith("_"):  # a collection of Jekyll
        return path[1:], ""
    return path, ""


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(r"\{(\w+)\}|:(\w+):?")


def _expand(pattern: str, facts: Facts, path: str, generator: Generator) -> str:
    """A pattern with its placeholders filled in; "" when one cannot be."""
    values = _values(facts, path, generator)
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        value = values.get(match[1] or match[2])
        missing = missing or value is None
        return value or ""

    made = _placeholder().sub(fill, pattern)
    return "" if missing else _rooted(re.sub(r"/{2,}", "/", made))


def _values(facts: Facts, path: str, generator: Generator) -> dict[str, str]:
    parts = _split(path, generator)
    slug = slug_of(facts, path, generator)
    titled = (pymdownx if generator.name.startswith("mkdocs") else zola)(facts.title.text) if facts.title else ""
    if generator.title_slug and facts.slug is None and titled and parts.in_post_folder:
        slug = titled
    slug = slug.replace(" ", "-") if generator.lower else slug
    values = {
        "folder": "/".join(part.replace(" ", "-") if generator.lower else part for part in parts.folders),
        "section": parts.folders[0] if parts.folders else "",
        "slug": slug,
        "filename": parts.name,
        "categories": "/".join(_category(name) for name in (*parts.folders, *facts.categories)),
        "category": _category(facts.categories[0]) if facts.categories else "",
    }
    if titled:
        values |= {"title": titled, "slug_or_title": slug if facts.slug is not None else titled}
    if facts.date:
        year, month, day = facts.date.split("-")
        values |= {"year": year, "month": month, "day": day, "short_year": year[2:]}
        values |= {"i_month": month.lstrip("0"), "i_day": day.lstrip("0")}
    return values


def _category(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name.lower()).strip("-")
