"""Reports and facts in the cache, each under a key of all that it depends on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from postlint.engine.cache import Cache
from postlint.engine.cache_keys import digest
from postlint.engine.linted import Linted, View
from postlint.engine.serialize import linted_record, read_linted
from postlint.records import NamedTuple

if TYPE_CHECKING:
    from postlint.engine.known_site import KnownSite
    from postlint.site.facts import Facts
    from postlint.site.known_links import KnownLinks

#: the exceptions of reading an entry of another shape
MISTAKES = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
#: the names of the entries with the findings about sites: of a run that reports on all posts, and on some
SITE, PART_OF_SITE = "site", "part_of_site"
#: the name of the entry that tells which posts have to be read
ACCOUNTS = "accounts"


class CachedResults:
    """The results of earlier runs over the posts of one project."""

    def __init__(self, cache: Cache, view: View | None = None) -> None:
        self._cache = cache
        self._view = view
        #: views are in a file of their own, as they are large and few runs need them
        self._views = Cache(cache.folder, "views")
        self._last: tuple[str, _Entry | None] = ("", None)

    def report(self, path: str, key: str) -> Linted | None:
        """The linted post under this key, without its facts; None for a cache miss."""
        entry = self._entry(path)
        if entry is None or entry.report_key != key:
            return None
        try:
            return read_linted(json.loads(entry.report))
        except MISTAKES:
            return None

    def facts(self, path: str, key: str) -> Facts | None:
        """The facts of a post under this key; None for a cache miss."""
        entry = self._entry(path)
        if entry is None or entry.facts_key != key:
            return None
        try:
            from postlint.site.facts import Facts

            return Facts.from_json(json.loads(entry.facts))
        except MISTAKES:
            return None

    def view_of(self, path: str, key: str) -> Any | None:
        """The view of a post under this key; None for a cache miss, and in a run without views."""
        if self._view is None:
            return None
        try:
            stored_key, record = (self._views.get(digest(path)) or b"").split(b"\n")
            return self._view.read(json.loads(record)) if stored_key == key.encode("ascii") else None
        except MISTAKES:
            return None

    def keep(
        self,
        path: str,
        report_key: str,
        linted: Linted | None,
        facts_key: str,
        facts: Facts | None,
        view: Any | None = None,
    ) -> None:
        """Store a report, facts or both under their keys; for None, the stored value stays. A view has the report's."""
        new = self._entry(path) or _Entry("", "", "", "")
        if linted is not None:
            new = new._replace(report_key=report_key, report=_dumped(linted_record(linted)))
        if facts is not None:
            new = new._replace(facts_key=facts_key, facts=_dumped(facts.to_json()))
        self._cache.put(digest(path), "\n".join(new).encode("ascii"))
        self._last = ("", None)
        if view is not None and self._view is not None:
            self._views.put(digest(path), f"{report_key}\n{_dumped(self._view.record(view))}".encode("ascii"))

    def accounts(self) -> Mapping[str, tuple[str, str]]:
        """The system's account of each post that an earlier run read, and the digest of what it read."""
        try:
            stored = json.loads(self._cache.get(ACCOUNTS) or b"").items()
            return {path: (str(stands), str(text)) for path, (stands, text) in stored}
        except MISTAKES:
            return {}

    def keep_accounts(self, accounts: Mapping[str, tuple[str, str]]) -> None:
        """Store the accounts of posts."""
        self._cache.put(ACCOUNTS, _dumped(accounts).encode("ascii"))

    def site(self, name: str) -> KnownSite | None:
        """What an earlier run found about its sites; None for a cache miss."""
        from postlint.engine.known_site import KnownSite

        try:
            return KnownSite.from_json(json.loads(self._cache.get(name) or b""))
        except MISTAKES:
            return None

    def keep_site(self, name: str, known: KnownSite) -> None:
        """Store what a run found about its sites."""
        self._cache.put(name, _dumped(known.to_json()).encode("ascii"))

    def links(self, folder: str, key: str) -> KnownLinks | None:
        """The resolved links of the site in a folder under this key; None for a cache miss."""
        from postlint.site.known_links import KnownLinks

        try:
            stored_key, values = (self._cache.get(_links_entry(folder)) or b"").split(b"\n")
            return KnownLinks.from_json(json.loads(values)) if stored_key == key.encode("ascii") else None
        except MISTAKES:
            return None

    def keep_links(self, folder: str, key: str, links: KnownLinks) -> None:
        """Store the resolved links of the site in a folder."""
        self._cache.put(_links_entry(folder), f"{key}\n{_dumped(links.to_json())}".encode("ascii"))

    def _entry(self, path: str) -> _Entry | None:
        """The entry of a post; only the last one is kept in memory."""
        if self._last[0] != path:
            try:
                lines = (self._cache.get(digest(path)) or b"").decode("ascii").split("\n")
                self._last = (path, _Entry(*lines))
            except MISTAKES:
                self._last = (path, None)
        return self._last[1]


def _links_entry(folder: str) -> str:
    return f"links_{digest(folder)}"


class _Entry(NamedTuple):
    """An entry of a post, a line each: two keys, and two texts that are parsed on demand."""

    report_key: str
    report: str
    facts_key: str
    facts: str


def _dumped(value: Any) -> str:
    # ASCII, to preserve the lone surrogates of undecodable file names
    return json.dumps(value, separators=(",", ":"))
