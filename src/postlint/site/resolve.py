"""Resolves the target of a link or image: to a post, a file, "missing", or "unknown" when it cannot be determined.

A wrong "broken link" is worse than a missed one. So a target is "missing" only when every reading of it leads to a
place of which all files are known, and nothing is there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postlint.data.patterns import lazy_pattern
from postlint.generators.generator import is_in
from postlint.generators.post_files import OTHER_TEXTS, POST_ENDINGS, bare_path
from postlint.generators.static_files import served, static_files
from postlint.records import NamedTuple
from postlint.site.addresses import ancestors, base_of_links, normal, written
from postlint.site.missing import ASSET_ENDING, is_asset, is_decided, sources
from postlint.site.packed import Target
from postlint.site.page_types import is_generated

if TYPE_CHECKING:
    from postlint.site.site import Site

#: a plain path, which no generator treats specially
_PLAIN_PATH = lazy_pattern(r"[\w/.-]*(?:#[\w-]*)?$")
_HOST = lazy_pattern(r"(?:https?:)?//", re.IGNORECASE)
#: Hugo's ref, Jekyll's link and post_url, Hexo's post_link: the name of a post
_BY_NAME = lazy_pattern(
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:(?:[^>%]*?\s)?path=)?"
    r"(?:(?P<quote>\\?[\"']|`)(?P<quoted>[^\n]+?)(?P=quote)|(?P<ref>[^\"'`>%\s]+))[^>%]*[>%]\}\}"
    r"|\{%-?\s*(?P<tag>link|post_url|post_link)\s+(?:(?P<mark>[\"'])(?P<called>[^\"'\n%]+)(?P=mark)[^%]*"
    r"|(?P<name>[^\n%]+?)\s*-?)%\}"
)
#: template tags for the address of the site itself
_OWN_ADDRESS = lazy_pattern(r"^\{\{-?\s*(?:site\.(?:baseurl|url)|\.Site\.BaseURL|base_url)\s*-?\}\}/?")
#: ``{{ '/path' | relative_url }}``
_FILTERED = lazy_pattern(r"^\{\{-?\s*[\"'](?P<path>[^\"']+)[\"']\s*\|\s*(?:relative_url|absolute_url|url)\s*-?\}\}$")
_MARKER = lazy_pattern(r"^[{|](?P<kind>filename|static|attach|index|tag|category|author)[}|](?P<path>.*)$")
_TEMPLATE = lazy_pattern(r"\{[{%<]|\$\{|<%|^[{|]|\}\}|\ufffc|^[`\"“”„«‘’']|^%.*%$")


class Resolution(NamedTuple):
    """`state` is post, file, known (the address exists, but is no post), missing or unknown.

    `path` is that of the post or file, `fragment` the text after ``#``, `address` the address that was resolved.
    `by_name`: only the last name of the address is that of the post; another page may have it, too.
    """

    state: str
    path: str = ""
    fragment: str = ""
    address: str = ""
    by_name: bool = False


UNKNOWN = Resolution("unknown")


def resolve(site: Site, source: str, target: Target) -> Resolution:
    """Resolve a target of the post `source`."""
    decidable = target.kind != "tag"
    if site.generator.fields_from_root and target.kind == "field" and target.url.startswith("./"):
        beside = _resolve(site, source, target.url, decidable)
        # themes make an address of it without the dots
        from_root = _resolve(site, source, target.url[1:], decidable) if beside.state == "missing" else beside
        return from_root if from_root.state == "file" else beside
    if target.kind == "shortcode" and _is_beside_content(site, target.url):
        return UNKNOWN  # Hugo looks in `assets`, too
    if not target.url.startswith(("/", "http")) or site.generator.own_language or site.generator.rooted_in_post:
        return _resolve(site, source, target.url, decidable)
    # the resolution of an absolute target does not depend on its post
    found = site.resolved.get((target.url, decidable))
    if found is None:
        found = site.resolved[target.url, decidable] = _resolve(site, source, target.url, decidable)
    return found


def _is_beside_content(site: Site, url: str) -> bool:
    """Whether a file outside of the folders of content has a path that ends with a relative one."""
    if url.startswith("/"):
        return False
    files = (file for file in site.files.called(posixpath.basename(url)) if f"/{file}".endswith(f"/{url}"))
    return not all(is_in(file, site.generator.roots) for file in files)


def _resolve(site: Site, source: str, url: str, decidable: bool) -> Resolution:
    """Resolve a URL; only with `decidable` it may be "missing"."""
    url = url.strip()
    if site.generator.raw_targets:
        url = url.replace("\\", "/")  # as browsers read it
        if "..." in url:
            return UNKNOWN  # a backslash before a dot was taken for an escape
    if any(url.startswith(one[:-1]) if one.endswith("*") else url == one for one in site.generator.own_targets):
        return UNKNOWN
    if not _PLAIN_PATH.match(url):
        named = _BY_NAME.search(url)
        if named and not url[: named.start()].replace("{{ site.baseurl }}", "").strip():
            return _by_name(site, source, named, url[named.end() :])
        if site.generator.certain and not site.generator.link_markers and _MARKER.match(url):
            return Resolution("missing", address=url) if decidable else UNKNOWN  # left from another generator
        url = _plain(url)
        if not url or _TEMPLATE.search(url) or re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", url, re.IGNORECASE):
            return UNKNOWN
    path, _, fragment = url.partition("#")
    path = path.partition("?")[0]
    if not path:
        return Resolution("post", source, unquote(fragment)) if url.startswith("#") else UNKNOWN
    if "://" in path and not _HOST.match(path):
        return UNKNOWN  # an address with a mark of the site's own before it: ``*https://…``
    if _HOST.match(path):
        path = site.local(url)
        if not path:
            return UNKNOWN
        decidable = decidable and not _is_elsewhere(site, path)
    found = _page_or_file(site, source, unquote(path), decidable)
    if found.state == "missing" and "%" in path:
        # some hosts look for a file by the name as it is written
        written_out = _page_or_file(site, source, path, decidable)
        found = written_out if written_out.state == "file" else found
    return found._replace(fragment=unquote(fragment)) if fragment else found


def _is_elsewhere(site: Site, path: str) -> bool:
    """Whether an asset on the site's host is in a folder that the site does not have: the host has other files."""
    return is_asset(path) and not any(map(site.files.has_folder_of, served(site.generator, path)))


