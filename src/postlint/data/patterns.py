"""Regular expressions that are compiled at first use: most runs need few of the some 200 that modules hold."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "pattern", "flags")


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression as `re.compile` gives it, but compiled when one of its methods is first called.

    Raises re.error then, and not here, for a pattern that is no regular expression.
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    """Stands in for a pattern. After the first use its methods are those of the pattern: slots cost no lookup."""

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
