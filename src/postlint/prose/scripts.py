"""The script of words: Latin, Cyrillic, Han …; some scripts determine the language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from postlint.data.patterns import lazy_pattern
from postlint.data.plain import plain
from postlint.records import NamedTuple

#: a text with this share of words in another script than Latin counts as a text in that script
SCRIPT_SHARE = 0.25


class _Script(NamedTuple):
    """A range of characters, the language or kind of script that it indicates, and its letters in a word."""

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
#: Han text with a larger share of kana than this is Japanese
KANA_SHARE = 0.1
#: the letters that the languages of a script share, and the marks that any of them may have: stress, vowel signs
SHARED = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщьюя\u0301",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقلمنهوء\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670",
    "devanagari": "".join(map(chr, range(0x900, 0x980))),
}


#: an abbreviation in capitals, which is no function word: "PO Box 3, Denver, CO"
_CAPITALS = lazy_pattern(r"\b[A-Z]{2,3}\b")


def words_in(texts: Iterable[str], most: int) -> list[str]:
    """The first words of texts in lower case, without abbreviations; of each text the first 4,000 characters."""
    words: list[str] = []
    for text in texts:
        text = normalize("NFC", text[:4000]).replace("’", "'")
        text = (text if text.isupper() else _CAPITALS.sub(" ", text)).lower()
        found = _word_pattern(plain(text).isascii(), "://" in text or "www." in text).findall(text)
        words += filter(None, found)
        if len(words) >= most:
            break
    return words[:most]


@lru_cache(maxsize=4)
def _word_pattern(ascii_only: bool, with_urls: bool) -> re.Pattern[str]:
    """A run of letters, with the vowel signs of the scripts that have them; not part of an address or a number."""
    if ascii_only:
        word = r"\b([a-z]+(?:'[a-z]+)*)\b"
    else:
        letter = "[^\\W\\d_][\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u0963\u0980-\u0dff\u0e31-\u0e4e]*"
        word = rf"(?<!\w)((?:{letter})+(?:'(?:{letter})+)*)(?!\w)"
    return re.compile(rf"(?:https?://|www\.)\S+|{word}" if with_urls else word)


def script_of(words: Mapping[str, int]) -> str:
    """The script of most words, other scripts before Latin: the name of an entry of `_SCRIPTS`."""
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


def has_any(text: str, ranges: Sequence[tuple[str, str]]) -> bool:
    """Whether a text has a letter in some ranges, all above U+0300; faster than compiling a pattern of them."""
    if plain(text).isascii():
        return False
    others = [char for char in set(text) if char >= "\u0300"]
    return any(first <= char <= last for char in others for first, last in ranges)


def is_in(word: str, script: str) -> bool:
    """Whether a word is written in a script."""
    if word.isascii():
        return script == "latin"
    found = _script_at(word)
    return (found.name if found else "latin") == script


@lru_cache(maxsize=8)
def shared_letters(script: str) -> frozenset[str]:
    """The letters that the languages of a script share, and the apostrophe."""
    return frozenset(SHARED[script] + "'")


@lru_cache(maxsize=1)
def languages_with_scripts() -> frozenset[str]:
    """The languages that are determined by their script."""
    return frozenset({"ja"} | {script.name for script in _SCRIPTS if len(script.name) == 2})


def suits(text: str, language: str) -> bool:
    """Whether a text is in the script of a language; True if the language is unknown."""
    own = _OTHERS.get(language) or (language if language in languages_with_scripts() else "latin")
    if not language or (own == "latin" and (text.isascii() or not has_any(text, _NOT_LATIN))):
        return True
    script = script_of(Counter(words_in([text], len(text))))
    return script == own or (script, own) == ("zh", "ja")


#: the ranges of scripts other than Latin
_NOT_LATIN = (("\u0370", "\u1dff"), ("\u3041", "\ud7ff"))
#: the languages that share a script other than Latin
_OTHERS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur", "ps"), "arabic"),
    **dict.fromkeys(("hi", "mr", "ne"), "devanagari"),
}
