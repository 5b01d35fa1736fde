"""The forms of a word, found without a dictionary: from the inflection classes of its language.

A class is a list of endings that replace one another on a stem (`-o -a -os -as`); the first makes the base form. A
word may belong to several classes, so it has several possible bases; two words are forms of one another when they
share one. Derivation makes other words (organ, organization), so its endings stand in no class. The classes are
data: ``languages/<code>/word-forms.yaml``; their notation is explained in `languages/README.md`.

In a language without classes, words that differ only at their ends count as forms of one another: a missing word may
then go unreported, but none is reported wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType
from typing import Any

from postlint.prose.fold import fold
from postlint.prose.language_data import FOLDER
from postlint.records import NamedTuple

#: the least number of letters before an ending, and before a whole word that ends a compound ("bookshelves")
_STEM = 2
#: a base with more letters may have a stem of one (muur, muren)
_SHORT = 3
#: what makes a base and has more letters is a word, too: prendre of comprendre, tenere of ottenere
_ENDING = 4
#: without classes: the least number of equal letters at the start of two words, and their share of the longer word
_SAME_START, _SAME_SHARE = 4, 0.6


class _Step(NamedTuple):
    """How an ending leads to a base: what replaces it, and a pattern that the base has to match."""

    base: str
    guard: re.Pattern[str] | None
    whole: bool


class Inflection(NamedTuple):
    """The inflection of a language.

    `endings` has for each prefix ("" or German "ge") the steps of each ending. `particles` may come before a prefix:
    ein in eingekauft. `separate` has words that only look like forms of others, each with its base. `spellings` maps
    letters as addresses have them to the folded letters that they replace. With `elides`, short words lose their vowel
    before another vowel (l'intelligence); with `joins`, words are written together as compounds. `alternating` vowels
    change within a root. `others` has for the base of an irregular word the first letters of its forms (go, went).
    """

    endings: Mapping[str, Mapping[str, tuple[_Step, ...]]] = MappingProxyType({})
    particles: tuple[str, ...] = ()
    separate: Mapping[str, str] = MappingProxyType({})
    spellings: Mapping[str, str] = MappingProxyType({})
    elides: bool = False
    joins: bool = False
    alternating: str = ""
    others: Mapping[str, frozenset[str]] = MappingProxyType({})
    longest: int = 0

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Inflection:
        """Read the parsed file."""
        endings: _Table = {}
        for entry in data.get("classes", ()):
            _add_class(endings, data, entry)
        others = {}
        for line in data.get("irregular", ()):
            base, *forms = map(fold, line.split())
            others[base] = frozenset(form[:1] for form in forms)
            for form in forms:
                endings.setdefault("", {}).setdefault(form, []).append(_Step(base, None, whole=True))
        separate = {fold(form): fold(line.split()[0]) for line in data.get("separate", ()) for form in line.split()}
        return cls(
            endings={
                prefix: {ending: tuple(steps) for ending, steps in table.items()} for prefix, table in endings.items()
            },
            particles=tuple(map(fold, data.get("particles", "").split())),
            separate=separate,
            spellings=data.get("spellings", {}),
            elides=bool(data.get("elides")),
            joins=bool(data.get("joins")),
            alternating=fold(data.get("alternating", "")),
            others=others,
            longest=max((len(ending) for table in endings.values() for ending in table), default=0),
        )

    def bases(self, word: str) -> frozenset[str]:
        """The possible bases of a folded word; the word itself is always among them."""
        if word in self.separate:
            return frozenset({self.separate[word]})
        if not word.isalpha():
            return frozenset({word.replace(".", "")})
        if not self.endings:
            return _starts_of(word)
        found = {word}
        for prefix, table in self.endings.items():
            for rest in self._without(prefix, word):
                found.update(_bases(rest, table, self.longest))
        return frozenset(found - self.separate.keys())

    def starts(self, word: str) -> set[str]:
        """The letters that a folded word with one of the bases of `word` may begin with."""
        bases = self.bases(word)
        found = {base[:1] for base in bases} | {prefix[:1] for prefix in self.endings if prefix}
        return found.union(*(self.others[base] for base in bases if base in self.others))

    def _without(self, prefix: str, word: str) -> Iterator[str]:
        """The word without a prefix: gekauft, eingekauft."""
        if not prefix:
            yield word
            return
        for particle in ("", *self.particles):
            if word.startswith(particle + prefix):
                yield particle + word[len(particle) + len(prefix) :]


def _bases(word: str, table: Mapping[str, tuple[_Step, ...]], longest: int) -> Iterator[str]:
    for length in range(min(longest, len(word)) + 1):
        at = len(word) - length
        for step in table.get(word[at:], ()):
            base = word[:at] + step.base
            whole = step.whole or len(base) > _ENDING
            if at < _STEM and not ((at == 0 and whole) or (at == 1 and len(base) > _SHORT)):
                continue
            if step.guard is None or step.guard.search(base):
                yield base


def _starts_of(word: str) -> frozenset[str]:
    """The starts that a form of the word may have, in a language without classes."""
    least = max(_SAME_START, round(_SAME_SHARE * len(word)))
    return frozenset(word[:length] for length in range(min(least, len(word)), len(word) + 1))


# -- reading the classes ------------------------------------------------------------------------------------

#: of a prefix, of an ending: its steps
_Table = dict[str, dict[str, list[_Step]]]


def _add_class(endings: _Table, data: Mapping[str, Any], entry: str | Mapping[str, str]) -> None:
    """Add the steps of a class to the tables of its prefixes, for each value of the variables in it."""
    parts = {"forms": entry} if isinstance(entry, str) else entry
    guard = re.compile(parts["base"]) if "base" in parts else None
    tokens = list(_unfolded_sets(parts["forms"].split(), data.get("sets", {})))
    letters = {name: values.split() for name, values in data.get("letters", {}).items()}
    used = [name for name in letters if any(name in token for token in tokens)]
    for values in product(*(letters[name] for name in used)):
        base, *forms = dict.fromkeys(_filled(tokens, dict(zip(used, values, strict=True))))
        _add_forms(endings, base, forms, guard)
        for tail in parts.get("tails", "").split():
            first = parts["tails"].split()[0]
            _add_forms(endings, base + first, [form + tail for form in (base, *forms)], guard)
        for change in parts.get("changes", "").split():
            changed, _, plain = change.partition(">")
            stem = base.replace("-", "-" + fold(plain))
            _add_forms(endings, stem, [form.replace("-", "-" + fold(changed)) for form in forms], guard)


def _add_forms(endings: _Table, base: str, forms: Iterable[str], guard: re.Pattern[str] | None) -> None:
    step = _Step(base.removeprefix("-"), guard, whole=False)
    for form in forms:
        prefix, _, ending = form.partition("-")
        steps = endings.setdefault(prefix, {}).setdefault(ending, [])
        if form != base and step not in steps:
            steps.append(step)


def _unfolded_sets(tokens: Iterable[str], sets: Mapping[str, str]) -> Iterator[str]:
    """The forms, each set of endings in braces written out."""
    for token in tokens:
        before, brace, name = token.partition("{")
        if brace:
            yield from (before + ending.strip("-") for ending in sets[name.rstrip("}")].split())
        else:
            yield token


def _filled(tokens: Iterable[str], values: Mapping[str, str]) -> Iterator[str]:
    """The forms with their variables replaced by letters, folded."""
    for token in tokens:
        for name, value in values.items():
            token = token.replace(name, value)
        yield token if token.isascii() else fold(token)


@cache
def load_inflection(language: str) -> Inflection:
    """The inflection of the language with that primary tag; empty when it has no file."""
    path = FOLDER / language / "word-forms.yaml"
    if not language.isalpha() or not path.is_file():
        return Inflection()
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Inflection.from_data(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))


@lru_cache(maxsize=1 << 14)
def bases_of(word: str, language: str) -> frozenset[str]:
    """The possible bases of a folded word, in the language with that primary tag."""
    return load_inflection(language).bases(word)
