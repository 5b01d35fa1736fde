"""The header of a post: values, the place of every key and value, and what is wrong with its syntax.

`fences` finds it, a reader for each format reads it, `scalars` leads from a value back to the file.
"""

from __future__ import annotations

from postlint.parse.front_matter.read import MAX_LENGTH, read_front_matter
from postlint.parse.front_matter.values import Field, FrontMatter, HeaderStyle, Path, Problem

__all__ = ["MAX_LENGTH", "Field", "FrontMatter", "HeaderStyle", "Path", "Problem", "read_front_matter"]
