"""The texts that are open in the editor, and the paths of their URIs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from postlint.data.inside import from_here, slashed
from postlint.data.reading import read_bytes
from postlint.engine.sites import absolute
from postlint.parse.source import BOM, Source
from postlint.server.positions import Positions, edited


@dataclass(frozen=True)
class OpenText:
    """One version of an open text.

    `name` is its path as reports show it: relative to the working directory. `hides_bom`: the file has a byte order
    mark that the editor does not show.
    """

    uri: str
    name: str
    text: str
    version: int | None
    encoding: str
    language: str = "markdown"
    hides_bom: bool = False

    def changed(self, changes: Iterable[Mapping[str, Any]], version: int | None) -> OpenText:
        """The next version of the text."""
        return replace(self, text=edited(self.text, changes, self.encoding), version=version)

    @cached_property
    def source(self) -> Source:
        """The text as postlint reads it."""
        return Source.from_text(BOM + self.text if self.hides_bom else self.text, self.name)

    @cached_property
    def positions(self) -> Positions:
        """The positions in the client's text."""
        return Positions(self.source, self.encoding, bom_shown=self.text.startswith(BOM))


def path_of(uri: str) -> str | None:
    """The absolute path of a file's URI; None for a text that is no file."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = _file_of(parts.path)
    if parts.netloc not in ("", "localhost"):
        path = f"//{unquote(parts.netloc)}{path}"
    return os.path.normpath(path)


def _file_of(path: str) -> str:
    """The file of the path of a URI."""
    if os.name != "nt":
        return unquote(path)
    from urllib.request import url2pathname  # a slow import

    return url2pathname(path)


def uri_of(path: str | os.PathLike[str]) -> str:
    """The URI of a path, absolute or relative to the working directory."""
    whole = slashed(absolute(os.fspath(path)))
    return "file://" + quote(whole if whole.startswith("/") else f"/{whole}", safe="/:@!$&'()*+,;=~")


def name_of(path: str) -> str:
    """An absolute path of the client as reports show it: relative to the working directory, where that is possible.

    A client may name a folder by a link to it; the working directory never does. A post that is a link itself keeps
    its own name.
    """
    folder, name = os.path.split(path)
    return from_here(Path(os.path.realpath(folder), name))


def name_of_uri(uri: str) -> str:
    """The name of a text; one that is no file is called like the last part of its URI, and is Markdown."""
    path = path_of(uri)
    if path is not None:
        return name_of(path)
    last = Path(unquote(urlsplit(uri).path)).name or "untitled"
    return last if "." in last else f"{last}.md"


def hides_bom(uri: str, text: str) -> bool:
    """Whether the file of a text begins with a byte order mark that the text lacks."""
    path = path_of(uri)
    if path is None or text.startswith(BOM):
        return False
    try:
        return read_bytes(path)[:3] == BOM.encode()
    except OSError:
        return False
