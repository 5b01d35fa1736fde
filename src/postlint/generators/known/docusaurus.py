"""Reads the configuration of Docusaurus: blogs and docs, and their lists of authors and tags."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import (
    Data,
    base_of,
    block_at,
    clean,
    join,
    read_settings,
    read_text,
    script_blocks,
    script_strings,
    script_value,
)

#: the path of a plugin of the site, by the kind of content in its name: ``require.resolve("./plugins/blog-with-tags")``
_OWN_PLUGIN = r"\.{{1,2}}/[\w./-]*{}[\w.-]*(?:[\"'`]\))?"


def pages(config: SiteConfig) -> Data:
    """The folders and addresses of blogs and docs."""
    text = config.script
    patterns, blogs, versions = {"src/pages": "/{folder}/{slug}"}, list[str](), list[str]()
    for kind, rest in (("docs", "{folder}/{slug}"), ("blog", "{year}/{month}/{day}/{slug}")):
        # the theme has a block of the same name
        blocks = sorted(script_blocks(text, kind), key=lambda block: "routeBasePath" not in block)[:1] or [""]
        if re.search(rf"(?<![\w$.-]){kind}[\"']?\s*:\s*false\b", _preset_of(text)):
            blocks = []  # the preset has none; plugins may have others
        plugins = script_blocks(text, f"plugin-content-{kind}")
        # a plugin of the site that extends one of these, and has its options
        own = (one for one in script_blocks(text, _OWN_PLUGIN.format(kind)) if "routeBasePath" in one)
        for block in (*blocks, *plugins, *own):
            folder, route = clean(script_value(block, "path"), kind), script_value(block, "routeBasePath")
            known = route is not None or "routeBasePath" not in block
            top = join("/", (kind if route is None else route).strip("/"))
            parts = _versions(config.folder, block) if kind == "docs" else {}
            versions += [posixpath.basename(inner) for inner in parts if inner]
            for inner, path in (parts or {"": ""}).items():
                patterns[inner or folder] = join(top, path, rest) if known and path is not None else ""
            blogs += [folder] if kind == "blog" else []
    for translated in sorted(config.folder.glob("i18n/*/docusaurus-plugin-content-blog*")):
        blogs.append(translated.relative_to(config.folder).as_posix())
        patterns[blogs[-1]] = ""
    data: Data = {"site": {"roots": list(patterns), "post_folders": blogs, "patterns": patterns}}
    data["site"]["version_names"] = versions
    # plugins that fetch pages, and content from outside of the site's folder
    compatible = next(script_blocks(text, "mdx1Compat"), "")
    if re.search(r"\bcomments\s*:\s*false\b", compatible) or "mdx1CompatDisabledByDefault" in text:
        data["html_comments"] = False
    if script_value(text, "format") in ("md", "detect"):
        data["dialects"] = {".md": "markdown", ".mdx": "mdx"}
    data["site"]["unseen"] = [f"/{clean(one, '.')}/" for one in _OUTPUT.findall(text)]
    data["site"] |= base_of(script_value(text, "baseUrl"))
    data["site"]["language_names"] = script_strings(text, "locales")
    redirects = _REDIRECT.findall(text) if "client-redirects" in text else []
    data["site"]["redirects"] = [source for source in redirects if source.startswith("/")]
    if re.search(r"\btrailingSlash\s*:\s*true\b", text):
        for folder, pattern in patterns.items():
            patterns[folder] = f"{pattern}/" if pattern else ""
    return data


def _preset_of(text: str) -> str:
    """The options of the first preset: ``presets: [["classic", {…}]]``."""
    match = re.search(r"\bpresets\s*:\s*\[\s*\[\s*[^\[\]{}]{1,200}(?=\{)", text)
    return block_at(text, match.end()) if match is not None else ""


def _versions(site: Path, block: str) -> dict[str, str | None]:
    """The path of each version of a set of docs, by its folder, "" for the current one; None where it is computed.

    {} where the set has no versions. The last version is at the top; unless the block says otherwise, it is the first
    of the list.
    """
    name = script_value(block, "id")
    prefix = f"{name}_" if name and name != "default" else ""
    try:
        listed = json.loads(read_text(site / f"{prefix}versions.json"))
    except ValueError:
        return {}
    listed = [str(one) for one in listed] if isinstance(listed, list) else []
    last = script_value(block, "lastVersion") or next(iter(listed), "current")
    own = next(script_blocks(block, "versions"), "")
    computed = not own and re.search(r"\bversions\b", block) is not None
    found: dict[str, str | None] = {}
    for version in ("current", *listed) if listed else ():
        folder = "" if version == "current" else f"{prefix}versioned_docs/version-{version}"
        settings = next(script_blocks(own, rf"[\"'`]?{re.escape(version)}"), "")
        usual = "" if version == last else "next" if version == "current" else version
        path = script_value(settings, "path")
        found[folder] = None if computed or (path is None and "path" in settings) else usual if path is None else path
    return found


#: the folder to which a plugin writes fetched content
_OUTPUT = lazy_pattern(r"\boutDir\s*:\s*[\"'`]([^\"'`\n$]+)[\"'`]")
#: ``{from: "/old", to: "/new"}`` of the plugin for redirects
_REDIRECT = lazy_pattern(r"\bfrom\s*:\s*+\[?\s*+[\"'`]([^\"'`\n]+)[\"'`]")


def keys(config: SiteConfig, post: Path) -> Data:
    """The authors and tags that the blog's own lists define."""
    properties: Data = {}
    for folder in post.parents:
        for key, name in (("authors", "authors"), ("tags", "tags")):
            known = list(read_settings(folder / f"{name}.yml"))
            if known and key not in properties:
                properties[key] = _known_keys(known, f"{name}.yml", "error" if key == "authors" else "warning")
        if folder == config.folder:
            break
    return properties


def _known_keys(known: list[str], file: str, severity: str) -> dict[str, Any]:
    """The schema of a value: a text must be one of the keys of a file; a map is complete in itself."""
    item = {
        "if": {"type": "string"},
        "then": {"enum": known, "x-postlint-severity": severity, "x-postlint-hint": f"the keys of {file}"},
    }
    return {"items": item} if file.startswith("tags") else {**item, "items": item}
