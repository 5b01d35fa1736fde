"""Whether a target of a link that leads to nothing known is surely missing, or cannot be determined.

It is missing only when every reading of it, as a file or as a page, leads to a place of which all files are known.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.generators.post_files import IMAGE_ENDINGS, POST_ENDINGS, bare_path
from postlint.generators.presets import GENERIC
from postlint.generators.static_files import has_alias, served
from postlint.site.addresses import ancestors, normal, static_prefix
from postlint.site.files import folded, letters
from postlint.site.page_types import is_generated

if TYPE_CHECKING:
    from postlint.site.site import Site

ASSET_ENDING = lazy_pattern(r"\.[a-z][a-z0-9]{1,4}$|\.7z$", re.IGNORECASE)
#: a hidden folder or file, neither "." nor ".."
_HIDDEN = lazy_pattern(r"(?:^|/)\.[^./][^/]*")
#: endings of files that a build makes
_MADE_ENDINGS = (".xml", ".rss", ".atom", ".json", ".js", ".css", ".txt", ".ics", ".php")


def is_asset(path: str) -> bool:
    """Whether a path is that of a file which is no page: ``/files/plan.pdf``."""
    return ASSET_ENDING.search(path) is not None and not path.lower().endswith((".html", ".htm", *POST_ENDINGS))


def is_decided(site: Site, source: str, path: str, candidates: list[str], pages: list[str]) -> bool:
    """Whether every reading of the target, as a file or a page, leads to a place of which all files are known."""
    if any(map(site.unseen.covers, (*_own_files(candidates), *sources(site, pages)))):
        return False
    if any(_is_unlisted(site, one) or _is_converted(site, one) for one in candidates) or any(
        map(site.files.called, _made_of(path, site.generator.made_suffix))
    ):
        return False
    name = posixpath.basename(path.rstrip("/"))
    if site.generator.changes_targets and re.sub(r"\.(?:html?|mdx?)$", "", name.lower()) in site.slug_ends:
        return False
    if site.generator.changes_targets and path.lower().endswith(IMAGE_ENDINGS) and any(site.files.called(name.lower())):
        return False  # a plugin of the site may lead to the file of that name
    if _is_card(site, path, candidates):
        return False
    if path.lower().endswith(POST_ENDINGS):
        made = site.generator.makes_markdown or site.files.have_markdown_sources
        moved = any(map(site.leads_on, _addresses_of(site, candidates)))
        moved = moved or (not site.generator.certain and any(_has_page_of_folder(site, one) for one in candidates))
        return not made and not moved and _file_decided(site, source, path, candidates)
    closed = bool(pages) and all(map(site.generator.is_closed, pages))
    if name in site.by_slug and not site.generator.certain and not closed:
        return False  # the page of that post, ``p5.Image``
    if ASSET_ENDING.search(name) and not name.lower().endswith((".html", ".htm")):
        made = _page_decided_otherwise(site, name) or any(_has_source(site, one) for one in candidates)
        return _file_decided(site, source, path, candidates) and not made
    if path.startswith("@"):
        return False
    relative_by_address = site.generator.certain
    return bool(pages) and (path.startswith("/") or relative_by_address) and all(
        _page_decided(site, address) for address in pages
    )  # fmt: skip


def _is_unlisted(site: Site, path: str) -> bool:
    """Whether a path leads to a hidden file or through a hidden folder, which are not listed, unless it is served."""
    if _HIDDEN.search(path) is None:
        return False
    return not any(path.startswith(f"{root}/") for root in site.generator.static if root.startswith("."))


def _made_of(path: str, suffix: str) -> Iterator[str]:
    """The names of files from which a build may make one.

    These are in double size (``loaf@2x.png``), without the suffix, or of another format (``tree.dot.svg``).
    """
    stem, ending = posixpath.splitext(posixpath.basename(path))
    yield f"{stem}@2x{ending}"
    if posixpath.splitext(stem)[1]:
        yield stem
    if suffix and stem.endswith(suffix):
        yield stem.removesuffix(suffix) + ending


def _is_converted(site: Site, path: str) -> bool:
    """Whether the build makes an image of a smaller format from the one beside it: ``loaf.webp`` of ``loaf.png``."""
    stem, ending = posixpath.splitext(path)
    converted = site.generator.converts_images and ending.lower() in (".webp", ".avif")
    return converted and any(stem + one in site.files for one in (".png", ".jpg", ".jpeg"))


def _is_card(site: Site, path: str, candidates: list[str]) -> bool:
    """Whether the site's own code may draw an image for each post, in a folder that only a build makes."""
    stem, ending = posixpath.splitext(posixpath.basename(path))
    by_code = site.generator.name == GENERIC or site.generator.by_code
    own = by_code and path.startswith("/") and ending.lower() in IMAGE_ENDINGS
    return own and stem in site.by_slug and not any(map(site.files.has_folder_of, candidates))


