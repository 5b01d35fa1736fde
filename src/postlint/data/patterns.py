"""Regular expressions that are compiled at first use: most runs need few of about 200 in all modules."""

from __future__ import annotations

import re
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
