"""The cue words that distinguish claims from other sentences in one language; from `languages/<code>/claims.txt`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from postlint.claims.shapes import Shapes
from postlint.data.lines import entries_of
from postlint.prose.language_data import FOLDER
from postlint.records import NamedTuple

#: begins an entry that stands for all those of another list
_INCLUDED = "@"


class PhraseTable(NamedTuple):
    """Phrases for looking up: `rests` has the further words of each by its first word (`*` is any one word).

    `anchors` has the last of the longest words of each: a text without any of them holds no phrase.
    """

    rests: Mapping[str, tuple[tuple[str, ...], ...]]
    anchors: frozenset[str]


class Lexicon(dict[str, frozenset[str]]):
    """The lists of one language: ``lexicon["hedges"]`` is the set of its entries. KeyError if the file lacks a list.

    A list is read when it is first asked for: a post needs only some of them.
    """

    def __init__(self, code: str, lists: Mapping[str, str]) -> None:
        super().__init__()
        self._code, self._lists = code, lists
        self._phrases: dict[str, PhraseTable] = {}

    def __missing__(self, name: str) -> frozenset[str]:
        found: set[str] = set(self.number_words) if name == "number_words" else set()
        for entry in entries(self._lists[name]) if not found else ():
            found |= self[entry[1:]] if entry[0] == _INCLUDED else {entry}
        self[name] = frozenset(found)
        return self[name]

    def phrases(self, name: str) -> PhraseTable:
        """The entries of a list as phrases."""
        found = self._phrases.get(name)
        if found is None:
            found = self._phrases[name] = phrase_table(entries(self._lists[name]))
        return found

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
    def quantity_words(self) -> frozenset[str]:
        """The words of which a quantity that is not in digits has one."""
        return self["quantity_words"].union(self.number_words)

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

    def _shapes(self, table: str) -> Shapes:
        rows = [line.split("\t") for line in entries_of(FOLDER / self._code / table)]
        return Shapes([(row[0], row[1]) for row in rows], self, self.word_endings)

    @cached_property
    def _people_endings(self) -> tuple[str, ...]:
        return tuple(self["people_endings"])

    @cached_property
    def adverb_endings(self) -> tuple[str, ...]:
        """The endings of adverbs."""
        return tuple(self["adverb_endings"])

    def is_group(self, word: str) -> bool:
        """Whether a word is for people, companies or the like: in the list, or by an ending ("runners")."""
        return word in self["group_nouns"] or (len(word) > 5 and word.endswith(self._people_endings))

    @cached_property
    def cues(self) -> frozenset[str]:
        """The words of which one stands in each sentence that may be a claim, a percentage in digits aside."""
        counted = ("usual_words", "shown_verbs", "strong_verbs", "recommending_verbs")
        return self.sure_words.union(self.counting_words, self.evidence_words, *(self[name] for name in counted))

    @cached_property
    def sure_words(self) -> frozenset[str]:
        """The words that make a sentence worth a closer look."""
        names = ("percent_words", "scale_words", "trigger_words", "phrase_words")
        return frozenset[str]().union(*(self[name] for name in names))

    @cached_property
    def counting_words(self) -> frozenset[str]:
        """The words that make a quantity with another of them or with a number in digits: "one in five", "3 times"."""
        return self["fraction_nouns"].union(self.number_words, self["counting_words"])

    @cached_property
    def attribution_words(self) -> frozenset[str]:
        """Words that may attribute without a noun of evidence."""
        names = ("according_words", "phrase_words", "strong_verbs", "recommending_verbs")
        return frozenset[str]().union(*(self[name] for name in names))

    @cached_property
    def evidence_words(self) -> frozenset[str]:
        """Nouns that may name a source, if a verb of `evidence_verbs` stands with them."""
        return self["evidence_nouns"] | self["expert_nouns"]

    @cached_property
    def evidence_verbs(self) -> frozenset[str]:
        """Verbs and ranks that make such a sentence report a finding."""
        names = ("expert_verbs", "ranking_words", "finding_gerunds")
        return self["find_verbs"].union(*(self[name] for name in names))


def phrase_table(phrases: Sequence[str]) -> PhraseTable:
    """Phrases by their first word."""
    firsts: dict[str, list[tuple[str, ...]]] = {}
    anchors = set()
    for phrase in phrases:
        first, *rest = _apart(phrase.lower()).split()
        firsts.setdefault(first, []).append(tuple(rest))
        anchors.add(max((*reversed(rest), first), key=len))
    return PhraseTable({first: tuple(rests) for first, rests in firsts.items()}, frozenset(anchors))


def _apart(phrase: str) -> str:
    """The phrase with contracted verbs as words of their own, as a sentence's tokens have them."""
    for short in ("'ve", "'re", "'ll", "'d", "'m"):
        phrase = phrase.replace(short, " " + short)
    return phrase


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
