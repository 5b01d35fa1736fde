"""Patterns over the tokens of a sentence: regular expressions in which one character stands for one token.

Each word that a pattern mentions, by itself or by a list, has a character that says in which of them it is; so
`{list}` is a set of characters, and a sentence is a string as long as it has tokens. How a pattern is written is told
at the head of `languages/<code>/claims-quantities.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from postlint.data.patterns import lazy_pattern

#: the characters of tokens that are in no list: a number, a year, a long number, one that is part of a name, or a name;
#: glued to a number: millions, thousands, other letters; a capital that opens the sentence, an adjective by its form,
#: any other word, a short one, a sign
NUMBER, YEAR, LONG, NAMED, MILLION, THOUSAND, GLUED, OPENING, ADJECTIVE, WORD, SHORT, SIGN = "0YINSKGMJWQP"
#: the characters of a figure: a percentage, one of the extremes, a share that asserts something of a group, any other
PERCENT, EXTREME, ASSERTED, FIGURE = "TXAZ"
#: what stands for a token in a pattern, and what for one of several
_ITEM = lazy_pattern(r"'([^']+)'|\{(\w+)\}|([A-Z]{2,})|([a-z][a-z'-]*)|#|\s+")
#: a group of characters for single tokens
_GROUP = lazy_pattern(r"\(([^()?.*+]+)\)")
#: the most letters of a word that belongs to no noun, and the most words that are kept
_SHORT, _MOST = 3, 100_000
#: the first of the characters for words of lists (sets of those below U+0100 are compiled in a third of the time), and
#: what begins the name of a part of patterns
_FIRST, _PART = 0x80, "="


#: the names of patterns, each with its pattern
Patterns = Sequence[tuple[str, re.Pattern[str]]]


class _Characters(dict[str, str]):
    """The character of each token; that of a word in no list is told by its form, and kept."""

    def __init__(self, known: Mapping[str, str], endings: Sequence[tuple[str, str]]) -> None:
        super().__init__(known)
        self._endings = endings

    def __missing__(self, word: str) -> str:
        found = self._by_form(word)
        if len(self) < _MOST:
            self[word] = found
        return found

    def _by_form(self, word: str) -> str:
        if word[0].isdigit():
            if len(word) > 6 and word.isdigit() and not word.endswith("000"):
                return LONG
            return YEAR if len(word) == 4 and "1700" <= word < "2200" and word.isdigit() else NUMBER
        if not word[0].isalpha():
            return SIGN
        if len(word) <= _SHORT:
            return SHORT
        if "-" in word:
            return ADJECTIVE
        return next((sign for ending, sign in self._endings if word.endswith(ending)), WORD)


class Shapes:
    """The patterns of a table with the characters that they need.

    `words_of` gives the words of a list, `endings` those of words with the character that stands for these words.
    """

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        words_of: Mapping[str, Iterable[str]],
        endings: Sequence[tuple[str, str]],
    ) -> None:
        lists: dict[str, set[str]] = defaultdict(set)
        items = {item for _, pattern in rows for item in _ITEM.findall(pattern)}
        for quoted, name, _, word in sorted(items):
            for one in words_of[name] if name else (quoted or word,):
                if one:
                    lists[one].add(name or one)
        signs: dict[frozenset[str], str] = {}
        known = {word: signs.setdefault(frozenset(names), chr(_FIRST + len(signs))) for word, names in lists.items()}
        self._characters = _Characters(known, endings)
        self._sets: dict[str, str] = defaultdict(str)
        for names, sign in signs.items():
            for name in names:
                self._sets[name] += sign
        self._patterns = list(self._expanded(rows))

    def shape(self, words: Sequence[str]) -> list[str]:
        """One character a token."""
        return [*map(self._characters.__getitem__, words)]

    @cached_property
    def each(self) -> Patterns:
        """The kinds, each with its pattern, which is compiled when it is first used."""
        return [(kind, lazy_pattern(pattern)) for kind, pattern in self._patterns]

    @cached_property
    def _groups(self) -> Sequence[Sequence[str]]:
        return [_GROUP.findall(pattern) for _, pattern in self._patterns]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({pattern})" for _, pattern in self._patterns))

    def possible(self, shape: str) -> Iterator[tuple[str, re.Pattern[str]]]:
        """The kinds whose groups are in a shape, each with its pattern: of each group it has one of the characters."""
        there = set(shape)
        for kind, groups in zip(self.each, self._groups, strict=True):
            if not any(map(there.isdisjoint, groups)):
                yield kind

    def find(self, shape: str) -> Iterator[tuple[str, int, int]]:
        """The kind and the tokens of each match, from left to right; of several at one place the first in the table."""
        for match in self._any.finditer(shape):
            yield self._patterns[(match.lastindex or 1) - 1][0], *match.span()

    def _expanded(self, rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        parts: dict[str, str] = {}
        for kind, pattern in rows:
            text = _ITEM.sub(lambda match: self._item(match, parts), pattern)
            if kind[0] == _PART:
                parts[kind[1:]] = f"(?:{text})"
            else:
                yield kind, text

    def _item(self, match: re.Match[str], parts: Mapping[str, str]) -> str:
        quoted, name, part, word = match.groups()
        if part or match[0].isspace():
            return parts[part] if part else ""
        signs = self._sets[quoted or name or word] if match[0] != "#" else NUMBER + YEAR
        return signs if len(signs) == 1 else f"[{signs}]"
