"""Computes the address of a post from its path and facts, as its generator does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from postlint.data.patterns import lazy_pattern
from postlint.generators.generator import Generator, is_in
from postlint.generators.post_files import INDEX
from postlint.generators.slugs import UnknownSlugError, slug
from postlint.site.facts import Facts

_LANGUAGE_SUFFIX = lazy_pattern(r"\.([a-z]{2}(?:-[a-z]{2,4})?)$", re.IGNORECASE)
_LANGUAGE = lazy_pattern(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
#: an address that needs no normalisation, except for a slash at its end
_PLAIN = lazy_pattern(r"[\w/-]*")
_DATE_PREFIX = lazy_pattern(r"^\d{4}-\d\d?-\d\d?-")
#: a date anywhere in a path, in one name or in folders
_DATE_IN_PATH = lazy_pattern(r"^(.*)(\d{4})[-/](\d\d?)[-/](\d\d?)[-/]?(.*)$")
#: "01-intro", but no date or version ("2026-02-…", "7.0-…")
_NUMBER_PREFIX = lazy_pattern(r"^\d+\s*[-_.]+\s*(?=[^-_.\s\d])")
#: "1.intro" of Nuxt
_ORDER_PREFIX = lazy_pattern(r"^\d+\.(?!\d+(?:\.[\d.]*)?$)(?=.)")
#: ``{name}`` of presets, ``:name`` of configurations, ``{{ name }}`` of templates
_PLACEHOLDER = lazy_pattern(r"\{\{-?\s*([\w.]+)\s*-?\}\}|\{(\w+)\}|:(\w+(?:\[[^]]*\])?)(?::(?!\w))?")


class _Parts(NamedTuple):
    """A path below its root: folders, and the file's name (of an index, its folder's) without ending, date, language.

    `outer` are the folders above the root, `date` is the date in the path as written, where the address uses it.
    """

    root: str
    outer: tuple[str, ...]
    folders: tuple[str, ...]
    name: str
    language: str
    is_index: bool
    in_post_folder: bool
    date: tuple[str, ...] = ()


class _Post(NamedTuple):
    """All inputs of an address."""

    facts: Facts
    path: str
    parts: _Parts
    generator: Generator

    def slugged(self, text: str, what: str) -> str:
        return slug(text, self.generator.slugs.get(what, ""))


def normal(url: str) -> str:
    """The normal form of an address: decoded, without query, ``index.html``, ``.html`` and the slash at its end."""
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
    """The last part of a post's address, from its slug key or the file's name."""
    if facts.slug is not None and generator.slug_key != "ignored":
        return facts.slug.text.strip("/").rpartition("/")[2]
    return _split(path, generator).name


def addresses(facts: Facts, path: str, generator: Generator) -> list[str]:
    """The addresses of a post at `path` (relative to the site), normal form; the first is the main one.

    Empty when they cannot be determined: a template makes them, or the pattern needs a date that the post lacks; and
    for a file outside of the folders that have pages.
    """
    if generator.rendered and not is_in(path, generator.rendered):
        return []
    if facts.address is not None:
        given = urlsplit(facts.address.text).path
        if not given or re.search(r"\{%|\$\{", given):
            return []
        if not (":" in given or "{" in given):
            return [normal(_rooted(given))]
        made = _expand(given, _Post(facts, path, _split(path, generator), generator))
        return [normal(made)] if made else []
    if not facts.permalink and not generator.certain:
        return []
    return list(dict.fromkeys(_made(_Post(facts, path, _split(path, generator), generator))))


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _made(post: _Post) -> Iterator[str]:
    pattern = _pattern(post)
    is_path = post.generator.slug_key in ("path", "section-path") and "slug" in pattern
    if is_path and post.facts.slug is not None:
        made = _beside(post, static_prefix(pattern), post.facts.slug.text)
    else:
        made = _expand(pattern, post)
    if not made:
        return
    made = normal(made.lower() if post.generator.lower else made)
    if post.parts.language:
        yield normal(f"/{post.parts.language}{made}")
    yield made
    first = made.split("/")[1]
    if _LANGUAGE.fullmatch(first) and first != made.strip("/"):
        # the default language may be at the top
        yield normal(made.removeprefix(f"/{first}"))


def _beside(post: _Post, root: str, slug_key: str) -> str:
    """The address of a slug key that is a path: below the blog or section, elsewhere beside the page if relative."""
    folder = "" if post.parts.in_post_folder or slug_key.startswith("/") else _folder(post)
    folder = _section(post) if post.generator.slug_key == "section-path" else folder
    return re.sub(r"/{2,}", "/", f"{root}/{folder}/{slug_key.strip('/')}")


# -- patterns -------------------------------------------------------------------------------------------


def _pattern(post: _Post) -> str:
    """The pattern for a post: its own, or that of the nearest folder with one, else that of posts or other pages."""
    parts, generator = post.parts, post.generator
    if post.path in generator.patterns:
        return generator.patterns[post.path]
    stem = posixpath.splitext(posixpath.basename(post.path))[0].partition(".")[0]
    if stem == "_index":
        return generator.patterns.get(f"{posixpath.dirname(post.path)}/_index", "/{folder}/{slug}/")
    if not parts.folders and f"{parts.root}/." in generator.patterns:
        return generator.patterns[f"{parts.root}/."]
    own = _nearest(generator.patterns, post.path, parts.root) if generator.patterns else None
    pattern = own if own is not None else post.facts.permalink
    if own is None and generator.post_folders and not parts.in_post_folder:
        return "/{stem}"
    if generator.date_folders and parts.in_post_folder and not parts.date:
        return static_prefix(pattern) + "/{folder}/{slug}"
    return pattern


def _nearest(patterns: Mapping[str, str], path: str, root: str) -> str | None:
    for folder in ancestors(path):
        if folder in patterns:
            return patterns[folder]
    return patterns.get(root)


def static_prefix(pattern: str) -> str:
    """The text of a pattern before its first placeholder: "/blog"."""
    return re.split(r"[{:]", pattern, maxsplit=1)[0].rstrip("/")


def _expand(pattern: str, post: _Post) -> str:
    """A pattern with its placeholders replaced; "" when one has no value."""

    def fill(match: re.Match[str]) -> str:
        tokens = post.generator.tokens
        name = match[2] or (tokens.get(match[3], match[3]) if match[3] else tokens.get(match[1], ""))
        value = _VALUES.get(name)
        if value is None or (text := value(post)) is None:
            raise UnknownSlugError(match[0])
        return text

    try:
        made = _PLACEHOLDER.sub(fill, pattern)
    except UnknownSlugError:
        return ""
    return "" if "{" in made or not made else _rooted(re.sub(r"/{2,}", "/", made))


# -- paths ----------------------------------------------------------------------------------------------


def _split(path: str, generator: Generator) -> _Parts:
    outer, inside, root = _below_root(path, generator)
    folder, _, file = inside.rpartition("/")
    name, folders = posixpath.splitext(file)[0], tuple(folder.split("/")) if folder else ()
    in_posts = not generator.post_folders or root in generator.post_folders
    language = generator.languages.get(root, "")
    if match := _LANGUAGE_SUFFIX.search(name):
        language, name = match[1], name[: match.start()]
    if generator.docs_names and not in_posts:
        name, *folders_back = (_NUMBER_PREFIX.sub("", part) for part in (name, *folders))
        folders = tuple(folders_back)
    if generator.ordered_names:
        name, *folders_back = (_ORDER_PREFIX.sub("", part) for part in (name, *folders))
        folders = tuple(folders_back)
    is_index = name.lower() in INDEX or (generator.docs_names and not in_posts and name == "".join(folders[-1:]))
    if is_index:
        name, folders = (folders[-1], folders[:-1]) if folders else ("", ())
    date: tuple[str, ...] = ()
    if generator.date_folders and in_posts and (match := _DATE_IN_PATH.match("/".join((*folders, name)))):
        date, folders, name = (match[2], match[3], match[4]), (), match[1] + match[5]
    elif generator.date_prefix:
        name = _DATE_PREFIX.sub("", name)
    return _Parts(root, outer, folders, name, language, is_index, in_posts, date)


def _below_root(path: str, generator: Generator) -> tuple[tuple[str, ...], str, str]:
    """The folders above the generator's content folder, the path below it, and itself ("" when it is in none)."""
    for root in generator.roots:
        if path.startswith(f"{root}/"):
            return (), path[len(root) + 1 :], root
        before, found, after = path.partition(f"/{root}/")
        if found:
            # Jekyll: folders above _posts are categories and part of the address
            return (tuple(before.split("/")) if root.startswith("_") else ()), after, root
    if path.startswith("_"):  # a collection of Jekyll
        return (), path[1:], ""
    return (), path, ""


