"""The words of a passage, and its sentences.

A *word* is a run of letters and digits. Inside it may stand an apostrophe, a hyphen (a hyphenated compound is
one word), a stop ("3.5", "Node.js", "U.S."), `&`, `@` or `_`, and between digits also a comma, a colon or a
slash. In scripts without spaces words could not be told without a dictionary: there each Han or kana character
counts as one, as word processors count. URLs, lone symbols and nodes.OBJECT are no words.

A *sentence* is what stands between two ends (see `sentence_ends.py`). What has no words is no sentence; it
belongs to its neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from postlint.document.nodes import Passage, Sentence, Word
from postlint.document.sentence_ends import sentence_ends

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
#: characters from U+0300 on that `\w` serves well, or that are no letters: Greek, Cyrillic and Armenian; Latin
#: additions, punctuation and symbols; private use; compatibility forms; emoji
_PLAIN = (
    ("\u0370", "\u058f"),
    ("\u1e00", "\u3040"),
    ("\ue000", "\uf8ff"),
    ("\ufe00", "\uffff"),
    ("\U0001f000", "\U0001faff"),
)
_word_start = itemgetter(1)


def split_sentences(passage: Passage, passage_index: int = 0, language: str = "en") -> list[Sentence]:
    """The sentences of a passage, in order; every word of the passage belongs to one of them.

    `language` is a primary tag ("de"); a language without data is read with the English abbreviations. Takes
    time linear in the length of the text.
    """
    text = passage.text
    words = words_of(text)
    if not words:
        return []
    sentences: list[Sentence] = []
    for start, end, first, last in _pieces(text, words, language):
        piece = text[start:end]
        end = start + len(piece.rstrip())
        start += len(piece) - len(piece.lstrip())
        inside = tuple(words[first:last])
        sentences.append(Sentence(text[start:end], start, end, inside, passage, passage_index, len(sentences)))
    return sentences


def words_of(text: str) -> list[Word]:
    """The words of a text, in order; offsets count the text."""
    new = tuple.__new__  # a named tuple's own constructor would be one more call for each word of a post
    exotic = not text.isascii() and _is_exotic(text)
    if "://" in text or "www." in text:
        found = _word_pattern(exotic, with_urls=True).finditer(text)
        return [new(Word, (m[1], m.start(), m.end())) for m in found if m.lastindex]
    found = _word_pattern(exotic, with_urls=False).finditer(text)
    return [new(Word, (m[0], m.start(), m.end())) for m in found]


def _is_exotic(text: str) -> bool:
    """Whether a text has combining marks or a script without spaces, for which `\\w` is not enough."""
    return any(c >= "\u0300" and not any(first <= c <= last for first, last in _PLAIN) for c in set(text))


@lru_cache(maxsize=4)
def _word_pattern(exotic: bool, with_urls: bool) -> re.Pattern[str]:
    """What a word is. All ranges of letters take milliseconds to compile: only texts that need them pay."""
    letters = f"[{_LETTERS}]+" if exotic else r"[^\W_]+"
    joint = "['’ʼ.\\-‐‑·_@&\u00ad\u200c\u200d]|(?<=[0-9])[,:/](?=[0-9])"
    tail = r"(?<=\.[A-Za-z])\.|\+\+|#(?!\w)"
    word = f"{letters}(?:(?:{joint}){letters})*(?:{tail})?"
    if exotic:
        word += f"|[{_SPACELESS}]"
    return re.compile(rf"(?:https?://|www\.)\S+|({word})" if with_urls else word)


def _pieces(text: str, words: list[Word], language: str) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, first and last word (exclusive) of each sentence; wordless pieces joined to a neighbour."""
    start = first = 0
    held: tuple[int, int, int, int] | None = None
    for end in sentence_ends(text, language):
        last = bisect_left(words, end, first, key=_word_start)
        if last == first:
            continue
        if held:
            yield held
        held = (start, end, first, last)
        start, first = end, last
    if held and first == len(words):
        yield (held[0], len(text), held[2], held[3])
        return
    if held:
        yield held
    yield (start, len(text), first, len(words))