def _plain(url: str) -> str:
    """The target without template tags for the site's own address, and without the markers of Pelican and Zola."""
    if match := _FILTERED.match(url):
        return "/" + match["path"].lstrip("/")
    url = _OWN_ADDRESS.sub("/", url)
    if match := _MARKER.match(url):
        return match["path"] if match["kind"] in ("filename", "static", "attach") else ""
    return url


# -- by name --------------------------------------------------------------------------------------------


def _by_name(site: Site, source: str, match: re.Match[str], rest: str) -> Resolution:
    """A post that the generator looks up; it stops the build when there is none."""
    called = match["quoted"] or match["ref"] or match["called"] or match["name"]
    if match["name"] and match["tag"] == "post_link":  # what follows is the text; Jekyll takes all for the name
        called = called.split()[0]
    name, _, fragment = called.partition("#")
    fragment = unquote(fragment or rest.removeprefix("#") if rest.startswith("#") or not rest else fragment)
    if match["name"] and re.search(r"[{}]|\|", name):
        return UNKNOWN
    if not name:
        return Resolution("post", source, fragment)
    if match["tag"] == "link":
        path = name.lstrip("/")
        state = "post" if path in site.posts else "file" if path in site.files else "missing"
        return Resolution(state, path, fragment, name)
    for path in _posts_called(site, source, name):
        return Resolution("post" if path in site.posts else "file", path, fragment, name)
    if name.startswith("/") and (listing := _page(site, site.local(name))) is not None:  # the home page, a section
        return listing._replace(fragment=fragment)
    # the page of a tag has no file
    decided = site.generator.certain and not is_generated(name) and not _is_brought(site, name)
    return Resolution("missing", "", fragment, name) if decided else UNKNOWN


