"""What a figure is: one that asserts something of the world, or a price, an example, advice and the like.

How the others look stands in `languages/<code>/claims-figures.tsv`. Such a number is not reported, but it is weighed
with the others: a post of prices has few claims. One that looks like advice may be a claim all the same.
"""

from __future__ import annotations

from itertools import permutations

from postlint.claims.quantities import Quantity, value_of
from postlint.claims.shapes import ASSERTED, EXTREME, FIGURE, PERCENT
from postlint.claims.subjects import SHARES, asserted, names_group, of_the_world, own_positions
from postlint.claims.tokens import Tokens

#: the class of a quantity by its kind, if it asserts nothing of the world
_CLASSES = {"money": "price", "duration": "duration_date"}
#: so many characters has an amount by which a percentage is no accident: "125", "2.5"
_PRECISE = 3
#: percentages that are mostly rhetoric
_EXTREME = (0, 100, 110, 1000)


def exception(words: Tokens, number: Quantity) -> str:
    """The class of a number that is no claim about the world, "" for one that may be."""
    around = words.quote_around(number.first)
    if around is not None and (words.has("first_person", *around) or _is_sample(words, *around)):
        return "quote"  # a speaker's own words about themselves; a wording to use
    if not asserted(words, number) and _is_own(words, around):
        return "own_data"
    if number.kind == "percent" and _is_sum(words, number):
        return "math_definition"
    shape = shape_of(words, number)
    return next((kind for kind, pattern in words.lex.figure_classes if pattern.search(shape)), "")


def _is_sum(words: Tokens, number: Quantity) -> bool:
    """Whether a percentage follows from two amounts of the sentence: "fell from 1,250 to 1,000, a drop of 20%"."""
    written = [word for word in words.low if word[0].isdigit() and len(word) >= _PRECISE]
    amounts = [value_of(words.lex, word) for word in written if word not in map(str, words.years)]
    near = 0.11 if number.value % 1 else 0.51
    shares = (100 * abs(part / whole - 1) for part, whole in permutations(amounts, 2) if whole)
    return any(abs(share - number.value) <= near for share in shares)


def _is_sample(words: Tokens, first: int, last: int) -> bool:
    """Whether nobody is said to have said a quotation: 'Write "80% of Bakers"', 'Tell them: "8% of guests …"'."""
    around = words.low[: first - 1] + words.low[last + 1 :]
    says = words.lex["weak_verbs"] | words.lex["strong_verbs"]
    return any(map(str.isalpha, around)) and says.isdisjoint(around)


def _is_own(words: Tokens, quote: tuple[int, int] | None) -> bool:
    """Whether the author or their organisation measured or lived it."""
    return any(words.quote_around(at) in (None, quote) for at in own_positions(words))


def shape_of(words: Tokens, number: Quantity | None) -> str:
    """One character a token, as `shapes` reads them; the tables of figures and of features share them."""
    shape = words.lex.figure_shapes.shape(words.low)
    if number is None:
        return "".join(shape)
    sign = ASSERTED if asserted(words, number) else PERCENT if number.kind == "percent" else FIGURE
    if sign == PERCENT and number.value in _EXTREME and not of_the_world(words, number):
        sign = EXTREME
    shape[number.first : number.last] = sign * (number.last - number.first)
    return "".join(shape)


# -- sums, counts, durations ----------------------------------------------------------------------------------


def too_light(words: Tokens, number: Quantity) -> str:
    """The class that a quantity falls into if it asserts nothing of the world; "" if it does."""
    if number.kind in SHARES or number.kind == "multiple" or _of_the_usual(words, number):
        return ""
    return _CLASSES.get(number.kind, "count_structure" if number.value < 1000 else "number_other")


def is_typical(words: Tokens, number: Quantity) -> bool:
    """Whether a light number speaks of the usual case: "usually ranges from £80,000"."""
    if number.unit in words.lex["short_units"] or number.value < 3 or _is_rate(words, number):
        return False
    return words.has("average_words" if number.kind == "duration" else "typical_words", 0, number.first)


def _is_rate(words: Tokens, number: Quantity) -> bool:
    return number.kind == "money" and words.word(number.last) == "/"  # "$100/month" is a price


def _of_the_usual(words: Tokens, number: Quantity) -> bool:
    """Whether it is about a group, a market, the average or each one: "firms spend $2 million"."""
    if words.has("second_person") or words.is_a(number.last - 1, "short_units") or _is_rate(words, number):
        return False
    of_group = names_group(words, 0, number.first if number.kind == "money" else None)
    if number.scaled:
        of_world = any(map(words.has, ("market_words", "forecast_words", "change_verbs")))
        return (number.kind == "count" or of_group or of_world) and not words.has("product_words")
    typical = words.has("typical_words", 0, number.first)
    if number.kind == "count":
        return typical and of_group
    moves = words.has("spend_verbs", 0, number.first) or words.has("change_verbs", 0, number.first)
    return typical + moves + of_group > 1
