"""Resolves the target of a link or image: to a post, a file, "missing", or "unknown" when it cannot be determined.

A wrong "broken link" is worse than a missed one. So a target is "missing" only when every reading of it leads to a
place of which all files are known, and nothing is there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from postlint.data.patterns import lazy_pattern
from postlint.generators.post_files import POST_ENDINGS, bare_path, link_base
from postlint.generators.presets import GENERIC
from postlint.generators.static_files import has_alias, served, static_files
from postlint.site.addresses import ancestors, normal, static_prefix
from postlint.site.facts import Target
from postlint.site.files import folded

if TYPE_CHECKING:
    from postlint.site.site import Site

#: a plain path, which no generator treats specially
_PLAIN_PATH = lazy_pattern(r"[\w/.-]*(?:#[\w-]*)?$")
_HOST = lazy_pattern(r"(?:https?:)?//", re.IGNORECASE)
#: Hugo's ref, Jekyll's link and post_url, Hexo's post_link: the name of a post
_BY_NAME = lazy_pattern(
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"'`]?(?P<ref>[^\"'`>%\s]+)[\"'`]?[^>%]*[>%]\}\}"
    r"|\{%-?\s*(?P<tag>link|post_url|post_link)\s+(?P<name>[^\s%]+)[^%]*%\}"
)
#: template tags for the address of the site itself
_OWN_ADDRESS = lazy_pattern(r"^\{\{-?\s*(?:site\.(?:baseurl|url)|\.Site\.BaseURL|base_url)\s*-?\}\}/?")
#: ``{{ '/path' | relative_url }}``
_FILTERED = lazy_pattern(r"^\{\{-?\s*[\"'](?P<path>[^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url|url)\s*-?\}\}$")
_PELICAN = lazy_pattern(r"^[{|](?P<kind>filename|static|attach|index|tag|category|author)[}|](?P<path>.*)$")
_TEMPLATE = lazy_pattern(r"\{[{%<]|\$\{|<%|^[{|]|\}\}|\ufffc|^[`\"“”„«‘’']")
_ASSET_ENDING = lazy_pattern(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)


class Resolution(NamedTuple):
    """`state` is post, file, known (the address exists, but is no post), missing or unknown.

    `path` is that of the post or file, `fragment` the text after ``#``, `address` the address that was resolved.
    """

    state: str
    path: str = ""
    fragment: str = ""
    address: str = ""


UNKNOWN = Resolution("unknown")


def resolve(site: Site, source: str, target: Target) -> Resolution:
    """Resolve a target of the post `source`."""
    decidable = target.kind != "tag"
    if not target.url.startswith(("/", "http")) or site.generator.own_language or site.generator.rooted_in_post:
        return _resolve(site, source, target.url, decidable)
    # the resolution of an absolute target does not depend on its post
    found = site.resolved.get((target.url, decidable))
    if found is None:
        found = site.resolved[target.url, decidable] = _resolve(site, source, target.url, decidable)
    return found


def _resolve(site: Site, source: str, url: str, decidable: bool) -> Resolution:
    """Resolve a URL; only with `decidable` it may be "missing"."""
    url = url.strip()
    if not _PLAIN_PATH.match(url):
        named = _BY_NAME.search(url)
        if named and not url[: named.start()].replace("{{ site.baseurl }}", "").strip():
            return _by_name(site, source, named, url[named.end() :])
        if site.generator.certain and site.generator.name != "pelican" and _PELICAN.match(url):
            return Resolution("missing", address=url) if decidable else UNKNOWN  # left from another generator
        url = _plain(url)
        if not url or _TEMPLATE.search(url) or re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", url, re.IGNORECASE):
            return UNKNOWN
    path, _, fragment = url.partition("#")
    path = path.partition("?")[0]
    if not path:
        return Resolution("post", source, unquote(fragment)) if url.startswith("#") else UNKNOWN
    if _HOST.match(path):
        path = site.local(url)
        if not path:
            return UNKNOWN
        decidable = decidable and not _is_elsewhere(site, path)
    found = _page_or_file(site, source, unquote(path), decidable)
    return found._replace(fragment=unquote(fragment)) if fragment else found


def _is_elsewhere(site: Site, path: str) -> bool:
    """Whether an asset on the site's host is in a folder that the site does not have: the host has other files."""
    if not _ASSET_ENDING.search(path) or path.lower().endswith((".html", ".htm", *POST_ENDINGS)):
        return False
    return not any(map(site.files.has_folder_of, served(site.generator, path)))


