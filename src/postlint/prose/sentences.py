"""Splits a passage into sentences and words.

A *word* is a run of letters and digits. It may contain an apostrophe, a hyphen (a hyphenated compound is one word), a
stop ("3.5", "Node.js", "U.S."), `&`, `@` or `_`, and between digits also a comma, a colon or a slash. In scripts
without spaces, finding words takes a dictionary: there each Han or kana character counts as one, as word processors
count. URLs, lone symbols and nodes.OBJECT are no words.

A *sentence* is the text between two ends (see `sentence_ends.py`). Text without words is no sentence; it belongs to its
neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from postlint.data.plain import plain
from postlint.parse.nodes import Passage
from postlint.prose.scripts import has_any
from postlint.prose.sentence_ends import sentence_ends
from postlint.prose.words import Sentence, Word

#: languages written without spaces, where a character counts as a word
SPACELESS = frozenset({"ja", "zh", "th"})
#: languages in which what stands between spaces may be a syllable or a phrase; doubled syllables may be a word
SYLLABIC = frozenset({"vi", "lo", "km", "my"})
#: kana and Han: scripts written without spaces
_SPACELESS = (
    "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
#: letters, digits and combining marks of all scripts but the spaceless ones
_LETTERS = (
    "0-9A-Za-zªµºÀ-ÖØ-öø-ˁˆ-ˑ²³¹\u0300-\u036f\u0370-\u037d\u037f-\u0386\u0388-\u0559\u0560-\u0588"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3"
    "\u06d5-\u06fc\u06ff-\u0963\u0966-\u0df3\u0e01-\u0e4e\u0e50-\u0e59\u0e80-\u1049\u1050-\u10fa"
    "\u10fc-\u135f\u1369-\u166c\u166f-\u17d3\u17dc-\u17ff\u180b-\u1fff\u2c00-\u2dff\ua000-\ud7ff"
    "\ufb00-\ufd3d\ufd40-\ufdfb\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00010000-\U0001efff"
)
#: what may follow the first letters of a word
_BEHIND = "'’ʼ.\\-‐‑·_@&\u00ad\u200c\u200d,:/+#"
#: a character for which `\w` is not enough: any from U+0300 on but Greek, Cyrillic and Armenian; Latin additions,
#: punctuation and symbols; private use; compatibility forms; emoji
_EXOTIC = (
    ("\u0300", "\u036f"), ("\u0590", "\u1dff"), ("\u3041", "\udfff"), ("\uf900", "\ufdff"),
    ("\U00010000", "\U0001efff"), ("\U0001fb00", "\U0010ffff"),
)  # fmt: skip


def split_sentences(passage: Passage, passage_index: int = 0, language: str = "en") -> list[Sentence]:
    """The sentences of a passage, in order; every word of the passage belongs to one of them.

    `language` is a primary tag ("de"); a language without data is read with the English abbreviations. Takes
    time linear in the length of the text.
    """
    text = passage.text
    find = _word_finder(text)
    sentences: list[Sentence] = []
    start = read = 0
    for end in chain(sentence_ends(text, language, _markup_of(passage)), (len(text),)):
        tokens = find(text, read, end)
        read = end
        if not tokens:
            continue  # text without words belongs to the next sentence
        piece = text[start:end].lstrip()
        first, piece = end - len(piece), piece.rstrip()
        sentences.append(Sentence(piece, first, first + len(piece), tokens, passage, passage_index, len(sentences)))
        start = end
    if sentences and start < len(text):
        # the rest, if it has no words, belongs to the last sentence
        last_one = sentences[-1]
        piece = text[last_one.start :].rstrip()
        sentences[-1] = replace(last_one, text=piece, end=last_one.start + len(piece))
    return sentences


def _markup_of(passage: Passage) -> Callable[[int], bool]:
    """A function that tests whether bold, italic or linked text begins at an offset of the passage."""
    starts: set[int] = set()

    def begins(at: int) -> bool:
        if not starts:
            nodes = (node for inline in passage.block.inlines for node in inline.walk() if node.kind in _SET_APART)
            first = (next((one.span.start for one in node.walk() if one.kind == "text"), -1) for node in nodes)
            starts.update(first, (-1,))
        return passage.span(at, at + 1).start in starts

    return begins


_SET_APART = ("strong", "emphasis", "link")


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a text, or of a part of it, in order; offsets count the text."""
    new = tuple.__new__  # a named tuple's own constructor would be one more call for each word of a post
    pattern = _pattern_for(text)
    end = len(text) if end is None else end
    if pattern.groups:
        return [new(Word, (m[1], m.start(), m.end())) for m in pattern.finditer(text, start, end) if m.lastindex]
    return [new(Word, (m[0], m.start(), m.end())) for m in pattern.finditer(text, start, end)]


def _word_finder(text: str) -> Callable[[str, int, int], tuple[str, ...]]:
    """A function that finds the words of a part of the text as written."""
    pattern = _pattern_for(text)
    if pattern.groups:  # "" for a URL
        return lambda text, start, end: tuple(filter(None, pattern.findall(text, start, end)))
    return lambda text, start, end: tuple(pattern.findall(text, start, end))


@lru_cache(maxsize=8)  # asked for each sentence of a passage, with the whole text of the passage
def _pattern_for(text: str) -> re.Pattern[str]:
    kind = "ascii" if plain(text).isascii() else "exotic" if has_any(text, _EXOTIC) else "usual"
    return _word_pattern(kind, with_urls="://" in text or "www." in text)


@lru_cache(maxsize=6)
def _word_pattern(kind: str, with_urls: bool) -> re.Pattern[str]:
    """The pattern of a word. All ranges of letters take milliseconds to compile: only for texts that need them."""
    exotic = kind == "exotic"
    letters = f"[{_LETTERS}]+" if exotic else "[0-9A-Za-z]+" if kind == "ascii" else r"[^\W_]+"
    joint = "['’ʼ.\\-‐‑·_@&\u00ad\u200c\u200d]|(?<=[0-9])[,:/](?=[0-9])"
    tail = r"(?<=\.[A-Za-z])\.|\+\+|#(?!\w)"
    # most words have nothing behind them that could continue them
    word = f"{letters}(?:(?=[{_BEHIND}])(?:(?:{joint}){letters})*(?:{tail})?)?"
    if exotic:
        word += f"|[{_SPACELESS}]"
    return re.compile(rf"(?:https?://|www\.)\S+|({word})" if with_urls else word)
