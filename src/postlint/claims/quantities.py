"""The quantities of a sentence, in digits and in words: shares, multiples, sums of money, counts, durations."""

from __future__ import annotations

from typing import NamedTuple

from postlint.claims.tokens import Tokens

CURRENCIES = frozenset("$€£¥₹")
_RANGE = frozenset("-–—")
_JOINED = _RANGE | {"to", "and"}
#: signs that make a number a part of a name, a version or a formula
_NAMING = frozenset("#&@v_×*^")
#: words sort behind it, digits and a few signs before
_AFTER_DIGITS = ":"


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


def quantities(words: Tokens) -> list[Quantity]:
    """Every quantity of a sentence, in order; years, ordinals, versions and parts of names are left out."""
    found: list[Quantity] = []
    spelt, last = words.lex.quantity_words, 0
    for at in [at for at, word in enumerate(words.low) if word < _AFTER_DIGITS or word in spelt]:
        word = words.low[at]
        if at < last or not (word in spelt or word[0].isdigit()):
            continue
        quantity = _in_digits(words, at) if word[0].isdigit() else _in_words(words, at)
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


def _is_identifier(text: str) -> bool:
    """As in "30287962": so long a number of what is counted would be rounded, or its digits grouped."""
    return len(text) > 6 and text.isdigit() and not text.endswith("000")


def _is_grouped(text: str) -> bool:
    head, *groups = text.split(",")
    return bool(groups) and all(len(group.split(".")[0]) == 3 for group in groups) and len(head) <= 3


def _scaled_end(words: Tokens, last: int) -> tuple[int, bool]:
    """Where a number ends with its scale ("million", the M of "40M"), and whether that makes millions of it."""
    is_suffix = words.is_a(last, "scale_suffixes") and words.raw[last] != "m" and words.adjacent(last)
    if not (is_suffix or words.is_a(last, "scale_words")):
        return last, False
    return last + 1, words.low[last] not in ("thousand", "k")


def _plus_end(words: Tokens, last: int) -> int:
    """The end of "40+"."""
    return last + 1 if words.word(last) == "+" and words.adjacent(last) else last


def _in_digits(words: Tokens, first: int) -> Quantity | None:
    if first and words.raw[first - 1] in _NAMING and words.adjacent(first):
        return None
    if words.word(first - 1) in CURRENCIES:
        return _money(words, first)
    if _is_identifier(words.raw[first]):
        return None
    value, last = _value(words.raw[first]), _range_end(words, first + 1)
    if words.word(last) == "/" and words.is_number(last + 1) and words.adjacent(last):
        return _slashed(words, first, last, value)
    after, millions = _scaled_end(words, last)
    has_scale = after > last
    if has_scale and words.is_a(last, "scale_suffixes") and _is_named(words, first):
        return None  # "Phase 2b", "Apt. 3B"
    last = _plus_end(words, after)
    percent = _percent(words, first, last, value)
    if percent is not None:
        return percent
    scaled = value >= 1e6 or millions
    if has_scale and (words.word(last) in CURRENCIES or words.is_a(last, "currency_words")):
        return Quantity("money", first, last + 1, value, scaled)
    return _counted(words, first, last, value, scaled, has_scale)


def _percent(words: Tokens, first: int, last: int, value: float) -> Quantity | None:
    """As in "40%", "40 per cent", "40% to 50%", "40%+"."""
    if words.word(last) == "per" and words.word(last + 1) == "cent":
        last += 2
    elif words.word(last) == "%" or words.is_a(last, "percent_words"):
        last += 1
    else:
        return None
    if words.word(last) in _JOINED and words.is_number(last + 1) and words.word(last + 2) == "%":
        last += 3
    return Quantity("percent", first, _plus_end(words, last), value)


def _range_end(words: Tokens, last: int) -> int:
    """The end of "10-15" and "10 to 15", whose second number shares the unit."""
    if words.word(last) in _RANGE and words.is_number(last + 1):
        return last + 2
    if words.word(last) in _RANGE and words.word(last + 1) in CURRENCIES and words.is_number(last + 2):
        return last + 3
    if words.word(last) == "to" and words.is_number(last + 1) and _value(words.raw[last + 1]) < 1900:
        return last + 2
    return last