def _plain(url: str) -> str:
    """The target without template tags for the site's own address, and without the markers of Pelican and Zola."""
    if match := _FILTERED.match(url):
        return "/" + match["path"].lstrip("/")
    url = _OWN_ADDRESS.sub("/", url)
    if match := _PELICAN.match(url):
        return match["path"] if match["kind"] in ("filename", "static", "attach") else ""
    return url


# -- by name --------------------------------------------------------------------------------------------


def _by_name(site: Site, source: str, match: re.Match[str], rest: str) -> Resolution:
    """A post that the generator looks up; it stops the build when there is none."""
    name, _, fragment = (match["ref"] or match["name"]).partition("#")
    fragment = fragment or rest.removeprefix("#") if rest.startswith("#") or not rest else fragment
    if match["name"] and re.search(r"[{}]|\|", name):
        return UNKNOWN
    if not name:
        return Resolution("post", source, fragment)
    if match["tag"] == "link":
        path = name.lstrip("/")
        state = "post" if path in site.posts else "file" if path in site.files else "missing"
        return Resolution(state, path, fragment, name)
    for path in _posts_called(site, source, name, posts_only=bool(match["tag"])):
        return Resolution("post" if path in site.posts else "file", path, fragment, name)
    if name.startswith("/") and (listing := _page(site, site.local(name))) is not None:  # the home page, a section
        return listing._replace(fragment=fragment)
    return Resolution("missing", "", fragment, name) if site.generator.certain else UNKNOWN


def _posts_called(site: Site, source: str, name: str, *, posts_only: bool) -> Iterator[str]:
    """Files that Hugo's ref or Jekyll's post_url may mean: by path from the post or a content folder, or by name."""
    stem = re.sub(r"(?:/_?index)?(?:\.[a-z]{2}(?:-[a-z]+)?)?(?:\.(?:mdx?|markdown|html))?$", "", name.rstrip("/"))
    near = posixpath.normpath(posixpath.join(posixpath.dirname(source), stem.lstrip("/")))
    wanted = stem.strip("/").lower()
    for bare, path in site.files.by_stem.get(posixpath.basename(wanted), ()):
        if bare == near.lower() or bare == wanted or bare.endswith("/" + wanted):
            yield path


# -- by path --------------------------------------------------------------------------------------------


def _page_or_file(site: Site, source: str, path: str, decidable: bool) -> Resolution:
    """Resolve a path; only with `decidable` it may be "missing"."""
    if path.startswith("/"):
        prefix = site.language_prefix(source) if site.generator.own_language else ""
        for address in dict.fromkeys((normal(f"{prefix}{site.local(path)}"), site.local(path))):
            if found := _page(site, address):
                return found
    candidates, pages = [], []
    for candidate in _files(site, source, path):
        if candidate in site.files:
            return Resolution("post" if candidate in site.posts else "file", candidate, address=path)
        candidates.append(candidate)
    for address in _addresses(site, source, path):
        if found := _page(site, address):
            return found
        pages.append(address)
    return (
        Resolution("missing", address=path)
        if decidable and _decided(site, source, path, candidates, pages)
        else UNKNOWN
    )


