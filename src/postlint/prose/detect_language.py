"""Which language a post is written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePath

from postlint.parse.nodes import Passage
from postlint.prose import language_data as languages

#: how much of a text is read to guess its language (words)
SAMPLE = 300
#: with fewer words a text has too few frequent ones to tell its language by
SHORT = 30
#: what a text is taken to be that is too short to tell
DEFAULT = "en"
#: least share of a language's frequent words in its running text, and the lead over the next language. English posts
#: have 0.17 (lists of bare nouns) to 0.55 of their own, and at most a third of that of another language
SHARE, LEAD = 0.12, 1.4

#: scripts that tell the language, and how much of the letters must be of it: Japanese is mixed with Han
_SCRIPTS: tuple[tuple[str, str, float], ...] = (
    ("ja", "[\u3041-\u30ff]", 0.1),
    ("ko", "[\uac00-\ud7af]", 0.3),
    ("zh", "[\u4e00-\u9fff]", 0.3),
    ("he", "[\u0590-\u05ff]", 0.5),
    ("el", "[\u0370-\u03ff]", 0.5),
    ("th", "[\u0e00-\u0e7f]", 0.5),
    ("bn", "[\u0980-\u09ff]", 0.5),
    ("ta", "[\u0b80-\u0bff]", 0.5),
    ("te", "[\u0c00-\u0c7f]", 0.5),
    ("ka", "[\u10a0-\u10ff]", 0.5),
    ("hy", "[\u0530-\u058f]", 0.5),
)


def detect_language(*, configured: str | None, declared: str, path: str, passages: Sequence[Passage]) -> str:
    """The lower-case primary tag of a post's language ("en"), or "" when it is unknown.

    The first of these that says something: the configuration; the front matter; a tag in the path (a folder
    `/de/` or `/zh-hans/`, an ending `.fr.md`), unless the words clearly are of another language; the script and
    the most frequent words of the text. A text in Latin letters that is too short to tell is taken to be English.
    """
    for tag in (configured or "", declared):
        if primary := primary_tag(tag):
            return primary
    guess = guess_language(passages)
    return guess or path_tag(path) or (DEFAULT if _is_short_latin(passages) else "")


def _is_short_latin(passages: Sequence[Passage]) -> bool:
    """Whether a text in Latin letters is too short to tell its language by: a heading, a sentence."""
    words: list[str] = []
    for passage in passages:
        words += re.findall(r"[^\W\d_]+", passage.text)
        if len(words) >= SHORT:
            return False
    return all(word[0] < "\u0250" for word in words)


def primary_tag(tag: str) -> str:
    """The primary part of a BCP 47 tag or POSIX locale in lower case: "pt" of "pt_BR"; "" if it is none."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_.@][\w.@-]*)?\s*$", tag)
    return found[1].lower() if found else ""


def path_tag(path: str) -> str:
    """The language that a path names, by its last folder that is a tag or by its ending; "" for none."""
    *folders, name = PurePath(path.replace("\\", "/")).parts or ("",)
    stem, _, ending = name.rpartition(".")[0].rpartition(".")
    for part in chain([ending] if stem else [], reversed(folders)):
        found = re.fullmatch(r"([a-z]{2})(?:[-_][A-Za-z]{2,4}){0,2}", part)
        if found and found[1] in _known_tags():
            return found[1]
    return ""


def guess_language(passages: Sequence[Passage]) -> str:
    """The language of a text by its script and its most frequent words; "" when they do not tell."""
    words: list[str] = []
    for passage in passages:
        words += re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", passage.text[:4000])
        if len(words) >= SAMPLE:
            break
    letters = "".join(words[:SAMPLE])
    if not letters.isascii():
        for tag, script, share in _SCRIPTS:
            if len(re.findall(script, letters)) > share * len(letters):
                return tag
    if len(words) < 2:
        return ""
    return _by_words([word.lower().replace("’", "'") for word in words[:SAMPLE]])


def _by_words(words: Sequence[str]) -> str:
    """The language whose frequent words are the largest share of `words`, if it is large and well ahead."""
    counts = Counter(tag for word in words for tag in _common_words().get(word, ()))
    best = counts.most_common(2)
    if not best or best[0][1] < SHARE * len(words):
        return ""
    if len(best) > 1 and best[0][1] < LEAD * best[1][1]:
        return ""
    return best[0][0]


@lru_cache(maxsize=1)
def _common_words() -> Mapping[str, tuple[str, ...]]:
    """Each frequent word and the languages that have it."""
    tags: dict[str, tuple[str, ...]] = {}
    for entry in languages.read_list("common-words"):
        tag, _, words = entry.partition(":")
        for word in dict.fromkeys(words.split()):
            tags[word] = (*tags.get(word, ()), tag)
    return tags


@lru_cache(maxsize=1)
def _known_tags() -> frozenset[str]:
    """The languages that a path may name: those whose texts can be told."""
    words = {entry.partition(":")[0] for entry in languages.read_list("common-words")}
    return frozenset(words | {tag for tag, _, _ in _SCRIPTS})