# -- the values of placeholders -------------------------------------------------------------------------


def _folder(post: _Post) -> str:
    return "/".join(post.slugged(part, "folder") for part in post.parts.folders)


def _section(post: _Post) -> str:
    return post.slugged(post.parts.folders[0], "folder") if post.parts.folders else ""


def _name(post: _Post) -> str:
    return post.slugged(post.parts.name, "name")


def _undated(post: _Post) -> str:
    """The name without its date; of an index with a date, that of its folder."""
    name = _DATE_PREFIX.sub("", post.parts.name)
    if name == "index" and post.parts.folders:
        name = _DATE_PREFIX.sub("", post.parts.folders[-1])
    return post.slugged(name, "name")


def _slug_key(post: _Post) -> str | None:
    if post.facts.slug is None or post.generator.slug_key == "ignored":
        return None
    return post.slugged(post.facts.slug.text.strip("/").rpartition("/")[2], "slug")


def _title(post: _Post) -> str | None:
    return (post.slugged(post.facts.title.text, "title") or None) if post.facts.title is not None else None


def _base(post: _Post) -> str:
    return post.slugged(post.parts.name, "slug")


def _slug(post: _Post) -> str | None:
    """The slug key, else the title where slugs come from it, else the file's name."""
    if (key := _slug_key(post)) is not None:
        return key
    titled = _title(post) if post.generator.title_slug and post.parts.in_post_folder else None
    return titled or _name(post)


