"""Patterns over the tokens of a sentence: regular expressions in which one character stands for one token.

Each word that a pattern mentions, by itself or by a list, has a character that says in which of them it is; so
`{list}` is a set of characters, and a sentence is a string as long as it has tokens. How a pattern is written is told
at the head of `languages/<code>/claims-quantities.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from postlint.data.patterns import lazy_pattern

#: the characters of tokens that are in no list: a number, a year, a long number, one that is part of a name; glued to a
#: number: millions, thousands, other letters; any other word, a sign
NUMBER, YEAR, LONG, NAMED, MILLION, THOUSAND, GLUED, WORD, SIGN = "0YINSKGwp"
#: what stands for a token in a pattern, and what for one of several
_ITEM = lazy_pattern(r"'([^']+)'|\{(\w+)\}|([A-Z]{2,})|([a-z][a-z'-]*)|#|\s+")
#: the first of the characters for words of lists, and what begins the name of a part of patterns
_FIRST, _PART = 0xE000, "="


class Shapes:
    """The patterns of a table with the characters that they need. `words_of` gives the words of a list."""

    def __init__(self, rows: Sequence[tuple[str, str]], words_of: Mapping[str, Iterable[str]]) -> None:
        lists: dict[str, set[str]] = defaultdict(set)
        for quoted, name, _, word in (match.groups() for _, pattern in rows for match in _ITEM.finditer(pattern)):
            for one in words_of[name] if name else (quoted or word,):
                if one:
                    lists[one].add(name or one)
        signs: dict[frozenset[str], str] = {}
        #: the character of each word
        self.characters = {
            word: signs.setdefault(frozenset(names), chr(_FIRST + len(signs))) for word, names in lists.items()
        }
        self._sets: dict[str, str] = defaultdict(str)
        for names, sign in signs.items():
            for name in names:
                self._sets[name] += sign
        self._kinds = [kind for kind, _ in rows if kind[0] != _PART]
        self._pattern = re.compile("|".join(f"({pattern})" for pattern in self._expanded(rows)))

    def find(self, shape: str) -> Iterator[tuple[str, int, int]]:
        """The kind and the tokens of each match, from left to right; of several at one place the first in the table."""
        for match in self._pattern.finditer(shape):
            yield self._kinds[(match.lastindex or 1) - 1], *match.span()

    def _expanded(self, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
        parts: dict[str, str] = {}
        for kind, pattern in rows:
            text = _ITEM.sub(lambda match: self._item(match, parts), pattern)
            if kind[0] == _PART:
                parts[kind[1:]] = f"(?:{text})"
            else:
                yield text

    def _item(self, match: re.Match[str], parts: Mapping[str, str]) -> str:
        quoted, name, part, word = match.groups()
        if part or match[0].isspace():
            return parts[part] if part else ""
        return f"[{self._sets[quoted or name or word]}]" if match[0] != "#" else f"[{NUMBER}{YEAR}]"
