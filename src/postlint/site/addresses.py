"""Computes the address of a post from its path and facts, as its generator does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_values import LONGEST_ADDRESS
from postlint.generators.generator import Generator, is_in
from postlint.generators.post_files import bare_path
from postlint.generators.slugs import UnknownSlugError, without_accents
from postlint.parse.hosts import path_of_url
from postlint.site.address_parts import VALUES, Addressed, folder_of, section_of, split_path
from postlint.site.facts import Facts

_LANGUAGE = lazy_pattern(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
#: an address that needs no normalisation, except for a slash at its end
_PLAIN = lazy_pattern(r"[\w/-]*")
#: ``{name}`` of presets, ``:name`` of configurations, ``{{ name }}`` of templates
_PLACEHOLDER = lazy_pattern(r"\{\{-?\s*([\w.]+)\s*-?\}\}|\{(\w+)\}|:(\w+(?:\[[^]]*\])?)(?::(?!\w))?")


def normal(url: str) -> str:
    """The normal form of an address: decoded, without query, ``index.html``, ``.html`` and the slash at its end."""
    if _PLAIN.fullmatch(url) and "//" not in url:
        return url.rstrip("/") or "/"
    path = unquote(written(url.split("#", 1)[0].split("?", 1)[0], _KEPT))
    path = re.sub(r"/{2,}", "/", path)
    path = re.sub(r"(?:/index)?\.html?$", "", path)
    return path.rstrip("/") or "/"


#: signs that are no part of an address as it is written, and their form in one; it stays in the normal form
_KEPT = {"%23": "%2523", "%3F": "%253F", "%3f": "%253F"}
_SIGNS = {"#": "%23", "?": "%3F"}


def written(path: str, forms: Mapping[str, str] = _SIGNS) -> str:
    """A path as an address is written: with ``%23`` for ``#``, which would end it."""
    for sign, form in forms.items():
        path = path.replace(sign, form)
    return path


def ancestors(address: str) -> Iterator[str]:
    """The addresses above one, without the root: of /a/b/c, /a/b and /a; of ///a, none."""
    while address := posixpath.dirname(address).rstrip("/"):
        yield address


def base_of_links(facts: Facts, path: str, generator: Generator, own: str) -> str:
    """The base of relative links on the page of a post at the address `own`: that where it is a folder, else the one
    above.
    """
    if generator.address_as_written and facts.address is not None and facts.address.text:
        is_folder = facts.address.text.endswith("/")
    else:
        is_folder = facts.permalink.endswith("/") or bare_path(path) == posixpath.dirname(path)
    return own if is_folder else posixpath.dirname(own)


def slug_of(facts: Facts, path: str, generator: Generator) -> str:
    """The last part of a post's address, from its slug key or the file's name."""
    if facts.slug is not None and generator.has_slug_key:
        return facts.slug.text.strip("/").rpartition("/")[2]
    return split_path(path, generator).name


def addresses(facts: Facts, path: str, generator: Generator) -> list[str]:
    """The addresses of a post at `path` (relative to the site), normal form; the first is the main one.

    Empty when they cannot be determined: a template makes them, or the pattern needs a date that the post lacks; and
    for a file outside of the folders that have pages.
    """
    if generator.rendered and not is_in(path, generator.rendered):
        return []
    if facts.address is not None:
        given = path_of_url(facts.address.text)
        if "?" in facts.address.text:
            return []  # the number of a post in WordPress: "/?p=199"
        if not given or re.search(r"\{%|\$\{", given):
            return []
        if not (":" in given or "{" in given):
            return [normal(_own(given, path, generator))]
        made = _expand(given, Addressed(facts, path, split_path(path, generator), generator))
        return [normal(made)] if made else []
    if not facts.permalink and not generator.certain:
        return []
    return list(dict.fromkeys(_made(Addressed(facts, path, split_path(path, generator), generator))))