def _raw_slug(post: _Post) -> str:
    return post.facts.slug.text if post.facts.slug is not None else post.parts.name


def _categories(post: _Post) -> str:
    names = [*post.parts.outer, *post.facts.categories]
    return "/".join(post.slugged(name, "category") for name in names) or post.generator.default_category


def _category(post: _Post) -> str:
    names = list(post.facts.categories)
    if post.generator.default_category:  # Pelican: the folder counts as a category
        names += [*post.parts.folders[-1:], post.generator.default_category]
    return post.slugged(names[0], "category") if names else ""


def _date(post: _Post, part: int) -> str | None:
    if post.parts.date:
        return post.parts.date[part]
    return post.facts.date.split("-")[part] if post.facts.date else None


def _short(text: str | None) -> str | None:
    return text.lstrip("0") if text else text


#: placeholder -> its value in the address of a post; None when that cannot be determined
_VALUES: Mapping[str, Callable[[_Post], str | None]] = {
    "folder": _folder,
    "section": _section,
    # Hugo: an inner folder is a section only if it has a page of its own
    "sections": lambda post: _section(post) if len(post.parts.folders) < 2 else None,
    "collection": lambda post: post.parts.root.rpartition("/")[2].removeprefix("_"),
    "path": lambda post: posixpath.splitext(_below_root(post.path, post.generator)[1])[0],
    "stem": lambda post: "/".join((*post.parts.folders, post.parts.name)),
    "name": _name,
    "base": _base,
    "undated": _undated,
    "slug": _slug,
    "slug_key": _slug_key,
    "title": _title,
    "slug_or_title": lambda post: key if (key := _slug_key(post)) is not None else _title(post),
    "slug_or_base": lambda post: key if (key := _slug_key(post)) is not None else _base(post),
    "jekyll_slug": lambda post: slug(_raw_slug(post), "jekyll-default"),
    "jekyll_name": lambda post: slug(posixpath.splitext(posixpath.basename(post.path))[0], "jekyll-default"),
    "jekyll_categories": lambda post: "/".join(
        slug(name, "jekyll-default") for name in (*post.parts.outer, *post.facts.categories)
    ),
    "ending": lambda post: ".html",
    "categories": _categories,
    "category": _category,
    "year": lambda post: _date(post, 0),
    "month": lambda post: _date(post, 1),
    "day": lambda post: _date(post, 2),
    "short_year": lambda post: (_date(post, 0) or "")[2:] or None,
    "i_month": lambda post: _short(_date(post, 1)),
    "i_day": lambda post: _short(_date(post, 2)),
}
#: the names of placeholders
PLACEHOLDERS = frozenset(_VALUES)
