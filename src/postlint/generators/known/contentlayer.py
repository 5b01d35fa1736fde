"""The configuration of Contentlayer, Velite and Content Collections: the content folders, and the keys of types."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from postlint.data.globs import compile_site_globs
from postlint.data.patterns import lazy_pattern
from postlint.generators.collections import Collection, is_of_names, read_collection
from postlint.generators.config_files import SiteConfig
from postlint.generators.config_values import Data, block_at, clean, join, script_blocks, script_value


def pages(config: SiteConfig) -> Data:
    """The content folders, ``content`` for Contentlayer's and Velite's where none is set, and entries with names."""
    text, name = config.script, _name(config.folder)
    named = script_value(text, "contentDirPath") or script_value(text, "root")
    folders = [clean(named, "content")] if named else _directories(text)
    around = folders[0] if named else "content" if name == "Velite" else "."
    read = _folders_read(text, around) or ([around] if around != "." else [])
    entries = [f"/{pattern}" for pattern, entry in _types(config) if is_of_names(entry)]
    data: Data = {"site": {**({"roots": folders} if folders else {}), "named_entries": entries}}
    if any((config.folder / folder).is_dir() for folder in read):
        data["site"]["rendered_folders"] = read
    return {"name": name, **data} if name else data


def _name(site: Path) -> str:
    """The name of a successor of Contentlayer, by its configuration; "" for Contentlayer's own."""
    kinds = ("ts", "js", "mjs")
    return next((name for file, name in _NAMES.items() for kind in kinds if (site / f"{file}.{kind}").is_file()), "")


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


#: the definition of a type of documents or of a collection
_DEFINED = lazy_pattern(r"\bdefine(?:DocumentType|Collection)\s*\(\s*+(?:\(\s*\)\s*=>\s*+\(?\s*+)?(?=\{)")


#: the types or collections that are read, by their names: ``documentTypes: [Post, Page]``
_LISTED = lazy_pattern(r"\b(?:documentTypes|collections)\s*:\s*(\[[^\[\]{}()]*\]|\{[^\[\]{}()]*\}|[\w$]+)")


def _folders_read(text: str, root: str) -> list[str]:
    """The folders that the patterns of all types begin with, outer ones first; [] where one is unknown."""
    listed = [name for match in _LISTED.finditer(text) for name in re.findall(r"[\w$]+(?!\s*:)\b", match[1])]
    if any(re.search(rf"(?<![\w$]){re.escape(name)}\s*=\s*define", text) is None for name in listed):
        return []  # a type of another file
    patterns = [_pattern(block_at(text, match.end())) for match in _DEFINED.finditer(text)]
    inner = (posixpath.dirname(re.split(r"[*{!]", pattern, maxsplit=1)[0]) for pattern in patterns)
    folders = {join(root, folder) for folder in inner}
    return sorted(folders) if all(patterns) and "." not in folders else []


def _pattern(block: str) -> str:
    """The pattern of the files of a definition; "" where it is unknown."""
    directory = script_value(block, "directory")
    found = script_value(block, "filePathPattern") or script_value(block, "pattern")
    return found or (f"{directory}/*" if directory else "")


def _directories(text: str) -> list[str]:
    found = (script_value(block, "directory") for block in _collections(text))
    return list(dict.fromkeys(clean(one, ".") for one in found if one))


def _fields(block: str) -> Iterator[tuple[str, bool]]:
    """The fields of a type, each with whether it is required."""
    for fields in script_blocks(block, "fields"):
        for match in re.finditer(r"(?<![\w$-])([A-Za-z_$][\w$-]*)[\"']?\s*:\s*\{([^{}]*)", fields):
            yield match[1], re.search(r"\brequired\s*:\s*true\b", match[2]) is not None
