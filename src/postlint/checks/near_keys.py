"""Which known key somebody meant who wrote another one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

#: shorter keys resemble each other by chance ("tag" and "tab")
MIN_LENGTH = 4
#: difflib's ratio; "descripton" : "description" is 0.95, "author" : "authors" 0.92, "summary" : "summaries" 0.75
CLOSE = 0.85


def near_key(key: str, known: Iterable[str]) -> str:
    """The known key that `key` is a slip of: other case or separators, singular or plural, a wrong letter; or ""."""
    names = list(known)
    folded = _folded(key)
    for name in names:
        if _folded(name) == folded:
            return name
    for name in names:
        if _singular(_folded(name)) == _singular(folded):
            return name
    if len(folded) < MIN_LENGTH:
        return ""
    by_folded = {_folded(name): name for name in names if len(name) >= MIN_LENGTH}
    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=CLOSE)
    return by_folded[close[0]] if close else ""


def _folded(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _singular(key: str) -> str:
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") and len(key) > 3 else key
