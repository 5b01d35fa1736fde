"""Which words count as the same word: case, accents, apostrophes, hyphens, and the forms of one word.

Inflection makes forms of one word (certification, certifications; run, running, ran); derivation makes other
words (organ, organization; busy, business). Snowball stems cut both, so two words are forms of one another
only if their stems agree *and* they carry the same derivational ending. What the endings and the irregular
forms of a language are is data: ``languages/<code>/word-forms.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from threading import get_ident
from typing import Any, NamedTuple

from postlint.prose.language_data import FOLDER

#: a run of letters and digits with what may stand inside a word, and the signs of "C++" and "C#"
_TERM = re.compile(r"[^\W_]+(?:[.'’&/\-‐‑][^\W_]+)*[+#]*")
_CONNECTOR = re.compile(r"[&/\-‐‑]")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
#: accents of Latin, Greek and Cyrillic letters; marks of other scripts make other letters
_ACCENTS = re.compile("[\u0300-\u036f]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

#: languages whose short words lose their vowel before another: l'intelligence, d'été, dell'azienda
_ELIDING = frozenset({"fr", "it", "ca"})


class Part(NamedTuple):
    """One word of a term: its lower-case text and offsets in the term. `whole` joins the parts of a compound."""

    text: str
    start: int
    end: int
    whole: bool = False


def fold(text: str) -> str:
    """The text without case and accents, apostrophes straight: what is compared when words are compared."""
    text = text.replace("’", "'")
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def has_no_spaces(text: str) -> bool:
    """Whether the text is in a script that writes words without spaces between them (Chinese, Japanese)."""
    return _CJK.search(text) is not None


def terms(text: str) -> Iterator[re.Match[str]]:
    """The terms of a text: words, with compounds ("e-mail", "CI/CD", "node.js") whole; mail addresses have none."""
    found = _TERM.finditer(text)
    if "@" not in text:
        return found
    return (term for term in found if not _is_of_address(text, *term.span()))


def _is_of_address(text: str, start: int, end: int) -> bool:
    """Whether a term stands before or behind the @ of a mail address ("hello@example.org")."""
    before = text[end : end + 1] == "@" and text[end + 1 : end + 2].isalnum()
    return before or (start > 1 and text[start - 1] == "@" and text[start - 2].isalnum())


@lru_cache(maxsize=16384)
def split_term(term: str, language: str = "") -> tuple[Part, ...]:
    """The words of a term in lower case; of a compound also the joined parts.

    "site-speed" gives site, speed and sitespeed. Two parts of which one is a letter are one
    word: e-mail is email, A/B is ab, Q&A is qa.
    """
    if term.isascii() and term.isalnum():
        return (Part(term.lower(), 0, len(term)),)
    parts = []
    at = 0
    for piece in _CONNECTOR.split(term):
        parts.append(_trim(piece, at, language))
        at += len(piece) + 1
    if len(parts) == 1:
        return tuple(parts)
    joined = Part("".join(part.text for part in parts), 0, len(term), whole=True)
    if len(parts) == 2 and any(len(part.text) == 1 for part in parts):
        return (joined._replace(whole=False),)
    return (*parts, joined)


def _trim(piece: str, at: int, language: str) -> Part:
    """The piece without a possessive ending or an elided article."""
    start, end = 0, len(piece)
    if found := _POSSESSIVE.search(piece):
        end = found.start()
    elif language in _ELIDING:
        start = max(piece.rfind("'"), piece.rfind("’")) + 1
    return Part(piece[start:end].lower().replace("’", "'"), at + start, at + end)


@dataclass(frozen=True)
class Morphology:
    """What a language's `word-forms.yaml` says.

    `snowball` names the stemmer ("" when there is none), `rewrites` maps endings to what the stemmer is to
    see in their place, `spellings` letters as addresses have them to folded ones. `derivations` are endings
    that make another word, `inflections` what may follow them without doing so; `irregular` maps a form to
    its base; `separate` maps a word that its stem would confuse with another to its own base.
    """

    snowball: str = ""
    rewrites: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    derivations: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    irregular: Mapping[str, str] = field(default_factory=dict)
    separate: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Morphology:
        """Read the parsed file. `irregular` and `separate` are lines of words, the base first."""
        return cls(
            snowball=data.get("snowball", ""),
            rewrites=data.get("rewrites", {}),
            spellings=data.get("spellings", {}),
            derivations=tuple(data.get("derivations", ())),
            inflections=tuple(data.get("inflections", ())),
            irregular=_bases(data.get("irregular", ())),
            separate=_bases(data.get("separate", ())),
        )


def _bases(lines: list[str] | tuple[()]) -> dict[str, str]:
    """Each word of a line to the line's first word."""
    return {form: words[0] for words in map(str.split, lines) for form in words}


