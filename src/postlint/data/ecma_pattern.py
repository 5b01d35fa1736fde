"""Translates the regular expressions of JSON Schema, which are those of JavaScript, to Python's.

The two differ in what `\\d`, `\\w`, `\\s` and `$` mean, in how a group is named, and in `\\p{…}`, which Python lacks: a
general category is spelt out as ranges of characters. What Python cannot express raises PatternError with the reason.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ASCII = {"d": "0-9", "w": "A-Za-z0-9_"}
_SPACE = "\\t\\n\\v\\f\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
#: the long names of the general categories
_CATEGORIES = {
    "letter": "L", "lowercaseletter": "Ll", "uppercaseletter": "Lu", "titlecaseletter": "Lt", "modifierletter": "Lm",
    "otherletter": "Lo", "mark": "M", "number": "N", "decimalnumber": "Nd", "digit": "Nd", "punctuation": "P",
    "punct": "P", "symbol": "S", "separator": "Z", "spaceseparator": "Zs", "other": "C", "control": "Cc",
    "alphabetic": "L", "alpha": "L", "lowercase": "Ll", "uppercase": "Lu", "any": "",
}  # fmt: skip


class PatternError(ValueError):
    """A pattern that is no regular expression or (`legal`) one that Python cannot search for."""

    def __init__(self, reason: str, *, legal: bool) -> None:
        super().__init__(reason)
        self.legal = legal


class Pattern(str):
    """A pattern in Python's syntax; `written` is the pattern of the schema."""

    written: str


@lru_cache(maxsize=512)
def python_pattern(pattern: str) -> Pattern:
    """The pattern for Python's `re`. Raises PatternError."""
    text = _translated(pattern)
    try:
        re.compile(text)
    except (re.error, OverflowError) as error:
        legal = "look-behind" in str(error)
        raise PatternError(
            "Python knows no look-behind without a fixed length" if legal else str(error), legal=legal
        ) from None
    except RecursionError:
        raise PatternError("it is nested too deeply for Python", legal=True) from None
    found = Pattern(text)
    found.written = pattern
    return found


@lru_cache(maxsize=1)
def _escape() -> re.Pattern[str]:
    """A backslash and what belongs to it."""
    return re.compile(
        r"\\(?:(?P<class>[dDwWsS])|(?P<not>[pP])\{(?P<property>[^}]*)\}|u\{(?P<wide>[0-9A-Fa-f]{1,6})\}"
        r"|u[dD](?P<high>[89abAB][0-9A-Fa-f]{2})\\u[dD](?P<low>[c-fC-F][0-9A-Fa-f]{2})"
        r"|c(?P<control>[A-Za-z])|k<(?P<back>[^>]+)>|(?P<nul>0)(?![0-9])|(?P<other>.))",
        re.S,
    )


def _translated(pattern: str) -> str:
    parts: list[str] = []
    at, in_class = 0, False
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            escape = _escape().match(pattern, at)
            if escape is None:
                raise PatternError("it ends with a backslash", legal=False)
            parts.append(_escaped(escape, in_class))
            at = escape.end()
            continue
        if in_class:
            in_class = char != "]"
            parts.append("\\[" if char == "[" else char)
        elif pattern.startswith(("[^]", "[]"), at):
            negated = pattern[at + 1] == "^"
            parts.append(r"[\s\S]" if negated else r"(?!)")
            at += 3 if negated else 2
            continue
        elif char == "[":
            in_class = True
            parts.append("[^" if pattern.startswith("[^", at) else "[")
            at += len(parts[-1]) - 1
        elif char == "$":
            parts.append(r"\Z")
        elif pattern.startswith("(?<", at) and pattern[at + 3 : at + 4] not in ("=", "!", ""):
            parts.append("(?P<")
            at += 2
        elif pattern.startswith(("(?P", "(?#", "(?i", "(?(", "(?>"), at):
            raise PatternError(f"JavaScript knows no '{pattern[at : at + 3]}'", legal=False)
        else:
            parts.append(char)
        at += 1
    return "".join(parts)


def _escaped(escape: re.Match[str], in_class: bool) -> str:
    """An escape in Python's syntax; inside of a class, one that is allowed there."""
    if kind := escape["class"]:
        return _class(_ASCII.get(kind.lower(), _SPACE), kind.isupper(), in_class)
    if escape["not"]:
        return _class(_property(escape["property"]), escape["not"] == "P", in_class)
    if code := escape["wide"]:
        return _character(int(code, 16))
    if escape["high"]:
        high, low = int(escape["high"], 16) - 0x800, int(escape["low"], 16) - 0xC00
        return _character(0x10000 + (high << 10) + low)
    if escape["control"]:
        return _character(ord(escape["control"]) % 32)
    if escape["back"]:
        return f"(?P={escape['back']})"
    if escape["nul"]:
        return "\\x00"
    other = escape["other"]
    if other == "b" and in_class:
        return "\\x08"
    # letters whose escape means nothing in JavaScript, or something else in Python
    return re.escape(other) if not other.isalnum() or other in "aAZ" else f"\\{other}"


def _class(inside: str, negated: bool, in_class: bool) -> str:
    if not in_class:
        return f"[{'^' if negated else ''}{inside}]"
    return _others(inside) if negated else inside


def _others(inside: str) -> str:
    """The ranges of all characters that a class does not have, for a class within a class."""
    from itertools import pairwise

    taken = [match.span() for match in re.finditer(f"[{inside}]+", "".join(map(chr, range(0x3100))) + "\ufeff")]
    points = [(start if start < 0x3100 else 0xFEFF, end if end <= 0x3100 else 0xFF00) for start, end in taken]
    if not points or "\\U" in inside:
        raise PatternError("a \\P{…} within brackets is too much for Python", legal=True)
    gaps = [(end, start - 1) for (_, end), (start, _) in pairwise([(0, 0), *points, (0x110000, 0)])]
    return "".join(f"{_character(first)}-{_character(last)}" for first, last in gaps if first <= last)


def _character(code: int) -> str:
    if code > 0x10FFFF:
        raise PatternError(f"there is no character {code:X}", legal=False)
    return f"\\U{code:08x}"


@lru_cache(maxsize=64)
def _property(name: str) -> str:
    """The characters of a general category, as ranges for a class."""
    from itertools import groupby

    key, _, value = name.rpartition("=")
    wanted = _CATEGORIES.get(value.replace("_", "").lower(), value)
    if key not in ("", "gc", "General_Category") or not re.fullmatch(r"(?:[LMNPSZC][a-z]?)?", wanted):
        raise PatternError(f"Python does not know \\p{{{name}}}", legal=True)
    groups = ((is_in, list(runs)) for is_in, runs in groupby(_runs(), key=lambda run: run[0].startswith(wanted)))
    return "".join(f"{_character(runs[0][1])}-{_character(runs[-1][2])}" for is_in, runs in groups if is_in)


@lru_cache(maxsize=1)
def _runs() -> tuple[tuple[str, int, int], ...]:
    """All characters in their order, as runs of one general category: its name, the first and the last of the run."""
    import sys
    import unicodedata
    from itertools import groupby

    end = -1
    runs = []
    for category, run in groupby(map(unicodedata.category, map(chr, range(sys.maxunicode + 1)))):
        first, end = end + 1, end + sum(1 for _ in run)
        runs.append((category, first, end))
    return tuple(runs)
