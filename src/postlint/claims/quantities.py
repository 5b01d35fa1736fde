"""The quantities of a sentence, in digits and in words: shares, multiples, sums of money, counts, durations."""

from __future__ import annotations

from typing import NamedTuple

from postlint.claims.reading import Reading

CURRENCIES = frozenset("$€£¥₹")
_RANGE = frozenset("-–—")
#: words sort behind it, digits and a few signs before
_AFTER_DIGITS = ":"


class Quantity(NamedTuple):
    """A number and what it counts. `first` and `last` are token indexes, `last` exclusive.

    `kind` is percent, share ("half of", "one in three"), multiple ("3x", "twice as"), money, count, duration or
    size (bytes, pixels, grams). `scaled` says that it is a million or more. `unit` is the unit's word, lower case.
    """

    kind: str
    first: int
    last: int
    value: float = 0.0
    scaled: bool = False
    unit: str = ""


def quantities(reading: Reading) -> list[Quantity]:
    """Every quantity of a sentence, in order; years, ordinals, versions and parts of names are left out."""
    found: list[Quantity] = []
    spelt, last = reading.lex.quantity_words, 0
    for at in [at for at, word in enumerate(reading.low) if word < _AFTER_DIGITS or word in spelt]:
        word = reading.low[at]
        if at < last or not (word in spelt or word[0].isdigit()):
            continue
        quantity = _in_digits(reading, at) if word[0].isdigit() else _in_words(reading, at)
        if quantity is not None:
            found.append(quantity)
            last = quantity.last
    return found


def _value(text: str) -> float:
    digits = text.replace(",", "") if _is_grouped(text) else text.replace(",", ".")
    try:
        return float(digits[:40])
    except ValueError:  # 1.2.3
        return 0.0


def _is_grouped(text: str) -> bool:
    head, *groups = text.split(",")
    return bool(groups) and all(len(group.split(".")[0]) == 3 for group in groups) and len(head) <= 3


def _scale(reading: Reading, at: int) -> int:
    """How many tokens from `at` on are a scale ("million", the M of "40M")."""
    word = reading.word(at)
    if word in reading.lex["scale_words"]:
        return 1
    return 1 if word in reading.lex["scale_suffixes"] and reading.adjacent(at) and reading.raw[at] != "m" else 0


def _in_digits(r: Reading, at: int) -> Quantity | None:
    first = at
    if at and r.raw[at - 1] in ("#", "&", "@", "v", "_", "×", "*", "^") and r.adjacent(at):
        return None
    if at and r.word(at - 1) in CURRENCIES:
        return _money(r, at)
    value, last = _value(r.raw[at]), at + 1
    last = _range_end(r, last)
    if r.word(last) == "/" and r.is_number(last + 1) and r.adjacent(last):
        return _slashed(r, first, last, value)
    scale = _scale(r, last)
    scaled = value >= 1e6 or (scale > 0 and r.word(last) not in ("thousand", "k"))
    last += scale
    if last < len(r) and r.low[last] == "+" and r.adjacent(last):
        last += 1
    word = r.word(last)
    if word == "%" or word in r.lex["percent_words"] or (word == "per" and r.word(last + 1) == "cent"):
        return _percent(r, first, last, value)
    if word == "percentage" and r.word(last + 1) in ("point", "points"):
        return Quantity("percent", first, last + 2, value)
    if scale and r.word(last) in CURRENCIES | r.lex["currency_words"]:
        return Quantity("money", first, last + 1, value, scaled)
    return _counted(r, first, last, value, scaled, scale)


def _percent(r: Reading, first: int, last: int, value: float) -> Quantity:
    last += 2 if r.word(last) == "per" else 1
    if r.word(last) in _RANGE | {"to", "and"} and r.is_number(last + 1) and r.word(last + 2) == "%":
        last += 3
    if last < len(r) and r.low[last] == "+" and r.adjacent(last):
        last += 1
    return Quantity("percent", first, last, value)


