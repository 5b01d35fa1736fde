"""The front matter of a post: its values, the span of every key and value, and the problems of its syntax.

`fences` finds the header, a reader for each format reads it, `scalars` maps offsets in a value to the file.
"""

from __future__ import annotations

from postlint.parse.front_matter.read import MAX_LENGTH, read_front_matter, read_header_beside
from postlint.parse.front_matter.values import NOWHERE, Field, FrontMatter, HeaderStyle, Path, Problem

__all__ = [
    "MAX_LENGTH",
    "NOWHERE",
    "Field",
    "FrontMatter",
    "HeaderStyle",
    "Path",
    "Problem",
    "read_front_matter",
    "read_header_beside",
]
