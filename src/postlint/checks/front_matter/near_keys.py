"""Which known key somebody meant who wrote another one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

#: keys shorter than this resemble each other by chance ("tag" and "lang")
MIN_LENGTH = 5
#: from this length on, two slips are forgiven
LONG = 9


def near_key(key: str, known: Iterable[str]) -> str:
    """The known key that `key` is a slip of, or "".

    A slip is another case or separator, singular for plural, or one letter wrong, missing, too many or swapped
    (two in a long key). A key that goes on where the other ends is another word ("publish", "published"), as
    is one with another number ("image2").
    """
    return _near_key(key, tuple(known))


@lru_cache(maxsize=2048)
def _near_key(key: str, names: tuple[str, ...]) -> str:
    """The posts of a site have the same keys over and over."""
    folded = _folded(key)
    for name in names:
        if _folded(name) == folded:
            return name
    for name in names:
        # "langs" are other things than the "lang": a short word that had a plural put to it is another one
        plural = len(folded) > len(_folded(name))
        if _singular(_folded(name)) == _singular(folded) and not (plural and len(folded) <= MIN_LENGTH):
            return name
    if len(folded) < MIN_LENGTH:
        return ""
    allowed = 2 if len(folded) >= LONG else 1
    for name in names:
        other = _folded(name)
        if len(other) < MIN_LENGTH or _digits(other) != _digits(folded):
            continue
        limit = 1 if other.startswith(folded) or folded.startswith(other) else allowed
        if abs(len(other) - len(folded)) <= limit and _slips(folded, other) <= limit:
            return name
    return ""


def _folded(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _digits(key: str) -> str:
    return "".join(filter(str.isdigit, key))


def _singular(key: str) -> str:
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") and len(key) > 3 else key


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped (Damerau's distance, optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
