"""Regular expressions that are compiled at first use: most runs need few of about 200 in all modules.

Compiling one takes as long as searching a megabyte for a word: so what a match must begin with is looked for before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags")


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression as from `re.compile`, but compiled when one of its methods is first called.

    An invalid pattern raises re.error then, and not here.
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    """A proxy for a pattern. After the first use its methods are those of the pattern, in slots, without a lookup."""

    __slots__ = ("_arguments", *_METHODS)

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._arguments)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


#: what may stand before the first letters of a match: flags that do not change letters, and assertions without groups
_BEFORE = lazy_pattern(r"(?:\^|\(\?[ms]+\)|\\b|\(\?<?[!=](?:[^()\[\\]|\\.|\[(?:[^\]\\]|\\.)+\])*\))*")
_LETTERS = lazy_pattern(r"(?:[^.^$*+?{}\[\]\\|()\n]|\\[^\w\s])+")

_ESCAPED = lazy_pattern(r"\\(.)")


@lru_cache(maxsize=1024)
def first_letters(pattern: str) -> str:
    """The text that all matches of a regular expression begin with; "" when that is not plain to see.

    The pattern is meant to be compiled without IGNORECASE and VERBOSE.
    """
    found = _LETTERS.match(pattern, _BEFORE.match(pattern).end())  # type: ignore[union-attr]
    if found is None or ("|" in pattern and "|" in _outside_of_groups(pattern)):
        return ""
    letters = found[0]
    if pattern[found.end() : found.end() + 1] in ("*", "?", "{"):  # the last one may be missing
        letters = letters[: -2 if letters[-2:-1] == "\\" else -1]
    return _ESCAPED.sub(r"\1", letters)


def _outside_of_groups(pattern: str) -> str:
    """A regular expression without its groups, sets and escaped characters."""
    left, depth, in_set, at = [], 0, False, 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif in_set:
            in_set = character != "]" or pattern[at - 1] == "[" or pattern[at - 2 : at] == "[^"
        elif character == "[":
            in_set = True
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif not depth:
            left.append(character)
        at += 1
    return "".join(left)
