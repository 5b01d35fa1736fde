"""Finds the post that a link means by its name, though no page can be at its address: left from before a move.

That is sure where the files of the site tell all of its redirects, and nothing in them has the name that the address
begins with: no folder, no page, no route of code.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.records import kept
from postlint.results.hits import Hit, Many, Severity
from postlint.site.page_types import is_generated
from postlint.site.site import Site

#: files of hosts that serve what a site has, and redirect only where a file of the site says so
_OF_HOSTS = ("CNAME", "_redirects", "firebase.json", "netlify.toml", "staticwebapp.config.json", "vercel.json",
             "wrangler.toml")  # fmt: skip
_HOSTS = (".github.io", ".gitlab.io", ".netlify.app", ".pages.dev", ".vercel.app", ".web.app", ".codeberg.page")
#: the generator whose pages are all made by the files in one folder
_WITH_ROUTES, _ROUTES = "astro", "src/pages/"
#: a name of three words and more is that of a post, and not of a tag or a person
_WORDS = lazy_pattern(r"[^\W_]+(?:[-_.][^\W_]+){2,}")
_LANGUAGE = lazy_pattern(r"[a-z]{2}(?:-[a-z]{2,4})?", re.IGNORECASE)


def _top(address: str) -> str:
    """The first part of an address."""
    return address.split("/")[1]


class Moved:
    """The former addresses of posts on a site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def hits(self, ignored: Sequence[re.Pattern[str]]) -> Iterator[Hit]:
        """The links to former addresses of posts, but for those that a pattern finds."""
        site = self._site
        for path, target, found in site.reported_links if self._are_told else ():
            by_name = found.state == "post" and found.address not in site.by_address
            owner = self._post(target.url) if target.kind == "link" and (by_name or found.state == "unknown") else ""
            if owner and owner != path and not any(pattern.search(target.url) for pattern in ignored):
                address = site.local(target.url)
                meant = site.addresses[owner][:1] or [site.shown(owner)]
                folder = f"/{_top(address)}" if address.count("/") > 1 else "/"
                values = {"target": target.url, "suggestion": meant[0], "folder": folder}
                many = Many("moved", f"{site.folder}:{folder}")
                yield Hit(target.span, values, "suggestion", Severity.WARNING, path=site.posts[path].path, many=many)

    @kept
    def _are_told(self) -> bool:
        """Whether the host redirects only what a file of the site says, and no other page can be anywhere."""
        site = self._site
        if site.redirects.incomplete or site.generator.makes_pages or site.generator.changes_targets:
            return False
        named = any(site.files.called(one) for one in _OF_HOSTS) or any(host.endswith(_HOSTS) for host in site.hosts)
        return named and (site.generator.certain or self._by_routes)

    @kept
    def _by_routes(self) -> bool:
        """Whether each page of the site has a route in its files whose address begins with a name."""
        paths = self._site.files.paths
        return self._site.generator.name == _WITH_ROUTES and not any(one.startswith(f"{_ROUTES}[") for one in paths)

    def _post(self, url: str) -> str:
        """The path of the only post with the name at the end of a link to the site, if no page can be there."""
        site, url = self._site, re.split(r"[?#]", url)[0]
        address = site.local(url)
        name = posixpath.basename(address)
        owners = site.by_slug.get(name, []) if _WORDS.fullmatch(name) else []
        if len(owners) != 1 or self._may_be_page(address):
            return ""
        if address.count("/") < 2 and not (self._by_routes or url.endswith(".html")):
            return ""  # the page of a project on the same host may have the name of the post about it
        own = site.addresses[owners[0]][:1]
        # all of the site may be in a folder of the host
        return owners[0] if (not address.endswith(own[0]) if own else self._by_routes) else ""

    def _may_be_page(self, address: str) -> bool:
        """Whether a page may be at an address: what it begins with has a name in the tree, or is a language."""
        site, top = self._site, _top(address)
        if _LANGUAGE.fullmatch(top) or is_generated(address):
            return True
        known = address in site.by_address or address in site.listings or site.leads_on(address)
        return known or top.lower() in self._names or site.unseen.covers(address)

    @kept
    def _names(self) -> frozenset[str]:
        """The names, in lower case, that the address of a page may begin with: of addresses, files and folders."""
        site = self._site
        made = {_top(own).lower() for addresses in site.addresses.values() for own in addresses}
        if self._by_routes:
            served = (_ROUTES, *(f"{folder}/" for folder in site.generator.static))
            inside = (path.removeprefix(one) for path in site.files.paths for one in served if path.startswith(one))
            return frozenset(made | {re.split(r"[/.]", path)[0].lower() for path in inside})
        files = {posixpath.basename(path).partition(".")[0].lower() for path in site.files.paths}
        return frozenset(made | files | {posixpath.basename(folder).lower() for folder in site.files.folders})
