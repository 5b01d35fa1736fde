"""Reads the redirect files of hosts. Text in, values out; no file is opened here.

Formats: Netlify's and Cloudflare's `_redirects`, `netlify.toml`, `vercel.json`, `firebase.json`,
`staticwebapp.config.json` of Azure, configurations of nginx and Caddy, the proxy of a development server, and addresses
that the generator's own configuration redirects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_values import script_blocks
from postlint.records import NamedTuple
from postlint.site.addresses import normal


class Redirects(NamedTuple):
    """The addresses from which a host redirects: exact ones, and patterns with wildcards.

    `any_case`: the host finds a page whatever the case of its address. `incomplete`: a template makes more.
    """

    exact: frozenset[str] = frozenset()
    patterns: tuple[re.Pattern[str], ...] = ()
    any_case: bool = False
    incomplete: bool = False

    def covers(self, address: str) -> bool:
        """Whether the host answers this address (in normal form) with a redirect."""
        return address in self.exact or any(pattern.fullmatch(address) for pattern in self.patterns)


def read_redirects(texts: Mapping[str, str], more: Iterable[str] = ()) -> Redirects:
    """The redirects of files, given as name and text, and `more` sources; entries that cannot be read are left out."""
    sources = [source for name, text in sorted(texts.items()) for source in _sources(name, text)]
    sources += [source if source.startswith("/") else f"/{source}" for source in more]
    exact = frozenset(normal(source) for source in sources if not re.search(r"[*:(]", source))
    wild = [source for source in dict.fromkeys(sources) if re.search(r"[*:(]", source) and _is_simple(source)]
    netlify = any(name.rpartition("/")[2] == "netlify.toml" for name in texts)
    made = any(_is_list_of_lines(name.rpartition("/")[2]) and _TAG.search(text) for name, text in texts.items())
    return Redirects(exact, tuple(_pattern(source) for source in wild), any_case=netlify, incomplete=made)


#: files of hosts that redirect addresses
_OF_HOSTS = ("_redirects", "netlify.toml", "vercel.json", "firebase.json", "staticwebapp.config.json")
#: files whose names show that redirects are in them, and programs that may hold some
_OTHERS = lazy_pattern(
    r"_?redirects?(?:_\w+)?(?:[-.]\w+)*\.(?:txt|json|[cm]?[jt]s|csv|ya?ml|toml|njk|liquid|conf|map)"
    r"|(?:next\.config|nuxt\.config|vite\.config|gatsby-node|vercel)\.[cm]?[jt]s"
    r"|[\w.-]*nginx[\w.-]*|Caddyfile",
    re.IGNORECASE,
)
#: a list of redirects, and its templates
_LIST_OF_LINES = lazy_pattern(r"_redirects(?:\.(?:njk|liquid|html|txt|md|webc))?|[\w-]+\.redirects(?:\.txt)?")
#: a path in any syntax, and the beginning of what stands for any path below it: ``^/old(/.*)?$``, ``/old/:path*``
_PATH = lazy_pattern(r"(?<![\w.*:/-])(/[\w%.~/-]*[\w%])(/?\(|/\*|/:\w)?")


def is_redirect_file(path: str) -> bool:
    """Whether a file may redirect addresses, by its name."""
    name = path.rpartition("/")[2]
    return name in _OF_HOSTS or _is_list_of_lines(name) or _OTHERS.fullmatch(name) is not None


def _is_list_of_lines(name: str) -> bool:
    """Whether a file has a redirect on each line, or is the template of such a file: ``index.redirects`` of Hugo."""
    return _LIST_OF_LINES.fullmatch(name) is not None


#: a tag of a template: ``{{ .RelPermalink }}``, ``{% for post in posts %}``
_TAG = lazy_pattern(r"\{\{(?:(?!\{\{|\}\})[\s\S])*\}\}|\{%(?:(?!\{%|%\})[\s\S])*%\}")
#: a path in a tag: ``printf "docs/%s/*"``
_PATH_IN_TAG = lazy_pattern(r"[\"'`](/?[\w.-]+/[\w%./*-]+)[\"'`]")


def _filled(text: str) -> str:
    """The lines of a template, with ``*`` for what its tags print; the paths in these are lines of their own."""
    named = (path[1] for tag in _TAG.finditer(text) for path in _PATH_IN_TAG.finditer(tag[0]))
    lines = (f"/{re.sub('%[a-z]', '*', path).lstrip('/')} /" for path in named)
    return "\n".join((re.sub(r"(?m)^\*", "", _TAG.sub("*", text)), *lines))


def _sources(name: str, text: str) -> Iterator[str]:
    kind = name.rpartition("/")[2]
    try:
        if _is_list_of_lines(kind):
            yield from _lines(_filled(text))
        elif kind == "netlify.toml":
            import tomllib  # most sites have no TOML

            yield from _entries(tomllib.loads(text).get("redirects"), "from")
        elif kind == "vercel.json":
            data = json.loads(text)
            for key in ("redirects", "rewrites"):
                yield from _entries(data.get(key) if isinstance(data, dict) else None, "source")
        elif kind == "firebase.json":
            hosting = json.loads(text).get("hosting")
            for one in hosting if isinstance(hosting, list) else [hosting]:
                yield from _entries(one.get("redirects") if isinstance(one, dict) else None, "source")
        elif kind == "staticwebapp.config.json":
            yield from _entries([route for route in json.loads(text).get("routes", ()) if "redirect" in route], "route")
        else:
            for path, below in _PATH.findall(_LOCATION.sub("", text)):  # whatever is named there leads on
                yield from (path, f"{path}/*") if below else (path,)
            yield from (f"{path.rstrip('/')}/*" for path in _served_elsewhere(text))
    except (ValueError, RecursionError, AttributeError, TypeError):
        return


#: a block of nginx for the addresses that begin with a path; the path and what stands in the block
_LOCATION = lazy_pattern(r"\blocation\s+(?:(?:=|\^~)\s*)?(/[\w%.~/-]*[\w%]/?)\s*\{([^{}]*)\}")
#: what fetches them from another server or folder
_ELSEWHERE = lazy_pattern(r"\b(?:proxy_pass|alias|return|root)\s")
_KEY_OF_PROXY = lazy_pattern(r"[\"'`](/[\w%.~/-]*[\w%]/?)[\"'`]\s*:")


def _served_elsewhere(text: str) -> Iterator[str]:
    """The paths below which everything comes from elsewhere: by a block of nginx, or by the proxy of a dev server."""
    for path, block in _LOCATION.findall(text):
        if _ELSEWHERE.search(block):
            yield path
    for block in script_blocks(text, "proxy"):
        yield from _KEY_OF_PROXY.findall(block)


def _lines(text: str) -> Iterator[str]:
    """The sources of lines such as ``/old /new 301``, without those of status 404 or with conditions."""
    for line in text.splitlines():
        fields = line.split("#", 1)[0].split()
        if len(fields) >= 2 and fields[0].startswith("/"):
            status, *conditions = fields[2:] or ["301"]
            if not status.startswith("404") and "=" not in "".join([*conditions, status]):
                yield fields[0]


def _entries(entries: object, key: str) -> Iterator[str]:
    for entry in entries if isinstance(entries, Iterable) else ():
        if not isinstance(entry, dict) or entry.get("status") == 404 or not _CONDITIONS.isdisjoint(entry):
            continue
        if str(entry.get(key, "")).startswith("/"):
            yield str(entry[key])


#: keys of redirects that apply to some visitors only
_CONDITIONS = frozenset(("conditions", "query", "has", "missing"))


_PLACEHOLDER = lazy_pattern(r"(\*|:\w+[*+?]?|\((?:[^()]|\([^()]*\))*\))")
#: the ends of placeholders that match more than one part of an address
_WIDE = frozenset("*+?)")
#: the most placeholders in one part of an address: with more, matching could take exponential time
_MOST_IN_A_PART = 2


def _is_simple(source: str) -> bool:
    return all(len(_PLACEHOLDER.findall(part)) <= _MOST_IN_A_PART for part in source.split("/"))


def _pattern(source: str) -> re.Pattern[str]:
    """``/old/*``, ``/old/:slug`` and ``/old/:path*`` as a regular expression; groups match anything.

    Only the last placeholder matches more than one part of an address, as on the hosts.
    """
    parts = _PLACEHOLDER.split(source.rstrip("/"))
    wide = [number for number, part in enumerate(parts) if number % 2 and part[-1] in _WIDE][-1:]
    made = (re.escape(part) if not number % 2 else "[^/]+" for number, part in enumerate(parts))
    text = "".join(".*" if number in wide else part for number, part in enumerate(made))
    # the rest of an address may be empty: /old/* matches /old as well
    return re.compile(re.sub(r"/\.\*$", "(?:/.*)?", text))
