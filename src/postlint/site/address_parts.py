"""The parts of a path and of a post that addresses are made of, and the values of placeholders in their patterns."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from postlint.data.patterns import lazy_pattern
from postlint.generators.generator import Generator
from postlint.generators.post_files import INDEX
from postlint.generators.slugs import slug
from postlint.records import NamedTuple
from postlint.site.facts import Facts

_LANGUAGE_SUFFIX = lazy_pattern(r"\.([a-z]{2}(?:-[a-z]{2,4})?)$", re.IGNORECASE)
_DATE_PREFIX = lazy_pattern(r"^\d{4}-\d\d?-\d\d?-")
#: a date anywhere in a path, in one name or in folders
_DATE_IN_PATH = lazy_pattern(r"^(.*)(\d{4})[-/](\d\d?)[-/](\d\d?)[-/]?(.*)$")
#: "01-intro", but no date or version ("2026-02-…", "7.0-…")
_NUMBER_PREFIX = lazy_pattern(r"^\d+\s*[-_.]+\s*(?=[^-_.\s\d])")
#: "1.intro" of Nuxt
_ORDER_PREFIX = lazy_pattern(r"^\d+\.(?!\d+(?:\.[\d.]*)?$)(?=.)")


class PathParts(NamedTuple):
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


class Addressed(NamedTuple):
    """All inputs of an address."""

    facts: Facts
    path: str
    parts: PathParts
    generator: Generator

    def slugged(self, text: str, what: str) -> str:
        return slug(text, self.generator.slugs.get(what, ""))


def split_path(path: str, generator: Generator) -> PathParts:
    """The parts of a path of content, relative to the site, as the generator takes it apart."""
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
    if generator.name_pattern and in_posts:
        folders, name = _named(posixpath.splitext(inside)[0], generator)
    if generator.date_folders and in_posts and (match := _DATE_IN_PATH.match("/".join((*folders, name)))):
        date, folders, name = (match[2], match[3], match[4]), (), match[1] + match[5]
    elif generator.date_prefix and (in_posts or posixpath.basename(root).startswith("_")):  # pages keep a date
        name = _DATE_PREFIX.sub("", name)
    return PathParts(root, outer, folders, name, language, is_index, in_posts, date)


def _named(path: str, generator: Generator) -> tuple[tuple[str, ...], str]:
    """The folders and the name of a post by Hexo's pattern for names: a path that does not match is slugged whole."""
    match = re.fullmatch(generator.name_pattern, path)
    *folders, name = match["title"].split("/") if match is not None else [slug(path, "hexo")]
    return tuple(folders), name


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


def folder_of(post: Addressed) -> str:
    """The folders below the root, as the address has them."""
    return "/".join(post.slugged(part, "folder") for part in post.parts.folders)


def _folders(post: Addressed) -> str:
    """The folders below the root, with that of an index file which has a slug: Nikola puts the slug below it."""
    parts = post.parts
    own = (parts.name,) if parts.is_index and _slug_key(post) is not None else ()
    return "/".join(post.slugged(part, "folder") for part in (*parts.folders, *own))


def section_of(post: Addressed) -> str:
    """The outermost folder below the root, as the address has it; "" for none."""
    return post.slugged(post.parts.folders[0], "folder") if post.parts.folders else ""


def _name(post: Addressed) -> str:
    return post.slugged(post.parts.name, "name")


def _undated(post: Addressed) -> str:
    """The name without its date; of an index with a date, that of its folder."""
    name = _DATE_PREFIX.sub("", post.parts.name)
    if name == "index" and post.parts.folders:
        name = _DATE_PREFIX.sub("", post.parts.folders[-1])
    return post.slugged(name, "name")


def _slug_key(post: Addressed) -> str | None:
    if post.facts.slug is None:
        keys = dict(post.facts.keys)
        # Docusaurus: the id of a page of the docs stands for its file's name, but for an index
        named = keys.get("named") or (None if post.parts.in_post_folder or post.parts.is_index else keys.get("id"))
        return post.slugged(named, "slug") if named else None
    if not post.generator.has_slug_key:
        return None
    whole = post.facts.slug.text.strip("/")
    if post.generator.slug_key == "inner-path":
        return "/".join(post.slugged(part, "slug") for part in whole.split("/"))
    return post.slugged(whole.rpartition("/")[2].removesuffix(".html"), "slug")


def _title(post: Addressed) -> str | None:
    return (post.slugged(post.facts.title.text, "title") or None) if post.facts.title is not None else None


def _base(post: Addressed) -> str:
    """The name of the file, or of the folder of an index, with its date."""
    parts = posixpath.splitext(post.path)[0].split("/")[-2 if post.parts.is_index else -1 :]
    date = _DATE_PREFIX.match(parts[0])
    return post.slugged(date[0] + post.parts.name if date and post.generator.date_prefix else post.parts.name, "slug")


def _slug(post: Addressed) -> str | None:
    """The slug key, else the title where slugs come from it, else the file's name."""
    if (key := _slug_key(post)) is not None:
        return key
    titled = _title(post) if post.generator.title_slug and post.parts.in_post_folder else None
    return titled or _name(post)


def _raw_slug(post: Addressed) -> str:
    return post.facts.slug.text if post.facts.slug is not None else post.parts.name


def _categories(post: Addressed) -> str:
    return "/".join(_set(post, lambda name: post.slugged(name, "category"))) or post.generator.default_category


def _set(post: Addressed, written: Callable[[str], str]) -> Iterable[str]:
    """The categories of a post as they are written in addresses, those of its folders first, each once (Jekyll)."""
    return dict.fromkeys(map(written, (*post.parts.outer, *post.facts.categories)))


def _category(post: Addressed) -> str:
    names = list(post.facts.categories)
    if post.generator.default_category:  # Pelican: the folder counts as a category
        names += [*post.parts.folders[-1:], post.generator.default_category]
    return post.slugged(names[0], "category") if names else ""


def _date(post: Addressed, part: int) -> str | None:
    if post.parts.date:
        return post.parts.date[part]
    return post.facts.date.split("-")[part] if post.facts.date else None


def _short(text: str | None) -> str | None:
    return text.lstrip("0") if text else text


#: placeholder -> its value in the address of a post; None when that cannot be determined
VALUES: Mapping[str, Callable[[Addressed], str | None]] = {
    "folder": folder_of,
    "folders": _folders,
    "section": section_of,
    # Hugo: an inner folder is a section only if it has a page of its own
    "sections": lambda post: section_of(post) if len(post.parts.folders) < 2 else None,
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
    "slug_or_stem": lambda post: key if (key := _slug_key(post)) is not None else VALUES["stem"](post),
    "slug_or_base": lambda post: key if (key := _slug_key(post)) is not None else post.slugged(post.parts.name, "slug"),
    "jekyll_slug": lambda post: slug(_raw_slug(post), "jekyll-default"),
    "jekyll_name": lambda post: slug(posixpath.splitext(posixpath.basename(post.path))[0], "jekyll-default"),
    "jekyll_categories": lambda post: "/".join(_set(post, lambda name: slug(name, "jekyll-default"))),
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
PLACEHOLDERS = frozenset(VALUES)
