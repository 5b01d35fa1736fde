"""Which language a post is written in: by its script, its most frequent words, and the letters that it has or lacks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import PurePath
from typing import NamedTuple

from postlint.parse.nodes import Passage
from postlint.prose import language_data as languages

#: how much of a text is read to guess its language (words)
SAMPLE = 300
#: with fewer words a text has too few frequent ones to tell its language by
SHORT = 30
#: what a text is taken to be that is too short to tell
DEFAULT = "en"
#: least share of a language's frequent words in its running text. English posts have 0.17 (lists of bare nouns) to 0.55
SHARE = 0.08
#: the same without a rival that has a third as many
SHARE_ALONE = 0.05
#: what speaks for a language has to be so much more than what speaks for a rival, and so many words more
LEAD, MARGIN = 1.5, 1
#: so much of a text in another script than Latin makes it a text of that script with foreign names in it
SCRIPT_SHARE = 0.25


class _Script(NamedTuple):
    """A range of characters, the language or the kind of script that it tells, and its letters in a word."""

    first: str
    last: str
    name: str
    per_word: float = 0.0


#: scripts by their first characters; `per_word` only of those that write no spaces
_SCRIPTS = (
    _Script("\u0370", "\u03ff", "el"),
    _Script("\u0400", "\u052f", "cyrillic"),
    _Script("\u0530", "\u058f", "hy"),
    _Script("\u0590", "\u05ff", "he"),
    _Script("\u0600", "\u077f", "arabic"),
    _Script("\u0900", "\u097f", "devanagari"),
    _Script("\u0980", "\u09ff", "bn"),
    _Script("\u0a80", "\u0aff", "gu"),
    _Script("\u0b80", "\u0bff", "ta"),
    _Script("\u0c00", "\u0c7f", "te"),
    _Script("\u0c80", "\u0cff", "kn"),
    _Script("\u0d00", "\u0d7f", "ml"),
    _Script("\u0e00", "\u0e7f", "th", 4),
    _Script("\u10a0", "\u10ff", "ka"),
    _Script("\u1ea0", "\u1eff", "latin"),
    _Script("\u1f00", "\u1fff", "el"),
    _Script("\u3041", "\u30ff", "kana", 2),
    _Script("\u3400", "\u9fff", "zh", 1.5),
    _Script("\uac00", "\ud7af", "ko"),
)
#: Japanese is Han mixed with kana, of which it has more than this share
KANA_SHARE = 0.1
#: the letters that the languages of a script share
_SHARED = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщьюя",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقلمنهوء",
    "devanagari": "".join(map(chr, range(0x900, 0x980))),
}


def detect_language(
    *,
    configured: str | None,
    declared: str,
    path: str,
    passages: Sequence[Passage],
    headings: Callable[[], Iterable[str]] = tuple,
) -> str:
    """The lower-case primary tag of a post's language ("en"), or "" when it is unknown.

    The first of these that says something: the configuration; the front matter; the script and the most frequent words
    of the text, and where that is short of `headings()` too (the title, the description and the headings); a tag in the
    path (a folder `/de/` or `/zh-hans/`, an ending `.fr.md`). A text in Latin letters that is too short to tell is
    taken to be English.
    """
    for tag in (configured or "", declared):
        if primary := primary_tag(tag):
            return primary
    words = _sample(passages, headings)
    script = _script_of(words)
    leader, clear = _leader(words, script)
    if clear:
        return leader
    may_be_default = script == "latin" and words.total() < SHORT and leader in ("", DEFAULT)
    return path_tag(path) or (DEFAULT if may_be_default else "")


def guess_language(passages: Sequence[Passage]) -> str:
    """The language of a text by its script, its most frequent words and its letters; "" when they do not tell."""
    words = _sample(passages, tuple)
    leader, clear = _leader(words, _script_of(words))
    return leader if clear else ""


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


# -- the words that are looked at ---------------------------------------------------------------------------


def _sample(passages: Sequence[Passage], headings: Callable[[], Iterable[str]]) -> Counter[str]:
    """The first words of a text in lower case, and how often each stands there; of a short text its headings' too."""
    words = list(islice(_words(passage.text for passage in passages), SAMPLE))
    if len(words) < SAMPLE // 3:
        words += islice(_words(headings()), SAMPLE // 3)
    return Counter(words)


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        text = text[:4000].lower().replace("’", "'")
        found = _word_pattern(text.isascii(), "://" in text or "www." in text).findall(text)
        yield from filter(None, found)


@lru_cache(maxsize=4)
def _word_pattern(ascii_only: bool, with_urls: bool) -> re.Pattern[str]:
    """A run of letters, with the vowel signs of the scripts that have them; no part of an address or of a number."""
    if ascii_only:
        word = r"\b([a-z]+(?:'[a-z]+)*)\b"
    else:
        letter = "[^\\W\\d_][\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u0963\u0980-\u0dff\u0e31-\u0e4e]*"
        word = rf"(?<!\w)((?:{letter})+(?:'(?:{letter})+)*)(?!\w)"
    return re.compile(rf"(?:https?://|www\.)\S+|{word}" if with_urls else word)


def _script_of(words: Mapping[str, int]) -> str:
    """The script that most of the words are in, other scripts before Latin: the name of an entry of `_SCRIPTS`."""
    sizes: dict[str, float] = defaultdict(float)
    for word, times in words.items():
        script = None if word.isascii() else _script_at(word)
        if script is None:
            sizes["latin"] += times
        elif script.name in ("kana", "zh"):  # the two are mixed in one word
            kana = float(sum("\u3041" <= letter < "\u3100" for letter in word))
            sizes["kana"] += times * kana / script.per_word
            sizes["zh"] += times * (len(word) - kana) / script.per_word
        else:
            sizes[script.name] += times * (len(word) / script.per_word if script.per_word else 1)
    kana = sizes.pop("kana", 0.0)
    if kana > KANA_SHARE * sizes["zh"]:
        sizes["ja"] = kana + sizes.pop("zh", 0.0)
    others = [(size, name) for name, size in sizes.items() if name != "latin"]
    size, name = max(others, default=(0.0, ""))
    return name if size > SCRIPT_SHARE * (size + sizes["latin"]) else "latin"


def _script_at(word: str) -> _Script | None:
    """The script of a word's first letter that is not Latin."""
    letter = next((letter for letter in word if letter > "\u024f"), "")
    return next((script for script in _SCRIPTS if script.first <= letter <= script.last), None)


# -- which language of a script -----------------------------------------------------------------------------


def _leader(words: Mapping[str, int], script: str) -> tuple[str, bool]:
    """The language that the words of a script are most likely of ("" for none), and whether they tell it.

    The leader is the language with the most frequent words, less the words that it could not write. It has to lead
    each rival in what only one of the two has: frequent words, and letters.
    """
    if script not in _SHARED:
        return script, True
    total = 0
    signs: list[_Sign] = []
    hits: Counter[str] = Counter()
    for word, times in words.items():
        if not _is_in(word, script):
            continue
        total += times
        listed, misfits = _signs(word, script)
        if listed or misfits:
            signs.append((times, listed, misfits))
        for tag in listed:
            hits[tag] += times
        for tag in misfits:
            hits[tag] -= times
    if not hits or total < 2:
        return "", False
    (leader, most), *others = hits.most_common()
    rivals = [tag for tag, count in others if count > most / 3]
    clear = all(_leads(leader, rival, signs) for rival in rivals)
    least = SHARE if rivals else SHARE_ALONE
    return leader, clear and most >= max(least * total, 2)


#: how often a word stands in the text, the languages of which it is a frequent word, and those that cannot write it
_Sign = tuple[int, tuple[str, ...], frozenset[str]]


def _leads(leader: str, rival: str, signs: Sequence[_Sign]) -> bool:
    """Whether enough words are of the leader and not of the rival."""
    ours = theirs = 0
    for times, listed, misfits in signs:
        mine, other = (leader in listed) - (leader in misfits), (rival in listed) - (rival in misfits)
        if mine > other:
            ours += times
        elif other > mine:
            theirs += times
    return ours >= theirs * LEAD + MARGIN


def _is_in(word: str, script: str) -> bool:
    if word.isascii():
        return script == "latin"
    found = _script_at(word)
    return (found.name if found else "latin") == script


def _signs(word: str, script: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The languages that have a word among their frequent ones, and those of its script that cannot write it."""
    listed = _common_words().get(word, ())
    if word.isascii():
        return listed, frozenset()
    special = frozenset(word) - _shared(script)
    return listed, _misfits(special, script) if special else frozenset()


@lru_cache(maxsize=4096)
def _misfits(special: frozenset[str], script: str) -> frozenset[str]:
    return frozenset(tag for tag, letters in _letters().items() if tag in _languages_of(script) and special - letters)


@lru_cache(maxsize=8)
def _shared(script: str) -> frozenset[str]:
    return frozenset(_SHARED[script] + "'")


@lru_cache(maxsize=8)
def _languages_of(script: str) -> frozenset[str]:
    """The languages whose frequent words are in a script."""
    return frozenset(tag for word, tags in _common_words().items() if _is_in(word, script) for tag in tags)


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, frozenset[str]]:
    """The letters that each language writes beside those that its script shares."""
    entries = (entry.partition(":") for entry in languages.read_list("letters"))
    return {tag: frozenset(letters.replace(" ", "")) for tag, _, letters in entries}


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
    return frozenset(words | {"ja"} | {script.name for script in _SCRIPTS if len(script.name) == 2})
