"""A glob for a name means what it means in fnmatch, one for a path what it means in `.gitignore`."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from postlint.data.globs import compile_globs, compile_ignore_file, is_like


@pytest.mark.parametrize("name", ["a.b", "axb", "ab", "aab", "a", ""])
@pytest.mark.parametrize("glob", ["a.b", "a*b", "a[bc]", "?", ""])
def test_globs_match_as_in_fnmatch(name: str, glob: str) -> None:
    assert is_like(name, glob) == fnmatchcase(name, glob)


@pytest.mark.parametrize(
    ("lines", "path", "verdict"),
    [
        ("a", "x/a/b", True),
        ("a/", "a", None),
        ("a/", "x/a/", True),
        ("/a", "x/a", None),
        ("a/b", "x/a/b", None),
        ("**/a/b", "x/a/b", True),
        ("a/**", "a/b/c", True),
        ("a/**", "a", None),
        ("a/**/b", "a/b", True),
        ("a/**/b", "a/x/y/b", True),
        ("a/**/b", "ab", None),
        ("**", "a/b", True),
        ("**/", "a", None),
        ("*/", "a/b", True),
        ("*.md", "x/.md", True),
        ("a/*", "a/", None),
        ("a?c", "a/c", None),
        ("[!a]", "/", None),
        ("[]a]", "]", True),
        ("[^a]b", "cb", True),
        ("[a", "[a", None),
        ("[!]", "!", None),
        ("#a", "#a", None),
        (r"\#a", "#a", True),
        ("a ", "a", True),
        ("a\\ ", "a ", True),
        ("a\n!a", "a", False),
        ("!a\na", "a", True),
        ("a/\n!a/b", "a/b", False),
        ("!b\na/", "a/b", False),
        ("!a/\n!x/\na/", "a/b", True),
        ("/", "a", None),
        ("!", "a", None),
        ("\\", "\\", None),
        ("[b-a]", "a", None),
    ],
)
def test_lines_mean_what_they_mean_to_git(lines: str, path: str, verdict: bool | None) -> None:
    assert compile_ignore_file(lines).verdict(path) is verdict


@pytest.mark.parametrize("glob", ["!", "a\\", "[b-a]", "{a,b}[\\d-a]"])
def test_a_bad_glob_of_a_user_is_refused(glob: str) -> None:
    with pytest.raises(ValueError, match="Invalid git pattern"):
        compile_globs([glob])