def _files(site: Site, source: str, path: str) -> Iterator[str]:
    """The files that a target may mean, most likely first."""
    tails = ["", *POST_ENDINGS, "/index.md", "/index.mdx", "/_index.md", "/index.html", "/README.md", ".html"]
    if posixpath.splitext(path)[1].lower() in POST_ENDINGS or _ASSET_ENDING.search(path):
        tails = [""]
    own = site.addresses[source][:1]
    base = link_base(own[0], source, site.posts[source].permalink) if own else None
    for file in static_files(
        site.generator,
        source,
        site.below_base(path),
        base=base,
        inner_folders=lambda folder: site.files.inner_folders[folder],
    ):
        plain = posixpath.normpath(file)
        if plain.startswith(".."):
            continue
        yield from (plain + tail for tail in tails)
    yield from _beside_pages(site, path, base)


def _beside_pages(site: Site, path: str, base: str | None) -> Iterator[str]:
    """The file beside the index file that has the address of the target's folder: it is served beside the page."""
    if not path.startswith("/") and base is None:
        return
    address = posixpath.normpath(posixpath.join("/", base or "/", site.below_base(path)))
    owner = site.by_address.get(normal(posixpath.dirname(address)))
    if owner is not None and bare_path(owner) == posixpath.dirname(owner):
        yield posixpath.join(posixpath.dirname(owner), posixpath.basename(address))


def _joined(site: Site, source: str, own: str, path: str) -> str:
    """The address that a browser makes of a relative target on the page `own`."""
    return posixpath.normpath(posixpath.join("/", link_base(own, source, site.posts[source].permalink), path))


def _addresses(site: Site, source: str, path: str) -> Iterator[str]:
    """The addresses, in normal form, that a target may mean."""
    if path.startswith("/"):
        yield site.local(path)
    elif not path.startswith("@"):
        for own in site.addresses[source]:
            yield normal(_joined(site, source, own, path))


def _page(site: Site, address: str) -> Resolution | None:
    """The post or page at an address; None if there is none."""
    if address in site.by_address:
        return Resolution("post", site.by_address[address], address=address)
    if address == "/" or address in site.listings or site.leads_on(address):
        return Resolution("known", address=address)
    if not site.generator.certain and (owner := site.slug_owner(address)) is not None:
        return Resolution("post", owner, address=address)
    return None


# -- whether a target is surely missing -----------------------------------------------------------------


def _decided(site: Site, source: str, path: str, candidates: list[str], pages: list[str]) -> bool:
    """Whether every reading of the target, as a file or a page, leads to a place of which all files are known."""
    if any(map(site.unseen.covers, (*_own_files(candidates), *_sources(site, pages)))):
        return False
    if any(_is_unlisted(site, one) for one in candidates) or site.files.called(_made_of(path)):
        return False
    name = posixpath.basename(path.rstrip("/"))
    if site.generator.changes_targets and re.sub(r"\.(?:html?|mdx?)$", "", name.lower()) in site.slug_ends:
        return False
    if path.lower().endswith(POST_ENDINGS):
        return _file_decided(site, source, path, candidates)
    if _ASSET_ENDING.search(name) and not name.lower().endswith((".html", ".htm")):
        return _file_decided(site, source, path, candidates) and not _page_decided_otherwise(site, name)
    if path.startswith("@"):
        return False
    relative_by_address = site.generator.certain
    return bool(pages) and (path.startswith("/") or relative_by_address) and all(
        _page_decided(site, address) for address in pages
    )  # fmt: skip


def _is_unlisted(site: Site, path: str) -> bool:
    """Whether a path leads through a hidden folder, of which the files are not listed, unless they are served."""
    if _HIDDEN.search(path) is None:
        return False
    return not any(path.startswith(f"{root}/") for root in site.generator.static if root.startswith("."))


#: a hidden folder, neither "." nor ".."
_HIDDEN = lazy_pattern(r"(?:^|/)\.[^./][^/]*/")


