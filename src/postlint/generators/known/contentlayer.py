"""The configuration of Contentlayer and Velite: the content folder, and the keys of Contentlayer's document types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from postlint.data.globs import compile_globs
from postlint.generators.collections import Collection
from postlint.generators.config_files import SiteConfig
from postlint.generators.reading import Data, clean, join, script_blocks, script_value


def pages(config: SiteConfig) -> Data:
    """The content folder; ``content`` for both where none is set."""
    named = script_value(config.script, "contentDirPath") or script_value(config.script, "root")
    return {"site": {"roots": [clean(named, "content")]}} if named else {}


def collection(config: SiteConfig, post: Path) -> Collection | None:
    """The document type whose pattern matches a post; None where none is known to do so.

    Contentlayer leaves out a document that lacks a required field.
    """
    if not post.is_relative_to(config.folder):
        return None
    path, root = post.relative_to(config.folder).as_posix(), clean(script_value(config.script, "contentDirPath"), ".")
    for block in _types(config.script):
        pattern = script_value(block, "filePathPattern")
        if pattern and compile_globs((f"/{join(root, pattern)}",)).match_file(path):
            fields = dict(_fields(block))
            return Collection(tuple(fields), tuple(key for key, required in fields.items() if required))
    return None


def _types(text: str) -> Iterator[str]:
    """The definitions of document types: ``defineDocumentType(() => ({ … }))``."""
    for match in re.finditer(r"\bdefineDocumentType\s*\(\s*(?:\(\s*\)\s*=>\s*\(?\s*)?(?=\{)", text):
        yield next(script_blocks("x:" + text[match.end() :], "x"), "")


def _fields(block: str) -> Iterator[tuple[str, bool]]:
    """The fields of a type, each with whether it is required."""
    for fields in script_blocks(block, "fields"):
        for match in re.finditer(r"[\"']?([A-Za-z_$][\w$-]*)[\"']?\s*:\s*\{([^{}]*)", fields):
            yield match[1], re.search(r"\brequired\s*:\s*true\b", match[2]) is not None
