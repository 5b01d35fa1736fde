"""Addresses that lead elsewhere: the redirect files of hosts. Text in, values out; nothing is opened here.

Formats: Netlify's and Cloudflare's `_redirects`, `netlify.toml`, `vercel.json`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from postlint.site.addresses import normal


@dataclass(frozen=True)
class Redirects:
    """The addresses from which a host redirects: exact ones, and patterns with wildcards."""

    exact: frozenset[str] = frozenset()
    patterns: tuple[re.Pattern[str], ...] = ()

    def covers(self, address: str) -> bool:
        """Whether the host answers this address (in normal form) with a redirect."""
        return address in self.exact or any(pattern.fullmatch(address) for pattern in self.patterns)


def read_redirects(texts: Mapping[str, str]) -> Redirects:
    """The redirects of some files, given as name and text; what cannot be understood is left out."""
    sources = [source for name, text in sorted(texts.items()) for source in _sources(name, text)]
    exact = frozenset(normal(source) for source in sources if not re.search(r"[*:(]", source))
    wild = [source for source in dict.fromkeys(sources) if re.search(r"[*:(]", source)]
    return Redirects(exact, tuple(_pattern(source) for source in wild))


def _sources(name: str, text: str) -> Iterator[str]:
    kind = name.rpartition("/")[2]
    try:
        if kind == "_redirects":
            yield from _lines(text)
        elif kind == "netlify.toml":
            yield from _entries(tomllib.loads(text).get("redirects"), "from")
        elif kind == "vercel.json":
            data = json.loads(text)
            for key in ("redirects", "rewrites"):
                yield from _entries(data.get(key) if isinstance(data, dict) else None, "source")
    except (ValueError, RecursionError):
        return


def _lines(text: str) -> Iterator[str]:
    """``/old /new 301``; a line with status 404 says that there is nothing."""
    for line in text.splitlines():
        fields = line.split("#", 1)[0].split()
        if len(fields) >= 2 and fields[0].startswith("/") and not fields[-1].startswith("404"):
            yield fields[0]


def _entries(entries: object, key: str) -> Iterator[str]:
    for entry in entries if isinstance(entries, Iterable) else ():
        if isinstance(entry, dict) and entry.get("status") != 404 and str(entry.get(key, "")).startswith("/"):
            yield str(entry[key])


def _pattern(source: str) -> re.Pattern[str]:
    """``/old/*``, ``/old/:slug`` and ``/old/:path*`` as a regular expression; groups stand for anything."""
    parts = re.split(r"(\*|:\w+[*+?]?|\((?:[^()]|\([^()]*\))*\))", source.rstrip("/"))
    made = (_wild(part) if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile("".join(made))


def _wild(part: str) -> str:
    return ".*" if part[-1] in "*+?)" else "[^/]+"
