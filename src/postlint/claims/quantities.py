"""The quantities of a sentence, in digits and in words: shares, multiples, sums of money, counts, durations.

How each is written stands in `languages/<code>/claims-quantities.tsv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from postlint.claims.lexicon import Lexicon
from postlint.claims.shapes import GLUED, MILLION, NAMED, THOUSAND
from postlint.claims.tokens import Tokens
from postlint.data.patterns import lazy_pattern
from postlint.records import NamedTuple

_DIGIT = lazy_pattern(r"\d")
#: signs that make a number a part of a name or a formula
_NAMING = frozenset("#&@")
#: wholes of ratings
_STARS = (5, 10)
#: below the first, a part may be of any whole: "1 in 365"; below the second, a whole may have any part: "17 out of 24"
_FEW, _SMALL = 10, 100


class Quantity(NamedTuple):
    """A number and what it counts. `first` and `last` are token indexes, `last` exclusive.

    `kind` is percent, share ("half of", "one in three"), multiple ("3x", "twice as"), money, count or duration.
    `scaled`: it is a million or more. `unit` is the unit's word, lower case.
    """

    kind: str
    first: int
    last: int
    value: float = 0.0
    scaled: bool = False
    unit: str = ""


@lru_cache(maxsize=1)
def quantities(words: Tokens) -> Sequence[Quantity]:
    """Every quantity of a sentence, in order; years, ordinals, versions and parts of names are left out.

    Several questions about one sentence ask for them, one after the other.
    """
    lex = words.lex
    if lex["quantity_words"].isdisjoint(words.present) and not _DIGIT.search(words.text):
        return ()
    found, shape = [], _shape(words)
    for kind, first, last in lex.quantity_shapes.find(shape):
        values = [value for word in words.low[first:last] if (value := value_of(lex, word))] or [0.0]
        scaled = values[0] >= 1e6 or MILLION in shape[first:last] or words.has("million_words", first, last)
        number = Quantity(kind, first, last, values[0], scaled, words.word(last if kind == "count" else last - 1))
        if kind == "rate" or (kind == "share" and len(values) > 1):
            number = _share(words, number, values[-1])
        if kind != "none" and not (number.kind == "count" and _is_named(words, number)):
            found.append(number)
    return found


def _share(words: Tokens, number: Quantity, whole: float) -> Quantity:
    """A part of a whole; what is none is a count: "4.5 out of 5" is a rating, "at 32 in 323" an age and a year."""
    is_share = whole >= 100 if number.kind == "rate" else number.value < whole < 1900
    is_share = is_share and (number.value < _FEW or whole < _SMALL or whole % 10 == 0)
    if is_share and not (whole in _STARS and number.value % 1):
        return number._replace(kind="share")
    return number._replace(kind="count", last=number.first + 1, unit=words.word(number.first + 1))


def _shape(words: Tokens) -> str:
    """One character a token, as `shapes` reads them; what is glued to a number has one of its own."""
    lex = words.lex
    shape = lex.quantity_shapes.shape(words.low)
    for at in [at for at, word in enumerate(words.low) if word[0].isdigit()]:
        if words.word(at - 1) in _NAMING and words.adjacent(at):
            shape[at] = NAMED
        after = words.word(at + 1)
        if (after[:1].isalpha() or after == "(") and words.adjacent(at + 1):
            if after in lex["scale_suffixes"] and words.raw[at + 1] != "m":
                shape[at + 1] = THOUSAND if after == "k" else MILLION
            elif after not in lex["glued_units"]:
                shape[at + 1] = GLUED
    return "".join(shape)


def value_of(lex: Lexicon, word: str) -> float:
    """The value of a number in digits or in words; 0 if it has none, as 1.2.3."""
    if not word[0].isdigit():
        return float(lex.number_words.get(word, 0))
    head, *groups = word.split(",")
    grouped = groups and len(head) <= 3 and all(len(group.split(".")[0]) == 3 for group in groups)
    try:
        return float(word.replace(",", "" if grouped else ".")[:40])
    except ValueError:
        return 0.0


def _is_named(words: Tokens, number: Quantity) -> bool:
    """As in "Python 3.12", "Windows 11", "Step 4": a name before the number, no noun after it that is counted."""
    before = words.raw[number.first - 1] if number.first else ""
    named = before[:1].isupper() and before.lower() not in words.lex["hedges"] and number.first - 1 != words.begin
    return named and (not number.scaled or words.low[number.last - 1] in words.lex["scale_suffixes"])