def _addresses_of(site: Site, files: list[str]) -> Iterator[str]:
    """The addresses that code makes of the paths of Markdown files: without the root and the ending."""
    for root in ("", *site.generator.roots):
        below = f"{root}/" if root else ""
        yield from (normal("/" + bare_path(file.removeprefix(below))) for file in files if file.startswith(below))


def _has_page_of_folder(site: Site, path: str) -> bool:
    """Whether the page of a folder has the address that code makes of a path: ``b/index.md`` that of ``b.md``."""
    bare = posixpath.splitext(path)[0].lower()
    known = site.files.by_stem.get(posixpath.basename(bare), ())
    return any(one == bare != posixpath.splitext(file)[0].lower() for one, file in known)


def _own_files(candidates: list[str]) -> Iterator[str]:
    """The files among candidates; without `.html`, which is an address that a build makes from a page."""
    return (file for file in candidates if not file.endswith((".html", ".htm")))


def sources(site: Site, pages: list[str]) -> Iterator[str]:
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
        if any(map(partial(_is_absent, site), site.posts[source].folders)) and is_asset(path):
            return False  # its images are elsewhere, as on another server
        if _is_placed_by_code(site, source, path) or posixpath.basename(posixpath.dirname(source)) in site.inserted:
            return False
        if site.generator.rooted_in_post and any(_is_below(source, file) for file in site.files.called(path)):
            return False  # a hook of the site looks in the folder of the post: "images/" + path
        if not site.complete and not site.files.others and not path.lower().endswith(POST_ENDINGS):
            return False  # a folder of posts only was named: its images are elsewhere
        # "../assets/x.png" may be in an unknown part of the site
        return site.complete or not path.startswith("../") or site.files.has_folder_of(candidates[0])
    path = site.below_base(re.sub(r"/{2,}", "/", path))
    if site.files.ends_with(path) if path.count("/") > 1 else _is_at_top(site, path):
        return False  # a theme, a mount or a plugin may serve the file from the other folder
    first = path.strip("/").split("/")[0]
    for root, prefix in site.generator.static.items():
        if not path.startswith(prefix):
            continue
        if root != "." and root in site.files.folders:
            return True
        if root == "." and "/" in path.strip("/") and first in site.files.folders:
            return True
    if not path.lower().endswith(POST_ENDINGS):
        return False
    # a post of that name is in another folder
    moved = posixpath.basename(bare_path(path)).lower() in site.files.by_stem
    return moved or any(map(site.files.has_folder_of, candidates))


def _is_below(source: str, file: str) -> bool:
    """Whether a file is in a folder beside a post."""
    return file.startswith(f"{posixpath.dirname(source)}/")


def _is_absent(site: Site, folder: str) -> bool:
    """Whether a folder that a header names, from the root of the site, is not there."""
    return folder.startswith("/") and site.files.folders.isdisjoint(served(site.generator, folder))


def _is_placed_by_code(site: Site, source: str, path: str) -> bool:
    """Whether the site's own code may take a relative file from a folder elsewhere: `public/posts/<post>/x.png`.

    Where no generator is known, from any folder.
    """
    if site.generator.certain or posixpath.splitext(path)[1].lower() in POST_ENDINGS:
        return False
    name = posixpath.normpath(path)
    if site.generator.name == GENERIC:
        # a plugin of the site may take "../../static/img/a.png" from the folder of that name
        name = re.sub(r"^(?:\.+/)+", "", name) if re.search(r"\w/", name) else name
    folder = "" if site.generator.name == GENERIC else "/" + posixpath.basename(bare_path(source))
    return not name.startswith("..") and site.files.ends_with(f"{folder}/{name}")


def _has_source(site: Site, path: str) -> bool:
    """Whether a post of the same name may be made into the file, which is no image: a PDF, a notebook."""
    stem, ending = posixpath.splitext(path)
    return ending.lower() not in IMAGE_ENDINGS and any(stem + one in site.posts for one in POST_ENDINGS)


#: so many posts with images in the folder above are no accident
_INSERTED = 3


