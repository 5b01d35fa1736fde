"""What earlier runs found in the sources of sites, in the cache of a project."""

from __future__ import annotations

import json
from pathlib import Path

from postlint.engine.cache import Cache
from postlint.engine.cache_keys import digest, stamp
from postlint.engine.cached_results import MISTAKES
from postlint.generators.source_keys import SourceKeys


class KnownSources:
    """The memory of a configuration (`Config.remember`) in the cache in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, site: str, key: str) -> SourceKeys | None:
        """What was found in the site of a folder under this key; None for a cache miss."""
        try:
            stored_key, values = (Cache(self._folder).get(_entry(site)) or b"").split(b"\n")
            return SourceKeys.from_json(json.loads(values)) if stored_key == _key(key) else None
        except MISTAKES:
            return None

    def keep(self, site: str, key: str, found: SourceKeys) -> None:
        """Store what was found."""
        values = json.dumps([sorted(found.names), *found[1:]])
        Cache(self._folder).put(_entry(site), _key(key) + b"\n" + values.encode("ascii"))


def _entry(site: str) -> str:
    return f"sources_{digest(site)}"


def _key(key: str) -> bytes:
    return digest(stamp(), key).encode("ascii")
