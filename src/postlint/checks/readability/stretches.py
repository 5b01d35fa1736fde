"""How many words of a sentence readers have to keep in mind: without its enumerations, and from rest to rest."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from operator import itemgetter

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import OBJECT
from postlint.prose.language_data import and_words
from postlint.prose.words import Sentence


def words_at_a_stretch(sentence: Sentence) -> int:
    """The words of a sentence, or of its longest part between the places where readers rest: at a stop, a semicolon, a
    colon or the end of a line that is shown as one. Enumerations in it are not counted.

    What is written without capitals, or has an emoticon behind a stop, has more sentences than the stops and capitals
    of others tell. A stop before a capital in a sentence belongs to an abbreviation ("Prof. Miller"). A word with
    spaces between its letters is one word.
    """
    words = len(sentence.tokens)
    text = _SPACED_OUT.sub(_as_one_word, sentence.text)
    text = text[: _numbered_items(text)]  # an enumeration to its end
    longest = begin = 0
    for stop in _STOP.finditer(text):
        if stop[0].rstrip() == "." and text[stop.end() : stop.end() + 1].isupper():
            continue
        longest = max(longest, _counted(text[begin : stop.start()]))
        begin = stop.end()
    if begin or text != sentence.text:
        return min(words, max(longest, _counted(text[begin:])))
    return words - _enumerated(text)


def _numbered_items(text: str) -> int:
    """Where an enumeration begins whose items have numbers or letters in their order, or the end of the text."""
    labels = list(_NUMBERED.finditer(text))
    for at, label in enumerate(labels[: 1 - _LABELS]):
        names = " ".join(one[1] or one[2] for one in labels[at : at + _LABELS])
        if any(f" {names} " in row for row in _ROWS):
            return label.start()
    return len(text)


def _counted(part: str) -> int:
    """The words of a part of a sentence, without enumerations."""
    return len(part.split()) - _enumerated(part)


def _enumerated(text: str) -> int:
    """The words of the enumerations in a text, of several items in a row that are short or begin with the same word."""
    words = 0
    parts = _COMMA.split(_ASIDE.sub(_as_one_word, text))
    begins = [_first_words(part) for part in parts]
    alike = [not one.isdisjoint(other) for one, other in pairwise(begins)]
    listed = [
        _is_item(part) or before or after
        for part, before, after in zip(parts, [False, *alike], [*alike, False], strict=True)
    ]
    for is_listed, items in groupby(zip(listed, parts, strict=True), key=itemgetter(0)):
        row = [part for _, part in items]
        words += sum(len(item.replace("_", " ").split()) for item in row) if is_listed and len(row) >= _ITEMS else 0
    return words


def _first_words(part: str) -> set[str]:
    """The word that an item begins with, and the one behind it where the first may be an "and"."""
    words = part.casefold().split(None, 2)[:2]
    return set(words if words and words[0] in and_words() else words[:1])


def _as_one_word(aside: re.Match[str]) -> str:
    return " " + "_".join(aside[0].split())


def _is_item(part: str) -> bool:
    return len(part.split()) <= _ITEM_WORDS


#: so many items in a row are an enumeration, each of so many words, and what it has in brackets
_ITEMS, _ITEM_WORDS = 4, 4
#: so many labels in their order are those of an enumeration
_LABELS = 3
_NUMBERED = lazy_pattern(r"(?<!\w)(?:\(?(\d{1,2}|[a-h]|[ivx]{1,4})\)|([a-h])\.)\s")
#: in what order the items of an enumeration are numbered
_ROWS = (" a b c d e f g h ", " i ii iii iv v vi vii viii ix x ", f" {' '.join(map(str, range(1, 100)))} ")
_ASIDE = lazy_pattern(r"\s*\([^()]*\)")
#: the stop behind a word of several letters, and what may stand between it and the next word
_STOP = lazy_pattern(
    r"(?<=[^\W\d_]{3})[*_)]*[.!?…؟。]+[\"'”’»)\]*_]*\d{0,2}(?:\\?\s+|(?=\())"
    rf"|(?:\s+{OBJECT}){{3,}}\s+"  # a formula on lines of its own
    r"|\s(?:[-=]>|[→⇒➔➜•▪●])\s"  # one step after the other, one item below the other
    r"|(?<=\S)\s?[;:؛；：][\"'”’»)\]*_]*(?=\s)|\n"
)
#: letters with a space behind each
_SPACED_OUT = lazy_pattern(r"(?<!\S)(?:[^\W\d_] ){5,}")


def is_enumeration(sentence: Sentence) -> bool:
    """Whether a sentence is a list: of items with less than five words on average, or of parts with semicolons."""
    semicolons = len(_SEMICOLON.findall(sentence.text))
    commas = len(_COMMA.findall(sentence.text)) + semicolons
    return semicolons > 2 or (commas > 7 and commas * 5 > len(sentence.tokens))


_COMMA, _SEMICOLON = lazy_pattern("[,،、，]"), lazy_pattern("[;؛；]")
