"""Reads the configuration of Nuxt Content: the pages that a build takes from other repositories."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, base_of, join, read_text, script_text, script_value
from postlint.generators.presets import preset_data

#: a collection, or (Nuxt Content 2) a source, from another repository
_ELSEWHERE = lazy_pattern(r"\brepository\s*:|\bdriver\s*:\s*[\"'](?:github|gitlab|bitbucket|http)[\"']")
#: a layer in a folder of the site: ``extends: ["./layers/blog"]``
_EXTENDS = lazy_pattern(r"\bextends\s*:\s*(\[[^\[\]]*\]|[\"'`][^\"'`\n]*[\"'`])")
_LAYER = lazy_pattern(r"[\"'`]\./([\w./-]+?)/?[\"'`]")
_VERSION_2 = lazy_pattern(r"\"@nuxt/content\"\s*:\s*\"[\^~=v]*2\.")
_PREFIX = lazy_pattern(r"\bprefix\s*:\s*[\"'`]/?([^\"'`\n$]*)[\"'`]")


def pages(config: SiteConfig) -> Data:
    """The base of addresses, the content of layers, and the folders that a build fills from other repositories.

    Each such source should name the prefix of its addresses; without it, its pages may be anywhere.
    """
    package = read_text(config.folder / "package.json")
    texts = (config.script, script_text(config.folder, *(f"content.config.{end}" for end in ("ts", "js", "mjs"))))
    site = base_of(script_value(config.script, "baseURL"))
    unseen: list[str] = []
    for text in texts:
        prefixes = [found.strip("/") for found in _PREFIX.findall(text)]
        count = len(_ELSEWHERE.findall(text))
        if count:
            known = len(prefixes) >= count and all(prefixes)
            unseen += [f"/content/{prefix}/**" for prefix in prefixes] if known else ["/content/**"]
    if "@nuxt/content" not in f"{config.script}{package}":
        site["anchors"] = "unknown"  # another module reads the content
    if _VERSION_2.search(package) and "ignores" not in config.script:
        site["unrendered"] = [*preset_data("nuxt")["site"]["unrendered"], "-*"]  # what its option `ignores` has
    named = [layer for match in _EXTENDS.finditer(config.script) for layer in _LAYER.findall(match[1])]
    found = [path.relative_to(config.folder).as_posix() for path in sorted(config.folder.glob("layers/*/content"))]
    if layers := dict.fromkeys([*(join(layer, "content") for layer in named), *found]):
        site["roots"] = ["content", *layers]
    return {"site": {**site, "unseen": unseen}}