def _money(words: Tokens, at: int) -> Quantity:
    """As in "$45", "$40-50 million", "$45+ billion"."""
    value = _value(words.raw[at])
    last, scaled = _scaled_end(words, at + 1)
    for end_of in (_range_end, _plus_end):
        last, millions = _scaled_end(words, end_of(words, last))
        scaled |= millions
    return Quantity("money", at - 1, last, value, scaled or value >= 1e6)


def _slashed(words: Tokens, first: int, last: int, value: float) -> Quantity | None:
    """As in "1/4 of", "1/4 or less": a share; "24/7", "9/11" and "1/2 cup" are none."""
    bottom, after = _value(words.raw[last + 1]), words.word(last + 2)
    if value < bottom <= 20 and after in ("of", "or", "the"):
        return Quantity("share", first, last + 2, value)
    return None


def _counted(words: Tokens, first: int, last: int, value: float, scaled: bool, has_scale: bool) -> Quantity | None:
    word = words.word(last)
    glued = (word[:1].isalpha() or word in ("×", "-", "–")) and words.adjacent(last)
    if word in ("x", "×"):
        return None if words.is_number(last + 1) else Quantity("multiple", first, last + 1, value)
    if word in ("-", "–") and glued and words.adjacent(last + 1):
        last += 1  # "10-fold", "30-minute"
        word, glued = words.word(last), False
    if word in words.lex.fold_words:
        return Quantity("multiple", first, last + 1, value)
    if _is_multiplied(words, last):
        return Quantity("multiple", first, last + 1, value)
    ratio = _ratio(words, first, last, value) or _rate(words, first, last, value)
    if ratio is not None:
        return ratio
    if word in words.lex["currency_words"]:
        return Quantity("money", first, last + 1, value, scaled)
    if word in words.lex["time_units"] and not has_scale and (not glued or len(word) > 1 or word in "sh"):
        return Quantity("duration", first, last + 1, value, unit=word)
    if glued and word and word[0].isalpha() and not has_scale:
        return None  # an ordinal, "360Learning", "1990s"
    if word == "(" and words.adjacent(last):
        return None  # "401(k)"
    if _is_year(words, first, last) or (_is_named(words, first) and not scaled):
        return None
    return Quantity("count", first, last, value, scaled, unit=word)


def _is_multiplied(words: Tokens, at: int) -> bool:
    """As in "three times as many", "3 times the size"."""
    after = words.word(at + 1)
    return words.word(at) == "times" and (after in ("the", "that") or after in words.lex["comparatives"])


def _ratio(words: Tokens, first: int, last: int, value: float) -> Quantity | None:
    """As in "one in three", "7 out of 10", "three of four"."""
    word = words.word(last)
    at = last + 2 if word == "out" and words.word(last + 1) == "of" else last + 1 if word == "in" else 0
    if not at:
        return None
    if words.word(at) == "every":
        at += 1
    other = _value(words.raw[at]) if words.is_number(at) else float(words.lex.number_words.get(words.word(at), 0))
    if not value < other < 1900 or value <= 0:
        return None
    if other in (5, 10) and value % 1:
        return None  # "4.5 out of 5"
    counted = words.is_a(at + 1, "time_units") or words.is_a(at + 1, "percent_words")
    if counted or words.word(at + 1) in ("%", "steps", "ways", "easy"):
        return None  # "one in 3 days", "1 in 10%"
    return Quantity("share", first, at + 1, value)


def _rate(words: Tokens, first: int, last: int, value: float) -> Quantity | None:
    """As in "22 per 1,000 births", "174 women per 100,000"."""
    per = next((at for at in range(last, min(len(words), last + 3)) if words.low[at] == "per"), None)
    if per is None or not words.is_number(per + 1) or _value(words.raw[per + 1]) < 100:
        return None
    return Quantity("share", first, per + 2, value)


