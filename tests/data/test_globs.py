"""A glob for a name means what it means in fnmatch."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from postlint.data.globs import is_like


@pytest.mark.parametrize("name", ["a.b", "axb", "ab", "aab", "a", ""])
@pytest.mark.parametrize("glob", ["a.b", "a*b", "a[bc]", "?", ""])
def test_globs_match_as_in_fnmatch(name: str, glob: str) -> None:
    assert is_like(name, glob) == fnmatchcase(name, glob)