def _own(given: str, path: str, generator: Generator) -> str:
    """The address that a post gives itself, from the root of the site."""
    if not given.startswith("."):
        return _rooted(given)
    parts = split_path(path, generator)
    around = [*parts.folders, *([parts.name] if parts.is_index else [])] if generator.relative_address else []
    joined = posixpath.normpath(posixpath.join("/", *around, given))
    return f"{joined}/" if given.endswith("/") else joined


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _made(post: Addressed) -> Iterator[str]:
    pattern = _pattern(post)
    is_path = post.generator.slug_key in ("path", "section-path") and "slug" in pattern
    if is_path and post.facts.slug is not None:
        made = _beside(post, static_prefix(pattern), post.facts.slug.text)
    else:
        made = _expand(pattern, post)
    if not made:
        return
    made = without_accents(made) if post.generator.removes_accents else made
    made = normal(made.lower() if post.generator.lower else made)
    if post.parts.language:
        yield normal(f"/{post.parts.language}{made}")
    yield made
    first = made.split("/")[1]
    if _LANGUAGE.fullmatch(first) and first != made.strip("/"):
        # the default language may be at the top
        yield normal(made.removeprefix(f"/{first}"))


def _beside(post: Addressed, root: str, slug_key: str) -> str:
    """The address of a slug key that is a path: below the blog or section, elsewhere beside the page if relative."""
    folder = "" if post.parts.in_post_folder or slug_key.startswith("/") else folder_of(post)
    if post.generator.slug_key == "section-path" and post.parts.root not in post.generator.patterns:
        folder = section_of(post)
    made = re.sub(r"/{2,}", "/", f"{root}/{folder}/{slug_key.strip('/')}")
    return posixpath.normpath(made) if "./" in slug_key else made


def has_slash(facts: Facts, path: str, generator: Generator) -> bool:
    """Whether the address of a post ends with a slash as its generator writes it: Hugo puts one to each of a page."""
    given = facts.address.text if facts.address is not None else ""
    if given.endswith("/") or (given and generator.address_as_written):
        return given.endswith("/")
    pattern = _pattern(Addressed(facts, path, split_path(path, generator), generator))
    return pattern.endswith("/") or (facts.permalink.endswith("/") and not posixpath.splitext(pattern)[1])


# -- patterns -------------------------------------------------------------------------------------------


def _pattern(post: Addressed) -> str:
    """The pattern for a post: its own, or that of the nearest folder with one, else that of posts or other pages."""
    parts, generator = post.parts, post.generator
    patterns = generator.language_patterns.get(parts.language.lower(), generator.patterns)
    if post.path in patterns:
        return patterns[post.path]
    stem = posixpath.splitext(posixpath.basename(post.path))[0].partition(".")[0]
    if stem == "_index":
        return patterns.get(f"{posixpath.dirname(post.path)}/_index", "/{folder}/{slug}/")
    if not parts.folders and f"{parts.root}/." in patterns:
        return patterns[f"{parts.root}/."]
    if generator.translations and dict(post.facts.keys).get("lang", "") not in ("", generator.header_language):
        return _nearest(generator.translations, post.path, "") or ""
    own = _nearest(patterns, post.path, parts.root) if patterns else None
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


def placeholders(patterns: Iterable[str]) -> list[str]:
    """The names in patterns that may be those of front matter keys."""
    matches = [match for pattern in patterns for match in _PLACEHOLDER.finditer(pattern)]
    return list(dict.fromkeys(match[1] or match[2] or match[3] for match in matches))


def _expand(pattern: str, post: Addressed) -> str:
    """A pattern with its placeholders replaced; "" when one has no value, and when the address would be endless."""
    room = LONGEST_ADDRESS

    def fill(match: re.Match[str]) -> str:
        nonlocal room
        tokens = post.generator.tokens
        name = match[2] or (tokens.get(match[3], match[3]) if match[3] else tokens.get(match[1], ""))
        value = VALUES.get(name)
        text = value(post) if value is not None else dict(post.facts.keys).get(match[1] or name)
        if text is None or len(text) > room:
            raise UnknownSlugError(match[0])
        room -= len(text)
        return written(text)

    try:
        made = _PLACEHOLDER.sub(fill, pattern)
    except UnknownSlugError:
        return ""
    return "" if "{" in made or not made else _rooted(re.sub(r"/{2,}", "/", made))