class WordForms:
    """Tells whether two words are forms of one word; in an unknown language only equal words are."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._morphology = load_morphology(language)
        self._keys: dict[str, str] = {}

    def same(self, one: str, other: str) -> bool:
        """Whether two lower-case words are forms of one word."""
        return fold(one) == fold(other) or (min(len(one), len(other)) > 1 and self.key(one) == self.key(other))

    def start(self, word: str) -> str:
        """The two letters that all forms of a word begin with: a cheap first question."""
        return fold(self._base(word)[:2])[:2]

    def key(self, word: str) -> str:
        """What all forms of a word have in common: the stem and the derivational ending."""
        known = self._keys.get(word)
        if known is None:
            known = self._keys[word] = self._key(word)
        return known

    def _base(self, word: str) -> str:
        return self._morphology.irregular.get(word, word)

    def _key(self, word: str) -> str:
        if word in self._morphology.separate:
            return "=" + self._morphology.separate[word]
        word = self._base(word)
        if not self._morphology.snowball or not word.isalpha():
            return word
        for ending, other in self._morphology.rewrites.items():
            if word.endswith(ending):
                word = word.removesuffix(ending) + other
        stem = load_stemmer(self._morphology.snowball, get_ident()).stemWord(word)
        return f"{fold(stem)}-{derivation(word, self._language)}"


class WordIndex:
    """Finds which of some lower-case words a word is a form of."""

    def __init__(self, words: Iterable[str], forms: WordForms) -> None:
        self._forms = forms
        self._positions: dict[str, int] = {}
        self._starts: set[str] = set()
        for position, word in enumerate(words):
            self._positions.setdefault(fold(word), position)
            if len(word) > 1:
                self._positions.setdefault(forms.key(word), position)
            self._starts.add(forms.start(word))

    def find(self, word: str) -> int | None:
        """The position of the first word that the given one is a form of."""
        if self._forms.start(word) not in self._starts:
            return None
        position = self._positions.get(fold(word))
        if position is None and len(word) > 1:
            position = self._positions.get(self._forms.key(word))
        return position


def derivation(word: str, language: str) -> str:
    """The longest derivational ending that a word carries ("ation" of certifications), or "".

    y and i count as one letter, as in study and studies.
    """
    pattern = _derivations(language)
    word = fold(word)
    found = pattern.search(word[0] + word[1:].replace("y", "i")) if pattern else None
    return found.group(1) if found else ""


def spelled_in_addresses(slug: str, language: str) -> str:
    """The words of a slug as a text to look for words in: also neighbours joined, and spellings undone.

    "e-mail-fuer-anfaenger" also gives email, and in German fur and anfanger.
    """
    words = re.split(r"[-_./\s]+", slug.lower())
    texts = [*words, *map("".join, pairwise(words))]
    respelled = slug.lower()
    for written, folded in load_morphology(language).spellings.items():
        respelled = respelled.replace(written, folded)
    return " ".join([*texts, *re.split(r"[-_./\s]+", respelled)])


@cache
def load_morphology(language: str) -> Morphology:
    """The word forms of a language; empty when it has no file."""
    path = FOLDER / language / "word-forms.yaml"
    if not language.isalpha() or not path.is_file():
        return Morphology()
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Morphology.from_data(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))


@cache
def _derivations(language: str) -> re.Pattern[str] | None:
    """Finds the longest derivational ending of a word, before what inflection has added."""
    morphology = load_morphology(language)
    if not morphology.derivations:
        return None
    derivations = "|".join(sorted(morphology.derivations, key=len, reverse=True))
    inflections = "|".join(sorted(morphology.inflections, key=len, reverse=True))
    return re.compile(f"(?<=...)({derivations})(?:{inflections})?$")


@lru_cache(maxsize=64)
def load_stemmer(name: str, thread: int) -> Any:
    """A Snowball stemmer for one thread, for it keeps the word it works on.

    Imported here: that takes 20 ms, and few posts need it.
    """
    import snowballstemmer

    return snowballstemmer.stemmer(name)
