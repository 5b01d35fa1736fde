"""What files of posts are called."""

from __future__ import annotations

import posixpath
import re

#: what a post's file name ends in
POST_ENDINGS = (".md", ".mdx", ".markdown", ".qmd")
#: the names of the file that stands for its folder
INDEX = ("index", "_index", "readme")


def bare_path(path: str) -> str:
    """A path without ending and language; of an index file, its folder."""
    bare = re.sub(r"(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?\.\w+$", "", path, flags=re.IGNORECASE)
    folder, _, name = bare.rpartition("/")
    return folder if name.lower() in INDEX and folder else bare


def link_base(address: str, path: str, pattern: str) -> str:
    """What a browser joins relative links to on a page: its own address where that is a folder, else the one above.

    `path` is that of the post, `pattern` what its address is made from.
    """
    is_folder = pattern.endswith("/") or bare_path(path) == posixpath.dirname(path)
    return address if is_folder else posixpath.dirname(address)
