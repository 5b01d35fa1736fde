"""The cue words that distinguish claims from other sentences in one language; from `languages/<code>/claims.txt`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from postlint.claims.shapes import Patterns, Shapes
from postlint.data.lines import entries_of
from postlint.prose.language_data import FOLDER

#: a number that weighs, and two with a word for a rate between them
_HEAVY = r"%|\d-per|\d\s?[xX×]|\d(?:[kKMBb]|[bmt]n)\b|,\d{3},|\d{7}|\d/\d"
_RATE = r"\d(?: [^\W\d]+){{0,2}} (?:{})(?: [^\W\d]+){{0,2}} [^\w\s]?\d"
#: a name in brackets: "(Larch Guild, May 2024)", "(source: the Guild)", "(eMarketer)"
_NAME = r"\w*[A-Z][\w’'&.-]+"
_BRACKETED = (
    rf"\(((?i:{{labels}}):? )?(?:(?:{{links}}) )?({_NAME})(?:,? (?:&|(?:{{links}})\.?|{_NAME}))*"
    r"(,? (?:19|20)\d\d)?\)(\W*$)?"
)
#: begins an entry that stands for all those of another list
_INCLUDED = "@"
#: stands between two that are one word
_JOINED = "&"


class Lexicon(dict[str, frozenset[str]]):
    """The lists of one language: ``lexicon["hedges"]`` is the set of its entries. KeyError if the file lacks a list.

    A list is read when it is first asked for: a post needs only some of them.
    """

    def __init__(self, code: str, lists: Mapping[str, str]) -> None:
        super().__init__()
        self._code, self._lists = code, lists

    def __missing__(self, name: str) -> frozenset[str]:
        found: set[str] = set(self.number_words) if name == "number_words" else set()
        for entry in entries(self._lists[name]) if not found else ():
            first, joint, second = entry.partition(_JOINED)
            ends = [f"{dash}{end}" for end in self._words(second) for dash in ("", "-")] if joint else [""]
            found.update(f"{word}{end}" for word in self._words(first) for end in ends)
        self[name] = frozenset(found)
        return self[name]

    def _words(self, entry: str) -> frozenset[str]:
        return self[entry[1:]] if entry[0] == _INCLUDED else frozenset((entry,))

    @cached_property
    def number_words(self) -> Mapping[str, int]:
        """The value of each number word, of those that are joined by a hyphen too ("sixty-five")."""
        found = {word: int(value) for word, value in map(str.split, entries(self._lists["number_words"]))}
        tens = [(word, value) for word, value in found.items() if 20 <= value < 100]
        ones = [(word, value) for word, value in found.items() if value < 10]
        return found | {f"{ten}-{one}": more + value for ten, more in tens for one, value in ones}

    @cached_property
    def word_endings(self) -> Sequence[tuple[str, str]]:
        """The endings of words, each with the character that stands for words with it in patterns."""
        return [(ending, sign) for ending, sign in map(str.split, entries(self._lists["word_endings"]))]

    @cached_property
    def heavy_numbers(self) -> re.Pattern[str]:
        """Numbers that may be claims without further words: "5%", "3x", "40M", "1 in 5", "$5 for every $1"."""
        words = "|".join(sorted(self["rate_words"]))
        return re.compile(f"{_HEAVY}|{_RATE.format(words)}")

    @cached_property
    def bracketed_names(self) -> re.Pattern[str]:
        """A name in brackets, which says whose a figure is: its label, its first word, the year, the end."""
        labels, links = ("|".join(sorted(self[name])) for name in ("bracket_labels", "name_links"))
        return re.compile(_BRACKETED.format(labels=labels, links=links))

    @cached_property
    def quantity_shapes(self) -> Shapes:
        """The patterns of quantities."""
        return self._shapes("claims-quantities.tsv")

    @cached_property
    def attribution_shapes(self) -> Shapes:
        """The patterns of attributions."""
        return self._shapes("claims-attributions.tsv")

    @cached_property
    def figure_shapes(self) -> Shapes:
        """The patterns of figures that are no claims, by class, and of features; these have a colon in their name."""
        return self._shapes("claims-figures.tsv")

    @cached_property
    def figure_classes(self) -> Patterns:
        """Those of figures that are no claims."""
        return [one for one in self.figure_shapes.each if ":" not in one[0]]

    @cached_property
    def figure_features(self) -> Patterns:
        """Those of features."""
        return [one for one in self.figure_shapes.each if ":" in one[0]]

    def _shapes(self, table: str) -> Shapes:
        rows = [line.split("\t") for line in entries_of(FOLDER / self._code / table)]
        return Shapes([(row[0], row[1]) for row in rows], self, self.word_endings)

    @cached_property
    def _people_endings(self) -> tuple[str, ...]:
        return tuple(self["people_endings"])

    @cached_property
    def written_cues(self) -> frozenset[str]:
        """The cues in lower case, with a capital, and in capitals."""
        return self["cues"].union(*((cue.capitalize(), cue.upper()) for cue in self["cues"]))

    def is_group(self, word: str) -> bool:
        """Whether a word is for people, companies or the like: in the list, or by an ending ("runners")."""
        return word in self["group_nouns"] or (len(word) > 5 and word.endswith(self._people_endings))


def split_lists(text: str) -> dict[str, str]:
    """What stands below each name in brackets, as it is written."""
    parts = (part.partition("]") for part in text.split("\n[")[1:])
    return {name: body for name, _, body in parts}


def entries(body: str) -> list[str]:
    """The entries of a list, which stand between commas; lines that begin with `#` are comments."""
    lines = [line for line in body.split("\n") if not line.startswith("#")]
    return [entry for piece in ",".join(lines).split(",") if (entry := piece.strip())]


@lru_cache(maxsize=8)
def lexicon(code: str) -> Lexicon | None:
    """The cues of the language with that primary tag; None if there are none: claims rules are then silent."""
    path = FOLDER / code / "claims.txt"
    if not code.isalpha() or not path.is_file():
        return None
    return Lexicon(code, split_lists(path.read_text(encoding="utf-8")))
