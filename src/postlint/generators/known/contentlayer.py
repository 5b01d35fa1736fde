"""The configuration of Contentlayer, Velite and Content Collections: the content folders, and the keys of types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from postlint.data.globs import compile_site_globs
from postlint.generators.collections import Collection, is_of_names, read_collection
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, block_at, clean, join, script_blocks, script_value


def pages(config: SiteConfig) -> Data:
    """The content folders, ``content`` for Contentlayer's and Velite's where none is set, and entries with names."""
    named = script_value(config.script, "contentDirPath") or script_value(config.script, "root")
    folders = [clean(named, "content")] if named else _directories(config.script)
    names = [f"/{pattern}" for pattern, entry in _types(config) if is_of_names(entry)]
    data: Data = {"site": {**({"roots": folders} if folders else {}), "named_entries": names}}
    if named and folders != ["."] and (config.folder / folders[0]).is_dir():
        data["site"]["rendered_folders"] = folders
    for file, name in _NAMES.items():
        if any((config.folder / f"{file}.{kind}").is_file() for kind in ("ts", "js", "mjs")):
            return {"name": name, **data}
    return data


#: the successors of Contentlayer, by the files that configure them
_NAMES = {"velite.config": "Velite", "content-collections": "Content Collections"}


def collection(config: SiteConfig, post: Path) -> Collection | None:
    """The document type whose pattern matches a post; None where none is known to do so.

    Contentlayer leaves out a document that lacks a required field.
    """
    if not post.is_relative_to(config.folder):
        return None
    path = post.relative_to(config.folder).as_posix()
    matching = (entry for pattern, entry in _types(config) if compile_site_globs((f"/{pattern}",)).match_file(path))
    return next(matching, None)


def _types(config: SiteConfig) -> Iterator[tuple[str, Collection]]:
    """The document types and collections with the patterns of their files."""
    text = config.script
    root = clean(script_value(text, "contentDirPath"), ".")
    for match in re.finditer(r"\bdefineDocumentType\s*\(\s*+(?:\(\s*\)\s*=>\s*+\(?\s*+)?(?=\{)", text):
        block = block_at(text, match.end())
        if pattern := script_value(block, "filePathPattern"):
            fields = dict(_fields(block))
            required = tuple(key for key, must in fields.items() if must)
            yield join(root, pattern), Collection(tuple(fields), required)
    for block in _collections(text):
        directory, files = script_value(block, "directory"), script_value(block, "include")
        if directory and files:
            entry = read_collection(block, config.folder, config.folder / "x", text)
            # the text of the file, which the schema may name
            required = tuple(key for key in entry.required if key != "content")
            yield join(clean(directory, "."), files), Collection(entry.keys, required)


def _collections(text: str) -> Iterator[str]:
    """The definitions of Content Collections: ``defineCollection({ … })``."""
    yield from (block_at(text, match.end()) for match in re.finditer(r"\bdefineCollection\s*\(\s*(?=\{)", text))


def _directories(text: str) -> list[str]:
    found = (script_value(block, "directory") for block in _collections(text))
    return list(dict.fromkeys(clean(one, ".") for one in found if one))


def _fields(block: str) -> Iterator[tuple[str, bool]]:
    """The fields of a type, each with whether it is required."""
    for fields in script_blocks(block, "fields"):
        for match in re.finditer(r"(?<![\w$-])([A-Za-z_$][\w$-]*)[\"']?\s*:\s*\{([^{}]*)", fields):
            yield match[1], re.search(r"\brequired\s*:\s*true\b", match[2]) is not None