def inserted_folders(site: Site) -> frozenset[str]:
    """The names of folders whose posts the site's own code shows in a page of the folder above: the slides of a talk.

    Their relative images are in that folder and not beside them.
    """
    if site.generator.certain:
        return frozenset()
    above: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for path, facts in site.posts.items():
        folder = posixpath.dirname(path)
        urls = [one.url for one in facts.links if one.kind == "image" and not re.match(r"/|\w+:|\.\./", one.url)]
        for found, around in ((above, posixpath.dirname(folder)), (beside, folder)):
            found[posixpath.basename(folder)] += any(_in(site, around, url) for url in urls)
    return frozenset(name for name, count in above.items() if name and count >= max(_INSERTED, beside[name] + 1))


def _in(site: Site, folder: str, url: str) -> bool:
    return posixpath.normpath(posixpath.join(folder, url)) in site.files


def _page_decided_otherwise(site: Site, name: str) -> bool:
    """Whether such a file may be generated: a feed, a script, an image drawn by code."""
    stem, ending = posixpath.splitext(name.lower())
    if name.lower() in site.files.page_names or ending in _MADE_ENDINGS:
        return True
    return stem in site.files.page_names and ending not in IMAGE_ENDINGS


def _is_spelling(site: Site, name: str) -> bool:
    """Whether a name is that of a post, or one without the marks that slug functions drop: ``a-b`` for ``a,-b``.

    Also one without the number that orders posts: ``rye`` for ``080_rye``, and a slug of a title.
    """
    if name in site.by_slug or name in site.unnumbered_slugs or letters(name) in site.titles:
        return True
    nearest = site.slugs.like(name, 0.8)
    return _MARK.search(nearest) is not None and _MARK.sub("", nearest).lower() == name.lower()


_MARK = lazy_pattern(r"[^\w-]+")


_DAY = lazy_pattern(r"/(\d{4})/(\d\d?)/(\d\d?)/([^/]+)$")


def _is_day_beside(site: Site, address: str) -> bool:
    """Whether an address is that of a post on the day before or after its own."""
    dated = _DAY.search(address)
    if dated is None or dated[4] not in site.by_slug:
        return False
    days = (site.posts[path].date.split("-") for path in site.by_slug[dated[4]] if site.posts[path].date)
    try:
        day = datetime.date(*map(int, dated.group(1, 2, 3)))
        return any(abs((datetime.date(*map(int, own)) - day).days) == 1 for own in days)
    except ValueError:
        return False


def _page_decided(site: Site, address: str) -> bool:
    if is_generated(address) or posixpath.basename(address).lower() in site.files.page_names:
        return False
    if site.has_other_formats:
        return False  # their slugs are not known
    if site.generator.is_closed(address):
        return _is_decided_there(site, address)
    if not site.generator.certain and _is_spelling(site, posixpath.basename(address)):
        return False  # the site's own code may show one of these posts there
    if not site.generator.certain and not site.files.data_names.isdisjoint(map(folded, address.split("/"))):
        return False  # the site's own code may make pages from data
    if not _is_decided_there(site, address):
        return False  # it may be the address of that post, which is unknown
    if site.generator.docs_names and _is_among_unread(site, address):
        return False  # the header of a page of the docs may give it any address
    if _is_day_beside(site, address):
        return False  # the time zone of the machine that builds the site decides the day
    if site.is_dated and re.match(r"/(?:19|20)\d\d/", address):
        return True
    if not site.generator.certain and not _is_known_folder(site, posixpath.dirname(address)):
        return False  # the site's own code may fetch all that is below an address from elsewhere
    return any(above in site.sections for above in ancestors(address))


def _is_among_unread(site: Site, address: str) -> bool:
    """Whether an address is in a set of docs that has pages, none of which is read, for only posts are linted."""
    prefixes = {folder: static_prefix(pattern) for folder, pattern in site.generator.patterns.items()}
    around = [folder for folder, prefix in prefixes.items() if f"{address}/".startswith(f"{prefix}/")]
    longest = max((len(prefixes[folder]) for folder in around), default=0)
    nearest = {folder for folder in around if len(prefixes[folder]) == longest} & site.files.folders
    read = {folder for folder in nearest if any(path.startswith(f"{folder}/") for path in site.posts)}
    return bool(nearest) and nearest.isdisjoint({*read, *site.generator.post_folders})


def _is_decided_there(site: Site, address: str) -> bool:
    """Whether all posts that may be at an address, by their slug, have known addresses."""
    return all(map(site.addresses.get, site.by_slug.get(posixpath.basename(address), ())))


def _is_known_folder(site: Site, address: str) -> bool:
    """Whether a post is at an address or below it, by its own address or by links that lead to it."""
    return address in site.sections or address in site.listings or address in site.by_address