def _range_end(r: Reading, last: int) -> int:
    """The end of "10-15" and "10 to 15", whose second number shares the unit."""
    if r.word(last) in _RANGE and r.is_number(last + 1):
        return last + 2
    if r.word(last) in _RANGE and r.word(last + 1) in CURRENCIES and r.is_number(last + 2):
        return last + 3
    if r.word(last) == "to" and r.is_number(last + 1) and _value(r.raw[last + 1]) < 1900:
        return last + 2
    return last


def _money(r: Reading, at: int) -> Quantity:
    value, last = _value(r.raw[at]), at + 1
    scale = _scale(r, last)
    scaled = value >= 1e6 or (scale > 0 and r.word(last) not in ("thousand", "k"))
    last = _range_end(r, last + scale)
    more = _scale(r, last)
    scaled = scaled or (more > 0 and r.word(last) not in ("thousand", "k"))
    last += more
    if last < len(r) and r.low[last] == "+" and r.adjacent(last):
        last += 1
        more = _scale(r, last)  # "$45+ billion"
        scaled = scaled or (more > 0 and r.word(last) not in ("thousand", "k"))
        last += more
    return Quantity("money", at - 1, last, value, scaled)


def _slashed(r: Reading, first: int, last: int, value: float) -> Quantity | None:
    """As in "1/4 of", "1/4 or less": a share; "24/7", "9/11" and "1/2 cup" are none."""
    bottom, after = _value(r.raw[last + 1]), r.word(last + 2)
    if value < bottom <= 20 and after in ("of", "or", "the"):
        return Quantity("share", first, last + 2, value)
    return None


def _counted(r: Reading, first: int, last: int, value: float, scaled: bool, scale: int) -> Quantity | None:
    word = r.word(last)
    glued = (word[:1].isalpha() or word in ("×", "-", "–")) and r.adjacent(last)
    if word in ("x", "×"):
        return (
            None
            if r.is_number(last + 1) or not (glued or r.is_number(first))
            else Quantity("multiple", first, last + 1, value)
        )
    if word in ("-", "–") and glued and r.adjacent(last + 1):
        last += 1  # "10-fold", "30-minute"
        word, glued = r.word(last), False
    if word in r.lex["fold_words"]:
        return Quantity("multiple", first, last + 1, value)
    if word == "times" and (r.word(last + 1) in r.lex["comparatives"] or r.word(last + 1) in ("the", "that")):
        return Quantity("multiple", first, last + 1, value)
    ratio = _ratio(r, first, last, value)
    if ratio is not None:
        return ratio
    if word in r.lex["currency_words"]:
        return Quantity("money", first, last + 1, value, scaled)
    if word in r.lex["time_units"] and not scale and (not glued or len(word) > 1 or word in "sh"):
        return Quantity("duration", first, last + 1, value, unit=word)
    if word in r.lex["size_units"] and not scale:
        return Quantity("size", first, last + 1, value, unit=word)
    if glued and word and word[0].isalpha() and not scale:
        return None  # an ordinal, "360Learning", "1990s"
    if _is_year(r, first, last) or (_is_named(r, first) and not scaled):
        return None
    return Quantity("count", first, last, value, scaled, unit=word)


def _ratio(r: Reading, first: int, last: int, value: float) -> Quantity | None:
    """As in "one in three", "7 out of 10", "three of four"."""
    word = r.word(last)
    at = last + 2 if word == "out" and r.word(last + 1) == "of" else last + 1 if word == "in" else 0
    if not at:
        return None
    if r.word(at) == "every":
        at += 1
    other = _value(r.raw[at]) if r.is_number(at) else float(r.lex.number_words.get(r.word(at), 0))
    if not value < other < 1900 or value <= 0:
        return None
    if other in (5, 10) and (value % 1 or r.has("rating_words")):
        return None  # "rated 7 out of 10"
    after = r.word(at + 1)
    if after in r.lex["time_units"] or after in r.lex["percent_words"] or after in ("%", "steps", "ways", "easy"):
        return None
    return Quantity("share", first, at + 1, value)


