"""Which addresses of a site are known in full, and which host is its own: by its rules, its code and its links."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.generators.generator import Generator
from postlint.site.addresses import ancestors, normal
from postlint.site.files import SiteFiles
from postlint.site.page_types import is_generated

if TYPE_CHECKING:
    from postlint.site.site import Site

#: a route that code fills with posts: ``src/pages/blog/[...slug].astro``, ``app/blog/[slug]/page.tsx``
_ROUTE = lazy_pattern(
    r"(?:^|.*/)(?:pages|app|routes)/(?P<prefix>(?:[\w-]+/)*)"
    r"\[(?:\.\.\.)?(?P<name>slug|id|post|path|name)\](?:/(?:page|index|\+page))?\.\w+"
)
_HOST = lazy_pattern(r"(?:https?:)?//([^/?#:]+)(?::\d+)?", re.IGNORECASE)
#: the year and the month of dated addresses, among others
_NUMBER = lazy_pattern(r"\d+")
#: so many different links to posts show that a host is the site's own
_LEAST_LINKS = 3


def known_sections(site: Site) -> frozenset[str]:
    """Addresses below which every page is a known post, so that any other link there is broken.

    They follow from the generator's own rules or a route in the site's code; others need links of the site as
    evidence, which must not be outnumbered by links that do not lead to a post.
    """
    made = set(above(own[0] for own in site.addresses.values() if own))
    if site.generator.certain:
        one_of_each_folder = {posixpath.dirname(path): path for path in site.posts}.values()
        made.update(_content_folder(path, site.generator) for path in one_of_each_folder)
    made = {section for section in made if section and not _is_language(section)}
    hits, misses = _evidence(site)

    def agrees(section: str, least: int) -> bool:
        """Whether at least `least` links lead to posts below the section, and not many more to none."""
        return hits.get(section, 0) >= least and misses.get(section, 0) <= max(3, 2 * hits.get(section, 0))

    if site.generator.certain:
        return frozenset(section for section in made if agrees(section, 0))
    # an address that neither posts nor their folders have, and most links do not confirm, may be filled from elsewhere
    sure = made | _folder_ends(site.posts)
    known = {
        section
        for section in made | set(hits)
        if agrees(section, 1 if section in sure else max(1, misses.get(section, 0)))
    }
    # a route may show entries of a data file or another source: only a route with posts of the site counts
    routes = {section for section in site.routes if section != "/" and section in made}
    return frozenset(known | {section for section in routes if agrees(section, 0)})


def code_routes(files: SiteFiles) -> frozenset[str]:
    """Addresses below which the code of a site puts posts."""
    matches = (_ROUTE.fullmatch(path) for path in files.paths if "[" in path)
    return frozenset(normal("/" + match["prefix"]) for match in matches if match)


def likely_hosts(site: Site) -> frozenset[str]:
    """A host whose addresses are those of posts: in links to several posts, and in most of the links to it."""
    hits: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    urls = {target.url for facts in site.posts.values() for target in facts.links if target.kind == "tag"}
    pages = {
        (match[1].lower().removeprefix("www."), normal(url[match.end() :] or "/"))  # once, whatever its links end with
        for url in urls
        if (match := _HOST.match(url))
    }
    for host, address in pages:
        if address != "/":
            is_post = address in site.by_address or posixpath.basename(address) in site.by_slug
            (hits if is_post else misses)[host] += 1
    likely = [host for host, count in hits.most_common(1) if count >= _LEAST_LINKS and count > misses[host]]
    return frozenset(likely)


def above(addresses: Iterable[str]) -> Counter[str]:
    """The addresses above the given ones, each with the number of those below it."""
    found: Counter[str] = Counter()
    for folder, count in Counter(map(posixpath.dirname, addresses)).items():
        for one in ancestors(posixpath.join(folder, "-")):
            found[one] += count
    return found


def _content_folder(path: str, generator: Generator) -> str:
    """The address of the list of the posts in a post's folder; "" at the top, and where folders have no address."""
    root = next((root for root in generator.roots if path.startswith(f"{root}/")), "")
    if not root or generator.post_folders:
        return ""
    folder = posixpath.dirname(path.removeprefix(f"{root}/"))
    return normal("/" + folder) if folder else ""


def _folder_ends(posts: Iterable[str]) -> frozenset[str]:
    """The ends of the paths of folders with posts, as addresses: ``/content/blog`` and ``/blog``."""
    around = {folder for one in set(map(posixpath.dirname, posts)) for folder in (one, *ancestors(f"/{one}"))}
    parts = (folder.strip("/").split("/") for folder in around)
    return frozenset("/" + "/".join(names[at:]) for names in parts for at in range(len(names)))


def _evidence(site: Site) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many different addresses in links do, and do not, lead to a post, for each address above them."""
    urls = {target.url.partition("#")[0] for facts in site.posts.values() for target in facts.links}
    linked = {address for address in map(site.local, urls) if address and _may_be_post(site, address)}
    unknown = {address for address in linked if address not in site.by_address and not site.leads_on(address)}
    missed = unknown - _named_posts(site, unknown)
    return above(linked - missed), above(missed)


def _named_posts(site: Site, linked: Iterable[str]) -> set[str]:
    """The addresses whose last name is that of a post, where most links to the posts of its folder lead."""
    places = {
        address: (posixpath.dirname(owner), _NUMBER.sub("0", posixpath.dirname(address)))
        for address in linked
        if (owner := site.slug_owner(address)) is not None
    }
    counts = Counter(places.values())
    most: dict[str, int] = {}
    for (folder, _), count in counts.items():
        most[folder] = max(count, most.get(folder, 0))
    return {address for address, place in places.items() if counts[place] == most[place[0]]}


def _may_be_post(site: Site, address: str) -> bool:
    return not posixpath.splitext(address)[1] and not is_generated(address)


def _is_language(address: str) -> bool:
    """Whether an address is the top of one language: /de."""
    return re.fullmatch(r"/[a-z]{2}(?:-[a-z]{2,4})?", address, re.IGNORECASE) is not None
