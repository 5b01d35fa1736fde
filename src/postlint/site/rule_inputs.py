"""What the rules about a site read of a post, without the places: most changes of a text leave it as it is.

If these inputs stay the same for all posts, and no text becomes or ceases to be nearly that of another (`shingles`),
the findings about the site stay, too. Where a finding touches a post, its places have to stay as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields

from postlint.site.facts import Facts
from postlint.site.packed import Target, Targets, Text, Texts
from postlint.spans import Span

#: numbers that each change of a text alters, and the places without a text
_NOT_READ = ("words", "length", "top", "signature", "line_starts")


def inputs_of(facts: Facts, limits: Collection[float]) -> tuple[object, ...]:
    """All that findings about the site depend on; of the number of words, which of the `limits` it reaches."""
    long = tuple(facts.words >= limit for limit in sorted(limits))
    return (*(_without_place(getattr(facts, name)) for name in _NAMES), long)


_NAMES = tuple(one.name for one in fields(Facts) if one.name not in _NOT_READ)


def _without_place(value: object) -> object:
    if isinstance(value, Text):
        return value.text
    if isinstance(value, Target):
        return value.url, value.kind
    if isinstance(value, (Texts, Targets)):
        return value.packed
    return tuple(map(_without_place, value)) if isinstance(value, tuple) else value


def places_of(facts: Facts) -> list[tuple[int, ...]]:
    """The offsets, lines and columns of all that has a place."""
    values = (getattr(facts, one.name) for one in fields(Facts))
    return [(*span, *facts.position(span[0]), *facts.position(span[1])) for value in values for span in _spans(value)]


def _spans(value: object) -> Iterator[tuple[int, int]]:
    if isinstance(value, (Text, Target, Span)):
        yield value.start, value.end
    elif isinstance(value, (tuple, Texts, Targets)):
        for one in value:
            yield from _spans(one)