def _made_of(path: str) -> str:
    """The name of the file in double size from which a build makes one: ``loaf@2x.png``."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    return f"{stem}@2x{ending}"


def _own_files(candidates: list[str]) -> Iterator[str]:
    """The files among candidates; without `.html`, which is an address that a build makes from a page."""
    return (file for file in candidates if not file.endswith((".html", ".htm")))


def _sources(site: Site, pages: list[str]) -> Iterator[str]:
    """The files from which a build would make the pages at some addresses."""
    generator = site.generator
    below = [(root, "/") for root in generator.roots or ("",)]
    below += [(folder, fixed) for folder, pattern in generator.patterns.items() if (fixed := static_prefix(pattern))]
    for address in pages:
        for root, prefix in below:
            if f"{address}/".startswith(f"{prefix.rstrip('/')}/"):
                path = posixpath.join(root, address[len(prefix) :].strip("/"))
                yield from (path + tail for tail in (".md", ".mdx", "/index.md", "/_index.md"))


def _is_at_top(site: Site, path: str) -> bool:
    """Whether a file of this name is in a folder at the top that a build may copy to where nothing is served from."""
    served_whole = "." in site.generator.static
    return not served_whole and site.files.ends_with(path) and any(
        f"{folder}{path}" in site.files for folder in site.files.top_folders - set(site.generator.static)
    )  # fmt: skip


def _file_decided(site: Site, source: str, path: str, candidates: list[str]) -> bool:
    """Whether it is a relative path that stays in the site, or an absolute one into an existing static folder."""
    if not candidates:
        return False
    if path.startswith(("@", "~", "$")):  # aliases of folders; those of the site's own code are unknown
        return has_alias(site.generator, path) and any(map(site.files.has_folder_of, candidates))
    if not path.startswith("/"):
        if _is_placed_by_code(site, source, path):
            return False
        if not site.complete and not site.files.others and not path.lower().endswith(POST_ENDINGS):
            return False  # a folder of posts only was named: its images are elsewhere
        # "../assets/x.png" may be in an unknown part of the site
        return site.complete or not path.startswith("../") or site.files.has_folder_of(candidates[0])
    path = re.sub(r"/{2,}", "/", path)
    if site.files.ends_with(path) if path.count("/") > 1 else _is_at_top(site, path):
        return False  # a theme, a mount or a plugin may serve the file from the other folder
    path = site.below_base(path)
    first = path.strip("/").split("/")[0]
    for root, prefix in site.generator.static.items():
        if not path.startswith(prefix):
            continue
        if root != "." and root in site.files.folders:
            return True
        if root == "." and "/" in path.strip("/") and first in site.files.folders:
            return True
    return path.lower().endswith(POST_ENDINGS) and any(map(site.files.has_folder_of, candidates))


def _is_placed_by_code(site: Site, source: str, path: str) -> bool:
    """Whether the site's own code may take a relative file from a folder elsewhere: `public/posts/<post>/x.png`.

    Where no generator is known, from any folder.
    """
    if site.generator.certain or posixpath.splitext(path)[1].lower() in POST_ENDINGS:
        return False
    name = posixpath.normpath(path)
    folder = "" if site.generator.name == GENERIC else "/" + posixpath.basename(bare_path(source))
    return not name.startswith("..") and site.files.ends_with(f"{folder}/{name}")


_MADE_ENDINGS = (".xml", ".rss", ".atom", ".json", ".js", ".css", ".txt", ".ics", ".php")


def _page_decided_otherwise(site: Site, name: str) -> bool:
    """Whether such a file may be generated: a feed, a script, an image drawn by code."""
    stem, ending = posixpath.splitext(name.lower())
    if name.lower() in site.files.page_names or ending in _MADE_ENDINGS:
        return True
    return stem in site.files.page_names and ending not in (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def _page_decided(site: Site, address: str) -> bool:
    if site.is_generated(address) or posixpath.basename(address).lower() in site.files.page_names:
        return False
    if site.has_other_formats:
        return False  # their slugs are not known
    if not site.generator.certain and posixpath.basename(address) in site.by_slug:
        return False  # the site's own code may show one of these posts there
    if not site.generator.certain and not site.files.data_names.isdisjoint(map(folded, address.split("/"))):
        return False  # the site's own code may make pages from data
    if site.is_dated and re.match(r"/(?:19|20)\d\d/", address):
        return True
    return any(above in site.sections for above in ancestors(address))
