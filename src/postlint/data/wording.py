"""Sentences of messages about data: one for each JSON Schema keyword, and did-you-mean suggestions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

#: up to so many known names are listed in a message
FEW = 12

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
    "null": "empty",
}

_FORMATS = {
    "date": "date (YYYY-MM-DD)",
    "date-time": "date with time (2026-01-31T12:00:00Z)",
    "uri": "URL (https://…)",
    "regex": "regular expression",
}


def closest(word: str, known: Iterable[str], least: float = 0.6) -> str:
    """The most similar known word, if its similarity (difflib's ratio) is at least `least`; else ""."""
    from difflib import SequenceMatcher  # few runs have an unknown word

    # the shorter of two texts is all that they can have in common
    near = (name for name in known if 2 * min(len(word), len(name)) >= least * (len(word) + len(name)))
    bounds = sorted(((bound, name) for bound, name in _bounds(word, near) if bound >= least), reverse=True)
    matcher = SequenceMatcher(b=word)
    best = (least, "")
    for bound, name in bounds:
        if bound < best[0]:
            break
        matcher.set_seq1(name)
        best = max(best, (matcher.ratio(), name))
    return best[1]


def is_slip(wanted: str, other: str) -> bool:
    """Whether a name may be a slip for another: by the words in which they differ, and no number is another one.

    What is left of these between their common beginning and end is a letter, or half of it is alike: ``request`` is no
    slip for ``release``.
    """
    from difflib import SequenceMatcher

    words = [re.findall(r"[^\W\d_]+|\d+", name.lower()) for name in (wanted, other)]
    numbers = [[word for word in found if word.isdigit()] for found in words]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    left, right = ("".join(word for word in words[at] if word not in words[1 - at]) for at in (0, 1))
    inner = _between(left, right)
    alike = [not a or not b or SequenceMatcher(a=a, b=b).ratio() >= 0.5 for a, b in ((left, right), inner)]
    longest = max(map(len, inner))
    is_form = left[-1:] != right[-1:] and _alike(left, right) > longest  # patching, patches
    return alike[0] and (alike[1] or is_form or min(map(len, inner)) <= 1)


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _between(one: str, other: str) -> tuple[str, str]:
    """What two texts have between their common beginning and their common end."""
    begin = _alike(one, other)
    end = _alike(one[begin:][::-1], other[begin:][::-1])
    return one[begin : len(one) - end], other[begin : len(other) - end]


def _bounds(word: str, known: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Each name after the most that its similarity can be: difflib takes a hundred times as long for the exact one.

    The blocks that difflib finds are a common subsequence; the longest one is counted in the bits of an integer.
    """
    places: dict[str, int] = {}
    for at, character in enumerate(word):
        places[character] = places.get(character, 0) | 1 << at
    whole = (1 << len(word)) - 1
    for name in known:
        unmatched = whole
        for character in name:
            found = unmatched & places.get(character, 0)
            unmatched = (unmatched + found | unmatched - found) & whole
        common = len(word) - unmatched.bit_count()
        yield 2 * common / ((len(word) + len(name)) or 1), name


def suggest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: ``, did you mean 'max'? (known: max, min)``, or nothing."""
    names = sorted(set(known))
    folded = {name.lower(): name for name in names}
    close = closest(word.lower(), folded)
    hint = f", did you mean {folded[close]!r}?" if close else ""
    listed = f" (known: {', '.join(names)})" if 0 < len(names) <= FEW else ""
    return hint + listed


def sentence(keyword: str, value: Any, expected: Any) -> str:
    """What is wrong with a value that fails a keyword of JSON Schema; `expected` is the keyword's own value."""
    make = _SENTENCES.get(keyword)
    return make(value, expected) if make else f"{shown(value)} does not fit the schema ({keyword})"


def wrong_type(expected: str | Sequence[str], value: Any) -> str:
    """The sentence about a value that has none of the expected JSON types."""
    types = list(dict.fromkeys([expected] if isinstance(expected, str) else expected))
    wanted = either([_TYPES.get(name, name) for name in types])
    if value is None:
        return f"must be {wanted}, but is empty"
    if "string" in types and isinstance(value, (bool, int, float)):
        return f"must be {wanted}, but is read as {shown(value)}; put it in quotes"
    if isinstance(value, (list, Mapping)):
        return f"must be {wanted}, but is {shown(value)}"
    got = {str: "text", bool: "true or false"}.get(type(value), "a number")
    return f"must be {wanted}, but is {got} ({shown(value)})"


def not_one_of(value: Any, allowed: Sequence[Any]) -> str:
    """The sentence about a value that is none of the allowed ones."""
    if not allowed:
        return f"{shown(value)} is not allowed here; no value is"
    names = [name if isinstance(name, str) else shown(name) for name in allowed]
    close = closest(str(value).lower(), [name.lower() for name in names])
    hint = f" (did you mean {next(name for name in names if name.lower() == close)!r}?)" if close else ""
    if len(names) > FEW:
        return f"{shown(value)} is none of the {len(names)} allowed values{hint}"
    return f"{shown(value)} is not allowed; use {either(names)}{hint}"


def shown(value: Any, limit: int = 60) -> str:
    """A value as shown in a message, cut when it is longer than `limit` code points."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, list):
        return "a list"
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def on_one_line(text: str, limit: int) -> str:
    """A text with its white space folded, cut when it is longer than `limit` code points."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def either(words: Sequence[str]) -> str:
    """Alternatives in a sentence: ``a, b or c``."""
    if not words:
        return "nothing"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def count(number: int, thing: str) -> str:
    """A number with its noun: ``1 item``, ``2 items``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _repeated(items: Sequence[Any]) -> str:
    return next((shown(item) for index, item in enumerate(items) if item in items[:index]), "an item")


def _lacking(value: Mapping[str, Any], needs: Mapping[str, Sequence[str]]) -> str:
    pairs = [(key, name) for key, names in needs.items() if key in value for name in names if name not in value]
    return "; ".join(f"{key!r} also needs {name!r}" for key, name in pairs)


def _at_least(size: int, least: int, thing: str) -> str:
    return f"needs at least {count(least, thing)}, has {size}"


def _at_most(size: int, most: int, thing: str) -> str:
    return f"may have at most {count(most, thing)}, has {size}"


_SENTENCES: Mapping[str, Callable[[Any, Any], str]] = {
    "type": lambda value, types: wrong_type(types, value),
    "enum": not_one_of,
    "const": lambda value, only: f"must be {shown(only)}, not {shown(value)}",
    "minLength": lambda value, least: _at_least(len(value), least, "character") if value else "must not be empty",
    "maxLength": lambda value, most: _at_most(len(value), most, "character"),
    "pattern": lambda value, pattern: (
        f"{shown(value)} does not match the pattern {getattr(pattern, 'written', pattern)}"
    ),
    "format": lambda value, name: f"{shown(value)} is no valid {_FORMATS.get(name, name)}",
    "minimum": lambda value, least: f"must be at least {least}, is {value}",
    "maximum": lambda value, most: f"must be at most {most}, is {value}",
    "exclusiveMinimum": lambda value, limit: f"must be more than {limit}, is {value}",
    "exclusiveMaximum": lambda value, limit: f"must be less than {limit}, is {value}",
    "multipleOf": lambda value, step: f"must be a multiple of {step}, is {value}",
    "minItems": lambda value, least: _at_least(len(value), least, "item"),
    "maxItems": lambda value, most: _at_most(len(value), most, "item"),
    "uniqueItems": lambda value, _: f"has {_repeated(value)} more than once",
    "minProperties": lambda value, least: _at_least(len(value), least, "key"),
    "maxProperties": lambda value, most: _at_most(len(value), most, "key"),
    "dependentRequired": lambda value, needs: _lacking(value, needs),
    "oneOf": lambda value, _: f"{shown(value)} fits several alternatives, where only one may fit",
    "not": lambda value, _: f"{shown(value)} is not allowed here",
    "contains": lambda value, _: "lacks an item that must be in the list",
}