#: the end of a name that says no more than the name of its folder, its language and its format
_ENDINGS = "|".join(map(re.escape, (*POST_ENDINGS, ".html", *OTHER_TEXTS)))
_END = lazy_pattern(rf"(?:/_?index)?(?:\.[a-z]{{2}}(?:-[a-z]+)?)?(?:{_ENDINGS})?$")


def _posts_called(site: Site, source: str, name: str) -> Iterator[str]:
    """Files that Hugo's ref or Jekyll's post_url may mean: by path from the post or a content folder, or by name."""
    stem = _END.sub("", name.rstrip("/"))
    if stem in ("index", "_index"):
        stem = "."  # the page of the folder itself
    near = posixpath.normpath(posixpath.join(posixpath.dirname(source), stem.lstrip("/")))
    wanted, own = stem.strip("/").lower(), site.language_prefix(source)
    name = posixpath.basename(wanted)
    key = posixpath.basename(near).lower() if name in ("", ".", "..") else name
    others = (one for one in site.files.pages_by_stem.get(key, ()) if one[1].startswith(_below_roots(site)))
    found = [*site.files.by_stem.get(key, ()), *others]
    # the page in the language of the post comes first, then the one without a language
    for bare, path in sorted(found, key=lambda one: ((it := site.language_prefix(one[1])) != own, it)):
        if bare == near.lower() or bare == wanted or bare.endswith("/" + wanted):
            yield path


def _looked_up(site: Site, source: str, name: str) -> Iterator[str]:
    """The pages that Hugo's own layout for links may find by a path: that of a bundle counts from the folder around it.

    But a path with an ending counts from within the bundle where it begins with ``../``.
    """
    name = name.removeprefix("./")
    stem, folder = _END.sub("", name.rstrip("/")), posixpath.dirname(source)
    within = name.startswith("../") and name.lower().endswith(POST_ENDINGS)
    if posixpath.basename(source).startswith("index.") and not within:
        folder = posixpath.dirname(folder)
    folders = (*site.generator.roots, *(() if name.startswith("/") else (folder,)))
    for path in (posixpath.normpath(posixpath.join(one, stem.lstrip("/"))).lower() for one in folders):
        yield from (file for bare, file in site.files.by_stem.get(posixpath.basename(path), ()) if bare == path)


def _below_roots(site: Site) -> tuple[str, ...]:
    """How the paths of files in the folders of posts begin."""
    return tuple(f"{root}/" for root in site.generator.roots)


# -- by path --------------------------------------------------------------------------------------------


def _page_or_file(site: Site, source: str, path: str, decidable: bool) -> Resolution:
    """Resolve a path; only with `decidable` it may be "missing"."""
    if path.startswith("/"):
        prefix = site.language_prefix(source) if site.generator.own_language else ""
        local = site.local(written(path))
        for address in dict.fromkeys((normal(f"{prefix}{local}"), local)):
            if found := _page(site, address):
                return found
    candidates, pages = [], list(_addresses(site, source, written(path)))
    is_address = re.search(r"(?:^|/)\.{0,2}$", path) is not None
    if is_address and (found := _first_page(site, pages)):
        return found
    for candidate in _files(site, source, path):
        if candidate in site.files:
            return Resolution("post" if candidate in site.posts else "file", candidate, address=path)
        candidates.append(candidate)
    if not is_address and (found := _first_page(site, pages)):
        return found
    if site.generator.finds_pages:
        for named in _posts_called(site, source, path):
            return Resolution("post" if named in site.posts else "file", named, address=path)
    if site.generator.looks_up_links and (looked_up := next(_looked_up(site, source, path), "")):
        return Resolution("post" if looked_up in site.posts else "file", looked_up, address=path)
    if site.generator.finds_files and (file := _file_called(site, path)):
        return Resolution("file", file, address=path)
    from_root = site.generator.finds_pages or site.generator.looks_up_links
    decidable = decidable and not (from_root and _is_brought(site, path))
    decided = decidable and is_decided(site, source, path, candidates, pages)
    return Resolution("missing", address=path) if decided else UNKNOWN


