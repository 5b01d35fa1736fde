"""What a figure is: one that asserts something of the world, or a price, an example, advice and the like.

How the others look stands in `languages/<code>/claims-figures.tsv`. Such a number is not reported, but it is weighed
with the others: a post of prices has few claims. One that looks like advice may be a claim all the same.
"""

from __future__ import annotations

from postlint.claims.quantities import CURRENCIES, Quantity
from postlint.claims.shapes import ASSERTED, EXTREME, FIGURE, PERCENT
from postlint.claims.subjects import SHARES, asserted, names_group, of_the_world, own_positions
from postlint.claims.tokens import Tokens

#: the class of a quantity by its kind, if it asserts nothing of the world
_CLASSES = {"money": "price", "duration": "duration_date"}
#: percentages that are mostly rhetoric
_EXTREME = (0, 100, 110, 1000)
#: the most letters of words that titles write small, and the least longer words of a title
_SHORT, _TITLE = 4, 2


def exception(words: Tokens, number: Quantity) -> str:
    """The class of a number that is no claim about the world, "" for one that may be."""
    around = words.quote_around(number.first)
    if around is not None and (words.has("first_person", *around) or _is_title(words, *around)):
        return "quote"  # a speaker's own words about themselves; a headline
    is_asserted = asserted(words, number)
    if _finds(words, number) or (not is_asserted and _is_own(words, number, around)):
        return "own_data"
    shape = shape_of(words, number, is_asserted=is_asserted)
    table = words.lex.figure_shapes.each
    return next((kind for kind, pattern in table if ":" not in kind and pattern.search(shape)), "")


def _is_title(words: Tokens, first: int, last: int) -> bool:
    """Whether all longer words of a quotation have a capital."""
    longer = [word for word in words.raw[first:last] if len(word) > _SHORT and word.isalpha()]
    return len(longer) >= _TITLE and all(word[0].isupper() for word in longer)


def _finds(words: Tokens, number: Quantity) -> bool:
    """As in "we found that 61% of bakers …"."""
    return any(words.is_a(at + 1, "strong_verbs") for at in own_positions(words) if at < number.first)


def _is_own(words: Tokens, number: Quantity, quote: tuple[int, int] | None) -> bool:
    """Whether the author or their organisation measured or lived it."""
    end = words.clause(number.first)[1]
    return any(at < end and words.quote_around(at) in (None, quote) for at in own_positions(words))


def shape_of(words: Tokens, number: Quantity | None, *, is_asserted: bool) -> str:
    """One character a token, as `shapes` reads them; the tables of figures and of features share them."""
    shape = words.lex.figure_shapes.shape(words.low)
    if number is None:
        return "".join(shape)
    sign = ASSERTED if is_asserted else PERCENT if number.kind == "percent" else FIGURE
    if sign == PERCENT and number.value in _EXTREME and not of_the_world(words, number):
        sign = EXTREME
    shape[number.first : number.last] = sign * (number.last - number.first)
    return "".join(shape)


# -- sums, counts, durations ----------------------------------------------------------------------------------


def is_light(number: Quantity) -> bool:
    """Whether it is neither a percentage nor a share: sums, counts and multiples are mostly of one case."""
    return number.kind not in SHARES


def too_light(words: Tokens, number: Quantity) -> str:
    """The class that a quantity falls into if it asserts nothing of the world; "" if it does."""
    if number.kind in SHARES:
        return ""
    if number.kind == "multiple":
        return "" if _changes(words, number) else "number_other"
    if _of_the_usual(words, number):
        return ""
    return _CLASSES.get(number.kind, "count_structure" if number.value < 1000 else "number_other")


def _changes(words: Tokens, number: Quantity) -> bool:
    """As in "three times as likely", "doubles the risk", "has doubled"; not "double the recipe"."""
    first, last = number.first, number.last
    if words.is_a(last - 1, "multiply_verbs"):
        return not (words.has("first_person", 0, first) or words.has("second_person"))
    if words.has("comparatives", last, last + 3) or words.has("change_nouns", last, last + 3):
        return True
    if words.has("change_verbs", first - 3, first) or words.is_a(first - 1, "multiplied_by"):
        return True
    doubles = words.is_a(last - 1, "doubles") or words.is_a(last - 1, "multiply_adverbs")
    return doubles and not words.is_a(first - 1, "may_double")


def is_typical(words: Tokens, number: Quantity) -> bool:
    """Whether a light number speaks of the usual case: "usually ranges from £80,000", "$120-$400 per missed call"."""
    if number.unit in words.lex["short_units"] or number.value < 3 or _is_rate(words, number):
        return False
    if number.kind == "money" and words.is_a(number.last, "per_words") and number.last - number.first > 3:
        return not words.is_a(number.last + 1, "time_units")  # "$39-49 a month" is a price
    return words.has("average_words" if number.kind == "duration" else "typical_words", 0, number.first)


def _is_rate(words: Tokens, number: Quantity) -> bool:
    return number.kind == "money" and words.word(number.last) == "/"  # "$100/month" is a price


def _of_the_usual(words: Tokens, number: Quantity) -> bool:
    """Whether it is about a group, a market, the average or each one: "firms spend $2 million", "$36 per $1"."""
    start = words.clause(number.first)[0]
    if words.has("second_person", start) or words.is_a(number.last - 1, "short_units") or _is_rate(words, number):
        return False
    if number.kind == "money" and _per_money(words):
        return True
    of_group = not words.has("modals", start, number.first) and names_group(
        words, start, number.first if number.kind == "money" else None
    )
    if number.scaled:
        told = (
            number.kind == "count"
            or of_group
            or any(map(words.has, ("market_words", "forecast_words", "change_verbs")))
        )
        return told and not words.has("product_words")
    typical = words.has("typical_words", start, number.first)
    if number.kind == "count":
        return typical and of_group
    moves = words.has("spend_verbs", start, number.first) or words.has("change_verbs", start, number.first)
    return (typical and moves) or (of_group and (typical or moves))


def _per_money(words: Tokens) -> bool:
    """As in "$36 for every $1 spent", "for every $1 …, society gets back $7"."""
    each = words.places("each_words")
    return any(not CURRENCIES.isdisjoint(words.low[at + 1 : at + 4]) for at in each)
