"""Did-you-mean for front matter keys: the known key of which a key is a misspelling."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from postlint.data.patterns import lazy_pattern

#: shorter keys resemble each other by chance ("tag" and "lang")
MIN_LENGTH = 5
#: from this length on, two wrong letters are allowed
LONG = 9


def near_key(key: str, known: Iterable[str]) -> str:
    """The known key of which `key` is a misspelling, or "".

    A misspelling is another case or separator, singular for plural, or one letter wrong, missing, surplus or swapped
    (two in a long key). A key that continues where the other ends is another word ("publish", "published"), as is one
    with another number ("image2") or with a word more ("noSummary", "page_title"). One with crosses before it was
    put aside ("xxtitle").
    """
    return _near_key(key, tuple(known))


@lru_cache(maxsize=2048)
def _near_key(key: str, names: tuple[str, ...]) -> str:
    """Cached, for the posts of a site repeat the same keys."""
    folded = _folded(key)
    for name in names:
        if _folded(name) == folded:
            return name
    for name in names:
        # a short word in the plural is another key: "langs" and "lang"
        plural = len(folded) > len(_folded(name))
        if _singular(_folded(name)) == _singular(folded) and not (plural and len(folded) <= MIN_LENGTH):
            return name
    if len(folded) < MIN_LENGTH:
        return ""
    allowed = 2 if len(folded) >= LONG else 1
    words = _words(key)
    for name in names:
        other = _folded(name)
        if len(other) < MIN_LENGTH or _digits(other) != _digits(folded) or _has_word_more(words, _words(name)):
            continue
        if _is_parked(folded, other):
            continue
        limit = 1 if other.startswith(folded) or folded.startswith(other) else allowed
        if abs(len(other) - len(folded)) <= limit and _slips(folded, other) <= limit:
            return name
    return ""


def is_other_number(one: str, other: str) -> bool:
    """Whether two keys differ in number only: ``category`` and ``categories``, of which a theme may read either."""
    return _folded(one) != _folded(other) and _singular(_folded(one)) == _singular(_folded(other))


def _folded(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _words(key: str) -> list[str]:
    """The words of a key, in lower case: ``noSummary``, ``no_summary``."""
    return [word.lower() for word in _WORD.findall(key)]


#: up to the next capital, hyphen or underscore
_WORD = lazy_pattern(r"[A-Z]?[^A-Z_-]+|[A-Z]+")


def _has_word_more(one: list[str], other: list[str]) -> bool:
    return len(one) != len(other) and (one[-len(other) :] == other or other[-len(one) :] == one)


def _is_parked(one: str, other: str) -> bool:
    """Whether a key was put aside by crosses before it: "xpermalink", "xxpermalink"; another letter is a slip."""
    return one.endswith(other) and set(one.removesuffix(other)) == {"x"}


def _digits(key: str) -> str:
    return "".join(filter(str.isdigit, key))


def _singular(key: str) -> str:
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    return key[:-1] if key.endswith("s") and not key.endswith("ss") and len(key) > 3 else key


def _slips(one: str, other: str) -> int:
    """How many letters are wrong, missing, surplus or swapped (Damerau's distance, optimal string alignment)."""
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