def _is_brought(site: Site, name: str) -> bool:
    """Whether a module or a step of the build may bring the page of a path from the top of the content."""
    address = posixpath.normpath(posixpath.join("/", _END.sub("", name.rstrip("/"))))
    return any(map(site.unseen.covers, sources(site, [address])))


def _file_called(site: Site, path: str) -> str:
    """The file that is no post whose path ends with a target, as Obsidian finds it; "" when there is none."""
    end = f"/{path.lstrip('./')}".lower()
    files = site.files.called(posixpath.basename(path))
    return next((file for file in files if f"/{file}".lower().endswith(end)), "")


def _files(site: Site, source: str, path: str) -> Iterator[str]:
    """The files that a target may mean, most likely first."""
    tails = ["", *POST_ENDINGS, "/index.md", "/index.mdx", "/_index.md", "/index.html", "/README.md", ".html"]
    tails += site.generator.image_endings
    if posixpath.splitext(path)[1].lower() in POST_ENDINGS or ASSET_ENDING.search(path):
        tails = [""]
    own = site.addresses[source][:1]
    base = base_of_links(site.posts[source], source, site.generator, own[0]) if own else None
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
    if ASSET_ENDING.search(path) and not path.startswith("/"):
        for folder in site.posts[source].folders:
            yield from served(site.generator, posixpath.normpath(f"/{folder.strip('/')}/{path}"))


def _beside_pages(site: Site, path: str, base: str | None) -> Iterator[str]:
    """The files that belong to the page at the address of a folder around the target, and are served beside it.

    These are beside the page's index file or in folders there, or in a folder that has the name of its file.
    """
    if not path.startswith("/") and base is None:
        return
    address = posixpath.normpath(posixpath.join("/", base or "/", site.below_base(path)))
    for folder in ancestors(address):
        if (owner := site.by_address.get(normal(folder))) is not None:
            yield posixpath.join(bare_path(owner), posixpath.relpath(address, folder))


def _joined(site: Site, source: str, own: str, path: str) -> str:
    """The address that a browser makes of a relative target on the page `own`."""
    return posixpath.normpath(posixpath.join("/", base_of_links(site.posts[source], source, site.generator, own), path))


def _addresses(site: Site, source: str, path: str) -> Iterator[str]:
    """The addresses, in normal form, that a target may mean."""
    if path.startswith("/"):
        yield site.local(path)
    elif not path.startswith("@"):
        if site.generator.base_element:
            yield normal(posixpath.normpath(f"/{path}"))
        for own in site.addresses[source]:
            yield normal(_joined(site, source, own, path))


def _first_page(site: Site, addresses: Iterable[str]) -> Resolution | None:
    """The post or page at the first of some addresses that has one."""
    return next(filter(None, (_page(site, address) for address in addresses)), None)


def _page(site: Site, address: str) -> Resolution | None:
    """The post or page at an address; None if there is none."""
    if address in site.by_address:
        return Resolution("post", site.by_address[address], address=address)
    if address == "/" or address in site.listings or site.leads_on(address):
        return Resolution("known", address=address)
    guessed = not site.generator.certain and not site.generator.is_closed(address)
    if guessed and (owner := site.slug_owner(address)) is not None:
        by_name = site.sections.isdisjoint(ancestors(address))
        return Resolution("post", owner, address=address, by_name=by_name)
    return None
