"""The data of a language: word lists and numbers from `languages/<code>/`, read when first used."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from postlint.data.lines import entries_of
from postlint.records import NamedTuple

FOLDER = Path(__file__).parents[1] / "languages"


class Flesch(NamedTuple):
    """A reading ease formula: ``base - sentence * words/sentences - syllable * syllables/words``."""

    base: float
    sentence: float
    syllable: float


class Language:
    """One language, by its primary tag. A list without a file is empty, a number without one has its default."""

    def __init__(self, code: str) -> None:
        self.code = code

    @property
    def known(self) -> bool:
        """Whether postlint has any data of the language."""
        return self.code in codes()

    @cached_property
    def name(self) -> str:
        """The English name of the language; its code when it is unknown."""
        return str(self._facts.get("name", self.code))

    @cached_property
    def sentence_limit(self) -> int:
        """The number of words that a sentence may have before it counts as long; for a language that does not say how
        many, the largest number that one has.
        """
        return int(self._facts.get("sentence_limit", 25))

    @cached_property
    def ordinal_stop(self) -> bool:
        """Whether a stop after a number makes it an ordinal (German "3. Oktober")."""
        return bool(self._facts.get("ordinal_stop", False))

    @cached_property
    def flesch(self) -> Flesch | None:
        """The reading ease formula of the language, if it has one."""
        constants = self._facts.get("flesch")
        return Flesch(**constants) if constants else None

    @cached_property
    def syllables(self) -> Mapping[str, Any]:
        """How syllables are counted; see `syllables.py`."""
        return dict(self._facts.get("syllables", {}))

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Function words (articles, pronouns, prepositions …); lower case, straight apostrophes."""
        return frozenset(self.words("function-words"))

    @cached_property
    def transition_words(self) -> frozenset[str]:
        """Words and phrases that connect a sentence with the one before it; lower case."""
        return frozenset(entry for entry in self.words("transition-words") if " … " not in entry)

    @cached_property
    def transition_pairs(self) -> tuple[tuple[str, str], ...]:
        """Transitions in two parts: ("not only", "but also")."""
        pairs = (entry.partition(" … ") for entry in self.words("transition-words"))
        return tuple((first, second) for first, gap, second in pairs if gap)

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """Abbreviations with their stop, perhaps of two words, and the role of each ("" = it never ends a sentence)."""
        entries = (entry.rpartition(".") for entry in self.words("abbreviations"))
        return {word + stop: role.strip() for word, stop, role in entries}

    @cached_property
    def repeatable_starts(self) -> frozenset[str]:
        """First words after which the second word decides whether two sentences begin alike; lower case."""
        return frozenset(self.words("repeatable-starts"))

    @cached_property
    def passive(self) -> Mapping[str, Any]:
        """The settings that find passives; empty if there are none. See `passive.py`."""
        return dict(self._facts.get("passive", {}))

    @property
    def nouns_have_capitals(self) -> bool:
        """Whether all nouns are written with a capital, so that a capital does not mark a name."""
        return bool(self.passive.get("nouns_have_capitals"))

    def word_set(self, name: str) -> frozenset[str]:
        """The entries of the language's file `name`.txt as a set; empty if there is none."""
        return _word_set(self.code, name)

    def words(self, name: str) -> tuple[str, ...]:
        """The entries of the language's file `name`.txt, in order; empty if there is none."""
        return read_list(f"{self.code}/{name}") if self.known else ()

    @cached_property
    def _facts(self) -> Mapping[str, Any]:
        if not self.known:
            return {}
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = (FOLDER / self.code / "language.yaml").read_text(encoding="utf-8")
        facts: Mapping[str, Any] = yaml.load(text, Loader=loader)
        return facts


@lru_cache(maxsize=64)
def load(code: str) -> Language:
    """The data of the language with that primary tag ("en"); an empty `Language` for an unknown one."""
    return Language(code)


@lru_cache(maxsize=256)
def _word_set(code: str, name: str) -> frozenset[str]:
    return frozenset(load(code).words(name))


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """The primary tags of the languages that have a folder."""
    return frozenset(entry.name for entry in FOLDER.iterdir() if (entry / "language.yaml").is_file())


@lru_cache(maxsize=16)
def codes_with(data: str) -> frozenset[str]:
    """The languages that have a list of that name, or that key in their `language.yaml`."""
    return frozenset(code for code in codes() if data in _names(code))


@cache
def _names(code: str) -> frozenset[str]:
    """The names of the lists of a language, and the keys of its `language.yaml`."""
    lists = (file.stem for file in (FOLDER / code).iterdir() if file.suffix == ".txt")
    lines = (FOLDER / code / "language.yaml").read_text(encoding="utf-8").splitlines()
    return frozenset((*lists, *(line.partition(":")[0] for line in lines if line[:1].isalpha())))


@lru_cache(maxsize=128)
def read_list(name: str) -> tuple[str, ...]:
    """The entries of a word list, one a line, without comments and blank lines. Empty if there is no file."""
    path = FOLDER / f"{name}.txt"
    return entries_of(path) if path.is_file() else ()


@cache
def written_codes() -> Mapping[str, str]:
    """What people write for the code of a language, with the code: each two-letter code leads to itself."""
    pairs = (line.partition(":")[::2] for line in read_list("codes"))
    return {word.strip(): code for code, others in pairs for word in (code, *others.split(",")) if word.strip()}


@cache
def question_words() -> frozenset[str]:
    """Short words that begin a question, of all languages."""
    return frozenset(word for line in read_list("question-words") for word in line.partition(":")[2].split())


@cache
def and_words() -> frozenset[str]:
    """The words for "and" of all languages."""
    return frozenset(word for line in read_list("and-words") for word in line.partition(":")[2].split())


@cache
def common_words(tag: str) -> frozenset[str]:
    """The frequent words of the language with that primary tag, which need not have a folder."""
    lines = (line.partition(":") for line in read_list("common-words"))
    return frozenset(word for code, _, words in lines if code == tag for word in words.split())