def _is_year(words: Tokens, first: int, last: int) -> bool:
    text = words.raw[first]
    return len(text) == 4 and text.isdigit() and 1700 <= int(text) <= 2199 and last - first in (1, 3)


def _is_named(words: Tokens, first: int) -> bool:
    """As in "Python 3.12", "Windows 11", "Step 4": a name before the number, no noun after it that is counted."""
    before = words.raw[first - 1] if first else ""
    return before[:1].isupper() and before.lower() not in words.lex["hedges"] and first - 1 != words.begin


def _in_words(words: Tokens, at: int) -> Quantity | None:
    word, lex = words.low[at], words.lex
    after = words.word(at + 1)
    if word in lex.fraction_words:
        return Quantity("share", at, at + 1)
    if word == "half":
        return _half(words, at)
    if word in lex["multiply_adverbs"]:
        return Quantity("multiple", at, at + 1, 2) if after in ("as", "the") or after in lex["comparatives"] else None
    if word in lex["multiply_verbs"]:
        return Quantity("multiple", at, at + 1, 2, unit="verb")
    if word in lex.fold_words and word != "fold":
        return Quantity("multiple", at, at + 1, 10)
    if word in lex["doubles"] and (after in ("the", "that", "those") or _is_of_change(words, at)):
        return Quantity("multiple", at, at + 1, 2)
    if word in lex["fraction_nouns"] and _is_part(words, at):
        return Quantity("share", at - 1, at + 1)
    if word in lex["fraction_nouns"] and after == "of" and (words.word(at - 1) == "a" or words.is_a(at - 1, "hedges")):
        return Quantity("share", at - 1, at + 1)
    value = lex.number_words.get(word)
    return None if value is None else _number_word(words, at, float(value))


def _is_of_change(words: Tokens, at: int) -> bool:
    """As in "can double conversions": a modal before, a measure after."""
    return words.is_a(at - 1, "modals") and words.has("change_nouns", at + 1, at + 4)


def _is_part(words: Tokens, at: int) -> bool:
    """As in "fell by a quarter", "every tenth letter"."""
    if words.word(at - 1) == "every":
        return words.word(at + 1).isalpha()
    return words.word(at - 1) == "a" and words.word(at - 2) == "by" and words.has("change_verbs", at - 8, at - 2)


def _number_word(words: Tokens, at: int, value: float) -> Quantity | None:
    last = at + 1
    if words.word(last) in ("-", "to", "or") and words.word(last + 1) in words.lex.number_words:
        last += 2
    while words.word(last) in words.lex.number_words:
        last += 1
    percent = _percent(words, at, last, value)
    if percent is not None:
        return percent
    word = words.word(last)
    if _is_multiplied(words, last):
        return Quantity("multiple", at, last + 1, value)
    after, millions = _scaled_end(words, last)
    if after > last:
        money = words.is_a(after, "currency_words")
        return Quantity("money" if money else "count", at, after + money, value, millions, unit=words.word(after))
    ratio = _ratio(words, at, last, value)
    if ratio is not None:
        return ratio
    if word in words.lex["fraction_nouns"] and words.word(last + 1) == "of":
        return Quantity("share", at, last + 1, value)
    if word in words.lex["time_units"]:
        return Quantity("duration", at, last + 1, value, unit=word)
    return None


def _half(words: Tokens, at: int) -> Quantity | None:
    """As in "nearly half of", "half the companies", "cut in half"; not "half an hour", "second half"."""
    before, after = words.word(at - 1), words.word(at + 1)
    if after == "as":
        return Quantity("multiple", at, at + 1, 0.5)
    if before in ("in", "by"):
        changes = words.lex["change_verbs"]
        near = any(word in changes for word in words.low[max(0, at - 8) : at])
        return Quantity("share", at - 1, at + 1, unit="change") if near else None
    if after in ("of", "the", "all") or (
        before in ("nearly", "almost", "over", "about", "roughly", "than", "around", "approximately")
        and after.isalpha()
        and after not in ("a", "an")
    ):
        return Quantity("share", at, at + 1)
    return None