def _is_year(r: Reading, first: int, last: int) -> bool:
    text = r.raw[first]
    return len(text) == 4 and text.isdigit() and 1700 <= int(text) <= 2199 and last - first in (1, 3)


def _is_named(r: Reading, first: int) -> bool:
    """As in "Python 3.12", "Windows 11", "Step 4": a name before the number, no noun after it that is counted."""
    before = r.raw[first - 1] if first else ""
    return before[:1].isupper() and before.lower() not in r.lex["hedges"] and first - 1 != r.begin


def _in_words(r: Reading, at: int) -> Quantity | None:
    word, lex = r.low[at], r.lex
    after = r.word(at + 1)
    if word in lex["fraction_words"]:
        return Quantity("share", at, at + 1)
    if word == "half":
        return _half(r, at)
    if word in lex["multiply_adverbs"]:
        return Quantity("multiple", at, at + 1, 2) if after in ("as", "the") or after in lex["comparatives"] else None
    if word in lex["multiply_verbs"]:
        return Quantity("multiple", at, at + 1, 2, unit="verb")
    if word in lex["fold_words"] and word != "fold":
        return Quantity("multiple", at, at + 1, 10)
    if word in lex["doubles"] and after in ("the", "that", "those"):
        return Quantity("multiple", at, at + 1, 2)
    if word in lex["fraction_nouns"] and r.word(at - 1) in lex["fraction_starts"] and after in ("of", "the"):
        return Quantity("share", at - 1, at + 1) if after == "of" else None
    value = lex.number_words.get(word)
    return None if value is None else _number_word(r, at, float(value))


def _number_word(r: Reading, at: int, value: float) -> Quantity | None:
    last = at + 1
    if r.word(last) in ("-", "to", "or") and r.word(last + 1) in r.lex.number_words:
        last += 2
    while r.word(last) in r.lex.number_words:
        last += 1
    word = r.word(last)
    if word == "%" or word in r.lex["percent_words"] or (word == "per" and r.word(last + 1) == "cent"):
        return _percent(r, at, last, value)
    if word == "percentage" and r.word(last + 1) in ("point", "points"):
        return Quantity("percent", at, last + 2, value)
    if word == "times" and (r.word(last + 1) in r.lex["comparatives"] or r.word(last + 1) == "the"):
        return Quantity("multiple", at, last + 1, value)
    scale = _scale(r, last)
    if scale:
        scaled = word != "thousand"
        money = r.word(last + 1) in r.lex["currency_words"]
        return Quantity("money" if money else "count", at, last + 1 + money, value, scaled, unit=r.word(last + 1))
    ratio = _ratio(r, at, last, value)
    if ratio is not None:
        return ratio
    if word in r.lex["fraction_nouns"] and r.word(last + 1) == "of":
        return Quantity("share", at, last + 1, value)
    if word in r.lex["time_units"]:
        return Quantity("duration", at, last + 1, value, unit=word)
    return None


def _half(r: Reading, at: int) -> Quantity | None:
    """As in "nearly half of", "half the companies", "cut in half"; not "half an hour", "second half"."""
    before, after = r.word(at - 1), r.word(at + 1)
    if after == "as":
        return Quantity("multiple", at, at + 1, 0.5)
    if before in ("in", "by"):
        changes = r.lex["change_verbs"]
        near = any(word in changes for word in r.low[max(0, at - 8) : at])
        return Quantity("share", at - 1, at + 1, unit="change") if near else None
    if after in ("of", "the", "all") or (
        before in ("nearly", "almost", "over", "about", "roughly", "than", "around", "approximately")
        and after.isalpha()
        and after not in ("a", "an")
    ):
        return Quantity("share", at, at + 1)
    return None
