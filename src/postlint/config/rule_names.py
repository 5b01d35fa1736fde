"""What users write to choose rules (names, aliases, groups, tags, "all") becomes names of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypedDict

from postlint.catalog.lifetime import deprecated_sentence, former_names, renamed_sentence
from postlint.catalog.load import Rule, rule_names
from postlint.data.user_file import ConfigError
from postlint.data.wording import suggest
from postlint.records import NamedTuple

#: the tag of rules that are on by default
RECOMMENDED = "recommended"

#: rules, aliases, groups, tags or "all"; a string may hold several, with commas
Names = str | Sequence[str]


class RuleSelection(TypedDict, total=False):
    """The keyword arguments that choose rules, wherever a configuration can be made."""

    select: Names
    ignore: Names
    extend_select: Names


class Selection(NamedTuple):
    """A choice of rules that beats the configuration, as words of the user; what is empty chooses nothing."""

    select: Names = ()
    ignore: Names = ()
    extend_select: Names = ()

    @classmethod
    def of(cls, names: Mapping[str, Any]) -> Selection:
        """The selection of keyword arguments. Raises TypeError for one that is none of `RuleSelection`."""
        known = RuleSelection.__annotations__
        for name in names:
            if name not in known:
                raise TypeError(f"unexpected keyword argument {name!r}{suggest(name, known)}")
        return cls(**names)

    def __bool__(self) -> bool:
        return bool(self.select or self.ignore or self.extend_select)

    def over(self, other: Selection) -> Selection:
        """This selection, with what it leaves empty as the other one has it."""
        return Selection(
            self.select or other.select, self.ignore or other.ignore, self.extend_select or other.extend_select
        )


class CommandLine(NamedTuple):
    """``--select``, ``--ignore`` and ``--extend-select`` as names of rules.

    `named` are the rules that ``--select`` names one by one: on even where the configuration turns them off.
    """

    select: frozenset[str] | None = None
    named: frozenset[str] = frozenset()
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def apply(self, on: Mapping[str, str], off: Iterable[str]) -> dict[str, str]:
        """The rules that are on, and why, after the command line has spoken."""
        if self.select is None:
            chosen = dict(on)
        else:
            chosen = dict.fromkeys((self.select - set(off)) | self.named, "command line")
        chosen |= dict.fromkeys(self.extend_select, "command line")
        return {name: origin for name, origin in chosen.items() if name not in self.ignore}


class Selectors:
    """Turns what users write into names of rules: a rule, an alias, a group, a tag or "all"."""

    def __init__(self, catalogue: Mapping[str, Rule]) -> None:
        self.catalogue = catalogue
        self.names = rule_names(catalogue)
        self.sets: dict[str, list[str]] = {"all": list(catalogue)}
        for rule in catalogue.values():
            # who writes a card of their own wants it to be held
            for word in {rule.group, *rule.tags, *((RECOMMENDED,) if rule.origin == "local" else ())}:
                self.sets.setdefault(word, []).append(rule.name)

    def expand(self, word: str) -> list[str] | None:
        """The rules that a word stands for; None for an unknown word."""
        return [self.names[word]] if word in self.names else self.sets.get(word)

    def unknown(self, word: str) -> str:
        """The sentence about an unknown word."""
        if ended := self._ended(word):
            return ended
        groups = sorted(self.sets)
        ending = suggest(word, [*self.names, *groups])
        listed = f"; groups and tags: {', '.join(groups)}" if "did you mean" not in ending else ""
        return f"unknown rule, group or tag {word!r}{ending}{listed}"

    def unknown_rule(self, word: str) -> str:
        """The sentence about a word that should be the name of a rule and is none."""
        return self._ended(word) or f"unknown rule {word!r}{suggest(word, self.names)}"

    def _ended(self, word: str) -> str:
        """The sentence about a former name of a rule; "" for any other word."""
        former = former_names(self.catalogue.values())
        return renamed_sentence(word, former[word]) if word in former else ""

    def advice(self, word: str) -> str:
        """What to do about a word that works and will end: a former name, a deprecated rule; "" for any other."""
        if word not in self.names:
            return ""
        rule = self.catalogue[self.names[word]]
        return renamed_sentence(word, rule) if word in rule.renamed else deprecated_sentence(rule)

    def command_line(self, selection: Selection) -> CommandLine:
        """The rules of a selection. Raises ConfigError for an unknown word."""
        chosen = self._words("select", selection.select)
        return CommandLine(
            select=frozenset(self._expand_all(chosen)) if chosen else None,
            named=frozenset(self.names[word] for word in chosen if word in self.names),
            extend_select=frozenset(self._expand_all(self._words("extend_select", selection.extend_select))),
            ignore=frozenset(self._expand_all(self._words("ignore", selection.ignore))),
        )

    def _words(self, name: str, names: Names) -> list[str]:
        values = [names] if isinstance(names, str) else names
        words = [word.strip() for value in values for word in value.split(",") if word.strip()]
        unknown = [f"{name}: {self.unknown(word)}" for word in words if self.expand(word) is None]
        if unknown:
            raise ConfigError("\n".join(unknown))
        return words

    def advice_about(self, selection: Selection) -> Iterator[str]:
        """A sentence for each word of a selection that will end."""
        for key in ("select", "extend_select", "ignore"):
            for word in self._words(key, getattr(selection, key)):
                if advice := self.advice(word):
                    yield f"{key}: {advice}"

    def _expand_all(self, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            yield from self.expand(word) or ()
